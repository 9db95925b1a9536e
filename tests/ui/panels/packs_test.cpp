#include "support/catch.hpp"
#include "ui/panels/packs/packs_page.hpp"
#include "ui/panels/packs/portability_view.hpp"
#include "ui/panels/packs/shot_list.hpp"
#include "ui/studio_fixture.hpp"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>
#include <QTreeWidget>

#include <algorithm>
#include <stop_token>

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

TEST_CASE("portability composes every shot in every living dialect", "[ui][packs]") {
    const film::Film film = test::smallFilm();
    const auto& library = *test::library();
    const auto table = ui::packs::portabilityOf(library, film, {});
    REQUIRE(table.shots.size() == 3);
    REQUIRE(table.dialects.size() > 3);
    for (const auto* dialect : library.dialects.all()) {
        if (dialect->status != "archived") continue;
        CHECK(std::count(table.dialects.begin(), table.dialects.end(), ui::shown(dialect->title)) == 0);
    }
    for (std::size_t shot = 0; shot < table.shots.size(); ++shot) {
        REQUIRE(table.cells[shot].size() == table.dialects.size());
        for (const auto& cell : table.cells[shot]) {
            CHECK(cell.dropped + cell.weakened <= cell.facts);
            CHECK_FALSE(cell.words.isEmpty());
        }
    }
    std::stop_source stopped;
    stopped.request_stop();
    CHECK(ui::packs::portabilityOf(library, film, stopped.get_token()).shots.empty());
}
