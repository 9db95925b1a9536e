// Pictures of the panels for a person to look at: GROUNDGLASS_GRABS=<folder> test_ui "[.grab]"

#include "support/catch.hpp"
#include "ui/panels.hpp"
#include "ui/panels/editors/editors_panel.hpp"
#include "ui/studio_fixture.hpp"

#include <QApplication>
#include <QTest>
#include <QVBoxLayout>

#include <memory>

using namespace groundglass;

namespace {

void openSample(test::StudioFixture& studio) {
    auto loaded = store::loadFilm(test::resources() / "samples" / "impossible-places.groundglass",
                                  studio.context.library->vocabulary);
    REQUIRE(loaded);
    studio.document.open(std::move(*loaded));
}

}  // namespace

TEST_CASE("every section, the looks and the packs as pictures", "[.grab]") {
    const QString folder = qEnvironmentVariable("GROUNDGLASS_GRABS");
    REQUIRE_FALSE(folder.isEmpty());
    test::StudioFixture studio;
    openSample(studio);
    for (const auto& panel : ui::panels()) {
        const QString id =
            QString::fromLatin1(panel->id().data(), static_cast<qsizetype>(panel->id().size()));
        if (id != QLatin1String("editors") && id != QLatin1String("looks") && id != QLatin1String("packs"))
            continue;
        QWidget window;
        window.setProperty("role", QStringLiteral("ground"));
        window.setAttribute(Qt::WA_StyledBackground);
        auto* column = new QVBoxLayout(&window);
        column->setContentsMargins(0, 0, 0, 0);
        QWidget* widget = panel->create(studio.context, &window);
        column->addWidget(widget);
        const bool page = panel->area() == ui::PanelArea::Page;
        window.resize(page ? QSize(1440, 900) : QSize(400, 1000));
        window.show();
        for (const ui::TourStep& step : panel->tour(studio.context, widget)) {
            if (step.show) step.show();
            QTest::qWait(page ? 6000 : 120);
            window.grab().save(QStringLiteral("%1/%2.png").arg(folder, step.name));
        }
    }
}
