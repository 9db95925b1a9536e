#pragma once

#include "ui/panel_context.hpp"
#include "ui/panels/looks/shelf.hpp"

#include <QImage>
#include <QWidget>

#include <optional>

class QLabel;
class QLineEdit;
class QPushButton;
class QGridLayout;

namespace groundglass::ui {
class GrowingText;
}

namespace groundglass::ui::looks {

/// The chosen look: picture, title, note, what it sets, and what can be done with it; or two looks beside one
/// another.
class LookDetails final : public QWidget {
    Q_OBJECT

public:
    LookDetails(PanelContext& context, QWidget* parent);

    void show(const std::optional<ShelvedLook>& look, const std::optional<ShelvedLook>& pinned);
    /// Pictures of the look (or of both), drawn by the page.
    void setPictures(const QImage& look, const QImage& pinned);

    static constexpr int columnWidth = 344;

Q_SIGNALS:
    void applyWanted(int level);  ///< 0 shot, 1 scene, 2 film.
    void renamed(const QString& title);
    void noteChanged(const QString& note);
    void editingEnded();
    void removeWanted();
    void keepWanted();  ///< Into the person's library.
    void pinWanted();   ///< As A of a comparison, or no longer.

private:
    void build();
    void fillFields(const std::optional<ShelvedLook>& look, const std::optional<ShelvedLook>& pinned);
    void updateButtons(const std::optional<ShelvedLook>& look);

    PanelContext& m_context;
    QWidget* m_empty{};
    QWidget* m_body{};
    QLabel* m_pinnedPicture{};
    QLabel* m_pinnedTitle{};
    QLabel* m_picture{};
    QLineEdit* m_title{};
    GrowingText* m_note{};
    QLabel* m_use{};
    QWidget* m_fields{};
    QPushButton* m_applyShot{};
    QPushButton* m_applyScene{};
    QPushButton* m_applyFilm{};
    QPushButton* m_keep{};
    QPushButton* m_pin{};
    QPushButton* m_remove{};
};

}  // namespace groundglass::ui::looks
