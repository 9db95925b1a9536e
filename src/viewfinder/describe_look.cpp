#include "viewfinder/describe.hpp"

namespace groundglass::viewfinder {
namespace {

// How strong a filter is, 0…1, from "1/8", "1/4", "1" … or a plain number up to 5.
float strengthOf(const film::Filter& f) {
    constexpr std::pair<std::string_view, float> names[] = {{"1/8", 0.12F}, {"1/4", 0.25F}, {"1/2", 0.45F},
                                                            {"1", 0.65F},   {"2", 0.8F},    {"3", 0.9F},
                                                            {"4", 0.95F},   {"5", 1.0F}};
    for (const auto& [name, strength] : names)
        if (f.strength == name) return strength;
    return 0.35F;
}

void addFilter(const film::Filter& f, Scene& scene) {
    const std::string_view kind = f.kind.str();
    const float strength = strengthOf(f);
    if (mentions(kind, {"mist", "fog", "glimmer", "net", "magic", "satin", "soft"}))
        scene.bloom = std::max(scene.bloom, 0.05F + strength * (mentions(kind, {"fog"}) ? 0.75F : 0.5F));
    if (mentions(kind, {"white", "fog", "low_con", "ultra_con"}))
        scene.veil = std::max(scene.veil, 0.06F * strength + 0.01F);
    if (kind.starts_with("star_")) {
        scene.streak = {4, 0.10F + 0.2F * strength, 0.055F, {1, 1, 1}};
        if (kind == "star_6") scene.streak.arms = 6;
        if (kind == "star_8") scene.streak.arms = 8;
    }
    if (kind == "streak") scene.streak = {2, 0.10F + 0.25F * strength, 0.32F, {0.35F, 0.6F, 1.0F}};
    struct Glass {
        std::string_view kind;
        Rgb through;
    };
    constexpr Glass glasses[] = {{"warming_85", {1.08F, 0.95F, 0.76F}},
                                 {"cto", {1.10F, 0.93F, 0.70F}},
                                 {"coral", {1.06F, 0.95F, 0.88F}},
                                 {"chocolate", {1.04F, 0.93F, 0.82F}},
                                 {"antique_suede", {1.03F, 0.95F, 0.84F}},
                                 {"cooling_80a", {0.78F, 0.95F, 1.20F}},
                                 {"ctb", {0.74F, 0.94F, 1.24F}}};
    for (const Glass& g : glasses)
        if (g.kind == kind) scene.filter = g.through;
}

void addCharacter(std::string_view id, Scene& scene) {
    if (mentions(id, {"creamy", "smooth"})) scene.bokehEdge = -0.7F;
    if (mentions(id, {"soap", "bubble"})) scene.bokehEdge = 1;
    if (mentions(id, {"swirl", "cat"})) scene.catEye = 0.55F;
    if (mentions(id, {"hexagon"})) scene.blades = 6;
    if (id == "nine_blade") scene.blades = 9;
    if (id == "five_blade") scene.blades = 5;
    if (id == "barrel") scene.distortion = 0.06F;
    if (id == "pincushion") scene.distortion = -0.035F;
    if (id == "mustache") scene.distortion = 0.03F;
    if (id == "edge_falloff") scene.vignetteStops = std::min(scene.vignetteStops, -1.7F);
    if (id == "vintage_soft") {
        scene.bloom = std::max(scene.bloom, 0.14F);
        scene.veil = std::max(scene.veil, 0.02F);
    }
    if (id == "veiling_flare") scene.veil = std::max(scene.veil, 0.07F);
    if (id == "blue_streak") scene.streak = {2, 0.20F, 0.36F, {0.30F, 0.55F, 1.0F}};
    if (id == "amber_streak") scene.streak = {2, 0.20F, 0.36F, {1.0F, 0.62F, 0.25F}};
    if (id == "starburst") {  // an odd number of blades throws two spikes for each
        scene.streak = {scene.blades % 2 == 0 ? scene.blades : 2 * scene.blades, 0.12F, 0.04F, {1, 1, 1}};
    }
}

}  // namespace

void describeDevelopment(const Brief& b, Scene& scene) {
    const film::Direction& d = b.shot;
    scene.exposureStops = static_cast<float>(b.measured.exposure.value);
    scene.split = b.measured.split;
    scene.contrast = d.grade.contrast.value_or(1);
    scene.saturation = d.grade.saturation.value_or(1);
    scene.blackLevel = d.grade.blackLevel.value_or(0);
    scene.vignetteStops = d.texture.vignette ? static_cast<float>(d.texture.vignette->value) : 0;
    scene.halation = d.texture.halation ? static_cast<float>(d.texture.halation->value) : 0;
    scene.bloom = d.texture.bloom ? static_cast<float>(d.texture.bloom->value) : 0;
    if (d.lens.family && d.lens.family->str() == "fisheye") scene.fisheye = true;
    if (scene.measured.squeeze >= 1.7) scene.distortion = 0.02F;
    for (const film::TermId& t : d.lens.character) addCharacter(t.str(), scene);
    for (const film::Filter& f : d.lens.filters) addFilter(f, scene);
}

}  // namespace groundglass::viewfinder
