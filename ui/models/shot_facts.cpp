#include "ui/models/shot_facts.hpp"

#include "ui/theme.hpp"

#include <QObject>
#include <QStringList>

namespace groundglass::ui {
namespace {

/// The trade's abbreviation, which is the id of most sizes ("cu"); else the label.
QString sizeWord(const craft::Term& term) {
    return term.id.size() <= 4 ? QString::fromStdString(term.id).toUpper() : shown(term.label);
}

}  // namespace

QString secondsText(base::Milliseconds duration) {
    return QObject::tr("%1 s").arg(static_cast<double>(duration.count()) / 1000.0, 0, 'g', 4);
}

QString modelTitle(const jobs::Catalog* catalog, std::string_view provider, std::string_view model) {
    const jobs::Provider* known = catalog ? catalog->find(provider) : nullptr;
    if (const jobs::Model* found = known ? known->model(model) : nullptr) return shown(found->title);
    if (model.empty()) return shown(provider);
    return QStringLiteral("%1 · %2").arg(shown(provider), shown(model));
}

QString shotFacts(const app::Library& library, const app::ShotView& view) {
    const auto& vocabulary = library.vocabulary;
    const film::Direction& direction = view.effective.direction;
    QStringList facts;
    if (direction.frame.size) {
        if (const craft::Term* term = vocabulary.find("shot_size", direction.frame.size->str())) {
            facts << sizeWord(*term);
        }
    }
    if (direction.lens.focal || direction.lens.family) {
        facts << QObject::tr("%1 mm").arg(view.measured.focal.value, 0, 'f', 0);
    }
    const std::string pattern = direction.light.pattern ? direction.light.pattern->str() : std::string();
    if (!pattern.empty()) {
        if (const craft::Term* term = vocabulary.find("light_pattern", pattern)) facts << shown(term->label);
    } else if (direction.light.source) {
        if (const craft::Term* term = vocabulary.find("light_source", direction.light.source->str())) {
            facts << shown(term->label);
        }
    }
    facts << secondsText(view.measured.duration);
    return facts.join(QStringLiteral(" · "));
}

}  // namespace groundglass::ui
