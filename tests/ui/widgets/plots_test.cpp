#include "support/catch.hpp"
#include "ui/widgets/chips.hpp"
#include "ui/widgets/light_plot.hpp"
#include "ui/widgets/mood_pad.hpp"
#include "ui/widgets/picture_row.hpp"
#include "ui/widgets/section_tabs.hpp"

#include <QApplication>
#include <QSignalSpy>
#include <QTest>

#include <cmath>

using namespace groundglass::ui;

namespace {

void drag(QWidget& widget, QPointF from, QPointF to) {
    const auto send = [&widget](QEvent::Type type, QPointF at, Qt::MouseButton button,
                                Qt::MouseButtons held) {
        QMouseEvent event(type, at, widget.mapToGlobal(at), button, held, {});
        QApplication::sendEvent(&widget, &event);
    };
    send(QEvent::MouseButtonPress, from, Qt::LeftButton, Qt::LeftButton);
    send(QEvent::MouseMove, to, Qt::NoButton, Qt::LeftButton);
    send(QEvent::MouseButtonRelease, to, Qt::LeftButton, {});
}

LightPlan plan() {
    LightPlan made;
    made.key = {.name = QStringLiteral("key"),
                .azimuth = 45,
                .elevation = 30,
                .distance = 2,
                .angle = 20,
                .tint = Qt::white};
    made.others = {{.name = QStringLiteral("rim"),
                    .azimuth = -150,
                    .elevation = 20,
                    .distance = 3,
                    .angle = 5,
                    .tint = Qt::white}};
    made.fillStops = -2;
    return made;
}

}  // namespace

TEST_CASE("screen right is right of the camera, and behind the subject is up", "[widgets]") {
    LightPlot plot;
    plot.resize(360, 300);
    LightPlan made = plan();
    made.key.azimuth = 90;
    plot.setPlan(made);
    CHECK(plot.lampAt(-1).x() > 250);
    made.key.azimuth = 180;
    plot.setPlan(made);
    CHECK(plot.lampAt(-1).y() < 90);
    CHECK(plot.lampAt(-1).x() == Approx(180).margin(1));
}

TEST_CASE("a dragged key says where it was put and that the drag ended", "[widgets]") {
    LightPlot plot;
    plot.resize(360, 300);
    plot.setPlan(plan());
    QSignalSpy placed(&plot, &LightPlot::placed);
    QSignalSpy settled(&plot, &LightPlot::settled);
    const QPointF middle(180, (300 - 22) / 2.0);
    drag(plot, plot.lampAt(-1), middle + QPointF(100, 0));
    REQUIRE(placed.count() == 1);
    CHECK(placed.front().at(0).toInt() == -1);
    CHECK(placed.front().at(1).toDouble() == Approx(90).margin(2.5));
    CHECK(placed.front().at(2).toDouble() > 2);
    CHECK(settled.count() == 1);
}

TEST_CASE("other lamps, the fill and the height are dragged on their own", "[widgets]") {
    LightPlot plot;
    plot.resize(360, 300);
    plot.setPlan(plan());
    QSignalSpy placed(&plot, &LightPlot::placed);
    QSignalSpy filled(&plot, &LightPlot::fillChanged);
    QSignalSpy raised(&plot, &LightPlot::raised);
    drag(plot, plot.fillAt(), plot.fillAt() + QPointF(-20, 25));
    drag(plot, plot.raiseAt(), plot.raiseAt() + QPointF(-40, -60));
    drag(plot, plot.lampAt(0), plot.lampAt(0) + QPointF(0, -10));
    REQUIRE(filled.count() == 1);
    CHECK(filled.front().front().toDouble() < -2);
    REQUIRE(raised.count() == 1);
    CHECK(raised.front().at(1).toDouble() > 60);
    REQUIRE(placed.count() == 1);
    CHECK(placed.front().at(0).toInt() == 0);
}

TEST_CASE("keys turn, raise and move the chosen lamp", "[widgets]") {
    LightPlot plot;
    plot.setPlan(plan());
    QSignalSpy placed(&plot, &LightPlot::placed);
    QSignalSpy raised(&plot, &LightPlot::raised);
    QTest::keyClick(&plot, Qt::Key_Right);
    QTest::keyClick(&plot, Qt::Key_Left, Qt::ShiftModifier);
    QTest::keyClick(&plot, Qt::Key_Up);
    QTest::keyClick(&plot, Qt::Key_N);
    QTest::keyClick(&plot, Qt::Key_Right);
    REQUIRE(placed.count() == 3);
    CHECK(placed.at(0).at(1).toDouble() == 50);
    CHECK(placed.at(1).at(1).toDouble() == 44);
    CHECK(placed.at(2).at(0).toInt() == 0);
    CHECK(placed.at(2).at(1).toDouble() == -145);
    REQUIRE(raised.count() == 1);
    CHECK(raised.front().at(1).toDouble() == 35);
}

TEST_CASE("mood words do not cover one another, and a click takes one", "[widgets]") {
    MoodPad pad;
    pad.resize(360, 232);
    pad.setWords({{QStringLiteral("dread"), QStringLiteral("Dread"), -0.8, 0.4},
                  {QStringLiteral("menace"), QStringLiteral("Menace"), -0.78, 0.42},
                  {QStringLiteral("joy"), QStringLiteral("Joy"), 0.9, 0.5}});
    const QRectF dread = pad.wordBox(QStringLiteral("dread"));
    const QRectF menace = pad.wordBox(QStringLiteral("menace"));
    CHECK_FALSE(dread.isEmpty());
    CHECK_FALSE(menace.isEmpty());
    CHECK_FALSE(dread.intersects(menace));
    QSignalSpy toggled(&pad, &MoodPad::toggled);
    QTest::mouseClick(&pad, Qt::LeftButton, {}, pad.wordBox(QStringLiteral("joy")).center().toPoint());
    REQUIRE(toggled.count() == 1);
    CHECK(toggled.front().front().toString() == QStringLiteral("joy"));
}

TEST_CASE("dragging over the mood pad gives valence and arousal", "[widgets]") {
    MoodPad pad;
    pad.resize(360, 232);
    pad.setPlace(0, 0, false);
    QSignalSpy moved(&pad, &MoodPad::moved);
    QSignalSpy settled(&pad, &MoodPad::settled);
    drag(pad, pad.pointOf(0, 0), pad.pointOf(0.5, -0.5));
    REQUIRE(moved.count() == 1);
    CHECK(moved.front().at(0).toDouble() == Approx(0.5).margin(0.01));
    CHECK(moved.front().at(1).toDouble() == Approx(-0.5).margin(0.01));
    CHECK(settled.count() == 1);
}

TEST_CASE("a row of pictures is chosen by mouse and by key", "[widgets]") {
    PictureRow row(3, 40);
    row.resize(300, 60);
    row.setPictures({{QStringLiteral("a"), QStringLiteral("A"), {}, {}},
                     {QStringLiteral("b"), QStringLiteral("B"), {}, {}},
                     {QStringLiteral("c"), QStringLiteral("C"), {}, {}}});
    QSignalSpy chosen(&row, &PictureRow::chosen);
    QTest::mouseClick(&row, Qt::LeftButton, {}, row.cell(1).center().toPoint());
    row.setCurrent(QStringLiteral("b"), true);
    QTest::keyClick(&row, Qt::Key_Right);
    QTest::keyClick(&row, Qt::Key_Home);
    QTest::keyClick(&row, Qt::Key_Delete);
    REQUIRE(chosen.count() == 4);
    CHECK(chosen.at(0).front().toString() == QStringLiteral("b"));
    CHECK(chosen.at(1).front().toString() == QStringLiteral("c"));
    CHECK(chosen.at(2).front().toString() == QStringLiteral("a"));
    CHECK(chosen.at(3).front().toString().isEmpty());
}

TEST_CASE("inherited chips cannot be removed, and a full list takes no more", "[widgets]") {
    Chips chips;
    chips.setOptions({{QStringLiteral("a"), QStringLiteral("A"), {}, {}, {}},
                      {QStringLiteral("b"), QStringLiteral("B"), {}, {}, {}}});
    chips.setMost(2);
    QSignalSpy edited(&chips, &Chips::edited);
    chips.setItems({QStringLiteral("a"), QStringLiteral("b")}, false);
    QTest::keyClick(chips.findChild<Chip*>(), Qt::Key_Delete);
    CHECK(edited.isEmpty());
    chips.setItems({QStringLiteral("a"), QStringLiteral("b")}, true);
    CHECK(chips.findChild<QWidget*>(QStringLiteral("chipAdd"))->isHidden());
    QApplication::processEvents();
    const auto all = chips.findChildren<Chip*>();
    QTest::keyClick(all.back(), Qt::Key_Delete);
    REQUIRE(edited.count() == 1);
    CHECK(edited.front().front().toStringList() == QStringList{QStringLiteral("a")});
}

TEST_CASE("thirteen tabs stand in two rows of a narrow pane", "[widgets]") {
    SectionTabs tabs;
    std::vector<SectionTabs::Tab> all;
    for (const char* name : {"Story", "Cast", "Place", "Frame", "Camera", "Lens", "Light", "Grade", "Texture",
                             "Mood", "Sound", "Avoid", "Output"}) {
        all.push_back({QString::fromLatin1(name).toLower(), QString::fromLatin1(name), {}, Qt::white});
    }
    tabs.setTabs(all);
    tabs.resize(384, 60);
    CHECK(tabs.heightForWidth(384) < 60);
    QSignalSpy chosen(&tabs, &SectionTabs::chosen);
    QTest::keyClick(&tabs, Qt::Key_Right);
    QTest::keyClick(&tabs, Qt::Key_End);
    CHECK(tabs.current() == QStringLiteral("output"));
    CHECK(chosen.count() == 2);
}
