#include "viewfinder/mesh.hpp"

#include <thread>

namespace groundglass::viewfinder {
namespace {

constexpr int block = 8;  // nodes a side

struct Grid {
    V3 origin;
    float pitch;
    int nx, ny, nz;  // nodes, multiples of `block`
    std::vector<float> values;
    std::vector<std::array<int, 3>> active;  // blocks that may hold the surface

    [[nodiscard]] std::size_t at(int x, int y, int z) const {
        return (static_cast<std::size_t>(z) * static_cast<std::size_t>(ny) + static_cast<std::size_t>(y)) *
                   static_cast<std::size_t>(nx) +
               static_cast<std::size_t>(x);
    }
    [[nodiscard]] V3 node(float x, float y, float z) const { return origin + V3{x, y, z} * pitch; }
};

template <class F>
void inTwo(std::size_t count, const F& work) {
    if (count < 64) {
        for (std::size_t i = 0; i < count; ++i) work(i);
        return;
    }
    std::jthread other([&] {
        for (std::size_t i = count / 2; i < count; ++i) work(i);
    });
    for (std::size_t i = 0; i < count / 2; ++i) work(i);
}

Grid sampled(const Distance& distance, Bounds b, float pitch, const std::stop_token& stop) {
    const auto nodes = [&](float extent) {
        return (static_cast<int>(extent / pitch) + 3 + block - 1) / block * block;
    };
    Grid g{b.low - V3{pitch, pitch, pitch},
           pitch,
           nodes(b.high.x - b.low.x),
           nodes(b.high.y - b.low.y),
           nodes(b.high.z - b.low.z),
           {},
           {}};
    g.values.assign(g.at(0, 0, g.nz), 1.0F);
    // Distances of blended ellipsoids are bounds, not exact: look wider than half a block's diagonal.
    const float reach = pitch * block * 0.87F * 1.6F;
    std::vector<std::array<int, 3>> blocks;
    for (int z = 0; z < g.nz; z += block)
        for (int y = 0; y < g.ny; y += block)
            for (int x = 0; x < g.nx; x += block) blocks.push_back({x, y, z});
    std::vector<char> near(blocks.size());
    inTwo(blocks.size(), [&](std::size_t i) {
        if (stop.stop_requested()) return;
        const auto [x, y, z] = blocks[i];
        const auto mid = [](int n) { return static_cast<float>(n) + block * 0.5F; };
        const float d = distance(g.node(mid(x), mid(y), mid(z)));
        near[i] = std::abs(d) < reach ? 1 : 0;
        for (int c = 0; c < block; ++c)
            for (int r = 0; r < block; ++r)
                for (int e = 0; e < block; ++e)
                    g.values[g.at(x + e, y + r, z + c)] =
                        near[i] == 0 ? d
                                     : distance(g.node(static_cast<float>(x + e), static_cast<float>(y + r),
                                                       static_cast<float>(z + c)));
    });
    for (std::size_t i = 0; i < blocks.size(); ++i)
        if (near[i] != 0) g.active.push_back(blocks[i]);
    return g;
}

template <class F>
void eachCell(const Grid& g, const F& visit) {
    for (const auto& [bx, by, bz] : g.active)
        for (int z = bz; z < bz + block; ++z)
            for (int y = by; y < by + block; ++y)
                for (int x = bx; x < bx + block; ++x)
                    if (x + 1 < g.nx && y + 1 < g.ny && z + 1 < g.nz) visit(x, y, z);
}

// Mean of the crossings of a cell's edges; false when there is none.
bool cellPoint(const Grid& g, int x, int y, int z, V3& point) {
    float v[8];
    int inside = 0;
    for (int a = 0; a < 8; ++a) {
        v[a] = g.values[g.at(x + (a & 1), y + (a >> 1 & 1), z + (a >> 2))];
        inside += v[a] < 0 ? 1 : 0;
    }
    if (inside == 0 || inside == 8) return false;
    V3 sum{};
    float count = 0;
    for (int a = 0; a < 8; ++a)
        for (int axis = 0; axis < 3; ++axis) {
            if ((a >> axis & 1) != 0) continue;
            const int b = a | 1 << axis;
            if ((v[a] < 0) == (v[b] < 0)) continue;
            const float t = v[a] / (v[a] - v[b]);
            V3 p{static_cast<float>(a & 1), static_cast<float>(a >> 1 & 1), static_cast<float>(a >> 2)};
            (axis == 0 ? p.x : axis == 1 ? p.y : p.z) += t;
            sum += p;
            count += 1;
        }
    point = g.node(static_cast<float>(x) + sum.x / count, static_cast<float>(y) + sum.y / count,
                   static_cast<float>(z) + sum.z / count);
    return true;
}

void addFaces(const Grid& g, const std::vector<std::int32_t>& ids, int x, int y, int z, Mesh& mesh) {
    if (x == 0 || y == 0 || z == 0) return;
    const bool in0 = g.values[g.at(x, y, z)] < 0;
    for (int axis = 0; axis < 3; ++axis) {
        const int d[3] = {axis == 0, axis == 1, axis == 2}, u[3] = {axis == 1, axis == 2, axis == 0},
                  w[3] = {axis == 2, axis == 0, axis == 1};
        if (in0 == (g.values[g.at(x + d[0], y + d[1], z + d[2])] < 0)) continue;
        const std::int32_t q[4] = {ids[g.at(x - u[0] - w[0], y - u[1] - w[1], z - u[2] - w[2])],
                                   ids[g.at(x - w[0], y - w[1], z - w[2])], ids[g.at(x, y, z)],
                                   ids[g.at(x - u[0], y - u[1], z - u[2])]};
        if (q[0] < 0 || q[1] < 0 || q[2] < 0 || q[3] < 0) continue;
        constexpr int front[6] = {0, 1, 2, 0, 2, 3}, back[6] = {0, 2, 1, 0, 3, 2};
        for (int k = 0; k < 6; ++k)
            mesh.indices.push_back(static_cast<std::uint32_t>(q[in0 ? back[k] : front[k]]));
    }
}

V3 gradient(const Distance& distance, V3 p, float e) {
    V3 g{};
    for (const V3 k : {V3{1, -1, -1}, V3{-1, -1, 1}, V3{-1, 1, -1}, V3{1, 1, 1}})
        g += k * distance(p + k * e);
    return normalize(g);
}

}  // namespace

Mesh meshOf(const Distance& distance, Bounds bounds, float pitch, const Material& material, const Tint& tint,
            const std::stop_token& stop) {
    Mesh mesh;
    mesh.material = material;
    Grid g = sampled(distance, bounds, pitch, stop);
    if (stop.stop_requested()) return mesh;
    std::vector<std::int32_t> ids(g.values.size(), -1);
    eachCell(g, [&](int x, int y, int z) {
        V3 p;
        if (!cellPoint(g, x, y, z, p)) return;
        ids[g.at(x, y, z)] = static_cast<std::int32_t>(mesh.positions.size());
        mesh.positions.push_back(p);
    });
    eachCell(g, [&](int x, int y, int z) { addFaces(g, ids, x, y, z, mesh); });
    mesh.normals.resize(mesh.positions.size());
    mesh.tints.assign(mesh.positions.size(), plainTint);
    inTwo(mesh.positions.size(), [&](std::size_t i) {
        if (i % 256 == 0 && stop.stop_requested()) return;
        V3& p = mesh.positions[i];
        const V3 n = gradient(distance, p, pitch * 0.35F);
        const float off = std::clamp(distance(p), -pitch * 0.3F, pitch * 0.3F);
        p = p - n * off;
        mesh.normals[i] = n;
        if (tint) mesh.tints[i] = tint(p);
    });
    return mesh;
}

}  // namespace groundglass::viewfinder
