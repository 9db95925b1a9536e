#include "groundglass/craft/measure.hpp"

#include "groundglass/base/format.hpp"
#include "groundglass/base/utf8.hpp"
#include "groundglass/craft/colour.hpp"
#include "groundglass/craft/light.hpp"
#include "groundglass/craft/optics.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace groundglass::craft {

namespace {

constexpr double radiansPerDegree = std::numbers::pi / 180;

/// Number of the term that an optional field names.
std::optional<double> numberOf(const Vocabulary& v, std::string_view facet,
                               const std::optional<film::TermId>& id, std::string_view key) {
    if (!id) return std::nullopt;
    const auto* term = v.find(facet, id->str());
    return term == nullptr ? std::nullopt : term->number(key);
}

template <class... Rest>
double firstOf(double fallback, const std::optional<double>& first, const Rest&... rest) {
    if (first) return *first;
    if constexpr (sizeof...(rest) > 0) {
        return firstOf(fallback, rest...);
    } else {
        return fallback;
    }
}

template <class Q>
std::optional<double> plain(const std::optional<Q>& quantity) {
    return quantity ? std::optional(quantity->value) : std::nullopt;
}

/// The first term of a facet whose window [min, max) holds the value.
const Term* termAt(const Vocabulary& v, std::string_view facet, std::string_view min, std::string_view max,
                   double value) {
    for (const auto& term : v.terms(facet)) {
        const auto least = term.number(min);
        const auto most = term.number(max);
        if (least && most && value >= *least && value < *most) return &term;
    }
    return nullptr;
}

void measureSensor(MeasuredShot& m, const film::Direction& d, const Vocabulary& v) {
    m.format = d.lens.format ? d.lens.format->str() : "super35_3perf";
    const auto* format = v.find("capture_format", m.format);
    m.sensorWidth = format != nullptr ? format->number("width_mm").value_or(24.89) : 24.89;
    m.sensorHeight = format != nullptr ? format->number("height_mm").value_or(13.90) : 13.90;
    const auto native = format != nullptr ? format->number("squeeze") : std::nullopt;
    m.squeeze = std::clamp(firstOf(1, d.lens.squeeze, native), 1.0, 2.0);
    m.ratio = d.output.ratio ? d.output.ratio->value : m.ratio;
    const double gate = m.sensorWidth * m.squeeze / m.sensorHeight;
    m.imageWidth = gate > m.ratio ? m.sensorHeight * m.ratio / m.squeeze : m.sensorWidth;
    m.imageHeight = gate > m.ratio ? m.sensorHeight : m.sensorWidth * m.squeeze / m.ratio;
    if (d.output.duration) m.duration = *d.output.duration;
    if (d.output.rate) m.rate = *d.output.rate;
}

void measureLens(MeasuredShot& m, const film::Direction& d, const Vocabulary& v) {
    if (d.lens.focal) {
        m.focal = *d.lens.focal;
    } else if (const auto fov = numberOf(v, "lens_family", d.lens.family, "hfov_deg")) {
        m.focal = focalFor(m.imageWidth, {*fov}, m.squeeze);
    }
    if (d.lens.aperture) m.aperture = *d.lens.aperture;
    m.hfov = fieldOfView(m.imageWidth, m.focal, m.squeeze);
    m.vfov = fieldOfView(m.imageHeight, m.focal);
    for (const auto& term : v.terms("lens_family")) {
        const bool special = term.id == "fisheye" || term.id == "probe" || term.id == "macro";
        const auto least = term.number("hfov_min_deg");
        const auto most = term.number("hfov_max_deg");
        if (!special && least && most && m.hfov.value >= *least && m.hfov.value < *most) {
            m.family = term.id;
            break;
        }
    }
}

/// Heights of the subject: top of the head and eyes, above the ground.
struct Subject {
    double top = 1.75;
    double eyes = 1.63;
};
Subject subjectOf(const film::Direction& d) {
    constexpr std::array<std::string_view, 3> seated{"sitting", "drinking", "seated"};
    constexpr Subject seatedSubject{1.30, 1.18};
    for (const auto& performance : d.cast.performances) {
        if (std::find(seated.begin(), seated.end(), performance.pose.str()) != seated.end())
            return seatedSubject;
        break;
    }
    return {};
}

void measureFrame(MeasuredShot& m, const film::Direction& d, const Vocabulary& v) {
    if (d.frame.extent) {
        m.extent = *d.frame.extent;
    } else {
        const double factor = numberOf(v, "tightness", d.frame.tightness, "factor").value_or(1);
        const auto size = numberOf(v, "shot_size", d.frame.size, "extent_m");
        double extent = size.value_or(m.extent.value) * factor;
        if (const auto least = numberOf(v, "shot_size", d.frame.size, "extent_min_m"))
            extent = std::max(extent, *least);
        if (const auto most = numberOf(v, "shot_size", d.frame.size, "extent_max_m"))
            extent = std::min(extent, *most);
        m.extent = {extent};
    }
    m.distance = distanceFor(m.extent, m.focal, m.imageHeight);
    const Subject subject = subjectOf(d);
    constexpr double headRoom = 0.08;
    const double e = m.extent.value;
    const double aim = std::max(subject.top + headRoom * e - e / 2, std::min(subject.top / 2, e / 2));
    const auto tilt = firstOf(0, plain(d.frame.tilt), numberOf(v, "angle", d.frame.angle, "tilt_deg"));
    const bool angled = d.frame.tilt || (d.frame.angle && d.frame.angle->str() != "eye_neutral");
    const auto height = d.frame.heightMetres ? plain(d.frame.heightMetres)
                                             : numberOf(v, "camera_height", d.frame.height, "height_m");
    const double d1 = std::max(m.distance.value, 0.05);
    if (angled) {
        m.tilt = {tilt};
        m.cameraHeight = {std::max(height.value_or(aim - d1 * std::sin(tilt * radiansPerDegree)), 0.03)};
    } else {
        m.cameraHeight = {height.value_or(e < 1.2 ? aim : std::max(subject.eyes, aim))};
        m.tilt = {std::asin(std::clamp((aim - m.cameraHeight.value) / d1, -1.0, 1.0)) / radiansPerDegree};
    }
    m.roll = {firstOf(0, plain(d.frame.rollDegrees), numberOf(v, "roll", d.frame.roll, "roll_deg"))};
    m.viewAzimuth = {
        firstOf(0, plain(d.frame.viewAzimuth), numberOf(v, "view", d.frame.view, "azimuth_deg"))};
}

void measureFocus(MeasuredShot& m, const film::Direction& d, const Vocabulary& v) {
    m.focus = d.lens.focusDistance ? *d.lens.focusDistance : m.distance;
    m.focus.value = std::max(m.focus.value, m.focal.value / 1000 * 1.05);
    m.coc = circleOfConfusion(m.sensorWidth, m.sensorHeight);
    const auto depth = depthOfField(m.focal, m.aperture, m.focus, m.coc);
    m.nearLimit = depth.near;
    m.farLimit = depth.far;
    m.hyperfocal = depth.hyperfocal;
    constexpr base::Metres infinity{std::numeric_limits<double>::infinity()};
    m.blurShare = blurDisc(m.focal, m.aperture, m.focus, infinity).value / m.imageWidth;
    if (const auto* term = termAt(v, "depth_of_field", "blur_min", "blur_max", m.blurShare))
        m.depthClass = term->id;
}

void measureLight(MeasuredShot& m, const film::Direction& d, const Vocabulary& v) {
    const auto& l = d.light;
    const auto pattern = [&](std::string_view key) { return numberOf(v, "light_pattern", l.pattern, key); };
    const auto source = [&](std::string_view key) { return numberOf(v, "light_source", l.source, key); };
    m.keyAzimuth = {firstOf(40, plain(l.keyAzimuth), pattern("key_azimuth_deg"))};
    m.keyElevation = {firstOf(35, plain(l.keyElevation), pattern("key_elevation_deg"))};
    m.keySize = {firstOf(1, plain(l.keySize), numberOf(v, "light_modifier", l.modifier, "size_m"),
                         source("size_m"), numberOf(v, "light_quality", l.quality, "size_m"))};
    m.keyDistance = {firstOf(2, plain(l.keyDistance), source("distance_m"))};
    m.keyAngle = apparentSize(m.keySize, m.keyDistance);
    if (const auto* term = termAt(v, "light_quality", "angle_min_deg", "angle_max_deg", m.keyAngle.value)) {
        m.qualityClass = term->id;
    }
    const auto day = numberOf(v, "time_of_day", d.place.timeOfDay, "kelvin");
    m.keyKelvin = {firstOf(5600, plain(l.keyKelvin), source("kelvin"), day)};
    m.fillKelvin = {firstOf(m.keyKelvin.value, plain(l.fillKelvin))};
    m.whiteBalance = {
        firstOf(5600, plain(l.whiteBalance), numberOf(v, "film_stock", d.grade.stock, "kelvin"))};
    m.ratioKeyFill = {std::max(1.0, firstOf(3, plain(l.ratio), pattern("ratio")))};
    m.keyFillStops = stopsOf(m.ratioKeyFill);
    m.pattern = recognisePattern(m.keyAzimuth, m.keyElevation, m.ratioKeyFill, v);
    m.exposure = {firstOf(0, plain(l.exposure))};
}

/// Two tones that a grade lays over a picture without colour; a CDL cannot say them.
film::SplitTone splitOf(const film::Direction& d, const Vocabulary& v) {
    if (d.grade.splitTone) return *d.grade.splitTone;
    film::SplitTone split;
    if (d.grade.cdl || !d.grade.grade) return split;
    const auto* grade = v.find("grade", d.grade.grade->str());
    if (grade == nullptr) return split;
    const double strength = d.grade.strength ? d.grade.strength->value : 1;
    split.shadowHue = grade->number("split_shadow_hue_deg").value_or(0);
    split.shadowSaturation = grade->number("split_shadow_saturation").value_or(0) * strength;
    split.highlightHue = grade->number("split_highlight_hue_deg").value_or(0);
    split.highlightSaturation = grade->number("split_highlight_saturation").value_or(0) * strength;
    split.balance = grade->number("split_balance").value_or(0);
    return split;
}

void measureGrade(MeasuredShot& m, const film::Direction& d, const Vocabulary& v) {
    if (d.grade.cdl) {
        m.cdl = *d.grade.cdl;
    } else if (const auto* grade = d.grade.grade ? v.find("grade", d.grade.grade->str()) : nullptr) {
        const auto set = [&](std::string_view key, std::array<double, 3>& out) {
            const auto found = grade->vectors.find(key);
            if (found != grade->vectors.end()) std::copy_n(found->second.begin(), 3, out.begin());
        };
        set("slope", m.cdl.slope);
        set("offset", m.cdl.offset);
        set("power", m.cdl.power);
        m.cdl.saturation = grade->number("saturation").value_or(1);
    }
    m.split = splitOf(d, v);
    if (d.grade.strength) m.cdl = mixCdl(m.cdl, d.grade.strength->value);
    const auto stock = numberOf(v, "film_stock", d.grade.stock, "grain");
    constexpr double sigma35mm = 0.022;  // 35 mm 500T at mid-grey
    constexpr double width35mm = 24.89;
    const auto fromStock =
        stock ? std::optional(*stock * sigma35mm * std::sqrt(width35mm / m.sensorWidth)) : std::nullopt;
    m.grainSigma =
        firstOf(0, plain(d.texture.grainStrength), numberOf(v, "grain", d.texture.grain, "sigma"), fromStock);
}

std::string thousands(double value) {
    const long whole = std::lround(value);
    return whole < 1000 ? base::format("{}", whole) : base::format("{},{:03}", whole / 1000, whole % 1000);
}

std::string metres(double value) {
    if (!std::isfinite(value)) return "∞";
    return value < 10 ? base::format("{:.2f}", value) : base::format("{:.1f}", value);
}

std::string trimmed(double value) {
    std::string text = base::format("{:.1f}", value);
    if (text.ends_with(".0")) text.resize(text.size() - 2);
    return text;
}

std::string labelOf(const Vocabulary& v, std::string_view facet, std::string_view id) {
    const auto* term = v.find(facet, id);
    return term == nullptr ? std::string(id) : term->label;
}

}  // namespace

MeasuredShot measure(const film::Direction& effective, const Vocabulary& vocabulary) {
    MeasuredShot m;
    measureSensor(m, effective, vocabulary);
    measureLens(m, effective, vocabulary);
    measureFrame(m, effective, vocabulary);
    measureFocus(m, effective, vocabulary);
    measureLight(m, effective, vocabulary);
    measureGrade(m, effective, vocabulary);
    return m;
}

std::vector<MeasuredFact> numbersLine(const MeasuredShot& m, const Vocabulary& v) {
    std::vector<MeasuredFact> line;
    const std::string squeeze = m.squeeze > 1 ? base::format(" · {}× anamorphic", trimmed(m.squeeze)) : "";
    line.push_back({"lens/focal", base::format("{} mm", trimmed(m.focal.value)), {}});
    line.push_back({"lens/aperture", base::format("f/{}", trimmed(m.aperture.value)), {}});
    line.push_back(
        {"lens/format",
         base::format("{} · {:.1f}°{}", labelOf(v, "capture_format", m.format), m.hfov.value, squeeze),
         {}});
    line.push_back({"lens/focus_distance", base::format("focus {} m", metres(m.focus.value)), {}});
    line.push_back({"lens/depth",
                    base::format("in focus {}–{} m", metres(m.nearLimit.value), metres(m.farLimit.value)),
                    {}});
    const auto* depth = v.find("depth_of_field", m.depthClass);
    line.push_back({"lens/depth", base::format("background blur {:.1f} %", m.blurShare * 100),
                    depth == nullptr ? std::string() : base::lowerAscii(depth->label)});
    line.push_back({"light/ratio", base::format("key:fill {}:1", trimmed(m.ratioKeyFill.value)),
                    base::format("{:.1f} stops", m.keyFillStops.value)});
    line.push_back({"light/key_kelvin", base::format("{} K", thousands(m.keyKelvin.value)), {}});
    return line;
}

}  // namespace groundglass::craft
