#pragma once

#include "groundglass/film/film.hpp"

#include <QObject>
#include <QString>

#include <filesystem>
#include <vector>

namespace groundglass::ui {

/// A take and where its clip lies.
struct PlayedTake {
    film::Take take;
    std::filesystem::path clip;
    int number{};  ///< Among the takes of its shot; the first is 1.
    bool operator==(const PlayedTake&) const = default;
};

/// What is pointed at, across panels: controls ↔ phrases ↔ numbers, and the take that is being reviewed.
/// Field paths are those of film/fields.hpp; facts about list items add "/<index>". Thread: UI.
class Selection final : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    /// The mouse or the keyboard focus is on a control or phrase of that field; empty: on none.
    void hoverField(const QString& path);
    /// A phrase, number or finding was clicked: its control shows itself and takes the focus.
    void activateField(const QString& path);
    [[nodiscard]] const QString& hoveredField() const { return m_hovered; }

    /// The editor section to show ("light").
    void showGroup(const QString& group);
    [[nodiscard]] const QString& group() const { return m_group; }

    /// Shows one take in the player, or two for a wipe; none goes back to the viewfinder.
    void playTakes(std::vector<PlayedTake> takes);
    [[nodiscard]] const std::vector<PlayedTake>& playedTakes() const { return m_takes; }

    /// True when both mean the same control: equal, or one is an item of the other's list.
    [[nodiscard]] static bool sameField(QStringView a, QStringView b);

Q_SIGNALS:
    void fieldHovered(const QString& path);
    void fieldActivated(const QString& path);
    void groupShown(const QString& group);
    void takesPlayed();

private:
    QString m_hovered;
    QString m_group;
    std::vector<PlayedTake> m_takes;
};

}  // namespace groundglass::ui
