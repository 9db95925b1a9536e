#include "ui/document.hpp"
#include "ui/panels/editors/choices.hpp"
#include "ui/panels/editors/section_head.hpp"
#include "ui/selection.hpp"
#include "ui/theme.hpp"
#include "ui/widgets/engraved_ring.hpp"
#include "ui/widgets/lens_views.hpp"

#include <QHBoxLayout>
#include <QVBoxLayout>

#include <array>
#include <cmath>

namespace groundglass::ui::editors {

namespace {

std::vector<EngravedRing::Mark> marks(std::initializer_list<double> engraved,
                                      std::initializer_list<double> ticks) {
    std::vector<EngravedRing::Mark> all;
    for (const double value : engraved) all.push_back({value, QString::number(value)});
    for (const double value : ticks) all.push_back({value, {}});
    std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.value < b.value; });
    return all;
}

/// Three significant digits at most: what is written on a lens.
double engraved(double value) {
    return value < 10 ? std::round(value * 10) / 10 : std::round(value);
}

class LensHead final : public SectionHead {
public:
    LensHead(const PanelContext& context, QWidget* parent) : SectionHead(parent), m_context(context) {
        const QColor hue = context.theme.hue(std::string_view("lens"));
        m_wedge = new FieldOfViewWedge(this);
        m_focal = new EngravedRing(this);
        m_aperture = new EngravedRing(this);
        m_depth = new FocusScale(this);
        m_wedge->setHue(hue);
        m_focal->setHue(hue);
        m_aperture->setHue(hue);
        m_depth->setHue(hue);
        m_focal->setCaption(tr("Focal length"));
        m_focal->setMarks(
            marks({8, 12, 14, 16, 18, 21, 24, 28, 32, 35, 40, 50, 65, 75, 85, 100, 135, 200, 300, 400, 600},
                  {10, 20, 25, 45, 58, 90, 115, 150, 180, 250}));
        m_focal->setRange(2, 2000);
        m_focal->setOctave(104);
        m_aperture->setCaption(tr("Aperture"));
        m_aperture->setMarks(
            marks({0.7, 0.95, 1.4, 2, 2.8, 4, 5.6, 8, 11, 16, 22, 32},
                  {1.1, 1.2, 1.6, 1.8, 2.2, 2.5, 3.2, 3.5, 4.5, 5, 6.3, 7.1, 9, 10, 13, 14, 18, 20}));
        m_aperture->setRange(0.5, 64);
        m_aperture->setOctave(76);
        m_aperture->setSnapping(true);
        m_depth->setAccessibleName(tr("Depth of field"));

        auto* column = new QVBoxLayout(this);
        column->setContentsMargins(0, 0, 0, 0);
        column->setSpacing(8);
        auto* top = new QHBoxLayout;
        top->setSpacing(8);
        auto* rings = new QVBoxLayout;
        rings->setSpacing(4);
        rings->addWidget(m_focal);
        rings->addWidget(m_aperture);
        top->addWidget(m_wedge);
        top->addLayout(rings, 1);
        column->addLayout(top);
        column->addWidget(m_depth);
        bind(m_focal, "lens/focal");
        bind(m_aperture, "lens/aperture");
        connect(m_depth, &FocusScale::focusMoved, this,
                [this](double metres) { set("lens/focus_distance", metres); });
        connect(m_depth, &FocusScale::settled, this, [this] { m_context.document.endMerge(); });
        connect(m_depth, &FocusScale::cleared, this, [this] { set("lens/focus_distance", {}); });
    }

    void refresh() override {
        const Document& document = m_context.document;
        const craft::MeasuredShot& m = document.view()->measured;
        const craft::Vocabulary& vocabulary = document.library().vocabulary;
        const auto own = [&document](std::string_view path) {
            return document.origin(path).level == film::Level::Shot;
        };
        const auto label = [&vocabulary](std::string_view facet, const std::string& id) {
            const craft::Term* term = vocabulary.find(facet, id);
            return text(term != nullptr ? term->label : id);
        };
        m_wedge->setView(m.hfov.value, label("lens_family", m.family));
        m_focal->setValue(m.focal.value, own("lens/focal"),
                          QStringLiteral("%1 mm").arg(engraved(m.focal.value)));
        m_aperture->setValue(m.aperture.value, own("lens/aperture"),
                             QStringLiteral("f/%1").arg(engraved(m.aperture.value)));
        m_depth->setDepth(m.nearLimit.value, m.focus.value, m.farLimit.value, m.distance.value,
                          own("lens/focus_distance"));
        m_depth->setNote(tr("blur %1 %").arg(m.blurShare * 100, 0, 'f', 1));
        m_depth->setToolTip(
            tr("Background blur %1 % of the width: %2. The ring on the scale is the subject at %3.")
                .arg(m.blurShare * 100, 0, 'f', 1)
                .arg(label("depth_of_field", m.depthClass), distanceText(m.distance.value))
                .toHtmlEscaped());
    }

private:
    void set(const std::string& path, film::FieldValue value) {
        (void)m_context.document.setField(path, std::move(value), "edit:" + path);
    }
    void bind(EngravedRing* ring, const std::string& path) {
        connect(ring, &EngravedRing::turned, this,
                [this, path](double value) { set(path, engraved(value)); });
        connect(ring, &EngravedRing::settled, this, [this] { m_context.document.endMerge(); });
        connect(ring, &EngravedRing::cleared, this, [this, path] { set(path, {}); });
    }

    const PanelContext& m_context;
    FieldOfViewWedge* m_wedge{};
    EngravedRing* m_focal{};
    EngravedRing* m_aperture{};
    FocusScale* m_depth{};
};

}  // namespace

SectionHead* makeLensHead(const PanelContext& context, QWidget* parent) {
    return new LensHead(context, parent);
}

}  // namespace groundglass::ui::editors
