#pragma once

#include <QColor>
#include <QString>
#include <QWidget>

#include <vector>

namespace groundglass::ui {

/// A ring of a lens seen from the side: engraved values turn past a fixed index. The scale is logarithmic.
///
/// Drag turns freely; a click on a value takes it; the wheel (with the focus) and the arrow keys go from
/// value to value, with Shift from tick to tick; Home and End go to the ends; Delete gives the value back.
class EngravedRing final : public QWidget {
    Q_OBJECT

public:
    struct Mark {
        double value{};
        QString text;  ///< Empty: a tick only.
    };

    explicit EngravedRing(QWidget* parent = nullptr);

    /// Marks in rising order; the ring turns a little beyond the first and the last.
    void setMarks(std::vector<Mark> marks);
    void setRange(double min, double max);
    /// How far apart a doubling is, in pixels.
    void setOctave(double pixels) { m_octave = pixels; }
    /// Dragging stops only at marks and ticks.
    void setSnapping(bool snapping) { m_snapping = snapping; }
    void setHue(const QColor& hue);
    void setCaption(const QString& caption);

    void setValue(double value, bool own, const QString& text);
    [[nodiscard]] double value() const { return m_value; }

    [[nodiscard]] QSize sizeHint() const override { return {240, 48}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {120, 48}; }

Q_SIGNALS:
    void turned(double value);
    void settled();
    void cleared();

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    [[nodiscard]] double radius() const { return width() * 0.62; }
    /// Screen x of a value on the turned cylinder, and how much it faces the viewer (0…1).
    [[nodiscard]] double xOf(double value, double& facing) const;
    [[nodiscard]] double snapped(double value) const;
    [[nodiscard]] QRectF barrel() const;
    void turnTo(double value);
    void step(int by, bool ticks);
    void paintMarks(QPainter& painter) const;

    std::vector<Mark> m_marks;
    QString m_caption, m_text;
    QColor m_hue;
    double m_value = 50;
    double m_min = 1, m_max = 1000;
    double m_octave = 72;
    double m_pressX = 0, m_pressValue = 0;
    bool m_own{}, m_snapping{}, m_dragged{};
};

}  // namespace groundglass::ui
