#pragma once

#include "ui/models/takes_model.hpp"
#include "ui/panel_context.hpp"

#include <QWidget>

#include <filesystem>
#include <functional>
#include <optional>

class QLabel;
class QListView;

namespace groundglass::ui::dailies {

class ReviewBox;

/// The takes of the current shot: choose, play, compare, judge.
class TakesView final : public QWidget {
    Q_OBJECT
public:
    TakesView(PanelContext& context, QWidget* parent = nullptr);

    /// Reads the takes again, then selects this clip and plays it when asked to.
    void showClip(const std::filesystem::path& clip, bool play);
    void reload();
    [[nodiscard]] TakesModel* model() const { return m_model; }
    void playSelected();
    /// The first two takes side by side.
    void compareNewest();
    void showRecipe();

private:
    void connectActions();
    void loaded(const film::ShotId& shot, store::Takes takes);
    void showReview(const film::Take& take, const film::Review& review);
    void refreshState();
    void keepNote(const QModelIndex& of);
    void review(const QModelIndex& of, const std::function<void(film::Review&)>& change);

    PanelContext& m_context;
    TakesModel* m_model;
    QListView* m_list;
    QLabel* m_caption;
    QLabel* m_empty;
    ReviewBox* m_review;
    std::filesystem::path m_wanted;
    bool m_playWanted = false;
    bool m_reviewing = false;  ///< A review is being made here, not undone.
};

}  // namespace groundglass::ui::dailies
