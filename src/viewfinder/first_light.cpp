#include "viewfinder/first_light.hpp"

#include "viewfinder/wide.hpp"

#include <algorithm>
#include <utility>

namespace groundglass::viewfinder {
namespace {

constexpr int half = lanes / 2;

// Which pixels of a cell look, and what they found, to be shared with the others.
struct Found {
    int count{};
    int lane[half];
    float value[half][3];
    int kind[half];  ///< 0 or 1: each kind is averaged by itself.

    // A checkerboard of those who want to; others take the places that are left.
    explicit Found(const int* wanted) {
        for (const int parity : {0, 1})
            for (int i = 0; i < lanes && count < half; ++i)
                if (wanted[i] != 0 && ((i + i / Cell::side) & 1) == parity) lane[count++] = i;
        std::fill_n(kind, half, 0);
    }
    // Half of them for each kind; a few look for both.
    void divide() {
        for (int k = 0; k < count; ++k) kind[k] = (k + k / 2) & 1;
        if (count > half / 2) return;
        for (int k = 0; k < count; ++k) {
            lane[count + k] = lane[k];
            kind[count + k] = 1 - kind[k];
        }
        count *= 2;
    }
};
struct Shared {
    V16 of[2];
    F16 weight[2];
};

// Adds one pixel's find to every pixel, by how alike their surfaces are.
GROUNDGLASS_WIDE void give(const LitPoints& h, const float* depth, int from, const float* value, V16& sum,
                           F16& weight) {
    const V3 n{h.n.x[from], h.n.y[from], h.n.z[from]};
    const float at = depth[from], steep = 1 / (0.05F * at + 1e-4F), r = value[0], g = value[1], b = value[2];
    GROUNDGLASS_LANES
    for (int i = 0; i < lanes; ++i) {
        const float facing = std::max(0.0F, n.x * h.n.x[i] + n.y * h.n.y[i] + n.z * h.n.z[i]);
        const float near = std::max(0.0F, 1 - std::fabs(depth[i] - at) * steep);
        const float f2 = facing * facing, w = f2 * f2 * near + 1e-3F;
        sum.x[i] += r * w;
        sum.y[i] += g * w;
        sum.z[i] += b * w;
        weight.v[i] += w;
    }
}

void share(const LitPoints& points, const float* depth, const Found& found, Shared& out) {
    out = {};
    for (int k = 0; k < found.count; ++k)
        give(points, depth, found.lane[k], found.value[k], out.of[found.kind[k]], out.weight[found.kind[k]]);
}

// Adds the finds to the pixels that wanted one; who looked keeps what it saw.
void spread(const LitPoints& points, const float* depth, const int* wanted, const Found& found, V16& sum) {
    Shared shared;
    share(points, depth, found, shared);
    for (int k = 0; k < found.count; ++k) {
        shared.of[0].set(found.lane[k], {found.value[k][0], found.value[k][1], found.value[k][2]});
        shared.weight[0].v[found.lane[k]] = 1;
    }
    for (int i = 0; i < lanes; ++i)
        if (wanted[i] != 0) sum.set(i, sum.at(i) + shared.of[0].at(i) * (1 / shared.weight[0].v[i]));
}

}  // namespace

void FirstLight::add() {
    if (m_cells[0]->m_mirrored || m_cells[1]->m_mirrored) mirrors();
    if (!m_cells[0]->m_anyLit && !m_cells[1]->m_anyLit) return;
    if (m_cells[0]->m_setup.keyed) key();
    softer();
}

void FirstLight::mirrors() {
    const Cell& first = *m_cells[0];
    Valid wanted[2];
    for (int c = 0; c < 2; ++c)
        for (int i = 0; i < lanes; ++i) {
            const Cell& cell = *m_cells[c];
            if (cell.m_valid.lane[i] != 0 && cell.m_hit[i].any && cell.m_hit[i].mirror > 0)
                wanted[c].lane[i] = -1;
        }
    Found found[2] = {Found(wanted[0].lane), Found(wanted[1].lane)};
    const Hit* hits[lanes];
    for (int i = 0; i < lanes; ++i) {
        const auto [c, k] = std::pair(i / half, i % half);
        hits[i] = k < found[c].count ? &m_cells[c]->m_hit[found[c].lane[k]] : nullptr;
    }
    V16 image{};
    reflections(first.m_setup, hits, first.m_x, first.m_y, first.m_sample, image);
    for (int c = 0; c < 2; ++c) {
        Cell& cell = *m_cells[c];
        for (int k = 0; k < found[c].count; ++k) {
            const V3 l = image.at(c * half + k);
            found[c].value[k][0] = l.x;
            found[c].value[k][1] = l.y;
            found[c].value[k][2] = l.z;
        }
        spread(cell.m_points, cell.m_depth, wanted[c].lane, found[c], cell.m_sum);
    }
}

void FirstLight::key() {
    const Cell& first = *m_cells[0];
    Arriving from[2];
    Shadows whole[2], joined;
    for (int c = 0; c < 2; ++c) {
        arriving(m_cells[c]->m_points, first.m_setup.key, m_cells[c]->m_onKey, from[c]);
        whole[c].take(m_cells[c]->m_points, from[c], m_cells[c]->m_lit.lane);
    }
    Found found[2] = {Found(whole[0].valid.lane), Found(whole[1].valid.lane)};
    joined.light = joined.otherwise = {};
    joined.rays = whole[0].rays;  // lanes that nobody takes are not followed
    for (int i = 0; i < lanes; ++i) {
        const auto [c, k] = std::pair(i / half, i % half);
        if (k >= found[c].count) continue;
        joined.copyRay(i, whole[c], found[c].lane[k]);
        joined.light.set(i, {1, 1, 1});
    }
    V16 open{};
    joined.cast(first.m_world, open, true);
    for (int c = 0; c < 2; ++c) {
        Cell& cell = *m_cells[c];
        for (int k = 0; k < found[c].count; ++k) {
            std::fill_n(found[c].value[k], 3, open.x[c * half + k]);
        }
        V16 free{};
        spread(cell.m_points, cell.m_depth, whole[c].valid.lane, found[c], free);
        for (int i = 0; i < lanes; ++i)
            if (whole[c].valid.lane[i] != 0)
                cell.m_sum.set(i, cell.m_sum.at(i) + whole[c].light.at(i) * free.at(i));
    }
}

// Lamps beside the key for half of those who look, the surroundings for the other half.
void FirstLight::softer() {
    const Cell& first = *m_cells[0];
    Found found[2] = {Found(m_cells[0]->m_lit.lane), Found(m_cells[1]->m_lit.lane)};
    for (Found& f : found) f.divide();
    LitPoints points;
    Pairs chance, on;
    alignas(64) int wanted[lanes], surroundings[lanes];
    for (int i = 0; i < lanes; ++i) {
        const auto [c, k] = std::pair(i / half, i % half);
        const Cell& cell = *m_cells[c];
        wanted[i] = k < found[c].count ? -1 : 0;
        surroundings[i] = found[c].kind[k];
        const int lane = k < found[c].count ? found[c].lane[k] : 0;
        points.copy(i, cell.m_points, lane);
        chance.a[i] = cell.m_choose.a[lane];
        on.a[i] = cell.m_onOther.a[lane];
        on.b[i] = cell.m_onOther.b[lane];
    }
    V16 light{};
    lookAround(first.m_setup, points, wanted, surroundings, chance, on, light);
    constexpr V3 black{0.01F, 0.01F, 0.01F};
    for (int c = 0; c < 2; ++c) {
        Cell& cell = *m_cells[c];
        for (int k = 0; k < found[c].count; ++k) {
            const int i = c * half + k;
            const V3 a = points.albedo.at(i) + black, l = light.at(i);
            found[c].value[k][0] = l.x / a.x;
            found[c].value[k][1] = l.y / a.y;
            found[c].value[k][2] = l.z / a.z;
        }
        Shared shared;
        share(cell.m_points, cell.m_depth, found[c], shared);
        for (int i = 0; i < lanes; ++i) {
            if (cell.m_lit.lane[i] == 0) continue;
            V3 sum{};
            for (int kind = 0; kind < 2; ++kind)
                if (const float weight = shared.weight[kind].v[i]; weight > 0)
                    sum += shared.of[kind].at(i) * (1 / weight);
            cell.m_sum.set(i, cell.m_sum.at(i) + sum * (cell.m_points.albedo.at(i) + black));
        }
    }
}

}  // namespace groundglass::viewfinder
