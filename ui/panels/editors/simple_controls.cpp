#include "groundglass/craft/colour.hpp"
#include "ui/document.hpp"
#include "ui/panels/editors/choices.hpp"
#include "ui/panels/editors/field_control.hpp"
#include "ui/theme.hpp"
#include "ui/widgets/chips.hpp"
#include "ui/widgets/grade_strip.hpp"
#include "ui/widgets/growing_text.hpp"
#include "ui/widgets/option_picker.hpp"
#include "ui/widgets/paint.hpp"
#include "ui/widgets/value_field.hpp"

#include <QCheckBox>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace groundglass::ui::editors {

namespace {

QString qpath(const film::FieldDescriptor& field) {
    return QString::fromLatin1(field.path.data(), static_cast<qsizetype>(field.path.size()));
}

QVBoxLayout* bare(QWidget* widget) {
    auto* column = new QVBoxLayout(widget);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    return column;
}

/// Term, Item and Rate: one id out of a list.
class PickControl final : public FieldControl {
public:
    PickControl(const film::FieldDescriptor& field, const PanelContext& context, QWidget* parent)
        : FieldControl(field, parent), m_vocabulary(context.library->vocabulary) {
        m_picker = new OptionPicker(this);
        m_picker->setAccessibleName(text(field.label));
        bare(this)->addWidget(m_picker);
        setFocusProxy(m_picker);
        if (field.kind == film::FieldKind::Term) m_picker->setOptions(termOptions(m_vocabulary, field.facet));
        if (field.kind == film::FieldKind::Rate) m_picker->setOptions(rateOptions());
        if (field.facet == "grade") {
            m_picker->setPicture([this](QPainter& painter, const QRectF& box, const QString& id) {
                paintGraded(painter, box, gradeOf(id));
            });
        }
        connect(m_picker, &OptionPicker::chosen, this, [this](const QString& id) {
            if (id.isEmpty()) {
                Q_EMIT edited({});
            } else if (this->field().kind == film::FieldKind::Rate) {
                Q_EMIT edited(rateOf(id));
            } else {
                Q_EMIT edited(id.toStdString());
            }
            Q_EMIT settled();
        });
    }

    void show(const FieldState& state) override {
        if (field().kind == film::FieldKind::Item) {
            m_picker->setOptions(itemOptions(*state.film, field().facet));
        }
        if (const auto* rate = std::get_if<base::FrameRate>(&state.value)) {
            m_picker->setCurrent(rateId(*rate), state.own);
        } else if (const auto* id = std::get_if<std::string>(&state.value)) {
            m_picker->setCurrent(QString::fromStdString(*id), state.own);
        } else {
            const auto* byDefault = std::get_if<base::FrameRate>(&state.measured);
            m_picker->setCurrent(
                {}, false,
                byDefault != nullptr ? tr("free · %1 by default").arg(byDefault->perSecond()) : state.free);
        }
    }

private:
    [[nodiscard]] film::Cdl gradeOf(const QString& id) const {
        film::Direction only;
        only.grade.grade = film::TermId(id.toStdString());
        return craft::measure(only, m_vocabulary).cdl;
    }

    const craft::Vocabulary& m_vocabulary;
    OptionPicker* m_picker{};
};

/// Terms, Items and TextList.
class ChipsControl final : public FieldControl {
public:
    ChipsControl(const film::FieldDescriptor& field, const PanelContext& context, QWidget* parent)
        : FieldControl(field, parent) {
        m_chips = new Chips(this);
        m_chips->setHue(paint::sectionHue(qpath(field)));
        m_chips->setMost(static_cast<int>(field.most));
        if (field.kind == film::FieldKind::Terms) {
            m_chips->setOptions(termOptions(context.library->vocabulary, field.facet));
        } else if (field.kind == film::FieldKind::TextList) {
            m_chips->setFreeText(field.path == "grade/palette" ? tr("an object’s colour, Enter")
                                                               : tr("a thing, Enter"));
        }
        m_chips->setNames(text(field.label));
        bare(this)->addWidget(m_chips);
        setFocusProxy(m_chips);
        connect(m_chips, &Chips::edited, this, [this](const QStringList& items) {
            std::vector<std::string> values;
            for (const QString& item : items) values.push_back(item.toStdString());
            Q_EMIT edited(values.empty() ? film::FieldValue{} : film::FieldValue(std::move(values)));
            Q_EMIT settled();
        });
    }

    void show(const FieldState& state) override {
        if (field().kind == film::FieldKind::Items)
            m_chips->setOptions(itemOptions(*state.film, field().facet));
        QStringList items;
        if (const auto* values = std::get_if<std::vector<std::string>>(&state.value)) {
            for (const std::string& value : *values) items.append(QString::fromStdString(value));
        }
        m_chips->setItems(items, state.own || items.isEmpty());
    }

private:
    Chips* m_chips{};
};

class TextControl final : public FieldControl {
public:
    TextControl(const film::FieldDescriptor& field, QWidget* parent) : FieldControl(field, parent) {
        m_text = new GrowingText(field.path == "story/beat" ? 6 : 3, this);
        m_text->setAccessibleName(text(field.label));
        m_text->setPlaceholderText(tr("free"));
        bare(this)->addWidget(m_text);
        setFocusProxy(m_text);
        connect(m_text, &GrowingText::typed, this, [this](const QString& typed) {
            Q_EMIT edited(typed.isEmpty() ? film::FieldValue{} : film::FieldValue(typed.toStdString()));
        });
        connect(m_text, &GrowingText::settled, this, &FieldControl::settled);
    }

    void show(const FieldState& state) override {
        const auto* value = std::get_if<std::string>(&state.value);
        m_text->show(value != nullptr ? QString::fromStdString(*value) : QString(), state.own);
    }

private:
    GrowingText* m_text{};
};

class FlagControl final : public FieldControl {
public:
    FlagControl(const film::FieldDescriptor& field, QWidget* parent) : FieldControl(field, parent) {
        m_box = new QCheckBox(this);
        m_box->setAccessibleName(text(field.label));
        bare(this)->addWidget(m_box);
        setFocusProxy(m_box);
        connect(m_box, &QCheckBox::clicked, this, [this](bool on) {
            Q_EMIT edited(on);
            Q_EMIT settled();
        });
    }

    void show(const FieldState& state) override {
        const auto* value = std::get_if<bool>(&state.value);
        const QSignalBlocker quiet(m_box);
        m_box->setChecked(value != nullptr && *value);
        m_box->setText(value == nullptr ? tr("free") : *value ? tr("yes") : tr("no"));
    }

private:
    QCheckBox* m_box{};
};

/// Number, Whole and Duration (in seconds).
class NumberControl final : public FieldControl {
public:
    NumberControl(const film::FieldDescriptor& field, QWidget* parent) : FieldControl(field, parent) {
        m_number = new ValueField(shape(field), this);
        m_number->setHue(paint::sectionHue(qpath(field)));
        m_number->setNames(text(field.label));
        bare(this)->addWidget(m_number);
        setFocusProxy(m_number);
        connect(m_number, &ValueField::edited, this, [this](double value) {
            switch (this->field().kind) {
                case film::FieldKind::Duration:
                    Q_EMIT edited(static_cast<std::int64_t>(std::llround(value * 1000)));
                    break;
                case film::FieldKind::Whole:
                    Q_EMIT edited(static_cast<std::int64_t>(std::llround(value)));
                    break;
                default:
                    Q_EMIT edited(value);
            }
        });
        connect(m_number, &ValueField::settled, this, &FieldControl::settled);
    }

    void show(const FieldState& state) override {
        const bool free = !film::isSet(state.value);
        const auto value = asNumber(free ? state.measured : state.value);
        m_number->setFree(free, value.has_value());
        m_number->setValue(value.value_or(field().min), state.own);
    }

private:
    [[nodiscard]] std::optional<double> asNumber(const film::FieldValue& value) const {
        const double factor = field().kind == film::FieldKind::Duration ? 0.001 : 1;
        if (const auto* real = std::get_if<double>(&value)) return *real * factor;
        if (const auto* whole = std::get_if<std::int64_t>(&value))
            return static_cast<double>(*whole) * factor;
        return std::nullopt;
    }

    /// The slider covers what is usual; the box takes the whole range of the field.
    static NumberShape shape(const film::FieldDescriptor& field) {
        NumberShape s{.min = field.min, .max = field.max, .step = field.step};
        const QString unit = text(field.unit);
        if (field.unit == "f/") {
            s.prefix = unit;
        } else if (field.unit == "σ") {
            s.prefix = unit + QLatin1Char(' ');
        } else if (field.unit == "°" || field.unit == ":1" || field.unit == "×") {
            s.suffix = unit;
        } else if (!field.unit.empty() && field.unit != "of width") {
            s.suffix = QLatin1Char(' ') + unit;
        }
        s.logarithmic = field.step < 0 || field.unit == "K";
        s.decimals = field.max <= 0.05 ? 4 : field.max <= 0.25 ? 3 : 2;
        s.origin = field.min < 0 && field.max >= 0 ? 0 : field.min;
        if (field.unit == "°") s.decimals = 1;
        if (field.kind == film::FieldKind::Whole) {
            s.decimals = 0;
            s.slider = false;
        }
        if (field.kind == film::FieldKind::Duration) {
            s = {.min = field.min / 1000, .max = field.max / 1000, .step = field.step / 1000, .decimals = 2};
            s.suffix = QStringLiteral(" s");
            s.origin = s.min;
            s.slidesTo = 20;
        }
        if (field.path == "lens/focal" || field.path == "lens/aperture" ||
            field.path == "lens/focus_distance" || field.path == "output/ratio") {
            s.slider = false;
        }
        if (field.unit == "K") s.slidesTo = 12000;
        if (field.path == "light/key_distance") s.slidesTo = 20;
        if (field.path == "light/key_size") s.slidesTo = 10;
        if (field.path == "light/ratio") s.slidesTo = 32;
        if (field.path == "frame/extent") s.slidesTo = 30;
        if (field.path == "frame/height_metres") s.slidesTo = 6;
        return s;
    }

    ValueField* m_number{};
};

}  // namespace

FieldControl* makeControl(const film::FieldDescriptor& field, const PanelContext& context, QWidget* parent) {
    if (FieldControl* picture = makePictureControl(field, context, parent)) return picture;
    switch (field.kind) {
        case film::FieldKind::Term:
        case film::FieldKind::Item:
        case film::FieldKind::Rate:
            return new PickControl(field, context, parent);
        case film::FieldKind::Terms:
        case film::FieldKind::Items:
        case film::FieldKind::TextList:
            return new ChipsControl(field, context, parent);
        case film::FieldKind::Text:
            return new TextControl(field, parent);
        case film::FieldKind::Flag:
            return new FlagControl(field, parent);
        case film::FieldKind::Cdl:
            return makeCdlControl(field, parent);
        case film::FieldKind::SplitTone:
            return makeSplitToneControl(field, parent);
        case film::FieldKind::Number:
        case film::FieldKind::Whole:
        case film::FieldKind::Duration:
            return new NumberControl(field, parent);
        default:
            return makeListControl(field, context, parent);
    }
}

}  // namespace groundglass::ui::editors
