#include "support/catch.hpp"
#include "ui/panels/packs/packs_page.hpp"
#include "ui/panels/packs/shot_list.hpp"
#include "ui/studio_fixture.hpp"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>
#include <QTreeWidget>

using namespace groundglass;
using namespace groundglass::ui::packs;

TEST_CASE("shots stand in screening order, checked, and keep their checks when the film changes",
          "[ui][packs]") {
    test::StudioFixture studio;
    studio.openSmallFilm();
    ShotList list(studio.context, nullptr);
    const QAbstractItemModelTester tester(&list, QAbstractItemModelTester::FailureReportingMode::Fatal);
    list.refresh();
    REQUIRE(list.rowCount() == 3);
    CHECK(list.data(list.index(0), Qt::DisplayRole).toString() == QStringLiteral("1A  Shot 1A"));
    CHECK(list.checked().size() == 3);
    QSignalSpy changed(&list, &ShotList::checksChanged);
    CHECK(list.setData(list.index(1), Qt::Unchecked, Qt::CheckStateRole));
    CHECK(changed.count() == 1);
    list.refresh();
    CHECK(list.checked() == std::set<film::ShotId>{film::ShotId("coffee"), film::ShotId("ridge")});
    list.checkAll(false);
    CHECK(list.checked().empty());
    list.checkAll(true);
    CHECK(list.checked().size() == 3);
}

TEST_CASE("a file that is no pack is refused in words and lists nothing", "[ui][packs]") {
    test::StudioFixture studio;
    studio.openSmallFilm();
    PacksPage page(studio.context, nullptr);
    page.show();
    REQUIRE(base::AtomicFile::write(studio.folder.path() / "not.ggpack", "no zip at all"));
    page.inspect(studio.folder.path() / "not.ggpack");
    auto* entries = page.findChild<QTreeWidget*>();
    REQUIRE(entries != nullptr);
    CHECK(QTest::qWaitFor([&] { return studio.background.idle(); }, 5000));
    QCoreApplication::processEvents();
    CHECK(entries->topLevelItemCount() == 0);
    CHECK_FALSE(entries->isVisible());
}

TEST_CASE("a pack's entries are listed after every hash was checked", "[ui][packs]") {
    test::StudioFixture studio;
    studio.openSmallFilm();
    PacksPage page(studio.context, nullptr);
    page.show();
    const auto file = studio.folder.path() / "some.ggpack";
    REQUIRE(store::writePack(file, "Some", {{"prompts/a.txt", "a woman"}, {"prompts.md", "# Some"}}));
    page.inspect(file);
    auto* entries = page.findChild<QTreeWidget*>();
    CHECK(QTest::qWaitFor([&] { return entries->topLevelItemCount() > 0; }, 5000));
    CHECK(entries->topLevelItemCount() >= 2);
}
