#include "groundglass/craft/light.hpp"
#include "viewfinder/describe.hpp"
#include "viewfinder/set_data.hpp"

namespace groundglass::viewfinder {
namespace {

V3 colourOf(base::Kelvin source, base::Kelvin balance) {
    const auto c = craft::kelvinToRgb(source, balance);
    return {static_cast<float>(c[0]), static_cast<float>(c[1]), static_cast<float>(c[2])};
}

// Direction from the subject; angles in degrees from the line to the lens, + = screen right and up.
V3 around(float viewAzimuth, float azimuth, float elevation) {
    const float a = (viewAzimuth + azimuth) * degree, e = elevation * degree;
    return {std::sin(a) * std::cos(e), std::sin(e), std::cos(a) * std::cos(e)};
}

AreaLight lamp(std::string role, V3 at, V3 towards, float width, float height, V3 radiance) {
    AreaLight l;
    l.role = std::move(role);
    l.centre = toArray(at);
    l.facing = toArray(normalize(towards - at));
    l.width = width;
    l.height = height;
    l.radiance = toArray(radiance);
    return l;
}

AreaLight lampFor(std::string role, V3 face, V3 way, float distance, float size, V3 colour,
                  float irradiance) {
    return lamp(std::move(role), face + way * distance, face, size, size,
                colour * radianceFor(irradiance, size * size, distance));
}

V3 namedColour(const std::string& words, V3 otherwise) {
    struct Named {
        std::string_view word;
        V3 colour;
    };
    constexpr Named all[] = {
        {"magenta", {1.9F, 0.12F, 1.3F}}, {"cyan", {0.10F, 1.1F, 1.5F}},   {"teal", {0.12F, 1.1F, 1.1F}},
        {"red", {3.2F, 0.16F, 0.12F}},    {"pink", {2.0F, 0.55F, 1.0F}},   {"purple", {1.3F, 0.35F, 2.6F}},
        {"violet", {1.2F, 0.4F, 2.6F}},   {"blue", {0.35F, 0.75F, 2.8F}},  {"green", {0.2F, 1.3F, 0.25F}},
        {"orange", {2.4F, 0.72F, 0.10F}}, {"amber", {2.1F, 0.82F, 0.18F}}, {"yellow", {1.6F, 1.0F, 0.2F}}};
    for (const Named& n : all)
        if (mentions(words, {n.word})) return n.colour;
    return otherwise;
}

void addOthers(const Brief& b, Scene& scene, V3 face) {
    const auto view = static_cast<float>(b.measured.viewAzimuth.value);
    for (const film::Light& l : b.shot.light.others) {
        const std::string role = l.role.empty() ? "practical" : l.role.str();
        struct Habit {
            std::string_view role;
            float azimuth, elevation, stops;
        };
        constexpr Habit habits[] = {{"back", 180, 35, 1},        {"rim", 140, 25, 0.5F},
                                    {"kicker", 130, 10, 0},      {"hair", 165, 65, 0.5F},
                                    {"background", 180, 30, -1}, {"practical", -150, 20, -1}};
        Habit h = habits[5];
        for (const Habit& k : habits)
            if (k.role == role) h = k;
        const auto azimuth = l.azimuth ? static_cast<float>(l.azimuth->value) : h.azimuth,
                   elevation = l.elevation ? static_cast<float>(l.elevation->value) : h.elevation;
        const auto distance = std::max(0.2F, l.distance ? static_cast<float>(l.distance->value) : 2.5F),
                   size = std::max(0.03F, l.size ? static_cast<float>(l.size->value) : 0.4F);
        const float stops = l.level ? static_cast<float>(l.level->value) : h.stops;
        const V3 white = colourOf(
            l.kelvin.value_or(base::Kelvin{role == "practical" ? 2700.0 : b.measured.keyKelvin.value}),
            b.measured.whiteBalance);
        const V3 colour = namedColour(l.colour.empty() ? l.description : l.colour, white);
        scene.lights.push_back(lampFor(role, face, around(view, azimuth, elevation), distance, size, colour,
                                       keyIrradiance * std::exp2(stops)));
    }
}

// Light that belongs to the place and falls mostly on the place.
void addSetLights(const Brief& b, Scene& scene) {
    const V3 day = colourOf(base::Kelvin{6500}, b.measured.whiteBalance),
             warm = colourOf(base::Kelvin{2600}, b.measured.whiteBalance);
    const bool night = scene.depthSet == "night";
    auto& l = scene.lights;
    if (const SetData* data = SetCatalog::own().find(scene.set)) {
        const SetState state{scene.set, night, scene.wetGround, scene.rain, scene.snow};
        for (const SetLamp& s : data->lamps)
            if (s.when.holds(state))
                l.push_back(
                    lamp("set", s.at, s.to, s.width, s.height,
                         s.light * (s.kelvin > 0 ? colourOf(base::Kelvin{s.kelvin}, b.measured.whiteBalance)
                                                 : V3{1, 1, 1})));
    }
    if (scene.set == "window_interior") {
        if (!night)
            for (const float z : {-5.6F, -3.2F})
                l.push_back(lamp("set", {3.85F, 1.95F, z}, {0, 0.9F, z}, 1.5F, 2.1F, day * 1.5F));
        for (const V3 at : {V3{-2.4F, 2.6F, -3.2F}, V3{0.9F, 2.6F, -4.4F}, V3{-0.6F, 2.5F, -5.9F}})
            l.push_back(lamp("set", at, at - V3{0, 1, 0.15F}, 0.5F, 0.5F, warm * 4.6F));
    } else if (scene.set == "night_street") {
        l.push_back(lamp("set", {-3.1F, 3.0F, -2.6F}, {-0.2F, 1.2F, -1.0F}, 0.5F, 1.6F,
                         V3{1.0F, 0.10F, 0.45F} * 6.0F));
        l.push_back(
            lamp("set", {3.1F, 3.2F, -4.0F}, {0, 1.0F, -2.0F}, 0.5F, 1.6F, V3{0.08F, 0.62F, 1.0F} * 8.0F));
        for (const float z : {-3.0F, -9.0F, -15.0F, -21.0F})
            l.push_back(lamp("set", {z < -10 ? 1.9F : -1.9F, 4.4F, z}, {0, 0, z}, 0.4F, 0.4F,
                             V3{1.0F, 0.60F, 0.26F} * 36.0F));
    } else if (scene.set == "attic") {
        l.push_back(lamp("set", {0.9F, 1.65F, -4.4F}, {0.1F, 0.5F, -0.6F}, 0.7F, 0.8F,
                         (night ? V3{0.45F, 0.68F, 1.25F} : day * 1.4F) * 7.0F));
    } else if (scene.set == "vent") {
        for (const V3 at : {V3{-1.8F, 2.4F, -2.6F}, V3{2.2F, 1.6F, -3.4F}})
            l.push_back(lamp("set", at, at - V3{0, 1, -0.4F}, 0.6F, 0.6F, V3{1.0F, 0.28F, 0.05F} * 9.0F));
    } else if (scene.set == "market") {
        for (const float z : {-2.5F, -6.5F, -12.0F, -19.0F}) {
            l.push_back(lamp("set", {-1.6F, 2.2F, z}, {-2.6F, 0.7F, z - 0.5F}, 0.3F, 0.3F, warm * 14.0F));
            l.push_back(lamp("set", {1.6F, 2.2F, z - 1.5F}, {2.6F, 0.7F, z - 2}, 0.3F, 0.3F, warm * 14.0F));
            if (!night) l.push_back(lamp("set", {0, 3.7F, z}, {0, 0, z}, 2.2F, 1.2F, day * 1.3F));
        }
    }
}

// What the lamps beside the key send to a surface of the face that looks along `n`, shadows aside.
float irradianceFrom(const Scene& scene, V3 face, V3 n) {
    float sum = 0;
    for (std::size_t i = 1; i < scene.lights.size(); ++i) {
        const AreaLight& l = scene.lights[i];
        const V3 to = toV3(l.centre) - face;
        const float d2 = std::max(0.01F, dot(to, to));
        const V3 way = to * (1 / std::sqrt(d2));
        sum += luma(toV3(l.radiance)) * l.width * l.height * std::max(0.0F, dot(n, way)) *
               std::max(0.0F, -dot(way, toV3(l.facing))) / d2;
    }
    return sum;
}

bool outdoors(const Scene& s) {
    return setInfo(s.set).outdoors;
}

void describeSky(const Brief& b, Scene& scene) {
    const std::string time = b.shot.place.timeOfDay ? b.shot.place.timeOfDay->str() : "";
    const bool grey =
        std::any_of(b.shot.place.weather.begin(), b.shot.place.weather.end(), [](const film::TermId& t) {
            return mentions(t.str(), {"overcast", "rain", "fog", "snow", "storm"});
        });
    scene.skyZenith = {0.16F, 0.32F, 0.70F};
    scene.skyHorizon = {0.60F, 0.72F, 0.88F};
    if (mentions(time, {"golden", "sunrise", "sunset"})) {
        scene.skyZenith = {0.20F, 0.28F, 0.46F};
        scene.skyHorizon = {1.25F, 0.70F, 0.36F};
    }
    if (grey || mentions(time, {"overcast"})) {
        scene.skyZenith = {0.42F, 0.46F, 0.50F};
        scene.skyHorizon = {0.62F, 0.65F, 0.68F};
    }
    if (mentions(time, {"blue_hour", "pre_dawn", "nautical"})) {
        scene.skyZenith = {0.03F, 0.07F, 0.21F};
        scene.skyHorizon = {0.22F, 0.22F, 0.32F};
    } else if (scene.depthSet == "night") {
        scene.skyZenith = {0.004F, 0.006F, 0.013F};
        scene.skyHorizon = {0.022F, 0.020F, 0.030F};
    }
    if (setInfo(scene.set).stars) scene.skyZenith = scene.skyHorizon = {0.0015F, 0.0015F, 0.003F};
    if (scene.set == "vent") {
        scene.skyZenith = {0.004F, 0.030F, 0.050F};
        scene.skyHorizon = {0.003F, 0.016F, 0.030F};
    }
}

}  // namespace

void describeLight(const Brief& b, Scene& scene) {
    const craft::MeasuredShot& m = b.measured;
    const auto view = static_cast<float>(m.viewAzimuth.value),
               azimuth = static_cast<float>(m.keyAzimuth.value),
               elevation = static_cast<float>(m.keyElevation.value);
    const V3 face = toV3(scene.subject);
    const float far =
        outdoors(scene) ? 30.0F : 1.0F;  // a sun: the same angle, from far enough to light the place
    auto distance = std::max(0.3F, static_cast<float>(m.keyDistance.value)) * far,
         size = std::max(0.02F, static_cast<float>(m.keySize.value)) * far;
    if (const float room = setInfo(scene.set).room; room > 0 && distance > room) {
        size *= room / distance;  // the same angle seen from the face
        distance = room;
    }
    const V3 keyColour = colourOf(m.keyKelvin, m.whiteBalance),
             fillColour = colourOf(m.fillKelvin, m.whiteBalance);
    AreaLight key =
        lampFor("key", face, around(view, azimuth, elevation), distance, size, keyColour, keyIrradiance);
    if (b.shot.light.source && mentions(b.shot.light.source->str(), {"window"})) {
        // A tall opening: its shadows are soft downwards and keep an edge across.
        key.width = size * 0.19F;
        key.height = size * 0.36F;
        key.radiance = toArray(keyColour * radianceFor(keyIrradiance, key.width * key.height, distance));
    }
    scene.lights.push_back(std::move(key));

    const auto ratio = std::clamp(static_cast<float>(m.ratioKeyFill.value), 1.05F, 64.0F);
    addOthers(b, scene, face);
    const std::size_t own = scene.lights.size();
    addSetLights(b, scene);
    const float dim =
        ratio > 6 ? std::pow(6 / ratio, 0.5F) : 1.0F;  // low key: the place falls back with the fill
    scene.setLight = {dim, dim, dim};
    for (std::size_t i = own; i < scene.lights.size(); ++i) {
        AreaLight& l = scene.lights[i];
        l.centre = toArray(aboutY(toV3(l.centre), scene.setHeading * degree));
        l.facing = toArray(aboutY(toV3(l.facing), scene.setHeading * degree));
        l.radiance = toArray(toV3(l.radiance) * dim);
    }
    // The lit cheek looks thirty degrees to the side and sees the key at this cosine; the shadow side sees
    // everything else only, and (key + fill) : fill is the ratio that was asked for.
    const float side = azimuth >= 0 ? -1.0F : 1.0F;
    const float cheek =
        std::clamp(dot(around(0, azimuth, elevation), {-side * 0.5F, 0, 0.866F}), 0.3F, 0.95F);
    constexpr float fillCosine = 0.80F, open = 0.80F;
    const float shadow = keyIrradiance * cheek / (ratio - 1);
    const float spill = irradianceFrom(scene, face, around(view, side * 30, 0));
    const float left = std::max(shadow - spill, 0.0F), surroundings = left * 0.42F;
    scene.ambient = toArray(mix(fillColour, V3{1, 1, 1}, 0.35F) * (surroundings / (pi * open)));
    scene.lights.insert(scene.lights.begin() + 1,
                        lampFor("fill", face, around(view, side * 28, 6), 2.6F, 2.0F, fillColour,
                                (left - surroundings) / fillCosine));
    describeSky(b, scene);
    if (setInfo(scene.set).openAir) {  // the sky itself fills what the sun does not reach
        const V3 sky = mix(toV3(scene.skyZenith), toV3(scene.skyHorizon), 0.40F) * 0.85F,
                 asked = toV3(scene.ambient);
        scene.ambient = {std::max(asked.x, sky.x), std::max(asked.y, sky.y), std::max(asked.z, sky.z)};
    }
}

}  // namespace groundglass::viewfinder
