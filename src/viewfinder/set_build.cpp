#include "viewfinder/set_data.hpp"
#include "viewfinder/set_parts.hpp"

namespace groundglass::viewfinder {
namespace {

// Calls `each` with the place of every copy.
template <class Each>
void forCopies(const Copies& c, const Each& each) {
    Dice dice(c.seed * 7919U + 17U);
    for (int i = 0; i < c.count; ++i) {
        V3 at = c.step * static_cast<float>(i);
        float scale = c.least, yaw = 0;
        if (c.strewn) {
            at = {dice.between(c.low.x, c.high.x), dice.between(c.low.y, c.high.y),
                  dice.between(c.low.z, c.high.z)};
            scale = dice.between(c.least, c.most);
            yaw = c.turned ? dice.between(-pi, pi) : 0;
            if (std::abs(at.x) < c.clear && at.z > -12) continue;
        }
        each(turned(yaw, 0, 0, at, scale), scale);
    }
}

void addCorners(Mesh& mesh, const std::array<float, 6>& b, const Frame& f) {
    const V3 low{std::min(b[0], b[3]), std::min(b[1], b[4]), std::min(b[2], b[5])},
        high{std::max(b[0], b[3]), std::max(b[1], b[4]), std::max(b[2], b[5])};
    const float scale = length(f.x), yaw = std::atan2(f.z.x, f.z.z);
    addBox(mesh, low * scale, high * scale, yaw, f.o);
}

void addTerrain(Mesh& mesh, const SetPart::Terrain& t) {
    terrain(
        mesh, t.low, t.high, t.steps,
        [&t](float x, float z) {
            const float away = smoothstep(t.flat, t.flat * 5 + 4, length({x, 0, z}));
            const float f = t.frequency;
            const float rise = noise({x * f, 0, z * f}) * 0.65F +
                               noise({x * f * 2.7F, 5, z * f * 2.7F}) * 0.25F +
                               noise({x * f * 7, 9, z * f * 7}) * 0.10F - 0.42F;
            return t.low.y + t.height * away * rise;
        },
        [](float, V3) { return plainTint; });
}

void addShapes(Mesh& mesh, const SetPart& p, const Frame& f, float scale) {
    for (const auto& b : p.boxes) addCorners(mesh, b, f);
    for (const auto& q : p.quads)
        mesh.quad(f.point({q[0], q[1], q[2]}), f.point({q[3], q[4], q[5]}), f.point({q[6], q[7], q[8]}),
                  f.point({q[9], q[10], q[11]}));
    for (const auto& r : p.rods)
        addRod(mesh, f.point({r[0], r[1], r[2]}), f.point({r[3], r[4], r[5]}), r[6] * scale, r[7] * scale,
               14);
    for (const auto& b : p.balls) addSphere(mesh, f.point({b[0], b[1], b[2]}), b[3] * scale, 10);
}

}  // namespace

void build(const SetData& data, const SetState& state, SetModel& set) {
    for (const SetPart& p : data.parts) {
        if (!p.when.holds(state)) continue;
        Mesh& mesh = part(set, p.material);
        forCopies(p.copies, [&](const Frame& f, float scale) { addShapes(mesh, p, f, scale); });
        for (const SetPart::Terrain& t : p.terrains) addTerrain(mesh, t);
    }
    for (const SetBulbs& b : data.bulbs)
        if (b.when.holds(state))
            forCopies(b.copies, [&](const Frame& f, float scale) {
                set.bulbs.push_back({f.point(b.at), b.radius * scale, b.light});
            });
}

}  // namespace groundglass::viewfinder
