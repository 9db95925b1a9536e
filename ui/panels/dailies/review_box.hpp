#pragma once

#include "groundglass/film/film.hpp"
#include "ui/panel_context.hpp"

#include <QWidget>

#include <optional>
#include <vector>

class QLabel;
class QLineEdit;
class QPushButton;
class QToolButton;

namespace groundglass::ui::dailies {

/// Circle, stars and note of the chosen take, and the way to its recipe.
class ReviewBox final : public QWidget {
    Q_OBJECT
public:
    ReviewBox(PanelContext& context, QWidget* parent = nullptr);

    void setReview(const QString& take, const film::Review& review);
    void focusNote();
    /// A note that was typed and not yet told by noted(), if there is one.
    [[nodiscard]] std::optional<QString> takeNote();

Q_SIGNALS:
    void circled(bool on);
    void starred(int stars);
    void noted(const QString& note);

private:
    void showStars(int stars);

    PanelContext& m_context;
    QLabel* m_title;
    QToolButton* m_circle;
    std::vector<QToolButton*> m_stars;
    QLineEdit* m_note;
    int m_count = 0;
};

}  // namespace groundglass::ui::dailies
