#include "ui/panels/editors/choices.hpp"
#include "ui/panels/editors/field_control.hpp"
#include "ui/widgets/paint.hpp"
#include "ui/widgets/pictograms.hpp"
#include "ui/widgets/picture_row.hpp"

#include <QVBoxLayout>

#include <array>
#include <cmath>
#include <functional>
#include <string_view>

namespace groundglass::ui::editors {

namespace {

/// The middle of a range of numbers of a term, or the named middle itself.
double middle(const craft::Term& term, std::string_view name, std::string_view low, std::string_view high,
              double otherwise) {
    if (const auto value = term.number(name)) return *value;
    const auto from = term.number(low);
    const auto to = term.number(high);
    if (from && to) return (*from + *to) / 2;
    return from ? *from : to ? *to : otherwise;
}

std::function<void(QPainter&, const QRectF&, const QColor&)> drawing(std::string_view path,
                                                                     const craft::Term& term) {
    if (path == "frame/size") {
        if (term.id == "insert") return &pictograms::framedObject;
        const double extent = middle(term, "extent_m", "extent_min_m", "extent_max_m", 0.3);
        return [extent](QPainter& p, const QRectF& box, const QColor& ink) {
            pictograms::framedFigure(p, box, ink, {extent});
        };
    }
    if (path == "frame/angle") {
        const double tilt = middle(term, "tilt_deg", "tilt_min_deg", "tilt_max_deg", 0);
        return [tilt](QPainter& p, const QRectF& box, const QColor& ink) {
            pictograms::tiltedCamera(p, box, ink, {tilt});
        };
    }
    if (path == "frame/view") {
        const double azimuth = middle(term, "azimuth_deg", "azimuth_min_deg", "azimuth_max_deg", 0);
        return [azimuth](QPainter& p, const QRectF& box, const QColor& ink) {
            pictograms::cameraAround(p, box, ink, {azimuth});
        };
    }
    if (path == "frame/height") {
        const double height = middle(term, "height_m", "height_min_m", "height_max_m", 1.6);
        return [height](QPainter& p, const QRectF& box, const QColor& ink) {
            pictograms::cameraHeight(p, box, ink, {height});
        };
    }
    const double roll = middle(term, "roll_deg", "roll_min_deg", "roll_max_deg", 0);
    return [roll](QPainter& p, const QRectF& box, const QColor& ink) {
        pictograms::rolledHorizon(p, box, ink, {roll});
    };
}

/// The trade's abbreviation of a size; elsewhere the label, short enough for a narrow cell.
QString caption(const craft::Term& term) {
    QString label = text(term.label);
    if (term.facet == "angle")
        return label.remove(QStringLiteral(" angle"))
            .replace(QStringLiteral("Extreme"), QStringLiteral("Very"));
    if (term.facet == "camera_height")
        return label.remove(QStringLiteral(" height")).remove(QStringLiteral(" level"));
    if (term.facet == "view") return label.replace(QStringLiteral("Three-quarter"), QStringLiteral("¾"));
    if (term.facet == "roll") return label.remove(QStringLiteral(" angle"));
    if (term.facet != "shot_size") return label;
    const QString id = QString::fromStdString(term.id);
    if (id.size() <= 3) return id.toUpper();
    for (const std::string& alias : term.aliases) {
        const QString word = text(alias);
        if (word.size() <= 3 && word == word.toUpper()) return word;
    }
    return label;
}

class TermPictures final : public FieldControl {
public:
    TermPictures(const film::FieldDescriptor& field, const PanelContext& context, int columns, int height,
                 QWidget* parent)
        : FieldControl(field, parent) {
        m_row = new PictureRow(columns, height, this);
        m_row->setHue(paint::sectionHue(QStringLiteral("frame")));
        m_row->setAccessibleName(text(field.label));
        auto* column = new QVBoxLayout(this);
        column->setContentsMargins(0, 0, 0, 0);
        column->addWidget(m_row);
        setFocusProxy(m_row);
        std::vector<Picture> pictures;
        for (const craft::Term& term : context.library->vocabulary.terms(field.facet)) {
            QString tip = text(term.label);
            if (!term.definition.empty()) tip += QStringLiteral(": ") + text(term.definition);
            pictures.push_back(
                {QString::fromStdString(term.id), caption(term), tip, drawing(field.path, term)});
        }
        m_row->setPictures(std::move(pictures));
        connect(m_row, &PictureRow::chosen, this, [this](const QString& id) {
            Q_EMIT edited(id.isEmpty() ? film::FieldValue{} : film::FieldValue(id.toStdString()));
            Q_EMIT settled();
        });
    }

    [[nodiscard]] bool isWide() const override { return true; }

    void show(const FieldState& state) override {
        const auto* id = std::get_if<std::string>(&state.value);
        m_row->setCurrent(id != nullptr ? QString::fromStdString(*id) : QString(), state.own);
    }

private:
    PictureRow* m_row{};
};

struct NamedRatio {
    double ratio;
    const char* caption;
};
constexpr std::array<NamedRatio, 10> ratios{{{9.0 / 16, "9:16"},
                                             {0.8, "4:5"},
                                             {1, "1:1"},
                                             {4.0 / 3, "4:3"},
                                             {1.66, "1.66"},
                                             {16.0 / 9, "16:9"},
                                             {1.85, "1.85"},
                                             {2, "2.00"},
                                             {2.39, "2.39"},
                                             {2.76, "2.76"}}};

class RatioPictures final : public FieldControl {
public:
    RatioPictures(const film::FieldDescriptor& field, QWidget* parent) : FieldControl(field, parent) {
        m_row = new PictureRow(5, 44, this);
        m_row->setHue(paint::sectionHue(QStringLiteral("frame")));
        m_row->setAccessibleName(text(field.label));
        auto* column = new QVBoxLayout(this);
        column->setContentsMargins(0, 0, 0, 0);
        column->addWidget(m_row);
        setFocusProxy(m_row);
        std::vector<Picture> pictures;
        for (const NamedRatio& named : ratios) {
            const QString name = QString::fromLatin1(named.caption);
            pictures.push_back({name, name, tr("%1 : 1").arg(named.ratio, 0, 'f', 2),
                                [ratio = named.ratio](QPainter& p, const QRectF& box, const QColor& ink) {
                                    pictograms::aspect(p, box, ink, ratio);
                                }});
        }
        m_row->setPictures(std::move(pictures));
        connect(m_row, &PictureRow::chosen, this, [this](const QString& id) {
            film::FieldValue value;
            for (const NamedRatio& named : ratios) {
                if (id == QLatin1String(named.caption)) value = named.ratio;
            }
            Q_EMIT edited(value);
            Q_EMIT settled();
        });
    }

    [[nodiscard]] bool isWide() const override { return true; }

    void show(const FieldState& state) override {
        const auto* own = std::get_if<double>(&state.value);
        const auto* byDefault = std::get_if<double>(&state.measured);
        const double ratio = own != nullptr ? *own : byDefault != nullptr ? *byDefault : 0;
        QString id;
        for (const NamedRatio& named : ratios) {
            if (std::abs(named.ratio - ratio) < 0.004) id = QString::fromLatin1(named.caption);
        }
        m_row->setCurrent(id, state.own);
    }

private:
    PictureRow* m_row{};
};

}  // namespace

FieldControl* makePictureControl(const film::FieldDescriptor& field, const PanelContext& context,
                                 QWidget* parent) {
    if (field.path == "frame/size") return new TermPictures(field, context, 6, 34, parent);
    if (field.path == "frame/angle") return new TermPictures(field, context, 6, 48, parent);
    if (field.path == "frame/height") return new TermPictures(field, context, 5, 44, parent);
    if (field.path == "frame/roll") return new TermPictures(field, context, 4, 36, parent);
    if (field.path == "frame/view") return new TermPictures(field, context, 5, 48, parent);
    if (field.path == "output/ratio") return new RatioPictures(field, parent);
    return nullptr;
}

}  // namespace groundglass::ui::editors
