#include "ui/window/window_memory.hpp"

#include "studio_fixture.hpp"
#include "support/catch.hpp"
#include "ui/window/main_window.hpp"

#include <QAction>
#include <QLabel>
#include <QMainWindow>
#include <QSplitter>

#include <filesystem>

using namespace groundglass;

namespace {

/// A window with one splitter of two parts.
struct SmallWindow {
    SmallWindow() {
        split->setObjectName(QStringLiteral("rows"));
        split->addWidget(new QLabel(QStringLiteral("a")));
        split->addWidget(new QLabel(QStringLiteral("b")));
        window.setCentralWidget(split);
        window.resize(800, 600);
        window.show();
    }
    QMainWindow window;
    QSplitter* split = new QSplitter(Qt::Vertical);
};

}  // namespace

TEST_CASE("a window comes back as it was left", "[ui][window]") {
    const test::TempDir folder;
    const auto file = folder.path() / "config" / "studio.ini";
    const ui::Theme theme;
    QList<int> sizes;
    {
        SmallWindow left;
        ui::Actions actions(theme);
        left.window.resize(640, 480);  // fits every screen: newer Qt cuts a place that does not
        left.split->setSizes({100, 380});
        sizes = left.split->sizes();
        actions["glass_thirds"]->setChecked(true);
        actions["view_left"]->setChecked(false);
        actions["player_wipe"]->setChecked(true);
        ui::WindowMemory memory;
        memory.keep(left.window, actions, true, QStringLiteral("light"), QStringLiteral("looks"));
        ui::WindowMemory::write(file, memory.values());
    }
    SmallWindow again;
    ui::Actions actions(theme);
    actions["view_left"]->setChecked(true);
    const ui::WindowMemory memory(ui::WindowMemory::read(file));
    REQUIRE(memory.restorePlace(again.window));
    CHECK(again.window.size() == QSize(640, 480));
    REQUIRE(memory.restoreSplitters(again.window));
    CHECK(again.split->sizes() == sizes);
    memory.restoreShown(actions);
    CHECK(actions["glass_thirds"]->isChecked());
    CHECK_FALSE(actions["view_left"]->isChecked());
    CHECK_FALSE(actions["player_wipe"]->isChecked());
    CHECK(memory.section() == QStringLiteral("light"));
    CHECK(memory.page() == QStringLiteral("looks"));
}

TEST_CASE("without a memory the window is left alone", "[ui][window]") {
    const test::TempDir folder;
    const ui::WindowMemory memory(ui::WindowMemory::read(folder.path() / "studio.ini"));
    SmallWindow fresh;
    CHECK_FALSE(memory.restorePlace(fresh.window));
    CHECK_FALSE(memory.restoreSplitters(fresh.window));
    CHECK(memory.section().isEmpty());
    CHECK(fresh.window.size() == QSize(800, 600));
}

TEST_CASE("closing the studio's window keeps it, the next one opens where it was left", "[ui][window]") {
    const auto file = ui::WindowMemory::usualFile();
    {
        test::StudioFixture studio;
        ui::MainWindow window(studio.theme);
        window.populate(studio.context, studio.targets);
        window.show();
        studio.openSmallFilm();
        CHECK(window.page() == QStringLiteral("shot"));
        studio.selection.showGroup(QStringLiteral("grade"));
        studio.actions["glass_thirds"]->setChecked(true);
        window.showPage(QStringLiteral("looks"));
        CHECK(window.close());
    }
    CHECK(std::filesystem::exists(file));
    {
        test::StudioFixture studio;
        ui::MainWindow window(studio.theme);
        window.remind(ui::WindowMemory(ui::WindowMemory::read(file)));
        window.populate(studio.context, studio.targets);
        CHECK(studio.selection.group() == QStringLiteral("grade"));
        CHECK(studio.actions["glass_thirds"]->isChecked());
        studio.openSmallFilm();
        CHECK(window.page() == QStringLiteral("looks"));
        window.showPage(QStringLiteral("shot"));
        studio.openSmallFilm();
        CHECK(window.page() == QStringLiteral("shot"));
    }
    std::filesystem::remove(file);
}
