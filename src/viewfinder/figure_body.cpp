#include "viewfinder/figure.hpp"
#include "viewfinder/figure_parts.hpp"
#include "viewfinder/sdf.hpp"

namespace groundglass::viewfinder {
namespace {

using namespace sdf;

struct Cut {        // of the clothes
    float bulk{};   // added to every radius
    float skirt{};  // 0 trousers, 1 coat to below the knee
    float collar = 0.017F;
};

float trunk(V3 p, const Skeleton& s, const Build& b, const Cut& c) {
    const float w = b.height / 1.75F * b.width, g = c.bulk;
    const V3 down = s.pelvis - s.chest;
    float d = 1e3F;
    for (const float side : {1.0F, -1.0F}) {
        const V3 top = s.chest + V3{side * 0.072F * w, 0.02F, 0.004F},
                 waist = s.chest + down * 0.62F + V3{side * 0.056F * w, 0, 0},
                 hips = s.pelvis + V3{side * 0.075F * w, 0, 0};
        d = join(d, rod(p, top, waist, 0.104F * w + g, 0.094F * w + g), 0.07F);
        d = join(d, rod(p, waist, hips, 0.094F * w + g, 0.104F * w + g), 0.05F);
    }
    for (const V3& shoulder : s.shoulder) {
        const V3 base = s.neck + V3{0, -0.012F, -0.006F};
        d = join(d, rod(p, base, shoulder + V3{0, 0.012F, 0}, 0.040F * w + g, 0.052F * w + g), 0.06F);
        d = join(d,
                 rod(p, s.chest + V3{0, 0.06F, -0.01F}, shoulder + V3{0, -0.03F, 0}, 0.09F * w + g,
                     0.062F * w + g),
                 0.06F);
    }
    return d;
}

float arms(V3 p, const Skeleton& s, const Build& b, const Cut& c) {
    const float w = b.height / 1.75F, g = c.bulk;
    float d = 1e3F;
    for (int i = 0; i < 2; ++i) {
        const float upper = rod(p, s.shoulder[i], s.elbow[i], 0.058F * w + g, 0.046F * w + g);
        const float lower = rod(p, s.elbow[i], s.wrist[i], 0.046F * w + g, 0.034F * w + g);
        d = std::min(d, join(upper, lower, 0.03F));
    }
    return d;
}

float legs(V3 p, const Skeleton& s, const Build& b, const Cut& c) {
    const float w = b.height / 1.75F, g = c.bulk;
    float d = 1e3F;
    for (int i = 0; i < 2; ++i) {
        const float upper = rod(p, s.hip[i], s.knee[i], 0.088F * w + g, 0.062F * w + g);
        const float lower = rod(p, s.knee[i], s.ankle[i], 0.060F * w + g, 0.052F * w + g);
        d = join(d, join(upper, lower, 0.03F), 0.03F);
    }
    if (c.skirt > 0) {
        const V3 knees = (s.knee[0] + s.knee[1]) * 0.5F;
        const float open = std::max(0.0F, s.knee[0].z - s.knee[1].z);  // of a stride
        const V3 hem = s.seat > 0 ? knees : mix(s.pelvis, knees, 1.15F);
        for (int i = 0; i < 2; ++i) {
            const V3 end = open > 0.12F ? mix(s.hip[i], s.knee[i], 0.80F) : hem + (s.knee[i] - knees) * 1.1F;
            d = join(d, rod(p, s.hip[i], end, 0.105F * w, open > 0.12F ? 0.098F * w : 0.125F * w), 0.09F);
        }
        if (open > 0.12F)  // the back of the coat swings out: one broad sheet
            for (const float across : {-0.17F, -0.085F, 0.0F, 0.085F, 0.17F})
                d = join(d,
                         rod(p, s.pelvis + V3{across * 0.5F * w, -0.01F, -0.07F},
                             s.pelvis + V3{across * 1.15F * w, -0.40F - 0.4F * std::abs(across),
                                           -0.22F - open * 0.75F},
                             0.075F * w, 0.026F * w),
                         0.075F);
    }
    return d;
}

float clothes(V3 p, const Skeleton& s, const Build& b, const Cut& c) {
    float d = join(trunk(p, s, b, c), arms(p, s, b, c), 0.035F);
    d = join(d, legs(p, s, b, c), 0.05F);
    // Folds: broad ones everywhere, finer ones where arms bend.
    float fold =
        0.0075F * (noise(p * 9.0F) - 0.5F) + 0.0035F * (noise(V3{p.x * 16, p.y * 30, p.z * 16}) - 0.5F);
    for (int i = 0; i < 2; ++i)
        fold += 0.006F * std::exp(-length(p - s.elbow[i]) * 12) *
                std::sin(p.y * 150 + p.x * 60 + noise(p * 20.0F) * 4);
    d += fold;
    const V3 n = s.neck + V3{0, 0.012F, 0.006F};
    const V3 q = aboutX(p - n, -0.34F);  // the collar lies lower in front
    float collar =
        torus({q.x, q.y * (b.coat ? 0.55F : 0.75F), q.z * 0.95F}, {0, 0, 0}, 0.070F * b.headScale, c.collar);
    collar -= b.coat ? 0.0025F * std::sin(q.y * 120 + std::atan2(q.x, q.z) * 3) : 0.0F;
    d = join(d, collar, 0.010F);
    if (!b.suit) {  // the opening of the front and its lapels
        const float depth = p.y - (s.neck.y - 0.25F), v = std::abs(p.x) - std::max(0.0F, depth) * 0.30F;
        const float front = p.z > s.chest.z && p.y < s.neck.y ? 1.0F : 0.0F;
        d += front * 0.0050F * std::exp(-v * v * 60000) * smoothstep(-0.5F, -0.1F, depth);
        d -= front * 0.0045F * (1 - smoothstep(0.0F, 0.05F, std::abs(v - 0.028F))) *
             smoothstep(0, 0.06F, depth);
        d += front * 0.0040F * std::exp(-p.x * p.x * 90000) * (depth < 0 ? 1.0F : 0.0F);
    }
    // Room for the neck.
    return cut(d,
               rod(p, s.neck + V3{0, -0.02F, 0.008F}, s.neck + V3{0, 0.2F, 0.03F}, 0.050F * b.headScale,
                   0.058F * b.headScale),
               0.006F);
}

// Four fingers and a thumb around a cup, or hanging with a light curl.
float hand(V3 p, const Skeleton& s, int i, bool cup, float scale) {
    const float side = i == 0 ? 1.0F : -1.0F;
    const V3 w = s.wrist[i];
    if (length(p - w) > 0.3F) return length(p - w) - 0.2F;
    if (cup) {
        const V3 c = s.eyes + V3{0, -0.205F, 0.185F};
        float d = rod(p, w, c + V3{side * 0.060F, -0.012F, -0.034F}, 0.026F, 0.026F);
        d = join(d, ellipsoid(p, c + V3{side * 0.060F, -0.006F, -0.018F}, {0.019F, 0.041F, 0.034F}), 0.02F);
        for (int f = 0; f < 4; ++f) {
            const float h = 0.026F - 0.0175F * static_cast<float>(f), r = f == 3 ? 0.0078F : 0.0090F;
            const V3 a = c + V3{side * 0.057F, h, 0.004F}, m = c + V3{side * 0.0475F, h - 0.002F, 0.031F},
                     e = c + V3{side * 0.0155F, h - 0.003F, 0.0500F};
            d = join(d, join(rod(p, a, m, r * 1.05F, r), rod(p, m, e, r, r * 0.82F), 0.003F), 0.006F);
        }
        const V3 t0 = c + V3{side * 0.052F, 0.018F, -0.034F}, t1 = c + V3{side * 0.030F, 0.036F, -0.047F};
        return join(d, rod(p, t0, t1, 0.0115F, 0.0090F), 0.010F);
    }
    const V3 along = normalize(w - s.elbow[i]);
    V3 across = normalize(V3{0, 0, 1} - along * along.z);
    if (s.seat > 0) across = normalize(V3{side, 0, 0} - along * (along.x * side));
    const V3 palm = normalize(cross(along, across)) * -side;
    float d = rod(p, w - along * 0.02F, w + along * 0.05F * scale, 0.024F * scale, 0.028F * scale);
    for (int f = 0; f < 4; ++f) {
        const float o = (1.5F - static_cast<float>(f)) * 0.0165F * scale,
                    len = (f == 3 ? 0.055F : 0.068F) * scale;
        const V3 a = w + along * (0.058F * scale) + across * o,
                 m = a + along * (len * 0.55F) + palm * (0.010F * scale),
                 e = m + along * (len * 0.45F) + palm * (0.018F * scale);
        d = join(d,
                 join(rod(p, a, m, 0.0098F * scale, 0.0090F * scale),
                      rod(p, m, e, 0.0090F * scale, 0.0072F * scale), 0.003F),
                 0.008F);
    }
    const V3 t = w + along * 0.02F * scale + across * (0.020F * scale);
    return join(d,
                rod(p, t, t + along * (0.045F * scale) + across * (0.020F * scale) + palm * (0.012F * scale),
                    0.0125F * scale, 0.0090F * scale),
                0.012F);
}

float shoe(V3 p, const Skeleton& s, int i, float bulk) {
    const V3 heel = s.ankle[i] + V3{0, -0.045F, -0.025F};
    float d = join(rod(p, s.ankle[i], heel, 0.050F + bulk, 0.043F + bulk),
                   rod(p, heel, s.toe[i], 0.042F + bulk, 0.033F + bulk), 0.03F);
    return d;
}

Bounds around(const Skeleton& s, float margin) {
    Bounds b{{1e3F, 0.0F, 1e3F}, {-1e3F, s.eyes.y, -1e3F}};
    const auto take = [&](V3 p) {
        b.low = {std::min(b.low.x, p.x), std::min(b.low.y, p.y), std::min(b.low.z, p.z)};
        b.high = {std::max(b.high.x, p.x), std::max(b.high.y, p.y), std::max(b.high.z, p.z)};
    };
    for (const V3 p : {s.pelvis, s.chest, s.neck}) take(p);
    for (int i = 0; i < 2; ++i)
        for (const V3 p : {s.shoulder[i], s.elbow[i], s.wrist[i], s.knee[i], s.ankle[i]}) take(p);
    float top = s.neck.y + 0.11F;
    for (int i = 0; i < 2; ++i)
        top = std::max({top, s.elbow[i].y + margin * 0.5F, s.wrist[i].y + margin * 0.5F});
    return {b.low - V3{margin, 0.05F, margin}, {b.high.x + margin, top, b.high.z + margin}};
}

}  // namespace

std::vector<Mesh> bodyMeshes(std::string_view kind, std::string_view pose, std::string_view prop,
                             float detail, const std::stop_token& stop) {
    const Build b = buildOf(kind);
    const Skeleton s = skeletonOf(b, pose, prop);
    const bool cup = pose == "drinking" || prop == "cup";
    Cut c;
    if (b.suit) c = {0.042F, 0, 0.03F};
    if (b.coat) c = {0.010F, 1, 0.022F};
    if (b.doll) c = {0.0F, 1, 0.012F};
    const float pitch = 0.0055F / detail;
    std::vector<Mesh> parts;
    // White here: the figure's own colour multiplies it.
    parts.push_back(meshOf([&](V3 p) { return clothes(p, s, b, c); }, around(s, 0.17F + c.bulk), pitch,
                           {Surface::Cloth, {1, 1, 1}, 0.06F, 0.75F, {}, 0}, {}, stop));
    const Material skin = b.suit   ? Material{Surface::Cloth, {0.32F, 0.31F, 0.30F}, 0.05F, 0.7F, {}, 0}
                          : b.doll ? Material{Surface::Porcelain, {0.74F, 0.67F, 0.62F}, 0.85F, 0.16F, {}, 0}
                                   : Material{Surface::Skin, {0.60F, 0.395F, 0.285F}, 0.38F, 0.45F, {}, 0};
    const float hands = b.suit ? 1.35F : b.height / 1.75F;
    for (int i = 0; i < 2; ++i) {
        const V3 w = s.wrist[i];
        parts.push_back(meshOf([&](V3 p) { return hand(p, s, i, cup, hands); },
                               {w - V3{0.20F, 0.21F, 0.20F}, w + V3{0.20F, 0.21F, 0.20F}}, 0.0026F / detail,
                               skin, {}, stop));
        const V3 a = s.ankle[i];
        parts.push_back(meshOf(
            [&](V3 p) { return shoe(p, s, i, c.bulk * 0.6F); },
            {a - V3{0.12F, 0.16F, 0.14F}, a + V3{0.12F, 0.12F, 0.28F}}, pitch,
            {Surface::Plain, b.suit ? V3{0.4F, 0.4F, 0.4F} : V3{0.03F, 0.025F, 0.022F}, 0.5F, 0.35F, {}, 0},
            {}, stop));
    }
    if (s.seat > 0) addSeat(parts, s, b.suit);
    if (prop == "umbrella") addUmbrella(parts, s);
    if (cup) addTableAndCup(parts, s, 0.0022F / detail, stop);
    if (b.suit) addSuit(parts, s, pitch, stop);
    return parts;
}

}  // namespace groundglass::viewfinder
