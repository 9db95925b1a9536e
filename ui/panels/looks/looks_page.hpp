#pragma once

#include "ui/panel_context.hpp"
#include "ui/panels/looks/shelf.hpp"

#include <QHash>
#include <QImage>
#include <QTimer>
#include <QWidget>

#include <optional>
#include <vector>

class QLabel;
class QLineEdit;
class QPushButton;
class QToolButton;
class QVBoxLayout;

namespace groundglass::ui::looks {

class LookCard;
class LookDetails;

/// The wall of looks: the film's, the person's library and those that come with the program, drawn by the
/// viewfinder on the current shot or on a neutral portrait.
class LooksPage final : public QWidget {
    Q_OBJECT

public:
    LooksPage(PanelContext& context, QWidget* parent);

    void choose(const QString& key);
    /// For the tour: holds the chosen look as A and chooses the next one.
    void compareNext();
    [[nodiscard]] int cardCount() const { return static_cast<int>(m_cards.size()); }

protected:
    void showEvent(QShowEvent* event) override;

private:
    struct Wall {
        QLabel* title{};
        QLabel* empty{};
        QWidget* cards{};
    };

    void build();
    QWidget* makeHead();
    Wall makeWall(QVBoxLayout& column, const QString& title, const QString& empty);
    void loadShelves(const QString& trouble = {});
    void stale();
    void refresh();
    /// Of the shot, else of its scene, else of the film; empty without one.
    [[nodiscard]] QString wornLook() const;
    void fill(Wall& wall, Shelf shelf, const std::vector<film::Look>& looks);
    void drawAll();
    void draw(const ShelvedLook& look, LookCard* card);
    void showChosen();
    [[nodiscard]] film::Direction directionFor(const film::Look& look) const;
    [[nodiscard]] QImage picture(const film::Direction& direction, int width, int samples);
    [[nodiscard]] const ShelvedLook* find(const QString& key) const;

    void apply(int level);
    void saveFromShot();
    void rename(const QString& title);
    void annotate(const QString& note);
    void changeChosen(const film::Look& look);
    void removeChosen();
    void keepChosen();
    /// One step of undo: the library holds `after` where it held `before`; empty: no such look.
    void changeLibrary(const QString& label, std::optional<film::Look> before,
                       std::optional<film::Look> after);
    void putInLibrary(const film::LookId& id, const std::optional<film::Look>& look);
    /// What is being typed becomes a step.
    void endLibraryEdit();

    PanelContext& m_context;
    LookDetails* m_details{};
    QLineEdit* m_newTitle{};
    QPushButton* m_save{};
    QToolButton* m_onShot{};
    QToolButton* m_onPortrait{};
    QLabel* m_trouble{};
    Wall m_film, m_library, m_starter;
    std::vector<film::Look> m_libraryLooks, m_starterLooks;
    std::vector<ShelvedLook> m_shelved;
    std::vector<LookCard*> m_cards;              ///< Parallel to m_shelved.
    QHash<QString, std::vector<int>> m_waiting;  ///< Thumbnail key → cards.
    QString m_chosen, m_pinned;
    QString m_bigKey, m_pinnedKey;
    QTimer m_soon;
    QTimer m_libraryWrite;
    std::optional<film::Look> m_libraryEdit, m_libraryBefore;  ///< While one is typed.
    bool m_loaded{}, m_stale = true;
};

}  // namespace groundglass::ui::looks
