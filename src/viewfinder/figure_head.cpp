#include "viewfinder/figure.hpp"
#include "viewfinder/figure_parts.hpp"
#include "viewfinder/sdf.hpp"

namespace groundglass::viewfinder {
namespace {

using namespace sdf;

constexpr float eyeBall = 0.0122F;
constexpr V3 eyeCentre{eyeHalfGap, 0, eyeFront - eyeBall};

struct Face {
    float age{};     // 0…1: hollow cheeks, folds, thin lips
    float youth{};   // 0…1: round cheeks, small nose, soft jaw
    float lids = 1;  // opening of the eyes
};

float skull(V3 p, V3 m, const Face& f) {
    float d = ellipsoid(p, {0, 0.032F, -0.014F}, {0.0745F, 0.086F, 0.097F});
    d = join(d, ellipsoid(p, {0, 0.040F, 0.028F}, {0.060F, 0.052F, 0.058F}), 0.03F);    // forehead
    d = join(d, ellipsoid(p, {0, -0.045F, 0.026F}, {0.052F, 0.066F, 0.058F}), 0.035F);  // face block
    const float narrow = 0.0075F * f.age;
    d = join(d, ellipsoid(m, {0.051F - narrow * 0.4F, -0.024F, 0.046F}, {0.021F, 0.018F, 0.028F}),
             0.026F);  // cheekbone
    d = join(d, rod(m, {0.056F - narrow * 0.4F, -0.020F, 0.046F}, {0.070F, -0.006F, 0.002F}, 0.010F, 0.008F),
             0.02F);  // zygomatic arch
    const float jaw = 0.011F + 0.004F * f.youth - 0.001F * f.age;
    const V3 corner{0.047F - narrow, -0.068F + narrow * 0.6F, 0.006F};
    d = join(d, rod(m, corner, {0.015F - narrow * 0.5F, -0.101F, 0.070F}, jaw, jaw), 0.028F);
    d = join(d, rod(m, {0.058F - narrow * 0.5F, -0.020F, -0.006F}, corner, 0.012F, jaw), 0.024F);
    d = join(d, ellipsoid(p, {0, -0.099F, 0.073F}, {0.021F - narrow * 0.35F, 0.0145F, 0.016F}),
             0.018F);  // chin
    d = join(d,
             ellipsoid(m, {0.040F, -0.055F, 0.050F}, V3{0.021F, 0.024F, 0.026F} * (0.92F + 0.3F * f.youth)),
             0.03F);  // cheek
    if (f.age > 0) {
        d = join(d, ellipsoid(m, {0.037F, -0.034F, 0.060F}, {0.016F, 0.012F, 0.017F}), 0.022F);  // apple
        d = join(d, ellipsoid(m, {0.031F, -0.080F, 0.058F}, {0.012F, 0.013F, 0.015F}), 0.022F);  // jowl
    }
    d = cut(d, ellipsoid(m, {0.078F, 0.012F, 0.052F}, {0.011F, 0.026F, 0.026F}), 0.03F);  // temple
    return d;
}

// An almond opening between two arcs, seen from the front; negative inside.
float almond(float x, float y, float open) {
    const float slant = y - x * 0.08F;
    const float upper =
        std::sqrt(x * x + (slant + 0.0155F - 0.0062F * open) * (slant + 0.0155F - 0.0062F * open)) - 0.0178F;
    const float rise = 0.0195F + 0.0022F * std::max(0.0F, 1 - open);  // a smile lifts the lower lid
    const float lower = std::sqrt(x * x + (slant - rise) * (slant - rise)) - 0.0232F;
    return std::max(upper, lower);
}

float eyes(float d, V3 m, const Face& f) {
    const float ridge = 0.0022F * f.age;
    d = join(d,
             rod(m, {0.012F, 0.0185F, 0.0845F - ridge}, {0.040F, 0.0225F, 0.0745F - ridge}, 0.0070F, 0.0062F),
             0.016F);  // brow
    d = join(d, rod(m, {0.040F, 0.0225F, 0.0745F}, {0.055F, 0.012F, 0.056F}, 0.0062F, 0.006F), 0.016F);
    d = cut(d, ellipsoid(m, {0.0315F, -0.001F, 0.0915F}, {0.0185F, 0.0125F - ridge, 0.0165F - ridge}),
            0.014F);  // socket
    d = cut(d, ellipsoid(m, {0.0165F, 0.001F, 0.092F}, {0.0075F, 0.0095F, 0.010F}), 0.010F);
    const V3 e = m - eyeCentre;
    float lid = length(e) - (eyeBall + 0.0017F);
    lid = join(lid, ellipsoid(m, {0.0315F, 0.0088F, 0.0755F}, {0.0150F, 0.0052F, 0.0068F}),
               0.006F);  // upper lid fold
    lid = join(lid, ellipsoid(m, {0.0315F, -0.0118F, 0.0725F}, {0.0140F, 0.0045F, 0.0060F}),
               0.008F);  // lower bag
    d = join(d, lid, 0.0075F);
    if (f.age > 0)
        d = join(d, rod(m, {0.022F, -0.0155F, 0.0790F}, {0.041F, -0.0145F, 0.0705F}, 0.0030F, 0.0026F),
                 0.006F);
    if (f.age > 0)  // the skin over the upper lid hangs a little at its outer end
        d = join(d, rod(m, {0.026F, 0.0098F, 0.0795F}, {0.046F, 0.0035F, 0.0690F}, 0.0042F, 0.0036F), 0.008F);
    const float slot = std::max(almond(m.x - 0.0318F, m.y + 0.0002F, f.lids), 0.062F - m.z);
    return cut(d, slot, 0.0016F);
}

float nose(float d, V3 p, V3 m, const Face& f) {
    const float s = 1 - 0.22F * f.youth, slim = 1 - 0.14F * f.age;
    const auto out = [&](float z) { return 0.086F + (z - 0.086F) * s; };
    d = join(d, rod(p, {0, 0.012F, 0.0820F}, {0, -0.014F, out(0.0915F)}, 0.0078F * slim, 0.0070F * slim),
             0.014F);
    d = join(d,
             rod(p, {0, -0.012F, out(0.0915F)}, {0, -0.037F, out(0.1050F)}, 0.0068F * slim, 0.0078F * slim),
             0.010F);
    d = join(d, ellipsoid(p, {0, -0.0400F, out(0.1065F)}, V3{0.0098F, 0.0086F, 0.0098F} * slim), 0.008F);
    d = join(d, ellipsoid(m, {0.0128F * slim, -0.0440F, out(0.0950F)}, {0.0068F, 0.0064F, 0.0092F}), 0.0065F);
    d = join(d, rod(p, {0, -0.046F, out(0.1030F)}, {0, -0.0530F, out(0.0930F)}, 0.0042F, 0.0040F), 0.005F);
    d = cut(d, ellipsoid(m, {0.0072F, -0.0508F, out(0.0985F)}, {0.0036F, 0.0032F, 0.0062F}), 0.0030F);
    if (f.age > 0)
        d = cut(d, rod(m, {0.0205F, -0.043F, 0.0935F}, {0.0330F, -0.068F, 0.0860F}, 0.0006F, 0.0003F),
                0.009F);
    return d;
}

float mouth(float d, V3 p, V3 m, const Face& f) {
    const float full = 1 - 0.12F * f.age;
    d = join(d, ellipsoid(p, {0, -0.0720F, 0.0780F}, {0.030F, 0.020F, 0.0190F}), 0.016F);          // muzzle
    d = cut(d, rod(p, {0, -0.0565F, 0.0985F}, {0, -0.0630F, 0.0995F}, 0.0016F, 0.0020F), 0.006F);  // philtrum
    d = join(d, rod(m, {0.0045F, -0.0672F, 0.0945F}, {0.0230F, -0.0712F, 0.0835F}, 0.0046F * full, 0.0020F),
             0.006F);
    d = join(
        d,
        rod(p, {-0.0105F, -0.0785F, 0.0922F}, {0.0105F, -0.0785F, 0.0922F}, 0.0058F * full, 0.0058F * full),
        0.007F);
    d = join(d, rod(m, {0.0105F, -0.0780F, 0.0922F}, {0.0225F, -0.0730F, 0.0835F}, 0.0054F * full, 0.0020F),
             0.006F);
    const float smile = (0.0016F + 0.0022F * f.age) * (m.x / 0.025F) * (m.x / 0.025F);
    d = cut(d,
            ellipsoid({p.x, p.y - smile, p.z}, {0, -0.0732F, 0.0930F},
                      {0.0262F - 0.0022F * f.age, 0.0007F, 0.0110F}),
            0.0030F);
    d = cut(d, ellipsoid(p, {0, -0.0885F, 0.0945F}, {0.017F, 0.0042F, 0.0065F}), 0.010F);  // under the lip
    return d;
}

float ear(V3 m) {
    const V3 e = aboutY(m - V3{0.0735F, -0.014F, -0.012F}, 0.45F);
    float d = ellipsoid(e, {0, 0, 0}, {0.0065F, 0.031F, 0.0175F});
    d = cut(d, ellipsoid(e, {0.0060F, 0.003F, 0.002F}, {0.0050F, 0.021F, 0.0105F}), 0.004F);
    d = join(d, ellipsoid(e, {0.0010F, -0.002F, 0.0145F}, {0.0040F, 0.0070F, 0.0035F}), 0.004F);
    return join(d, ellipsoid(e, {0.0005F, -0.027F, 0.005F}, {0.0052F, 0.0075F, 0.0075F}), 0.006F);
}

float neck(V3 p, V3 m, const Face& f) {
    const float thin = 0.053F - 0.008F * f.youth - 0.004F * f.age;
    float d = rod(p, {0, -0.06F, -0.020F}, {0, -0.22F, -0.045F}, thin, thin + 0.004F);
    d = join(d, rod(m, {0.050F, -0.055F, -0.018F}, {0.014F, -0.185F, 0.018F}, 0.0095F, 0.0085F), 0.012F);
    return join(d, ellipsoid(p, {0, -0.135F, 0.022F}, {0.010F, 0.016F, 0.012F}), 0.016F);
}

float headDistance(V3 p, const Face& f) {
    V3 m{std::abs(p.x), p.y, p.z};
    // A trace of asymmetry: no living face is a mirror image.
    m.y += p.x > 0 ? 0.0006F : 0.0F;
    float d = skull(p, m, f);
    d = join(d, neck(p, m, f), 0.022F);
    d = eyes(d, m, f);
    d = nose(d, p, m, f);
    d = mouth(d, p, m, f);
    return join(d, ear(m), 0.007F);
}

float faceOpening(float d, V3 m, float line) {
    d = cut(d, ellipsoid(m, {0, line - 0.104F, 0.100F}, {0.0735F, 0.104F, 0.088F}), 0.012F);
    d = cut(d, ellipsoid(m, {0.084F, -0.030F, 0.006F}, {0.030F, 0.038F, 0.026F}), 0.010F);
    return cut(d, m.y + 0.058F + m.z * 0.25F, 0.010F);
}

float hairOf(V3 p, const Build& b) {
    const V3 m{std::abs(p.x), p.y, p.z};
    float d = ellipsoid(p, {0, 0.036F, -0.020F}, {0.0800F, 0.0905F, 0.1005F});
    float flow = std::atan2(p.x, p.y + 0.03F) * 34 + std::sin(p.z * 40) * 0.5F;  // combed back
    if (b.elder) {
        const V3 q{p.x - 0.009F, p.y, p.z};  // the parting stands a little to the left
        const V3 n{std::abs(q.x), q.y, q.z};
        d = join(d, ellipsoid(n, {0.034F, 0.073F, 0.010F}, {0.043F, 0.042F, 0.064F}), 0.018F);
        d = cut(d, rod(q, {0, 0.100F, 0.075F}, {0, 0.129F, -0.030F}, 0.0006F, 0.0002F), 0.011F);
        d = join(d, ellipsoid(m, {0.070F, 0.000F, -0.020F}, {0.014F, 0.042F, 0.046F}), 0.02F);
        // Waves leave the parting, pass over the temples and end in the knot.
        const float wave = std::sin(n.x * 95 + p.z * 26 - p.y * 18);
        d -= 0.0011F * wave;
        d = cut(d, ellipsoid(n, {0, -0.036F, 0.106F}, {0.066F, 0.106F, 0.086F}), 0.014F);
        d = cut(d, ellipsoid(m, {0.086F, -0.040F, 0.006F}, {0.026F, 0.032F, 0.026F}), 0.012F);
        d = cut(d, m.y + 0.058F + m.z * 0.25F, 0.010F);
        const V3 k = p - V3{-0.010F, 0.112F, -0.078F};
        const float knot = ellipsoid(k, {}, {0.046F, 0.040F, 0.040F}) -
                           0.0022F * std::sin(std::atan2(k.y, k.x) * 2 + length(k) * 170);
        d = join(d, knot, 0.010F);
        flow = std::atan2(n.x, 0.06F + p.y * 0.35F - p.z * 0.25F) * 46 + std::sin(p.z * 40 + p.y * 25) * 0.9F;
    } else if (b.child || b.doll) {
        d = join(d, ellipsoid(p, {0, 0.010F, -0.040F}, {0.088F, 0.112F, 0.085F}), 0.03F);
        d = faceOpening(d, m, 0.070F);
        flow = std::atan2(p.x, p.z + 0.06F) * 34;
        if (b.doll)
            for (const float s : {-1.0F, 1.0F})
                for (int i = 0; i < 4; ++i)
                    d = join(d,
                             sphere(p,
                                    {s * (0.083F - 0.002F * static_cast<float>(i)),
                                     -0.045F - 0.026F * static_cast<float>(i), -0.012F},
                                    0.021F),
                             0.010F);
    } else {  // short, brushed to the side
        d = join(d, ellipsoid(p, {0.010F, 0.084F, 0.010F}, {0.062F, 0.040F, 0.074F}), 0.02F);
        d = faceOpening(d, m, 0.082F);
        d = cut(d, m.y + 0.020F - m.z * 0.9F, 0.012F);
    }
    return d - 0.0006F * std::sin(flow) - 0.0003F * std::sin(flow * 2.7F + p.z * 55);
}

std::array<std::uint8_t, 4> bytes(V3 tint, std::uint8_t mark = 0) {
    const auto b = [](float v) { return static_cast<std::uint8_t>(std::clamp(v * 128.0F, 0.0F, 255.0F)); };
    return {b(tint.x), b(tint.y), b(tint.z), mark};
}

// Warmth in cheeks, nose and ears, colour of lips and brows.
std::array<std::uint8_t, 4> skinTint(V3 p, const Build& b) {
    const V3 m{std::abs(p.x), p.y, p.z};
    V3 c{1, 1, 1};
    const auto spot = [&](V3 at, float radius) {
        return 1 - smoothstep(radius * 0.35F, radius, length(m - at));
    };
    const float warm =
        std::max({0.75F * spot({0.045F, -0.040F, 0.066F}, 0.034F), spot({0, -0.042F, 0.112F}, 0.022F),
                  0.8F * spot({0.076F, -0.014F, -0.012F}, 0.045F)});
    c = c * mix(V3{1, 1, 1}, b.doll ? V3{1.06F, 0.86F, 0.84F} : V3{1.05F, 0.86F, 0.80F}, warm * 0.75F);
    c = c * mix(V3{1, 1, 1}, {0.88F, 0.80F, 0.80F},
                spot({0.032F, -0.014F, 0.076F}, 0.018F) * (b.elder ? 0.9F : 0.5F));
    const float bow = 0.0052F * std::sqrt(std::max(0.0F, 1 - (m.x / 0.025F) * (m.x / 0.025F)));
    const float lip = smoothstep(-0.0729F - bow * 1.9F, -0.0729F - bow * 1.5F, p.y) *
                      (1 - smoothstep(-0.0727F + bow * 1.15F, -0.0727F + bow * 1.55F, p.y)) *
                      (m.x < 0.025F && p.z > 0.07F ? 1.0F : 0.0F);
    c = c * mix(V3{1, 1, 1}, b.doll ? V3{0.92F, 0.36F, 0.36F} : V3{0.86F, 0.58F, 0.57F},
                lip * (b.elder ? 0.85F : 1.0F));
    const float along = (m.x - 0.010F) / 0.042F;
    const float arch = 0.0215F + 0.0068F * std::sin(clamp01(along) * 2.6F) - 0.002F * clamp01(along);
    const float thick = 0.0034F * (1 - 0.72F * clamp01(along)) + 0.0006F;
    const float hairs = 0.75F + 0.5F * noise({p.x * 1400, p.y * 500, 0});
    const float brow =
        along > 0 && along < 1 && p.z > 0.03F
            ? clamp01((1 - smoothstep(thick * 0.5F, thick * 1.3F, std::abs(p.y - arch))) * hairs)
            : 0;
    c = c * mix(V3{1, 1, 1}, b.elder ? V3{0.62F, 0.60F, 0.60F} : V3{0.34F, 0.27F, 0.24F}, brow * 0.85F);
    const float lash =
        p.z > 0.06F ? 1 - smoothstep(0.0004F, 0.0013F, std::abs(almond(m.x - 0.0318F, m.y, 1.0F))) : 0;
    c = c * mix(V3{1, 1, 1}, {0.30F, 0.24F, 0.22F}, lash * (p.y > -0.002F ? 0.9F : 0.45F));
    return bytes(c);
}

Mesh eyeMesh(float side, const Build& b) {
    Mesh mesh;
    mesh.material = {b.doll ? Surface::CrackedEye : Surface::Eye, {0.70F, 0.66F, 0.62F}, 1.0F, 0.06F, {}, 0};
    const V3 centre{eyeCentre.x * side, eyeCentre.y, eyeCentre.z};
    addSphere(mesh, centre, eyeBall, 20);
    for (std::size_t i = 0; i < mesh.positions.size();
         ++i) {  // gaze slightly inwards: at something two metres off
        const V3 n = aboutY(mesh.normals[i], side * 0.016F);
        const float r = std::sqrt(n.x * n.x + n.y * n.y) * eyeBall;
        mesh.tints[i] = {128, 128, 128,
                         static_cast<std::uint8_t>(n.z > 0 ? std::min(255.0F, r * 20000.0F) : 255)};
    }
    return mesh;
}

}  // namespace

std::vector<Mesh> headMeshes(std::string_view kind, float detail, const std::stop_token& stop) {
    const Build b = buildOf(kind);
    if (b.helmet) return helmetMeshes(detail, stop);
    Face face;
    if (b.elder) face = {1, 0, 0.70F};
    if (b.child) face = {0, 0.8F, 1.15F};
    if (b.doll) face = {0, 1, 1.35F};
    const float pitch = 0.0016F / detail;
    const Material skin = b.doll ? Material{Surface::Porcelain, {0.74F, 0.67F, 0.62F}, 0.85F, 0.16F, {}, 0}
                                 : Material{Surface::Skin, {0.60F, 0.395F, 0.285F}, 0.42F, 0.42F, {}, 0};
    std::vector<Mesh> parts;
    parts.push_back(meshOf([&](V3 p) { return headDistance(p, face); },
                           {{-0.10F, -0.23F, -0.125F}, {0.10F, 0.125F, 0.125F}}, pitch, skin,
                           [&](V3 p) { return skinTint(p, b); }, stop));
    const V3 hair = b.elder  ? V3{0.42F, 0.41F, 0.41F}
                    : b.doll ? V3{0.10F, 0.045F, 0.025F}
                             : V3{0.060F, 0.038F, 0.026F};
    if (b.hat) parts.push_back(hatMesh(pitch * 1.8F, stop));
    parts.push_back(meshOf([&](V3 p) { return hairOf(p, b); },
                           {{-0.125F, -0.18F, -0.145F}, {0.125F, 0.185F, 0.11F}}, pitch * 1.3F,
                           {Surface::Hair, hair, 0.22F, 0.45F, {}, 0}, {}, stop));
    for (const float side : {1.0F, -1.0F}) parts.push_back(eyeMesh(side, b));
    return parts;
}

}  // namespace groundglass::viewfinder
