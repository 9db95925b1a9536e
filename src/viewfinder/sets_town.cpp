#include "viewfinder/set_parts.hpp"

namespace groundglass::viewfinder {
namespace {

constexpr V3 neon[5] = {{1.0F, 0.06F, 0.13F},
                        {0.05F, 0.75F, 1.0F},
                        {1.0F, 0.10F, 0.72F},
                        {1.0F, 0.42F, 0.05F},
                        {0.15F, 1.0F, 0.55F}};

void facade(SetModel& set, Mesh& walls, Mesh& warm, Mesh& dark, Dice& dice, float side, float z0, float z1,
            bool night) {
    const float height = dice.between(7, 17), x = side * dice.between(3.6F, 4.2F), in = -side;
    addBox(walls, {std::min(x, x + side * 6), 0, z1}, {std::max(x, x + side * 6), height, z0});
    for (float y = 3.6F; y < height - 1.4F; y += 2.9F)
        for (float z = z1 + 0.5F; z < z0 - 1.2F; z += 1.9F) {
            Mesh& pane = dice.next() < (night ? 0.34F : 0.06F) ? warm : dark;
            addBox(pane, {x + std::min(0.0F, in * 0.02F), y, z},
                   {x + std::max(0.0F, in * 0.02F), y + 1.5F, z + 1.0F});
        }
    // A shop front.
    Mesh& shop = part(set, glow(mix(V3{1.0F, 0.72F, 0.42F}, V3{0.65F, 0.85F, 1.0F}, dice.next()) *
                                (night ? dice.between(0.12F, 0.45F) : 0.2F)));
    for (float z = z1 + 0.5F; z < z0 - 1.1F; z += 1.15F) {
        if (dice.next() < 0.3F) continue;
        addBox(shop, {x + std::min(0.0F, in * 0.03F), 0.75F, z},
               {x + std::max(0.0F, in * 0.03F), 2.35F, z + 1.0F});
        addBox(dark, {x + std::min(0.0F, in * 0.05F), 0.75F, z},
               {x + std::max(0.0F, in * 0.05F), dice.between(1.0F, 1.6F), z + dice.between(0.3F, 0.9F)});
    }
    addBox(walls, {x + std::min(0.0F, in * 0.7F), 2.6F, z1 + 0.3F},
           {x + std::max(0.0F, in * 0.7F), 2.7F, z0 - 0.3F});
}

void signs(SetModel& set, Dice& dice) {
    for (int i = 0; i < 18; ++i) {
        const float side = i % 2 == 0 ? 1.0F : -1.0F, z = -1.6F - 1.55F * static_cast<float>(i),
                    x = side * dice.between(2.9F, 3.5F);
        const float y = dice.between(2.4F, 4.6F), w = dice.between(0.35F, 0.8F), h = dice.between(0.7F, 2.0F);
        const V3 hue = neon[static_cast<int>(dice.next() * 4.99F)];
        Mesh& box = part(set, glow(hue * dice.between(1.5F, 3.6F)));
        const auto tube = [&](float x0, float y0, float x1, float y1) {
            addRod(box, {x + x0 * w, y + y0 * h, z}, {x + x1 * w, y + y1 * h, z}, 0.028F, 0.028F, 8);
        };
        tube(-0.5F, 0, 0.5F, 0);
        tube(0.5F, 0, 0.5F, 1);
        tube(0.5F, 1, -0.5F, 1);
        tube(-0.5F, 1, -0.5F, 0);
        for (float v = 0.2F; v < 0.9F; v += 0.22F)
            tube(-0.3F, v, dice.between(0.0F, 0.32F), v + dice.between(-0.08F, 0.08F));
        Mesh& back = part(set, matte(Surface::Plain, {0.03F, 0.03F, 0.035F}));
        addBox(back, {x - w * 0.55F, y - 0.06F, z - 0.09F}, {x + w * 0.55F, y + h + 0.06F, z - 0.05F});
    }
}

void streetLamps(SetModel& set, Dice& dice) {
    Mesh& post = part(set, matte(Surface::Plain, {0.03F, 0.03F, 0.03F}, 0.4F));
    for (float z = 3; z > -34; z -= 6)
        for (const float x : {-2.7F, 2.7F}) {
            addRod(post, {x, 0, z}, {x, 4.3F, z}, 0.06F, 0.045F, 10);
            addRod(post, {x, 4.3F, z}, {x * 0.72F, 4.5F, z}, 0.035F, 0.03F, 8);
            set.bulbs.push_back({{x * 0.72F, 4.40F, z}, 0.10F, V3{1.0F, 0.62F, 0.28F} * 16.0F});
        }
    for (int i = 0; i < 16; ++i) {  // traffic far down the street
        const bool away = i % 2 == 0;
        const float z = dice.between(-38, -12), x = (away ? 0.5F : -1.7F) + dice.between(-0.4F, 0.4F);
        for (const float pair : {-0.6F, 0.6F})
            set.bulbs.push_back({{x + pair, 0.65F, z},
                                 0.07F,
                                 (away ? V3{1.0F, 0.05F, 0.03F} : V3{1.0F, 0.93F, 0.80F}) * 26.0F});
    }
    for (int i = 0; i < 46; ++i) {
        const V3 hue =
            mix(neon[static_cast<int>(dice.next() * 4.99F)], V3{1, 0.8F, 0.5F}, dice.next() * 0.7F);
        set.bulbs.push_back({{dice.between(-3.4F, 3.4F), dice.between(0.9F, 5.5F), dice.between(-32, -7)},
                             dice.between(0.03F, 0.08F),
                             hue * dice.between(10, 34)});
    }
}

void rainFall(SetModel& set, Dice& dice) {
    Mesh& drops = set.falling.emplace_back();
    drops.material = {Surface::Plain, {0.30F, 0.32F, 0.36F}, 0.6F, 0.35F, {0.030F, 0.034F, 0.042F}, 0};
    for (int i = 0; i < 1500; ++i) {
        const V3 p{dice.between(-3.2F, 3.2F), dice.between(0, 4.5F), dice.between(-6, 2.2F)};
        const float l = dice.between(0.12F, 0.30F);
        const V3 top = p + V3{0.035F * l, l, 0}, wide{0.0007F, 0, 0};  // a streak that faces the lens
        drops.quad(p - wide, p + wide, top + wide, top - wide);
    }
}

}  // namespace

SetModel nightStreet(const SetState& state) {
    SetModel set;
    Dice dice(53);
    ground(set,
           state.wet ? Material{Surface::Wet, {0.055F, 0.055F, 0.06F}, 0, 0.3F, {}, 0.3F}
                     : matte(Surface::Stone, {0.10F, 0.10F, 0.105F}),
           60);
    Mesh walls, warm, dark;
    walls.material = matte(Surface::Brick, {0.16F, 0.115F, 0.095F});
    warm.material = glow(V3{1.0F, 0.66F, 0.33F} * (state.night ? 0.8F : 0.4F));
    dark.material = {Surface::Plain, {0.03F, 0.035F, 0.045F}, 0.8F, 0.15F, {}, 0};
    for (const float side : {-1.0F, 1.0F})
        for (float z = 8; z > -44;) {
            const float next = z - dice.between(5, 8);
            facade(set, walls, warm, dark, dice, side, z, next, state.night);
            z = next;
        }
    for (Mesh* m : {&walls, &warm, &dark}) set.meshes.push_back(std::move(*m));
    if (state.night) signs(set, dice);
    streetLamps(set, dice);
    if (state.rain) rainFall(set, dice);
    return set;
}

SetModel market(const SetState& state) {
    SetModel set;
    Dice dice(113);
    ground(set, matte(Surface::Stone, {0.22F, 0.17F, 0.12F}), 40);
    Mesh& walls = part(set, matte(Surface::Plaster, {0.40F, 0.22F, 0.13F}));
    addBox(walls, {-3.6F, 0, -30}, {-3.2F, 4.2F, 6});
    addBox(walls, {3.2F, 0, -30}, {3.6F, 4.2F, 6});
    addBox(walls, {-3.6F, 0, -30.5F}, {3.6F, 4.2F, -30});
    Mesh& reeds = part(set, matte(Surface::Wood, {0.20F, 0.14F, 0.07F}));
    for (float z = 5; z > -0.6F; z -= 0.34F)
        addBox(reeds, {-3.5F, 3.85F, z}, {3.5F, 3.88F, z + dice.between(0.12F, 0.28F)});
    // Behind the subject the mats lie closer and have holes: a blade of sun in each.
    float open = -1.7F;
    for (float z = -0.94F; z > -29; z -= 1.7F) {
        const float low = z - 1.7F, hole = z - 0.75F;
        if (!state.night && !state.rain)
            set.openings.push_back({{open, 3.86F, hole}, {0.26F, 0, 0}, {0, 0, 0.17F}});
        addBox(reeds, {-3.5F, 3.85F, hole + 0.17F}, {3.5F, 3.88F, z - 0.02F});
        addBox(reeds, {-3.5F, 3.85F, low}, {3.5F, 3.88F, hole - 0.17F});
        addBox(reeds, {-3.5F, 3.85F, hole - 0.17F}, {open - 0.26F, 3.88F, hole + 0.17F});
        addBox(reeds, {open + 0.26F, 3.85F, hole - 0.17F}, {3.5F, 3.88F, hole + 0.17F});
        open = open > 0.6F ? open - 2.6F : open + 1.5F;
    }
    const V3 dyes[6] = {{0.52F, 0.10F, 0.06F}, {0.62F, 0.36F, 0.06F}, {0.06F, 0.20F, 0.34F},
                        {0.40F, 0.07F, 0.22F}, {0.12F, 0.30F, 0.18F}, {0.60F, 0.50F, 0.36F}};
    for (int i = 0; i < 26; ++i) {
        const float side = i % 2 == 0 ? 1.0F : -1.0F, z = -1.5F - 1.05F * static_cast<float>(i),
                    x = side * 2.45F;
        Mesh& stall = part(set, matte(Surface::Wood, {0.17F, 0.10F, 0.06F}));
        addBox(stall, {x - 0.65F, 0, z - 0.45F}, {x + 0.65F, 0.8F, z + 0.45F});
        Mesh& goods = part(set, matte(Surface::Stone, dyes[static_cast<int>(dice.next() * 5.99F)]));
        for (int k = 0; k < 4; ++k) {
            const V3 at{x - 0.45F + 0.3F * static_cast<float>(k), 0.8F, z + dice.between(-0.2F, 0.2F)};
            addRod(goods, at, at + V3{0, dice.between(0.14F, 0.26F), 0}, 0.15F, 0.015F, 16);
        }
        Mesh& cloth = part(set, matte(Surface::Cloth, dyes[static_cast<int>(dice.next() * 5.99F)]));
        addBox(cloth, {side * 3.12F, dice.between(1.1F, 1.5F), z - 0.42F}, {side * 3.16F, 3.1F, z + 0.42F});
        cloth.quad({x - 0.8F, 2.5F, z + 0.5F}, {x + 0.8F, 2.5F, z + 0.5F}, {x + 0.8F, 2.75F, z - 0.5F},
                   {x - 0.8F, 2.75F, z - 0.5F});
        set.bulbs.push_back({{x - side * 0.55F, dice.between(1.9F, 2.4F), z + 0.3F},
                             0.045F,
                             V3{1.0F, 0.56F, 0.20F} * (state.night ? 40.0F : 18.0F)});
    }
    return set;
}

}  // namespace groundglass::viewfinder
