#include "ui/panels/editors/choices.hpp"

#include "ui/theme.hpp"

#include <QCoreApplication>

#include <array>
#include <cmath>
#include <numeric>

namespace groundglass::ui::editors {

namespace {

QString tr(const char* source) {
    return QCoreApplication::translate("Editors", source);
}

QString number(double value, int places = 2) {
    QString out = QString::number(value, 'f', places);
    while (out.contains(QLatin1Char('.')) && out.endsWith(QLatin1Char('0'))) out.chop(1);
    if (out.endsWith(QLatin1Char('.'))) out.chop(1);
    return out;
}

/// The numbers of a term that a person compares terms by.
QString termNote(const craft::Term& term) {
    const auto azimuth = term.number("key_azimuth_deg");
    const auto elevation = term.number("key_elevation_deg");
    if (azimuth && elevation)
        return QStringLiteral("%1° / %2°").arg(number(*azimuth, 0), number(*elevation, 0));
    if (const auto kelvin = term.number("kelvin")) return QStringLiteral("%1 K").arg(number(*kelvin, 0));
    if (const auto extent = term.number("extent_m")) return QStringLiteral("%1 m").arg(number(*extent, 3));
    const auto width = term.number("width_mm");
    const auto height = term.number("height_mm");
    if (width && height) return QStringLiteral("%1 × %2 mm").arg(number(*width), number(*height));
    const auto low = term.number("hfov_min_deg");
    const auto high = term.number("hfov_max_deg");
    if (low && high) return QStringLiteral("%1–%2°").arg(number(*low, 0), number(*high, 0));
    if (const auto sigma = term.number("sigma")) return QStringLiteral("σ %1").arg(number(*sigma, 3));
    return {};
}

}  // namespace

QString text(std::string_view utf8) {
    return shown(utf8);
}

std::vector<Option> termOptions(const craft::Vocabulary& vocabulary, std::string_view facet) {
    std::vector<Option> options;
    for (const craft::Term& term : vocabulary.terms(facet)) {
        Option option{.id = QString::fromStdString(term.id),
                      .label = text(term.label),
                      .definition = text(term.definition),
                      .note = termNote(term),
                      .aliases = {}};
        for (const std::string& alias : term.aliases) option.aliases.append(text(alias));
        options.push_back(std::move(option));
    }
    return options;
}

std::vector<Option> itemOptions(const film::Film& film, std::string_view facet) {
    std::vector<Option> options;
    if (facet == "cast") {
        for (const auto& [id, member] : film.cast) {
            options.push_back(
                {QString::fromStdString(id.str()), text(member.name), text(member.phrase), {}, {}});
        }
    } else if (facet == "location") {
        for (const auto& [id, place] : film.locations) {
            options.push_back(
                {QString::fromStdString(id.str()), text(place.name), text(place.phrase), {}, {}});
        }
    }
    return options;
}

QString rateId(base::FrameRate rate) {
    return QStringLiteral("%1/%2").arg(rate.numerator).arg(rate.denominator);
}

base::FrameRate rateOf(const QString& id) {
    return {id.section(QLatin1Char('/'), 0, 0).toInt(),
            std::max(1, id.section(QLatin1Char('/'), 1, 1).toInt())};
}

std::vector<Option> rateOptions() {
    struct Row {
        base::FrameRate rate;
        const char* what;
    };
    static constexpr std::array<Row, 10> rows{
        {{{12, 1}, QT_TRANSLATE_NOOP("Editors", "animation on twos")},
         {{16, 1}, QT_TRANSLATE_NOOP("Editors", "silent film")},
         {{24000, 1001}, QT_TRANSLATE_NOOP("Editors", "film for NTSC video")},
         {{24, 1}, QT_TRANSLATE_NOOP("Editors", "cinema")},
         {{25, 1}, QT_TRANSLATE_NOOP("Editors", "PAL")},
         {{30000, 1001}, QT_TRANSLATE_NOOP("Editors", "NTSC")},
         {{30, 1}, QT_TRANSLATE_NOOP("Editors", "web")},
         {{48, 1}, QT_TRANSLATE_NOOP("Editors", "high frame rate")},
         {{50, 1}, QT_TRANSLATE_NOOP("Editors", "PAL, smooth")},
         {{60, 1}, QT_TRANSLATE_NOOP("Editors", "smooth")}}};
    std::vector<Option> options;
    for (const Row& row : rows) {
        options.push_back(
            {rateId(row.rate), tr("%1 a second").arg(number(row.rate.perSecond(), 3)), tr(row.what), {}, {}});
    }
    return options;
}

film::FieldValue measuredDefault(std::string_view path, const app::ShotView& view,
                                 const craft::Vocabulary& vocabulary) {
    const craft::MeasuredShot& m = view.measured;
    struct Number {
        std::string_view path;
        double value;
    };
    const std::array<Number, 28> numbers{{
        {"frame/extent", m.extent.value},
        {"frame/tilt", m.tilt.value},
        {"frame/height_metres", m.cameraHeight.value},
        {"frame/roll_degrees", m.roll.value},
        {"frame/view_azimuth", m.viewAzimuth.value},
        {"lens/focal", m.focal.value},
        {"lens/aperture", m.aperture.value},
        {"lens/focus_distance", m.focus.value},
        {"lens/squeeze", m.squeeze},
        {"light/key_azimuth", m.keyAzimuth.value},
        {"light/key_elevation", m.keyElevation.value},
        {"light/key_size", m.keySize.value},
        {"light/key_distance", m.keyDistance.value},
        {"light/key_kelvin", m.keyKelvin.value},
        {"light/ratio", m.ratioKeyFill.value},
        {"light/fill_kelvin", m.fillKelvin.value},
        {"light/white_balance", m.whiteBalance.value},
        {"light/exposure", m.exposure.value},
        {"grade/strength", 1},
        {"grade/contrast", view.scene.contrast},
        {"grade/saturation", view.scene.saturation},
        {"grade/black_level", view.scene.blackLevel},
        {"texture/grain_strength", m.grainSigma},
        {"texture/halation", static_cast<double>(view.scene.halation)},
        {"texture/bloom", static_cast<double>(view.scene.bloom)},
        {"texture/vignette", static_cast<double>(view.scene.vignetteStops)},
        {"output/ratio", m.ratio},
        {"texture/gate_weave", 0},
    }};
    for (const Number& row : numbers) {
        if (row.path == path) return row.value;
    }
    if (path == "camera/shutter") {
        const auto& look = view.effective.direction.camera.timeLook;
        const craft::Term* term = vocabulary.find("time_look", look ? look->str() : "cinema");
        const auto shutter = term != nullptr ? term->number("shutter_deg") : std::nullopt;
        return shutter ? film::FieldValue(*shutter) : film::FieldValue();
    }
    if (path == "output/duration") return static_cast<std::int64_t>(m.duration.count());
    if (path == "output/rate") return m.rate;
    if (path == "output/seed") return static_cast<std::int64_t>(view.scene.seed);
    if (path == "lens/family") return m.family;
    if (path == "lens/format") return m.format;
    if (path == "lens/depth") return m.depthClass;
    if (path == "light/pattern") return m.pattern;
    if (path == "light/quality") return m.qualityClass;
    if (path == "grade/cdl") return m.cdl;
    if (path == "grade/split_tone") return view.scene.split;
    if (path == "mood/valence" || path == "mood/arousal") {
        const std::string_view key = path.substr(5);
        double sum = 0;
        int count = 0;
        for (const auto& id : view.effective.direction.mood.moods) {
            const craft::Term* term = vocabulary.find("mood", id.str());
            if (term == nullptr) continue;
            sum += term->number(key).value_or(0);
            ++count;
        }
        return count == 0 ? 0.0 : sum / count;
    }
    return {};
}

QString freeText(const film::FieldDescriptor& field, const film::FieldValue& measured,
                 const craft::Vocabulary& vocabulary) {
    const auto* id = std::get_if<std::string>(&measured);
    if (id == nullptr || id->empty()) return tr("free");
    const craft::Term* term = vocabulary.find(field.facet, *id);
    return tr("free · %1 by default").arg(text(term != nullptr ? term->label : *id));
}

QString originText(const film::Origin& origin, const film::Film& film, const film::Shot& shot) {
    const auto look = film.looks.find(origin.look);
    const QString title = look == film.looks.end() ? QString() : text(look->second.title);
    switch (origin.level) {
        case film::Level::FilmLook:
            return tr("film look “%1”").arg(title);
        case film::Level::Film:
            return tr("the film");
        case film::Level::SceneLook:
            return tr("scene look “%1”").arg(title);
        case film::Level::Scene: {
            const auto scene = film.scenes.find(shot.scene);
            return scene == film.scenes.end() ? tr("the scene")
                                              : tr("scene “%1”").arg(text(scene->second.title));
        }
        case film::Level::ShotLook:
            return tr("shot look “%1”").arg(title);
        case film::Level::Unset:
        case film::Level::Shot:
            break;
    }
    return {};
}

}  // namespace groundglass::ui::editors
