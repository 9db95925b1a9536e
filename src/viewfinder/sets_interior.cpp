#include "viewfinder/set_parts.hpp"

namespace groundglass::viewfinder {
namespace {

constexpr V3 lampWarm{1.0F, 0.58F, 0.24F};

// A tall window in the wall x = at, towards −X: frame, bars and the light behind the glass.
void tallWindow(Mesh& frame, Mesh& light, float at, float z0, float z1) {
    constexpr float y0 = 0.85F, y1 = 3.0F;
    light.quad({at + 0.06F, y0, z1}, {at + 0.06F, y0, z0}, {at + 0.06F, y1, z0}, {at + 0.06F, y1, z1});
    for (const float z : {z0, (z0 + z1) * 0.5F, z1})
        addBox(frame, {at - 0.03F, y0, z - 0.03F}, {at + 0.05F, y1, z + 0.03F});
    for (const float y : {y0, y0 + 1.35F, y1})
        addBox(frame, {at - 0.03F, y - 0.025F, z0}, {at + 0.05F, y + 0.025F, z1});
}

void wallWithWindows(SetModel& set, float at, bool night) {
    Mesh wall, frame, light;
    wall.material = matte(Surface::Plaster, {0.30F, 0.25F, 0.19F});
    frame.material = matte(Surface::Wood, {0.09F, 0.05F, 0.03F}, 0.3F);
    light.material = glow(night ? V3{0.012F, 0.02F, 0.045F} : V3{0.95F, 1.10F, 1.30F});
    addBox(wall, {at, 0, -7}, {at + 0.2F, 0.85F, 5});
    addBox(wall, {at, 3.0F, -7}, {at + 0.2F, 3.5F, 5});
    for (float z = -6.6F; z < 4.4F; z += 2.2F) {
        tallWindow(frame, light, at, z, z + 1.5F);
        addBox(wall, {at, 0.85F, z + 1.5F}, {at + 0.2F, 3.0F, z + 2.2F});
    }
    for (Mesh* m : {&wall, &frame, &light}) set.meshes.push_back(std::move(*m));
}

void shelves(SetModel& set, Dice& dice) {
    Mesh wood, bottles[3];
    wood.material = matte(Surface::Wood, {0.13F, 0.065F, 0.03F}, 0.3F);
    const V3 glass[3] = {{0.05F, 0.09F, 0.03F}, {0.16F, 0.06F, 0.015F}, {0.10F, 0.11F, 0.10F}};
    for (int k = 0; k < 3; ++k) bottles[k].material = {Surface::Plain, glass[k], 0.9F, 0.12F, {}, 0};
    addBox(wood, {-2.4F, 0, -5.4F}, {1.2F, 1.08F, -4.9F});
    for (const float y : {1.35F, 1.75F, 2.15F}) {
        addBox(wood, {-2.4F, y, -6.45F}, {1.2F, y + 0.03F, -6.15F});
        for (float x = -2.3F; x < 1.1F; x += dice.between(0.09F, 0.20F)) {
            Mesh& b = bottles[static_cast<int>(dice.next() * 2.99F)];
            const float h = dice.between(0.16F, 0.27F), z = -6.3F;
            addRod(b, {x, y + 0.03F, z}, {x, y + 0.03F + h * 0.66F, z}, 0.036F, 0.034F, 10);
            addRod(b, {x, y + 0.03F + h * 0.66F, z}, {x, y + 0.03F + h, z}, 0.016F, 0.012F, 8);
            if (dice.next() < 0.35F)
                set.bulbs.push_back(
                    {{x + 0.02F, y + 0.10F, z + 0.05F}, 0.010F, lampWarm * dice.between(12, 40)});
        }
    }
    set.meshes.push_back(std::move(wood));
    for (Mesh& b : bottles) set.meshes.push_back(std::move(b));
}

void tables(SetModel& set, Dice& dice) {
    Mesh top, iron, cups;
    top.material = {Surface::Stone, {0.42F, 0.38F, 0.33F}, 0.6F, 0.22F, {}, 0};
    iron.material = matte(Surface::Plain, {0.025F, 0.025F, 0.025F}, 0.4F);
    cups.material = {Surface::Plain, {0.66F, 0.64F, 0.60F}, 0.7F, 0.2F, {}, 0};
    for (const V3 at : {V3{-1.5F, 0, -2.3F}, V3{1.35F, 0, -2.9F}, V3{-2.7F, 0, -3.7F}, V3{2.6F, 0, -4.2F},
                        V3{0.1F, 0, -4.0F}, V3{-2.4F, 0, -0.6F}}) {
        addRod(top, at + V3{0, 0.72F, 0}, at + V3{0, 0.75F, 0}, 0.36F, 0.36F, 36);
        addRod(iron, at, at + V3{0, 0.72F, 0}, 0.03F, 0.03F);
        addRod(iron, at, at + V3{0, 0.03F, 0}, 0.22F, 0.20F);
        for (int i = 0; i < 2; ++i) {
            const V3 c = at + V3{dice.between(-0.2F, 0.2F), 0.75F, dice.between(-0.2F, 0.2F)};
            addRod(cups, c, c + V3{0, 0.07F, 0}, 0.028F, 0.038F);
        }
        set.bulbs.push_back({at + V3{0.08F, 0.84F, 0.05F}, 0.011F, V3{1.0F, 0.50F, 0.16F} * 90.0F});
    }
    for (Mesh* m : {&top, &iron, &cups}) set.meshes.push_back(std::move(*m));
}

void lamps(SetModel& set, Dice& dice, bool night) {
    Mesh brass, shade;
    brass.material = {Surface::Plain, {0.42F, 0.26F, 0.09F}, 1.0F, 0.3F, {}, 0};
    shade.material = {Surface::Plain,
                      {0.30F, 0.20F, 0.12F},
                      0.2F,
                      0.5F,
                      V3{0.75F, 0.36F, 0.12F} * (night ? 1.2F : 0.8F),
                      0};
    for (const V3 at : {V3{-2.9F, 1.95F, -2.4F}, V3{-1.25F, 2.10F, -3.3F}, V3{1.9F, 2.0F, -3.1F},
                        V3{0.55F, 2.15F, -4.6F}, V3{-2.2F, 2.05F, -4.7F}, V3{2.9F, 2.1F, -5.2F}}) {
        addRod(brass, at + V3{0, 0.18F, 0}, at + V3{0, 1.45F, 0}, 0.006F, 0.006F, 6);
        addRod(shade, at + V3{0, 0.02F, 0}, at + V3{0, 0.18F, 0}, 0.15F, 0.05F, 20);
        set.bulbs.push_back({at, 0.045F, lampWarm * 30.0F});
    }
    for (float x = -3.6F; x < 3.4F; x += 0.72F) {  // brackets on the back wall
        const float y = 1.62F + 0.10F * dice.next(), z = -6.35F + 0.1F * dice.next();
        addRod(brass, {x, y - 0.16F, z}, {x, y - 0.03F, z}, 0.014F, 0.010F, 8);
        set.bulbs.push_back({{x, y, z}, dice.between(0.026F, 0.036F), lampWarm * dice.between(22, 44)});
    }
    for (int i = 0; i < 9; ++i) {  // bracket lamps of the left wall
        const float z = -0.9F - 0.62F * static_cast<float>(i);
        set.bulbs.push_back(
            {{-3.86F, 1.78F + 0.05F * dice.next(), z}, 0.030F, lampWarm * dice.between(20, 36)});
    }
    set.meshes.push_back(std::move(brass));
    set.meshes.push_back(std::move(shade));
}

}  // namespace

SetModel windowInterior(const SetState& state) {
    SetModel set;
    Dice dice(17);
    ground(set, matte(Surface::Wood, {0.14F, 0.085F, 0.05F}, 0.35F), 8);
    part(set, matte(Surface::Plaster, {0.34F, 0.29F, 0.22F}))
        .quad({-4, 3.5F, -7}, {4, 3.5F, -7}, {4, 3.5F, 6}, {-4, 3.5F, 6});
    part(set, matte(Surface::Plaster, {0.27F, 0.20F, 0.13F}))
        .quad({-4, 1.3F, -6.6F}, {4, 1.3F, -6.6F}, {4, 3.5F, -6.6F}, {-4, 3.5F, -6.6F});
    part(set, {Surface::Brick, {0.035F, 0.13F, 0.125F}, 0.8F, 0.25F, {}, 0})
        .quad({-4, 0, -6.6F}, {4, 0, -6.6F}, {4, 1.3F, -6.6F}, {-4, 1.3F, -6.6F});
    part(set, matte(Surface::Plaster, {0.22F, 0.15F, 0.10F}))
        .quad({-4, 0, 6}, {-4, 0, -7}, {-4, 3.5F, -7}, {-4, 3.5F, 6});
    Mesh& panels = part(set, matte(Surface::Wood, {0.12F, 0.06F, 0.03F}, 0.3F));
    for (float z = -6.5F; z < 5; z += 0.7F) addBox(panels, {-4, 0, z}, {-3.94F, 1.2F, z + 0.62F});
    wallWithWindows(set, 4, state.night);
    tables(set, dice);
    shelves(set, dice);
    lamps(set, dice, state.night);
    if (state.night)
        for (int i = 0; i < 14; ++i) {
            const V3 hue = i % 3 == 0   ? V3{1, 0.25F, 0.2F}
                           : i % 3 == 1 ? V3{1, 0.75F, 0.4F}
                                        : V3{0.5F, 0.75F, 1};
            set.bulbs.push_back({{4.0F, dice.between(1.0F, 2.4F), dice.between(-6, 1)}, 0.03F, hue * 22.0F});
        }
    return set;
}

SetModel attic(const SetState& state) {
    SetModel set;
    Dice dice(31);
    ground(set, matte(Surface::Wood, {0.13F, 0.095F, 0.065F}), 6);
    Mesh& boards = part(set, matte(Surface::Wood, {0.10F, 0.068F, 0.045F}));
    boards.quad({-3.2F, 0, 5}, {-3.2F, 0, -5}, {0, 3.3F, -5}, {0, 3.3F, 5});
    boards.quad({3.2F, 0, -5}, {3.2F, 0, 5}, {0, 3.3F, 5}, {0, 3.3F, -5});
    boards.quad({-3.2F, 0, -4.6F}, {3.2F, 0, -4.6F}, {3.2F, 3.3F, -4.6F}, {-3.2F, 3.3F, -4.6F});
    Mesh& beams = part(set, matte(Surface::Wood, {0.055F, 0.036F, 0.024F}));
    for (float z = -4.2F; z < 4.5F; z += 1.15F) {
        addRod(beams, {-3.1F, 0.05F, z}, {0, 3.22F, z}, 0.085F, 0.085F, 4);
        addRod(beams, {3.1F, 0.05F, z}, {0, 3.22F, z}, 0.085F, 0.085F, 4);
        addRod(beams, {-1.25F, 1.98F, z}, {1.25F, 1.98F, z}, 0.06F, 0.06F, 4);
    }
    Mesh& pane = part(set, glow(state.night ? V3{0.16F, 0.24F, 0.40F} : V3{1.1F, 1.15F, 1.2F}));
    pane.quad({0.55F, 1.25F, -4.55F}, {1.25F, 1.25F, -4.55F}, {1.25F, 2.05F, -4.55F}, {0.55F, 2.05F, -4.55F});
    for (const float x : {0.53F, 0.88F, 1.23F})
        addBox(beams, {x, 1.22F, -4.56F}, {x + 0.035F, 2.08F, -4.50F});
    for (const float y : {1.22F, 1.63F, 2.05F})
        addBox(beams, {0.53F, y, -4.56F}, {1.27F, y + 0.035F, -4.50F});
    Mesh& junk = part(set, matte(Surface::Wood, {0.16F, 0.105F, 0.065F}, 0.1F));
    addBox(junk, {-0.45F, 0, -0.3F}, {0.45F, 0.5F, 0.3F}, 0.35F, {-1.55F, 0, -1.9F});
    addBox(junk, {-0.47F, 0.5F, -0.32F}, {0.47F, 0.62F, 0.32F}, 0.35F, {-1.55F, 0, -1.9F});
    for (int i = 0; i < 7; ++i) {
        const float s = dice.between(0.18F, 0.36F);
        addBox(junk, {-s, 0, -s * 0.8F}, {s, s * 1.5F, s * 0.8F}, dice.between(-1, 1),
               {dice.between(-2.3F, 2.3F), 0, dice.between(-4.2F, -2.6F)});
    }
    Mesh& rocker = part(set, matte(Surface::Wood, {0.09F, 0.05F, 0.03F}, 0.2F));
    const V3 at{1.35F, 0, -2.2F};
    addBox(rocker, {-0.24F, 0.40F, -0.22F}, {0.24F, 0.44F, 0.24F}, -0.5F, at);
    for (int i = 0; i < 5; ++i) {
        const float x = -0.2F + 0.1F * static_cast<float>(i);
        addRod(rocker, aboutY({x, 0.44F, -0.2F}, -0.5F) + at, aboutY({x, 1.12F, -0.36F}, -0.5F) + at, 0.012F,
               0.012F, 8);
    }
    addBox(rocker, {-0.26F, 1.08F, -0.39F}, {0.26F, 1.20F, -0.33F}, -0.5F, at);
    for (const float x : {-0.24F, 0.24F})
        for (int i = 0; i < 8; ++i) {
            const auto point = [&](int k) {
                const float u = static_cast<float>(k) / 4 - 1;
                return aboutY({x, 0.03F + 0.10F * u * u, u * 0.5F}, -0.5F) + at;
            };
            addRod(rocker, point(i), point(i + 1), 0.018F, 0.018F, 6);
        }
    for (int i = 0; i < 90; ++i)  // dust in the light
        set.bulbs.push_back({{dice.between(-1.8F, 1.8F), dice.between(0.3F, 2.3F), dice.between(-3, 1.2F)},
                             dice.between(0.0007F, 0.0016F),
                             V3{0.9F, 0.85F, 0.75F} * dice.between(0.8F, 5)});
    return set;
}

SetModel studio(const SetState& state) {
    SetModel set;
    const float tone = state.night ? 0.05F : 0.14F;
    ground(set, matte(Surface::Plaster, {tone, tone, tone * 1.05F}), 20);
    part(set, matte(Surface::Plaster, {tone, tone, tone * 1.05F}))
        .quad({-20, 0, -4}, {20, 0, -4}, {20, 12, -4}, {-20, 12, -4});
    return set;
}

}  // namespace groundglass::viewfinder
