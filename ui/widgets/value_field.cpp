#include "ui/widgets/value_field.hpp"

#include "ui/widgets/paint.hpp"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QMouseEvent>
#include <QPainter>
#include <QSignalBlocker>
#include <QStyle>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace groundglass::ui {

namespace {
constexpr int knob = 12;
constexpr int sliderSteps = 1000;
}  // namespace

ThinSlider::ThinSlider(QWidget* parent) : QSlider(Qt::Horizontal, parent), m_hue(paint::accent()) {
    setCursor(Qt::PointingHandCursor);
    setFocusPolicy(Qt::StrongFocus);
}

void ThinSlider::setHue(const QColor& hue) {
    m_hue = hue;
    update();
}

void ThinSlider::setDim(bool dim) {
    if (m_dim == dim) return;
    m_dim = dim;
    update();
}

void ThinSlider::setOrigin(double share) {
    m_origin = std::clamp(share, 0.0, 1.0);
    update();
}

void ThinSlider::paintEvent(QPaintEvent* /*event*/) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const double from = knob / 2.0 + 1;
    const double length = width() - knob - 2.0;
    const double middle = height() / 2.0;
    const double share =
        maximum() > minimum() ? (value() - minimum()) / static_cast<double>(maximum() - minimum()) : 0;
    const double x = from + share * length;
    painter.setPen(Qt::NoPen);
    painter.setBrush(paint::mixed(paint::line(), paint::dim(), 0.25));
    painter.drawRoundedRect(QRectF(from, middle - 1, length, 2), 1, 1);
    const double start = from + m_origin * length;
    painter.setBrush(m_dim ? paint::mixed(paint::line(), m_hue, 0.4) : m_hue);
    painter.drawRoundedRect(QRectF(std::min(start, x), middle - 1, std::abs(x - start), 2), 1, 1);
    const QColor face = m_dim ? paint::dim() : paint::ink();
    painter.setBrush(isSliderDown() || underMouse() ? face.lighter(112) : face);
    painter.drawEllipse(QPointF(x, middle), knob / 2.0, knob / 2.0);
    if (hasFocus()) {
        painter.setPen(QPen(paint::accent(), 1.5));
        painter.setBrush(Qt::NoBrush);
        painter.drawEllipse(QPointF(x, middle), knob / 2.0 + 2, knob / 2.0 + 2);
    }
}

int ThinSlider::valueAt(double x) const {
    return QStyle::sliderValueFromPosition(minimum(), maximum(), static_cast<int>(x) - knob / 2,
                                           width() - knob);
}

void ThinSlider::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton) return;
    setSliderDown(true);
    setValue(valueAt(event->position().x()));
}

void ThinSlider::mouseMoveEvent(QMouseEvent* event) {
    if (isSliderDown()) setValue(valueAt(event->position().x()));
}

void ThinSlider::mouseReleaseEvent(QMouseEvent* /*event*/) {
    setSliderDown(false);
}

/// The wheel belongs to the list that the slider stands in, unless the slider has the focus.
void ThinSlider::wheelEvent(QWheelEvent* event) {
    if (hasFocus()) {
        QSlider::wheelEvent(event);
    } else {
        event->ignore();
    }
}

StepBox::StepBox(QWidget* parent) : QDoubleSpinBox(parent) {
    setButtonSymbols(QAbstractSpinBox::NoButtons);
    setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    setFocusPolicy(Qt::StrongFocus);
    setFixedHeight(30);
    setCorrectionMode(QAbstractSpinBox::CorrectToNearestValue);
    setLocale(QLocale::c());
    setGroupSeparatorShown(false);
}

void StepBox::setFieldStep(double step) {
    m_step = step;
    setSingleStep(step > 0 ? step : 1);
}

void StepBox::setMayBeMissing(const QString& words, double start) {
    m_mayBeMissing = true;
    m_start = start;
    setMinimum(minimum() - 1);
    setSpecialValueText(words);
}

void StepBox::fixup(QString& input) const {
    QString bare = input;
    bare.remove(prefix()).remove(suffix());
    if (m_mayBeMissing && bare.trimmed().isEmpty()) input = specialValueText();
}

void StepBox::setDim(bool dim) {
    if (property("inherited").toBool() == dim) return;
    setProperty("inherited", dim);
    style()->unpolish(this);
    style()->polish(this);
}

void StepBox::stepBy(int steps) {
    if (isMissing()) {
        setValue(m_start);
        return;
    }
    if (m_step >= 0 || value() <= 0) {
        QDoubleSpinBox::stepBy(steps);
        return;
    }
    setValue(value() * std::pow(-m_step, steps));
    selectAll();
}

QString StepBox::textFromValue(double value) const {
    int places = decimals();
    if (std::abs(value) >= 100) {
        places = std::min(places, 0);
    } else if (std::abs(value) >= 10) {
        places = std::min(places, 1);
    }
    QString text = QString::number(value, 'f', places);
    if (text.contains(QLatin1Char('.'))) {
        while (text.endsWith(QLatin1Char('0'))) text.chop(1);
        if (text.endsWith(QLatin1Char('.'))) text.chop(1);
    }
    return text == QLatin1String("-0") ? QStringLiteral("0") : text;
}

void StepBox::wheelEvent(QWheelEvent* event) {
    if (hasFocus()) {
        QDoubleSpinBox::wheelEvent(event);
    } else {
        event->ignore();
    }
}

ValueField::ValueField(const NumberShape& shape, QWidget* parent) : QWidget(parent), m_shape(shape) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    m_slider = new ThinSlider(this);
    m_slider->setRange(0, sliderSteps);
    m_slider->setPageStep(sliderSteps / 20);
    m_slider->setSingleStep(sliderSteps / 100);
    m_slider->setOrigin(toSlider(shape.origin) / static_cast<double>(sliderSteps));
    m_slider->setVisible(shape.slider);
    m_box = new StepBox(this);
    m_box->setRange(shape.min, shape.max);
    m_box->setDecimals(shape.decimals);
    m_box->setFieldStep(shape.step);
    m_box->setPrefix(shape.prefix);
    m_box->setSuffix(shape.suffix);
    m_box->setFixedWidth(104);
    row->addWidget(m_slider, 1);
    row->addWidget(m_box);
    if (!shape.slider) row->addStretch(1);
    setFocusProxy(shape.slider ? static_cast<QWidget*>(m_slider) : m_box);

    connect(m_slider, &QSlider::valueChanged, this, [this](int position) {
        m_value = fromSlider(position);
        const QSignalBlocker quiet(m_box);
        m_box->setValue(m_value);
        Q_EMIT edited(m_value);
        if (!m_slider->isSliderDown()) Q_EMIT settled();
    });
    connect(m_slider, &QSlider::sliderReleased, this, &ValueField::settled);
    connect(m_box, &QDoubleSpinBox::valueChanged, this, [this](double value) {
        m_value = value;
        const QSignalBlocker quiet(m_slider);
        m_slider->setValue(toSlider(value));
        m_slider->update();
        Q_EMIT edited(value);
    });
    connect(m_box, &QDoubleSpinBox::editingFinished, this, &ValueField::settled);
}

void ValueField::setValue(double value, bool own) {
    m_slider->setDim(!own);
    m_box->setDim(!own);
    if (std::abs(value - m_value) < 1e-12 &&
        std::abs(m_box->value() - value) < std::pow(10, -m_shape.decimals))
        return;
    m_value = value;
    const QSignalBlocker quietSlider(m_slider);
    const QSignalBlocker quietBox(m_box);
    m_slider->setValue(toSlider(value));
    m_slider->update();
    m_box->setValue(value);
}

void ValueField::setFree(bool free, bool known) {
    if (m_free == free && m_known == known) return;
    m_free = free;
    m_known = known;
    const bool blank = free && !known;
    const QSignalBlocker quiet(m_box);
    m_box->setPrefix(blank ? QString() : (free ? tr("free · ") : QString()) + m_shape.prefix);
    m_box->setSuffix(blank ? QString() : m_shape.suffix);
    m_box->setSpecialValueText(blank ? tr("free") : QString());
}

void ValueField::setNames(const QString& accessibleName) {
    m_slider->setAccessibleName(accessibleName);
    m_box->setAccessibleName(accessibleName);
}

int ValueField::toSlider(double value) const {
    const double bounded = std::clamp(value, m_shape.min, slidesTo());
    if (slidesTo() <= m_shape.min) return 0;
    const double share = m_shape.logarithmic
                             ? std::log(bounded / m_shape.min) / std::log(slidesTo() / m_shape.min)
                             : (bounded - m_shape.min) / (slidesTo() - m_shape.min);
    return static_cast<int>(std::lround(share * sliderSteps));
}

double ValueField::fromSlider(int position) const {
    const double share = position / static_cast<double>(sliderSteps);
    double value = m_shape.logarithmic ? m_shape.min * std::pow(slidesTo() / m_shape.min, share)
                                       : m_shape.min + share * (slidesTo() - m_shape.min);
    // Three significant digits, or the field's own step: what is dragged should read like what is typed.
    const double grain = m_shape.step > 0
                             ? m_shape.step
                             : std::pow(10, std::floor(std::log10(std::max(std::abs(value), 1e-3))) - 2);
    value = std::round(value / grain) * grain;
    return std::clamp(value, m_shape.min, m_shape.max);
}

}  // namespace groundglass::ui
