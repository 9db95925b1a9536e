#include "ui/selection.hpp"

#include <utility>

namespace groundglass::ui {

void Selection::hoverField(const QString& path) {
    if (path == m_hovered) return;
    m_hovered = path;
    Q_EMIT fieldHovered(path);
}

void Selection::activateField(const QString& path) {
    if (path.isEmpty()) return;
    showGroup(path.section(QLatin1Char('/'), 0, 0));
    Q_EMIT fieldActivated(path);
}

void Selection::showGroup(const QString& group) {
    if (group == m_group) return;
    m_group = group;
    Q_EMIT groupShown(group);
}

void Selection::playTakes(std::vector<PlayedTake> takes) {
    if (takes == m_takes) return;
    m_takes = std::move(takes);
    Q_EMIT takesPlayed();
}

bool Selection::sameField(QStringView a, QStringView b) {
    if (a.isEmpty() || b.isEmpty()) return false;
    if (a == b) return true;
    const QStringView longer = a.size() > b.size() ? a : b;
    const QStringView shorter = a.size() > b.size() ? b : a;
    return longer.startsWith(shorter) && longer.at(shorter.size()) == QLatin1Char('/');
}

}  // namespace groundglass::ui
