#include "ui/bridge/render_bridge.hpp"

#include "bridge_fixture.hpp"
#include "support/catch.hpp"

#include <QSignalSpy>
#include <QTest>

using namespace groundglass;

namespace {

viewfinder::Scene coffee() {
    const auto view = app::viewShot(*test::library(), test::smallFilm(), film::ShotId("coffee"));
    if (!view) throw std::runtime_error(view.error().message);
    return view->scene;
}

/// Figures are sculpted once for all tests here.
const std::filesystem::path& cache() {
    static const test::TempDir folder;
    return folder.path();
}

viewfinder::RenderOptions small(int samples) {
    viewfinder::RenderOptions options;
    options.size = {64, 36};
    options.samples = samples;
    return options;
}

}  // namespace

TEST_CASE("the newest of many requests is drawn to its end, and nothing older comes after it",
          "[ui][bridge]") {
    ui::RenderBridge bridge(cache());
    const viewfinder::Scene scene = coffee();
    quint64 newest = 0;
    quint64 last = 0;
    bool finished = false;
    bool older = false;
    QObject::connect(&bridge, &ui::RenderBridge::picture, &bridge,
                     [&](quint64 ticket, const QImage& image, int, bool complete) {
                         CHECK(image.width() > 0);
                         older = older || ticket < last;
                         last = ticket;
                         finished = finished || (complete && ticket == newest);
                     });
    for (int i = 0; i < 12; ++i) {
        newest = bridge.show(scene, small(2), 32);
        QTest::qWait(1);
    }
    REQUIRE(QTest::qWaitFor([&] { return finished; }, 60'000));
    CHECK_FALSE(older);
    CHECK(QTest::qWaitFor([&] { return bridge.idle(); }, 20'000));
}

TEST_CASE("thumbnails come by key while the ground glass draws, and are known afterwards", "[ui][bridge]") {
    ui::RenderBridge bridge(cache());
    const viewfinder::Scene scene = coffee();
    QSignalSpy ready(&bridge, &ui::RenderBridge::thumbnailReady);
    bridge.show(scene, small(4), 0);
    for (const char* key : {"a", "b", "a"}) {
        CHECK(bridge.thumbnail(QString::fromLatin1(key), scene, {48, 27}, 1).isNull());
    }
    REQUIRE(QTest::qWaitFor([&] { return ready.count() == 2; }, 60'000));
    CHECK(bridge.knownThumbnail(QStringLiteral("a")).size() == QSize(48, 27));
    CHECK_FALSE(bridge.thumbnail(QStringLiteral("b"), scene, {48, 27}, 1).isNull());
}

TEST_CASE("a bridge that goes while it draws takes its workers with it", "[ui][bridge]") {
    const viewfinder::Scene scene = coffee();
    for (int i = 0; i < 3; ++i) {
        ui::RenderBridge bridge(cache());
        bridge.show(scene, small(64), 32);
        bridge.thumbnail(QStringLiteral("a"), scene, {48, 27}, 4);
        QTest::qWait(5 * i);
    }
    SUCCEED("no call came to a bridge that was gone");
}
