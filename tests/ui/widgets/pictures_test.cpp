// Pictures of the panels for a person to look at: GROUNDGLASS_GRABS=<folder> test_ui "[.grab]"

#include "support/catch.hpp"
#include "ui/panels.hpp"
#include "ui/panels/editors/editors_panel.hpp"
#include "ui/panels/editors/item_card.hpp"
#include "ui/panels/editors/section_page.hpp"
#include "ui/studio_fixture.hpp"
#include "ui/widgets/option_picker.hpp"

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

TEST_CASE("a list of choices, an open card and a narrow pane as pictures", "[.grab]") {
    const QString folder = qEnvironmentVariable("GROUNDGLASS_GRABS");
    REQUIRE_FALSE(folder.isEmpty());
    test::StudioFixture studio;
    openSample(studio);
    ui::editors::EditorsPanel panel(studio.context, nullptr);
    panel.resize(368, 720);
    panel.show();
    studio.selection.showGroup(QStringLiteral("grade"));
    QTest::qWait(100);
    panel.grab().save(folder + QStringLiteral("/narrow_grade.png"));
    auto* picker = panel.page(QStringLiteral("grade"))->findChild<ui::OptionPicker*>();
    REQUIRE(picker != nullptr);
    picker->open(QStringLiteral("co"));
    auto* popup = picker->findChild<ui::OptionPopup*>();
    REQUIRE(popup != nullptr);
    QTest::qWait(100);
    popup->grab().save(folder + QStringLiteral("/popup.png"));
    popup->close();
    studio.selection.showGroup(QStringLiteral("camera"));
    QTest::qWait(100);
    auto* card = panel.page(QStringLiteral("camera"))->findChild<ui::editors::ItemCard*>();
    REQUIRE(card != nullptr);
    card->setOpen(true);
    QTest::qWait(100);
    panel.grab().save(folder + QStringLiteral("/open_card.png"));
}
