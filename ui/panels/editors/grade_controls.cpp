#include "ui/panels/editors/choices.hpp"
#include "ui/panels/editors/field_control.hpp"
#include "ui/widgets/colour_wheel.hpp"
#include "ui/widgets/paint.hpp"
#include "ui/widgets/value_field.hpp"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace groundglass::ui::editors {

namespace {

using Triple = std::array<double, 3>;

QLabel* quiet(const QString& words, QWidget* parent) {
    auto* label = new QLabel(words, parent);
    label->setTextFormat(Qt::PlainText);
    label->setProperty("role", QStringLiteral("quiet"));
    label->setIndent(16);
    label->setFixedWidth(106);
    return label;
}

/// A triple is its mean and a point in the plane of equal mean: R, G and B point 0°, 120° and 240°.
QPointF chroma(const Triple& triple, double full) {
    const double mean = (triple[0] + triple[1] + triple[2]) / 3;
    QPointF sum;
    for (std::size_t i = 0; i < 3; ++i) {
        const double angle = static_cast<double>(i) * 2 * std::numbers::pi / 3;
        sum += QPointF(std::cos(angle), std::sin(angle)) * (triple[i] - mean);
    }
    return sum * (2.0 / 3) / full;
}

Triple withChroma(const Triple& triple, QPointF handle, double full) {
    const double mean = (triple[0] + triple[1] + triple[2]) / 3;
    Triple result{};
    for (std::size_t i = 0; i < 3; ++i) {
        const double angle = static_cast<double>(i) * 2 * std::numbers::pi / 3;
        result[i] = mean + full * (handle.x() * std::cos(angle) + handle.y() * std::sin(angle));
    }
    return result;
}

/// Slope, offset and power: a wheel and three numbers each, and the saturation below.
class CdlControl final : public FieldControl {
public:
    CdlControl(const film::FieldDescriptor& field, QWidget* parent) : FieldControl(field, parent) {
        auto* grid = new QGridLayout(this);
        grid->setContentsMargins(0, 4, 0, 0);
        grid->setHorizontalSpacing(8);
        grid->setVerticalSpacing(4);
        addTriple(*grid, 0, tr("Offset · shadows"), -0.3, 0.3, 0.15);
        addTriple(*grid, 1, tr("Power · middle"), 0.2, 3, 0.5);
        addTriple(*grid, 2, tr("Slope · highlights"), 0.2, 3, 0.5);
        m_saturation = new ValueField({.min = 0, .max = 2, .step = 0.02, .decimals = 3}, this);
        m_saturation->setNames(tr("CDL saturation"));
        m_saturation->setHue(paint::sectionHue(QStringLiteral("grade")));
        auto* row = new QHBoxLayout;
        row->setSpacing(8);
        row->addWidget(quiet(tr("Saturation"), this));
        row->addWidget(m_saturation, 1);
        grid->addLayout(row, 4, 0, 1, 3);
        connect(m_saturation, &ValueField::edited, this, [this](double value) {
            m_cdl.saturation = value;
            Q_EMIT edited(m_cdl);
        });
        connect(m_saturation, &ValueField::settled, this, &FieldControl::settled);
        setFocusProxy(m_wheels[0]);
    }

    [[nodiscard]] bool isWide() const override { return true; }

    void show(const FieldState& state) override {
        const auto* value = std::get_if<film::Cdl>(&state.value);
        const auto* byDefault = std::get_if<film::Cdl>(&state.measured);
        m_cdl = value != nullptr ? *value : byDefault != nullptr ? *byDefault : film::Cdl{};
        for (std::size_t t = 0; t < 3; ++t) {
            m_wheels[t]->setHandle(chroma(triple(t), m_full[t]) * (t == 1 ? -1 : 1), state.own);
            for (std::size_t c = 0; c < 3; ++c) {
                const QSignalBlocker quietBox(m_boxes[t][c]);
                if (std::abs(m_boxes[t][c]->value() - triple(t)[c]) > 5e-4)
                    m_boxes[t][c]->setValue(triple(t)[c]);
                m_boxes[t][c]->setDim(!state.own);
            }
        }
        m_saturation->setValue(m_cdl.saturation, state.own);
    }

private:
    Triple& triple(std::size_t index) {
        return index == 0 ? m_cdl.offset : index == 1 ? m_cdl.power : m_cdl.slope;
    }

    void addTriple(QGridLayout& grid, int column, const QString& name, double min, double max, double full) {
        const auto t = static_cast<std::size_t>(column);
        m_full[t] = full;
        auto* wheel = new ColourWheel(this);
        wheel->setCaption(name);
        wheel->setAccessibleName(name);
        m_wheels[t] = wheel;
        grid.addWidget(wheel, 0, column);
        connect(wheel, &ColourWheel::moved, this, [this, t, min, max](QPointF handle) {
            // A power above 1 darkens: the middle wheel turns the other way, so that colour follows the hand.
            Triple moved = withChroma(triple(t), t == 1 ? -handle : handle, m_full[t]);
            for (double& value : moved) value = std::round(std::clamp(value, min, max) * 1000) / 1000;
            triple(t) = moved;
            Q_EMIT edited(m_cdl);
        });
        connect(wheel, &ColourWheel::settled, this, &FieldControl::settled);
        static constexpr std::array<const char*, 3> names{"R", "G", "B"};
        for (std::size_t c = 0; c < 3; ++c) {
            auto* box = new StepBox(this);
            box->setRange(min, max);
            box->setDecimals(3);
            box->setFieldStep(0.005);
            box->setPrefix(QString::fromLatin1(names[c]) + QStringLiteral("  "));
            box->setAccessibleName(QStringLiteral("%1 %2").arg(name, QString::fromLatin1(names[c])));
            m_boxes[t][c] = box;
            grid.addWidget(box, 1 + static_cast<int>(c), column);
            connect(box, &QDoubleSpinBox::valueChanged, this, [this, t, c](double value) {
                triple(t)[c] = value;
                Q_EMIT edited(m_cdl);
            });
            connect(box, &QDoubleSpinBox::editingFinished, this, &FieldControl::settled);
        }
        grid.setColumnStretch(column, 1);
    }

    film::Cdl m_cdl;
    std::array<ColourWheel*, 3> m_wheels{};
    std::array<std::array<StepBox*, 3>, 3> m_boxes{};
    std::array<double, 3> m_full{};
    ValueField* m_saturation{};
};

/// Two wheels of hue and saturation, and the balance between them.
class SplitToneControl final : public FieldControl {
public:
    SplitToneControl(const film::FieldDescriptor& field, QWidget* parent) : FieldControl(field, parent) {
        auto* grid = new QGridLayout(this);
        grid->setContentsMargins(0, 4, 0, 0);
        grid->setHorizontalSpacing(8);
        grid->setVerticalSpacing(4);
        m_shadow = wheel(tr("Shadows"));
        m_highlight = wheel(tr("Highlights"));
        grid->addWidget(m_shadow, 0, 0);
        grid->addWidget(m_highlight, 0, 1);
        m_balance = new ValueField({.min = -1, .max = 1, .step = 0.05}, this);
        m_balance->setNames(tr("Balance of the split tone"));
        m_balance->setHue(paint::sectionHue(QStringLiteral("grade")));
        auto* row = new QHBoxLayout;
        row->setSpacing(8);
        row->addWidget(quiet(tr("Balance"), this));
        row->addWidget(m_balance, 1);
        grid->addLayout(row, 1, 0, 1, 2);
        grid->setColumnStretch(0, 1);
        grid->setColumnStretch(1, 1);
        connect(m_balance, &ValueField::edited, this, [this](double value) {
            m_tone.balance = value;
            Q_EMIT edited(m_tone);
        });
        connect(m_balance, &ValueField::settled, this, &FieldControl::settled);
        connect(m_shadow, &ColourWheel::moved, this,
                [this](QPointF at) { take(at, m_tone.shadowHue, m_tone.shadowSaturation); });
        connect(m_highlight, &ColourWheel::moved, this,
                [this](QPointF at) { take(at, m_tone.highlightHue, m_tone.highlightSaturation); });
        setFocusProxy(m_shadow);
    }

    [[nodiscard]] bool isWide() const override { return true; }

    void show(const FieldState& state) override {
        const auto* value = std::get_if<film::SplitTone>(&state.value);
        const auto* byDefault = std::get_if<film::SplitTone>(&state.measured);
        m_tone = value != nullptr ? *value : byDefault != nullptr ? *byDefault : film::SplitTone{};
        m_shadow->setHandle(point(m_tone.shadowHue, m_tone.shadowSaturation), state.own);
        m_highlight->setHandle(point(m_tone.highlightHue, m_tone.highlightSaturation), state.own);
        m_balance->setValue(m_tone.balance, state.own);
    }

private:
    static constexpr double full = 0.5;  ///< Saturation at the rim.

    ColourWheel* wheel(const QString& name) {
        auto* wheel = new ColourWheel(this);
        wheel->setCaption(name);
        wheel->setAccessibleName(name);
        connect(wheel, &ColourWheel::settled, this, &FieldControl::settled);
        return wheel;
    }
    static QPointF point(double hue, double saturation) {
        const double angle = hue * std::numbers::pi / 180;
        return QPointF(std::cos(angle), std::sin(angle)) * std::min(saturation / full, 1.0);
    }
    void take(QPointF at, double& hue, double& saturation) {
        saturation = std::round(std::hypot(at.x(), at.y()) * full * 1000) / 1000;
        if (saturation > 0) {
            const double angle = std::atan2(at.y(), at.x()) * 180 / std::numbers::pi;
            hue = std::round(angle < 0 ? angle + 360 : angle);
        }
        Q_EMIT edited(m_tone);
    }

    film::SplitTone m_tone;
    ColourWheel* m_shadow{};
    ColourWheel* m_highlight{};
    ValueField* m_balance{};
};

}  // namespace

FieldControl* makeCdlControl(const film::FieldDescriptor& field, QWidget* parent) {
    return new CdlControl(field, parent);
}

FieldControl* makeSplitToneControl(const film::FieldDescriptor& field, QWidget* parent) {
    return new SplitToneControl(field, parent);
}

}  // namespace groundglass::ui::editors
