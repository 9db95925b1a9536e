#include "ui/widgets/option_picker.hpp"

#include "support/catch.hpp"

#include <QApplication>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>

using namespace groundglass::ui;

namespace {

std::vector<Option> sizes() {
    return {
        {QStringLiteral("ecu"),
         QStringLiteral("Extreme close-up"),
         QStringLiteral("one feature"),
         {},
         {QStringLiteral("XCU")}},
        {QStringLiteral("cu"),
         QStringLiteral("Close-up"),
         QStringLiteral("the whole head"),
         {},
         {QStringLiteral("head shot")}},
        {QStringLiteral("ws"), QStringLiteral("Wide shot"), QStringLiteral("a person in a place"), {}, {}}};
}

}  // namespace

TEST_CASE("a search finds labels before aliases before definitions", "[widgets]") {
    CHECK(matchingOptions(sizes(), QString()) == std::vector<int>{0, 1, 2});
    CHECK(matchingOptions(sizes(), QStringLiteral("close")) == std::vector<int>{1, 0});
    CHECK(matchingOptions(sizes(), QStringLiteral("xcu")) == std::vector<int>{0});
    CHECK(matchingOptions(sizes(), QStringLiteral("head")) == std::vector<int>{1});
    CHECK(matchingOptions(sizes(), QStringLiteral("head shot")) == std::vector<int>{1});
    CHECK(matchingOptions(sizes(), QStringLiteral("nothing like it")).empty());
}

TEST_CASE("a picker opens by a letter with that letter searched, and Enter takes the first row",
          "[widgets]") {
    OptionPicker picker;
    picker.setOptions(sizes());
    picker.setCurrent(QStringLiteral("cu"), true);
    picker.resize(200, 30);
    picker.show();
    QSignalSpy chosen(&picker, &OptionPicker::chosen);
    QTest::keyClick(&picker, Qt::Key_W);
    auto* popup = picker.findChild<OptionPopup*>();
    REQUIRE(popup != nullptr);
    auto* search = popup->findChild<QLineEdit*>();
    REQUIRE(search != nullptr);
    CHECK(search->text() == QStringLiteral("w"));
    QTest::keyClick(search, Qt::Key_Return);
    REQUIRE(chosen.count() == 1);
    CHECK(chosen.front().front().toString() == QStringLiteral("ws"));
}

TEST_CASE("a picker steps to the neighbour and clears by key", "[widgets]") {
    OptionPicker picker;
    picker.setOptions(sizes());
    picker.setCurrent(QStringLiteral("cu"), true);
    QSignalSpy chosen(&picker, &OptionPicker::chosen);
    QTest::keyClick(&picker, Qt::Key_PageDown);
    QTest::keyClick(&picker, Qt::Key_PageUp);
    QTest::keyClick(&picker, Qt::Key_Delete);
    REQUIRE(chosen.count() == 3);
    CHECK(chosen.at(0).front().toString() == QStringLiteral("ws"));
    CHECK(chosen.at(1).front().toString() == QStringLiteral("ecu"));
    CHECK(chosen.at(2).front().toString().isEmpty());
}
