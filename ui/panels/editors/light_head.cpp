#include "groundglass/craft/light.hpp"
#include "ui/document.hpp"
#include "ui/panels/editors/choices.hpp"
#include "ui/panels/editors/fields_edit.hpp"
#include "ui/panels/editors/section_head.hpp"
#include "ui/selection.hpp"
#include "ui/theme.hpp"
#include "ui/widgets/light_plot.hpp"
#include "ui/widgets/paint.hpp"

#include <QVBoxLayout>

#include <cmath>
#include <numbers>

namespace groundglass::ui::editors {

namespace {

QString stops(double value) {
    const QString amount =
        QString::number(std::abs(value), 'f', std::abs(value - std::round(value)) < 0.05 ? 0 : 1);
    return value < -0.05 ? QStringLiteral("−") + amount : amount;
}

class LightHead final : public SectionHead {
public:
    LightHead(const PanelContext& context, QWidget* parent) : SectionHead(parent), m_context(context) {
        m_plot = new LightPlot(this);
        auto* column = new QVBoxLayout(this);
        column->setContentsMargins(0, 0, 0, 0);
        column->addWidget(m_plot);
        m_plot->setToolTip(
            tr("Drag a lamp, the fill, the key’s edge or the lamp on the arc. Arrow keys turn and raise the "
               "chosen lamp, N takes the next."));
        connect(m_plot, &LightPlot::placed, this, &LightHead::place);
        connect(m_plot, &LightPlot::raised, this, &LightHead::raise);
        connect(m_plot, &LightPlot::keySized, this, [this](double angle) {
            const double distance = m_context.document.view()->measured.keyDistance.value;
            const double size = 2 * distance * std::tan(angle * std::numbers::pi / 360);
            set({{"light/key_size", rounded(std::max(size, 0.005), 3)}}, tr("Size the key"), "size");
        });
        connect(m_plot, &LightPlot::fillChanged, this, [this](double level) {
            // The level of the fill is 1/(R − 1) of the key.
            const double ratio = 1 + std::exp2(-level);
            set({{"light/ratio", rounded(std::min(ratio, 64.0), 2)}}, tr("Change the fill"), "fill");
        });
        connect(m_plot, &LightPlot::settled, this, [this] { m_context.document.endMerge(); });
        connect(m_plot, &LightPlot::pointedAt, this, [this](const QString& what, int index) {
            m_context.selection.hoverField(what == QLatin1String("key")    ? QStringLiteral("light/pattern")
                                           : what == QLatin1String("fill") ? QStringLiteral("light/ratio")
                                           : what == QLatin1String("other")
                                               ? QStringLiteral("light/others/%1").arg(index)
                                               : QString());
        });
    }

    void refresh() override {
        const app::ShotView& view = *m_context.document.view();
        const craft::MeasuredShot& m = view.measured;
        LightPlan plan;
        plan.key = {.name = tr("key %1 K").arg(std::round(m.keyKelvin.value)),
                    .azimuth = m.keyAzimuth.value,
                    .elevation = m.keyElevation.value,
                    .distance = m.keyDistance.value,
                    .angle = m.keyAngle.value,
                    .tint = paint::kelvinTint(m.keyKelvin, m.whiteBalance),
                    .own = film::isSet(m_context.document.value("light/key_azimuth")) ||
                           film::isSet(m_context.document.value("light/pattern"))};
        addFill(plan, m);
        for (const film::Light& light : view.effective.direction.light.others)
            plan.others.push_back(plotted(light, m));
        const craft::Term* pattern = vocabulary().find("light_pattern", m.pattern);
        if (pattern != nullptr)
            plan.recognised = tr("%1 · recognised from the geometry").arg(text(pattern->label));
        plan.ratio = tr("key : fill %1 : 1").arg(std::round(m.ratioKeyFill.value * 10) / 10);
        m_plot->setPlan(std::move(plan));
    }

private:
    [[nodiscard]] const craft::Vocabulary& vocabulary() const {
        return m_context.document.library().vocabulary;
    }

    static double rounded(double value, int places) {
        const double grain = std::pow(10, places);
        return std::round(value * grain) / grain;
    }

    void addFill(LightPlan& plan, const craft::MeasuredShot& m) const {
        const double share = craft::fillShare(m.ratioKeyFill);
        const double level = share > 0 && std::isfinite(share) ? std::log2(share) : 0;
        const craft::Term* role = vocabulary().find("light_role", "fill");
        const double away = std::abs(role != nullptr ? role->number("azimuth_deg").value_or(40) : 40);
        plan.fillAzimuth = m.keyAzimuth.value > 0 ? -away : away;
        plan.fillStops = level;
        plan.fillName = tr("fill %1 stops").arg(stops(level));
        plan.fillTint =
            paint::mixed(paint::kelvinTint(m.fillKelvin, m.whiteBalance), QColor(0x8f, 0xb4, 0xdc), 0.5);
    }

    [[nodiscard]] PlottedLight plotted(const film::Light& light, const craft::MeasuredShot& m) const {
        const craft::Term* role = vocabulary().find("light_role", light.role.str());
        const craft::Term* source = vocabulary().find("light_source", light.source.str());
        const auto from = [](const craft::Term* term, std::string_view key, double otherwise) {
            return term != nullptr ? term->number(key).value_or(otherwise) : otherwise;
        };
        PlottedLight lamp;
        lamp.azimuth = light.azimuth ? light.azimuth->value : from(role, "azimuth_deg", 150);
        lamp.elevation = light.elevation ? light.elevation->value : from(role, "elevation_deg", 20);
        lamp.distance =
            light.distance ? light.distance->value : std::min(from(source, "distance_m", 3), 16.0);
        const base::Metres size = light.size ? *light.size : base::Metres{from(source, "size_m", 0.3)};
        lamp.angle = craft::apparentSize(size, {lamp.distance}).value;
        const base::Kelvin kelvin =
            light.kelvin ? *light.kelvin : base::Kelvin{from(source, "kelvin", m.keyKelvin.value)};
        lamp.tint = paint::kelvinTint(kelvin, m.whiteBalance);
        lamp.own = light.azimuth.has_value();
        lamp.name = tr("%1 %2 K")
                        .arg(role != nullptr ? text(role->label).toLower() : text(light.role.str()))
                        .arg(std::round(kelvin.value));
        return lamp;
    }

    void set(FieldValues values, const QString& label, const std::string& gesture) {
        const film::ShotId& shot = m_context.document.currentShot();
        if (shot.empty()) return;
        (void)m_context.document.edit(
            setFields(shot, std::move(values), label.toStdString(), "plot:" + gesture));
    }

    template <class Change>
    void changeOther(int index, const QString& label, Change change) {
        auto lights = m_context.document.view()->effective.direction.light.others;
        if (index < 0 || index >= static_cast<int>(lights.size())) return;
        change(lights[static_cast<std::size_t>(index)]);
        set({{"light/others", std::move(lights)}}, label, "other" + std::to_string(index));
    }

    void place(int index, double azimuth, double distance) {
        if (index < 0) {
            set({{"light/key_azimuth", azimuth},
                 {"light/key_distance", rounded(std::clamp(distance, 0.05, 1000.0), 2)}},
                tr("Place the key"), "place");
            return;
        }
        changeOther(index, tr("Place a light"), [azimuth, distance](film::Light& light) {
            light.azimuth = base::Degrees{azimuth};
            light.distance = base::Metres{rounded(distance, 2)};
        });
    }

    void raise(int index, double elevation) {
        if (index < 0) {
            set({{"light/key_elevation", elevation}}, tr("Raise the key"), "raise");
            return;
        }
        changeOther(index, tr("Raise a light"),
                    [elevation](film::Light& light) { light.elevation = base::Degrees{elevation}; });
    }

    const PanelContext& m_context;
    LightPlot* m_plot{};
};

}  // namespace

SectionHead* makeLightHead(const PanelContext& context, QWidget* parent) {
    return new LightHead(context, parent);
}

}  // namespace groundglass::ui::editors
