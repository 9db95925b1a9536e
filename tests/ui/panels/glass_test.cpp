#include "ui/panels/glass/screen.hpp"
#include "ui/panels/glass/transport.hpp"

#include "support/catch.hpp"

#include <QSignalSpy>
#include <QTest>

using namespace groundglass::ui::glass;

TEST_CASE("the head stays within the frames and a step stops playing", "[ui][glass]") {
    Transport transport;
    transport.load(48, 24);
    transport.setAvailable(48);
    QSignalSpy playing(&transport, &Transport::playingChanged);
    transport.play();
    CHECK(transport.isPlaying());
    transport.step(1);
    CHECK_FALSE(transport.isPlaying());
    CHECK(transport.frame() == 1);
    transport.step(-5);
    CHECK(transport.frame() == 0);
    transport.seek(400);
    CHECK(transport.frame() == 47);
    CHECK(playing.count() == 2);
}

TEST_CASE("J and L double their speed in one direction and turn round in the other", "[ui][glass]") {
    Transport transport;
    transport.load(48, 24);
    transport.shuttle(1);
    CHECK(transport.speed() == 1);
    transport.shuttle(1);
    transport.shuttle(1);
    CHECK(transport.speed() == 4);
    for (int i = 0; i < 4; ++i) transport.shuttle(1);
    CHECK(transport.speed() == 8);
    transport.shuttle(-1);
    CHECK(transport.speed() == -1);
    transport.pause();
    CHECK(transport.speed() == 0);
}

TEST_CASE("without a loop the head stops at the end, and playing begins again there", "[ui][glass]") {
    Transport transport;
    transport.setLoop(false);
    transport.load(3, 1000);
    transport.setAvailable(3);
    transport.play();
    REQUIRE(QTest::qWaitFor([&] { return !transport.isPlaying(); }, 5000));
    CHECK(transport.frame() == 2);
    transport.play();
    CHECK(transport.frame() == 0);
    transport.seek(0);
    transport.pause();
    transport.play(-1);
    CHECK(transport.frame() == 2);
}

TEST_CASE("a row without frames cannot play", "[ui][glass]") {
    Transport transport;
    transport.load(0, 0);
    transport.play();
    CHECK_FALSE(transport.isPlaying());
    transport.step(3);
    CHECK(transport.frame() == 0);
}

TEST_CASE("equal pictures have no difference, and a small one is doubled", "[ui][glass]") {
    QImage a(4, 2, QImage::Format_RGB888);
    a.fill(QColor(100, 100, 100));
    CHECK(differenceOf(a, a).pixelColor(1, 1) == QColor(0, 0, 0));
    QImage b = a;
    b.setPixelColor(2, 1, QColor(110, 100, 60));
    CHECK(differenceOf(a, b).pixelColor(2, 1) == QColor(20, 0, 80));
    CHECK(differenceOf(a, QImage()).isNull());
}

TEST_CASE("the waveform of a grey picture is one line at its level", "[ui][glass]") {
    QImage grey(64, 32, QImage::Format_RGB888);
    grey.fill(QColor(128, 128, 128));
    const QImage wave = waveformOf(grey, 16, Qt::white);
    CHECK(qAlpha(wave.pixel(8, 255 - 128)) > 100);
    CHECK(qAlpha(wave.pixel(8, 40)) == 0);
}
