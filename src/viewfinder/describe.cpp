#include "viewfinder/describe.hpp"

#include "viewfinder/figure.hpp"
#include "viewfinder/sets.hpp"

#include <cctype>

namespace groundglass::viewfinder {

bool mentions(std::string_view text, std::initializer_list<std::string_view> words) {
    std::string low;
    for (const char c : text) low += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return std::any_of(words.begin(), words.end(),
                       [&](std::string_view w) { return low.find(w) != std::string::npos; });
}

bool names(std::string_view text, std::string_view word) {
    const auto letter = [&](std::size_t i) {
        return i < text.size() && std::isalpha(static_cast<unsigned char>(text[i])) != 0;
    };
    for (std::size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1))
        if (!letter(at - 1) && !letter(at + word.size())) return true;
    return false;
}

float radianceFor(float irradiance, float area, float distance) {
    const float r2 = area / pi;  // the disc of that area on its axis
    return irradiance * (r2 + distance * distance) / (pi * r2);
}

namespace {

V3 clothesColour(const film::CastMember& m, const std::string& wardrobe) {
    const std::string words = wardrobe.empty() ? m.wardrobe : wardrobe;
    struct Dye {
        std::string_view word;
        V3 colour;
    };
    constexpr Dye dyes[] = {{"charcoal", {0.055F, 0.056F, 0.062F}}, {"mustard", {0.52F, 0.29F, 0.035F}},
                            {"yellowed", {0.50F, 0.42F, 0.29F}},    {"yellow", {0.58F, 0.40F, 0.05F}},
                            {"white", {0.66F, 0.65F, 0.62F}},       {"cream", {0.58F, 0.51F, 0.40F}},
                            {"black", {0.022F, 0.022F, 0.025F}},    {"navy", {0.025F, 0.04F, 0.10F}},
                            {"blue", {0.06F, 0.13F, 0.30F}},        {"red", {0.42F, 0.04F, 0.035F}},
                            {"green", {0.07F, 0.17F, 0.08F}},       {"grey", {0.20F, 0.20F, 0.21F}},
                            {"gray", {0.20F, 0.20F, 0.21F}},        {"brown", {0.14F, 0.075F, 0.04F}},
                            {"trench", {0.27F, 0.20F, 0.125F}},     {"beige", {0.40F, 0.32F, 0.23F}},
                            {"pink", {0.55F, 0.26F, 0.28F}},        {"orange", {0.55F, 0.18F, 0.03F}}};
    for (const Dye& d : dyes)
        if (mentions(words, {d.word})) return d.colour;
    if (m.figure == "astronaut") return {0.62F, 0.61F, 0.59F};
    if (m.figure == "doll") return {0.50F, 0.42F, 0.29F};
    return {0.13F, 0.13F, 0.15F};
}

std::string poseOf(const film::Performance* p, const std::string& kind) {
    std::string pose = p != nullptr && !p->pose.empty() ? p->pose.str() : "standing";
    if (pose == "seated") pose = "sitting";
    if (kind == "astronaut" && pose != "walking" && pose != "running")
        pose = pose == "head_bowed" ? "sitting_bowed" : "sitting";
    return pose;
}

void turnHead(const Brief& b, const film::Performance* p, const film::CastId& who, Figure& f) {
    const auto toLens = static_cast<float>(b.measured.viewAzimuth.value) - f.heading;
    float rest = 0;
    const std::string eyeline = p != nullptr ? p->eyeline.str() : "";
    if (eyeline == "to_lens") rest = toLens;
    if (eyeline == "off_right") rest = toLens * 0.5F + 9;
    if (eyeline == "off_left") rest = toLens * 0.5F - 9;
    if (eyeline.empty() && f.pose == "drinking") {  // lost in thought
        const float side = b.measured.keyAzimuth.value >= 0 ? 1.0F : -1.0F;
        // A little away from a Rembrandt key, so that its triangle keeps its edges; else half towards the
        // light.
        rest = side * (b.measured.pattern == "rembrandt" ? -7.0F : 12.0F);
    }
    f.headTurnFrom = f.headTurnTo = std::clamp(rest, -80.0F, 80.0F);
    for (const film::Beat& a : b.shot.story.actions) {
        if (!(a.who.empty() || a.who == who) || !mentions(a.verb, {"head", "looking", "turning"}) ||
            !mentions(a.verb, {"turn"}))
            continue;
        // From the side of the key, so that the face is seen from the start.
        f.headTurnFrom =
            std::clamp(toLens + (b.measured.keyAzimuth.value < 0 ? -75.0F : 75.0F), -80.0F, 80.0F);
        f.headTurnTo = std::clamp(toLens, -80.0F, 80.0F);
        const auto whole = std::max(1.0F, static_cast<float>(b.measured.duration.count()));
        const auto share = [whole](base::Milliseconds at) {
            return clamp01(static_cast<float>(at.count()) / whole);
        };
        f.headTurnStart = a.start ? share(*a.start) : 0;
        f.headTurnEnd = std::max(f.headTurnStart + 0.01F, a.end ? share(*a.end) : 1);
    }
}

const film::Performance* performanceOf(const Brief& b, const film::CastId& who) {
    for (const film::Performance& p : b.shot.cast.performances)
        if (p.who == who || p.who.empty()) return &p;
    return nullptr;
}

void addCrowd(Scene& scene) {
    const auto person = [&](V3 at, float heading, const char* pose, V3 colour) {
        Figure f;
        f.kind = "adult";
        f.pose = pose;
        f.position = toArray(aboutY(at, scene.setHeading * degree));
        f.heading = heading + scene.setHeading;
        f.clothes = toArray(colour);
        scene.figures.push_back(std::move(f));
    };
    if (scene.set == "window_interior") {
        person({-1.98F, 0, -2.75F}, 55, "sitting", {0.20F, 0.07F, 0.05F});
        person({1.75F, 0, -3.35F}, -40, "sitting", {0.06F, 0.10F, 0.14F});
        person({-3.0F, 0, -4.3F}, 35, "sitting", {0.22F, 0.20F, 0.16F});
        person({-0.9F, 0, -5.7F}, 15, "standing", {0.35F, 0.34F, 0.32F});
    } else if (scene.set == "night_street") {
        person({-1.5F, 0, -7.0F}, 175, "walking", {0.05F, 0.05F, 0.06F});
        person({1.3F, 0, -9.5F}, 10, "walking", {0.07F, 0.05F, 0.05F});
        person({0.4F, 0, -14.0F}, -15, "walking", {0.05F, 0.06F, 0.08F});
        if (scene.rain)  // nobody but the subject goes without
            for (Figure& f : scene.figures)
                if (length(toV3(f.position)) > 2.5F) f.prop = "umbrella";
    } else if (scene.set == "market") {
        person({-0.9F, 0, -4.2F}, 170, "walking", {0.30F, 0.27F, 0.20F});
        person({1.1F, 0, -6.4F}, 25, "standing", {0.08F, 0.13F, 0.22F});
        person({-0.3F, 0, -9.5F}, 0, "walking", {0.35F, 0.10F, 0.06F});
    }
}

// Where figure number `i` of `count` stands.
void place(Figure& f, std::size_t i, std::size_t count, float viewAzimuth) {
    if (count < 2 || i == 0) {
        if (count >= 2) {
            f.position = toArray(aboutY({-0.36F, 0, 0}, viewAzimuth * degree));
            f.heading = viewAzimuth + 14;
        }
        return;
    }
    const float side = i % 2 == 1 ? 1.0F : -1.0F, row = static_cast<float>((i + 1) / 2);
    f.position =
        toArray(aboutY({side * (0.36F + 0.45F * (row - 1)), 0, -0.28F * (row - 1)}, viewAzimuth * degree));
    f.heading = viewAzimuth - side * 14;
}

}  // namespace

void describeFigures(const Brief& b, Scene& scene) {
    std::vector<film::CastId> shown;
    for (const film::CastId& id : b.shot.cast.members)
        if (const auto m = b.film.cast.find(id); m != b.film.cast.end() && m->second.figure != "none")
            shown.push_back(id);
    const std::string coverage = b.shot.frame.coverage ? b.shot.frame.coverage->str() : "";
    const bool single = coverage.starts_with("single") || coverage == "reaction" ||
                        (coverage.empty() && b.measured.extent.value < 0.5);
    if (single && shown.size() > 1) shown.resize(1);
    for (std::size_t i = 0; i < shown.size(); ++i) {
        const film::CastMember& m = b.film.cast.at(shown[i]);
        const film::Performance* p = performanceOf(b, shown[i]);
        Figure f;
        f.kind = m.figure.empty() ? "adult" : m.figure;
        f.pose = poseOf(p, f.kind);
        if (f.pose == "drinking" || (p != nullptr && names(p->gesture, "cup"))) f.prop = "cup";
        std::string carried = m.wardrobe;
        if (p != nullptr) carried += " " + p->gesture + " " + p->wardrobe;
        for (const film::Beat& beat : b.shot.story.actions)
            if (beat.who.empty() || beat.who == shown[i]) carried += " " + beat.verb;
        if (f.prop.empty() && mentions(carried, {"umbrella"})) f.prop = "umbrella";
        f.clothes = toArray(clothesColour(m, p != nullptr ? p->wardrobe : ""));
        place(f, i, shown.size(), static_cast<float>(b.measured.viewAzimuth.value));
        turnHead(b, p, shown[i], f);
        scene.figures.push_back(std::move(f));
    }
    if (scene.figures.empty() && b.shot.cast.members.empty() && coverage != "establishing" &&
        coverage != "cutaway") {
        Figure f;  // nobody is cast yet: a stand-in shows size and light
        f.kind = "adult";
        f.pose = "standing";
        f.clothes = {0.13F, 0.13F, 0.15F};
        scene.figures.push_back(std::move(f));
    }
}

void describeSet(const Brief& b, Scene& scene) {
    scene.setHeading = static_cast<float>(b.measured.viewAzimuth.value);
    std::string words = b.shot.place.description.value_or("");
    std::string wanted;
    if (b.shot.place.location)
        if (const auto l = b.film.locations.find(*b.shot.place.location); l != b.film.locations.end()) {
            wanted = l->second.set;
            words += " " + l->second.phrase + " " + l->second.name;
        }
    if (isSet(wanted)) {
        scene.set = wanted;
    } else {
        scene.set = setForWords(words);
        if (scene.set.empty()) scene.set = "studio";
        const bool said = words.find_first_not_of(' ') != std::string::npos;
        if (said) scene.setNote = "nearest set to " + words.substr(words.find_first_not_of(' '));
    }
    const std::string time = b.shot.place.timeOfDay ? b.shot.place.timeOfDay->str() : "";
    const bool night = time.starts_with("night") || time == "pre_dawn" || time == "nautical_twilight" ||
                       time == "blue_hour" || (time.empty() && setInfo(scene.set).night);
    scene.depthSet = night ? "night" : "day";
    const auto weather = [&](std::initializer_list<std::string_view> ids) {
        return std::any_of(
            b.shot.place.weather.begin(), b.shot.place.weather.end(),
            [&](const film::TermId& t) { return std::find(ids.begin(), ids.end(), t.str()) != ids.end(); });
    };
    scene.rain =
        weather({"rain", "drizzle", "downpour", "thunderstorm", "sleet"}) || mentions(words, {"rainy"});
    scene.snow = weather({"snow_flurry", "blizzard", "snow", "frost"});
    scene.wetGround = scene.rain || (scene.set == "night_street" && mentions(words, {"wet"}));
    const std::string air = b.shot.light.atmosphere ? b.shot.light.atmosphere->str() : "";
    if (mentions(air, {"haze"})) scene.haze = 0.012F;
    if (mentions(air, {"smoke", "dust"})) scene.haze = 0.03F;
    if (mentions(air, {"fog", "mist"}) || weather({"fog", "mist"})) scene.haze = 0.07F;
    if (setInfo(scene.set).openAir) scene.haze = scene.haze > 0 ? scene.haze * 0.035F : 0.0008F;
    scene.haze = std::max(scene.haze, setInfo(scene.set).haze * (scene.rain ? 2.0F : 1.0F));
    addCrowd(scene);
}

Scene describe(const film::Film& film, const film::Direction& effective, const craft::MeasuredShot& measured,
               const craft::Vocabulary&) {
    const Brief brief{film, effective, measured};
    Scene scene;
    scene.measured = measured;
    scene.seed = static_cast<std::uint64_t>(effective.output.seed.value_or(1));
    describeFigures(brief, scene);
    describeSet(brief, scene);
    describeCamera(brief, scene);
    describeLight(brief, scene);
    describeDevelopment(brief, scene);
    return scene;
}

}  // namespace groundglass::viewfinder
