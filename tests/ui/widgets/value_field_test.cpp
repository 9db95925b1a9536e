#include "ui/widgets/value_field.hpp"

#include "support/catch.hpp"
#include "ui/widgets/engraved_ring.hpp"

#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>

using namespace groundglass::ui;

TEST_CASE("an aperture box steps by thirds of a stop", "[widgets]") {
    StepBox box;
    box.setRange(0.5, 64);
    box.setDecimals(2);
    box.setFieldStep(-1.122462);
    box.setValue(2);
    box.stepBy(3);
    CHECK(box.value() == Approx(2.83).margin(0.02));
    box.stepBy(-6);
    CHECK(box.value() == Approx(1.41).margin(0.02));
}

TEST_CASE("a number that may be missing begins at its start and goes when it is emptied", "[widgets]") {
    StepBox box;
    box.setRange(-90, 90);
    box.setFieldStep(5);
    box.setMayBeMissing(QStringLiteral("free"), 20);
    box.setMissing();
    CHECK(box.isMissing());
    CHECK(box.text() == QStringLiteral("free"));
    box.stepBy(1);
    CHECK(box.value() == 20);
    CHECK_FALSE(box.isMissing());
    QString empty;
    box.fixup(empty);
    CHECK(empty == QStringLiteral("free"));
}

TEST_CASE("numbers are written with the digits that matter", "[widgets]") {
    StepBox box;
    box.setRange(0, 100000);
    box.setDecimals(2);
    CHECK(box.textFromValue(50) == QStringLiteral("50"));
    CHECK(box.textFromValue(1.4) == QStringLiteral("1.4"));
    CHECK(box.textFromValue(12.34) == QStringLiteral("12.3"));
    CHECK(box.textFromValue(5600.4) == QStringLiteral("5600"));
}

TEST_CASE("setting a value from outside tells nobody", "[widgets]") {
    ValueField field({.min = 0, .max = 1, .step = 0.05});
    QSignalSpy edited(&field, &ValueField::edited);
    field.setValue(0.4, true);
    field.setFree(true, true);
    field.setFree(false, true);
    CHECK(edited.isEmpty());
}

TEST_CASE("a slider that is stepped by key says the value and that the step ended", "[widgets]") {
    ValueField field({.min = 0, .max = 1, .step = 0.05});
    field.setValue(0.5, true);
    QSignalSpy edited(&field, &ValueField::edited);
    QSignalSpy settled(&field, &ValueField::settled);
    QTest::keyClick(field.findChild<ThinSlider*>(), Qt::Key_PageUp);
    REQUIRE_FALSE(edited.isEmpty());
    CHECK(edited.back().front().toDouble() == Approx(0.55));
    CHECK(settled.count() == 1);
}

TEST_CASE("a ring goes from engraving to engraving, with Shift from tick to tick", "[widgets]") {
    EngravedRing ring;
    ring.setRange(1, 400);
    ring.setMarks(
        {{35, QStringLiteral("35")}, {45, {}}, {50, QStringLiteral("50")}, {85, QStringLiteral("85")}});
    ring.setValue(50, true, QStringLiteral("50 mm"));
    QSignalSpy turned(&ring, &EngravedRing::turned);
    QTest::keyClick(&ring, Qt::Key_Right);
    QTest::keyClick(&ring, Qt::Key_Left);
    QTest::keyClick(&ring, Qt::Key_Left, Qt::ShiftModifier);
    QTest::keyClick(&ring, Qt::Key_Home);
    REQUIRE(turned.count() == 4);
    CHECK(turned.at(0).front().toDouble() == 85);
    CHECK(turned.at(1).front().toDouble() == 50);
    CHECK(turned.at(2).front().toDouble() == 45);
    CHECK(turned.at(3).front().toDouble() == 35);
}

TEST_CASE("dragging a ring turns it against the hand and snaps to what is engraved", "[widgets]") {
    EngravedRing ring;
    ring.resize(240, 48);
    ring.setRange(1, 400);
    ring.setOctave(100);
    ring.setMarks({{50, QStringLiteral("50")}, {100, QStringLiteral("100")}});
    ring.setValue(50, true, {});
    QSignalSpy turned(&ring, &EngravedRing::turned);
    QSignalSpy settled(&ring, &EngravedRing::settled);
    QTest::mousePress(&ring, Qt::LeftButton, {}, {160, 30});
    QTest::mouseMove(&ring, {110, 30});
    QMouseEvent move(QEvent::MouseMove, QPointF(61, 30), ring.mapToGlobal(QPointF(61, 30)), Qt::NoButton,
                     Qt::LeftButton, {});
    QApplication::sendEvent(&ring, &move);
    QTest::mouseRelease(&ring, Qt::LeftButton, {}, {61, 30});
    REQUIRE_FALSE(turned.isEmpty());
    CHECK(turned.back().front().toDouble() == 100);
    CHECK(settled.count() == 1);
}
