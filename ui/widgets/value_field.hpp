#pragma once

#include <QColor>
#include <QDoubleSpinBox>
#include <QSlider>
#include <QWidget>

#include <limits>

namespace groundglass::ui {

/// A thin groove with a round knob that jumps to where it is pressed.
class ThinSlider final : public QSlider {
    Q_OBJECT

public:
    explicit ThinSlider(QWidget* parent = nullptr);
    void setHue(const QColor& hue);
    /// Dim: the value is inherited or free.
    void setDim(bool dim);
    /// Where the groove's colour begins, 0…1 of its length.
    void setOrigin(double share);
    [[nodiscard]] QSize sizeHint() const override { return {96, 28}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {40, 28}; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;

private:
    [[nodiscard]] int valueAt(double x) const;

    QColor m_hue;
    double m_origin = 0;
    bool m_dim{};
};

/// A spin box whose steps may be factors: a third of a stop, a step of colour temperature.
class StepBox final : public QDoubleSpinBox {
    Q_OBJECT

public:
    explicit StepBox(QWidget* parent = nullptr);
    /// Positive: added. Negative: the value is multiplied by its size. 0: one unit.
    void setFieldStep(double step);
    /// The number may be missing: `words` stand for it. Range and field step must be set before; the first
    /// step goes to `start`, an emptied box is missing again.
    void setMayBeMissing(const QString& words, double start);
    [[nodiscard]] bool isMissing() const { return m_mayBeMissing && value() <= minimum(); }
    void setMissing() { setValue(minimum()); }
    /// Dim: the value is inherited or free.
    void setDim(bool dim);
    void stepBy(int steps) override;
    void fixup(QString& input) const override;
    /// Few digits: what a person writes, not what a double holds.
    [[nodiscard]] QString textFromValue(double value) const override;

protected:
    void wheelEvent(QWheelEvent* event) override;

private:
    double m_step = 0;
    double m_start = 0;
    bool m_mayBeMissing{};
};

/// How a number is edited.
struct NumberShape {
    double min = 0;
    double max = 1;
    double step = 0;  ///< As FieldDescriptor::step.
    int decimals = 2;
    QString prefix{}, suffix{};
    bool slider = true;
    bool logarithmic = false;  ///< Of the slider.
    double origin = 0;         ///< Value from which the groove is coloured.
    double slidesTo = 0;       ///< End of the slider where the box takes more; 0: `max`.
};

/// Slider and spin box of one number.
class ValueField final : public QWidget {
    Q_OBJECT

public:
    explicit ValueField(const NumberShape& shape, QWidget* parent = nullptr);

    /// `own` false: inherited or free, painted dim. Emits nothing.
    void setValue(double value, bool own);
    [[nodiscard]] double value() const { return m_value; }
    void setHue(const QColor& hue) { m_slider->setHue(hue); }
    void setNames(const QString& accessibleName);
    /// A free value says so in the box; without a `known` default the box shows nothing else.
    void setFree(bool free, bool known);

Q_SIGNALS:
    void edited(double value);
    /// The mouse was released or the focus left: the step of undo ends.
    void settled();

private:
    [[nodiscard]] int toSlider(double value) const;
    [[nodiscard]] double fromSlider(int position) const;

    [[nodiscard]] double slidesTo() const { return m_shape.slidesTo > 0 ? m_shape.slidesTo : m_shape.max; }

    NumberShape m_shape;
    double m_value = std::numeric_limits<double>::quiet_NaN();  ///< Until it is first set.
    bool m_free{}, m_known = true;
    ThinSlider* m_slider{};
    StepBox* m_box{};
};

}  // namespace groundglass::ui
