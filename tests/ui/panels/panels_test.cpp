#include "ui/panels.hpp"

#include "studio_fixture.hpp"
#include "support/catch.hpp"

#include <QSet>
#include <QWidget>

#include <memory>

using namespace groundglass;

TEST_CASE("every panel can be made without a film, then shows one, and survives its closing",
          "[ui][panels]") {
    test::StudioFixture studio;
    QSet<QString> ids;
    std::vector<std::unique_ptr<QWidget>> widgets;
    for (const auto& panel : ui::panels()) {
        const QString id =
            QString::fromLatin1(panel->id().data(), static_cast<qsizetype>(panel->id().size()));
        INFO(id.toStdString());
        CHECK_FALSE(ids.contains(id));
        ids.insert(id);
        CHECK_FALSE(panel->title().isEmpty());
        widgets.emplace_back(panel->create(studio.context, nullptr));
        REQUIRE(widgets.back());
        widgets.back()->resize(420, 600);
        widgets.back()->show();
    }
    studio.openSmallFilm();
    CHECK_FALSE(widgets.front()->grab().isNull());
    REQUIRE(studio.document.setField("lens/focal", 85.0));
    studio.document.selectShot(film::ShotId("ridge"));
    studio.selection.activateField(QStringLiteral("light/pattern"));
    studio.document.close();
    CHECK(studio.document.view() == nullptr);
}
