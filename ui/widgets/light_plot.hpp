#pragma once

#include "groundglass/base/units.hpp"

#include <QColor>
#include <QString>
#include <QWidget>

#include <optional>
#include <vector>

namespace groundglass::ui {

/// One lamp on the plan. Angles in degrees: azimuth around the subject from the lens, + = screen right.
struct PlottedLight {
    QString name;  ///< "key 4800 K".
    double azimuth{};
    double elevation{};
    double distance = 2;  ///< Metres.
    double angle = 10;    ///< Apparent size, degrees.
    QColor tint;
    bool own = true;  ///< False: placed by default, painted dim.
};

/// Everything the plan shows.
struct LightPlan {
    PlottedLight key;
    bool hasKey = true;
    double fillAzimuth = -38;
    double fillStops = -1;  ///< Fill against the key; −6 or less: none.
    QString fillName;       ///< "fill −2 stops".
    QColor fillTint;
    std::vector<PlottedLight> others;
    QString recognised;  ///< "Rembrandt · recognised from the geometry".
    QString ratio;       ///< "key:fill 4:1".
    double headTurn{};   ///< Degrees, + = the face turned to screen right.
};

/// The set from above: camera below, subject in the middle, lamps where they stand; a side view of the key's
/// height.
///
/// Drag a lamp to place it, the fill along its line to change the ratio, the grip of the key to change its
/// size, and the lamp on the arc to raise it. Keys: Left and Right turn the chosen lamp by 5° (Shift: 1°), Up
/// and Down raise it,
/// + and − move it away and nearer, [ and ] change its size, < and > the fill; N chooses the next lamp.
class LightPlot final : public QWidget {
    Q_OBJECT

public:
    explicit LightPlot(QWidget* parent = nullptr);

    void setPlan(LightPlan plan);
    [[nodiscard]] QSize sizeHint() const override { return {320, 272}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {240, 240}; }
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;

    /// Where a lamp is drawn; for tests and the tour. −1 is the key.
    [[nodiscard]] QPointF lampAt(int index) const;
    [[nodiscard]] QPointF fillAt() const;
    [[nodiscard]] QPointF raiseAt() const;

Q_SIGNALS:
    /// `index` −1: the key; else its place in `others`. Degrees, metres.
    void placed(int index, double azimuth, double distance);
    void raised(int index, double elevation);
    void keySized(double angle);  ///< Wanted apparent size, degrees.
    void fillChanged(double stops);
    void settled();
    /// What the mouse is on: "key", "fill", "other"; empty for nothing.
    void pointedAt(const QString& what, int index);

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    static constexpr double footerHeight = 22;  ///< For the recognised pattern, pixels.
    enum class Grip { None, Lamp, Fill, Size, Raise };
    struct Hold {
        Grip grip = Grip::None;
        int index = -1;
        bool operator==(const Hold&) const = default;
    };

    [[nodiscard]] QPointF middle() const;
    [[nodiscard]] double reach() const;
    [[nodiscard]] double radiusOf(double metres) const;
    [[nodiscard]] double metresAt(double radius) const;
    [[nodiscard]] QPointF place(double azimuth, double radius) const;
    [[nodiscard]] QPointF sizeGrip() const;
    [[nodiscard]] QRectF arcBox() const;
    [[nodiscard]] const PlottedLight& lamp(int index) const;
    [[nodiscard]] Hold holdAt(const QPointF& point) const;
    void drag(const QPointF& point, bool fine);
    [[nodiscard]] bool pressedKey(int key, bool fine);

    void paintGround(QPainter& painter) const;
    void paintSubject(QPainter& painter) const;
    void paintKey(QPainter& painter) const;
    void paintFill(QPainter& painter) const;
    void paintOther(QPainter& painter, int index) const;
    void paintArc(QPainter& painter) const;
    void label(QPainter& painter, const QPointF& at, double clear, const QColor& colour,
               const QString& text) const;

    LightPlan m_plan;
    Hold m_hold, m_hover;
    int m_chosen = -1;  ///< Lamp of the keys.
};

}  // namespace groundglass::ui
