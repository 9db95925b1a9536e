#pragma once

#include "groundglass/craft/measure.hpp"
#include "ui/theme.hpp"

#include <QWidget>

#include <vector>

namespace groundglass::ui {
class Selection;
}

namespace groundglass::ui::glass {

/// What the shot comes to in numbers, figures bold; each belongs to a field and leads to its control. Wraps.
class NumbersLine final : public QWidget {
    Q_OBJECT
public:
    NumbersLine(const Theme& theme, Selection& selection, QWidget* parent = nullptr);

    void setFacts(const std::vector<craft::MeasuredFact>& facts);
    [[nodiscard]] QString text() const;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override { return {320, heightForWidth(std::max(width(), 320))}; }
    QSize minimumSizeHint() const override { return {160, 20}; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    struct Run {
        QString text;
        bool figure{};
        bool note{};
    };
    struct Fact {
        QString field;
        std::vector<Run> runs;
        QRect box;
    };
    int place(int width, std::vector<QRect>& boxes) const;
    void arrange();
    [[nodiscard]] int factAt(const QPoint& place) const;

    const Theme& m_theme;
    Selection& m_selection;
    std::vector<Fact> m_facts;
};

}  // namespace groundglass::ui::glass
