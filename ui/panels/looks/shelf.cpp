#include "ui/panels/looks/shelf.hpp"

#include "groundglass/base/hash.hpp"
#include "groundglass/base/ids.hpp"
#include "groundglass/film/fields.hpp"
#include "groundglass/film/json.hpp"
#include "ui/theme.hpp"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace groundglass::ui::looks {

namespace {

QString tr(const char* source, int count = -1) {
    return QCoreApplication::translate("Looks", source, nullptr, count);
}

/// A value in a few words; list items by their number.
QString brief(const film::FieldDescriptor& field, const film::FieldValue& value,
              const craft::Vocabulary& vocabulary) {
    const auto term = [&](const std::string& id) {
        const craft::Term* found = vocabulary.find(field.facet, id);
        return shown(found != nullptr ? found->label : id);
    };
    if (!film::isSet(value)) return QStringLiteral("–");
    if (const auto* real = std::get_if<double>(&value)) {
        const QString number = QString::number(*real, 'g', 5);
        if (field.unit == "f/") return QStringLiteral("f/") + number;
        if (field.unit == "°" || field.unit == ":1" || field.unit == "×") return number + shown(field.unit);
        return field.unit.empty() ? number : number + QLatin1Char(' ') + shown(field.unit);
    }
    if (const auto* id = std::get_if<std::string>(&value))
        return field.facet.empty() ? shown(*id) : term(*id);
    if (const auto* ids = std::get_if<std::vector<std::string>>(&value)) {
        QStringList words;
        for (const std::string& id : *ids) words.append(field.facet.empty() ? shown(id) : term(id));
        return words.join(QStringLiteral(", "));
    }
    if (const auto* filters = std::get_if<std::vector<film::Filter>>(&value)) {
        return tr("%n filter(s)", static_cast<int>(filters->size()));
    }
    if (const auto* lights = std::get_if<std::vector<film::Light>>(&value)) {
        return tr("%n light(s)", static_cast<int>(lights->size()));
    }
    return tr("set");
}

}  // namespace

QString ShelvedLook::key() const {
    const char* place = shelf == Shelf::Film ? "film/" : shelf == Shelf::Library ? "library/" : "starter/";
    return QLatin1String(place) + QString::fromStdString(look.id.str());
}

film::Direction withLook(film::Direction base, const film::Direction& look) {
    for (const film::FieldDescriptor& field : film::fieldTable()) {
        if (!field.inLook) continue;
        const film::FieldValue value = field.get(look);
        if (film::isSet(value)) (void)field.set(base, value);
    }
    return base;
}

film::Direction neutralPortrait() {
    film::Direction portrait;
    portrait.frame.size = film::TermId("cu");
    portrait.lens.focal = base::Millimetres{50};
    portrait.output.ratio = base::AspectRatio{16.0 / 9};
    return portrait;
}

QString pictureKey(const film::Direction& direction, base::Pixels size) {
    return QStringLiteral("look:%1:%2x%3")
        .arg(QString::fromStdString(base::sha256(film::toJson(direction))))
        .arg(size.width)
        .arg(size.height);
}

QString keyNumbers(const film::Direction& look, const craft::Vocabulary& vocabulary) {
    QStringList words;
    const auto add = [&](std::string_view path) {
        const film::FieldDescriptor* field = film::findField(path);
        const film::FieldValue value = field->get(look);
        if (film::isSet(value)) words.append(brief(*field, value, vocabulary));
    };
    for (const char* path : {"lens/focal", "lens/aperture", "light/pattern", "light/key_kelvin",
                             "light/ratio", "grade/grade", "grade/stock"}) {
        add(path);
    }
    return words.join(QStringLiteral(" · "));
}

std::vector<Difference> differences(const film::Direction& a, const film::Direction& b,
                                    const craft::Vocabulary& vocabulary) {
    std::vector<Difference> rows;
    for (const film::FieldDescriptor& field : film::fieldTable()) {
        if (!field.inLook) continue;
        const film::FieldValue left = field.get(a);
        const film::FieldValue right = field.get(b);
        if (left == right) continue;
        rows.push_back({shown(field.label), brief(field, left, vocabulary), brief(field, right, vocabulary)});
    }
    return rows;
}

QString usedBy(const film::Film& film, const film::LookId& look) {
    const auto scenes =
        std::ranges::count_if(film.scenes, [&](const auto& s) { return s.second.look == look; });
    const auto shots =
        std::ranges::count_if(film.shots, [&](const auto& s) { return s.second.look == look; });
    QStringList words;
    if (film.look == look) words.append(tr("the film"));
    if (scenes > 0) words.append(scenes == 1 ? tr("1 scene") : tr("%1 scenes").arg(scenes));
    if (shots > 0) words.append(shots == 1 ? tr("1 shot") : tr("%1 shots").arg(shots));
    return words.join(QStringLiteral(", "));
}

film::LookId freeLookId(const film::Film& film, const std::string& title) {
    const std::string stem = base::idFromTitle(title);
    film::LookId id(stem);
    for (int number = 2; film.looks.contains(id); ++number) {
        id = film::LookId(stem.substr(0, 36) + "_" + std::to_string(number));
    }
    return id;
}

std::unique_ptr<film::Edit> applyLook(const film::Film& film, const film::Look& look,
                                      film::FieldOwner owner) {
    const auto same = std::ranges::find_if(film.looks, [&look](const auto& entry) {
        return entry.second.direction == look.direction && entry.second.title == look.title;
    });
    if (same != film.looks.end()) return film::assignLook(std::move(owner), same->first);
    film::Look taken = look;
    if (film.looks.contains(taken.id)) taken.id = freeLookId(film, taken.title);
    std::vector<std::unique_ptr<film::Edit>> edits;
    edits.push_back(film::putLook(taken.id, taken));
    edits.push_back(film::assignLook(std::move(owner), taken.id));
    return film::together("Apply look " + taken.title, std::move(edits));
}

std::unique_ptr<film::Edit> removeLook(const film::Film& film, const film::LookId& look) {
    std::vector<std::unique_ptr<film::Edit>> edits;
    if (film.look == look) edits.push_back(film::assignLook(film.id, {}));
    for (const auto& [id, scene] : film.scenes) {
        if (scene.look == look) edits.push_back(film::assignLook(id, {}));
    }
    for (const auto& [id, shot] : film.shots) {
        if (shot.look == look) edits.push_back(film::assignLook(id, {}));
    }
    edits.push_back(film::putLook(look, std::nullopt));
    return film::together("Remove look", std::move(edits));
}

}  // namespace groundglass::ui::looks
