#include "ui/selection.hpp"
#include "support/catch.hpp"

#include <QSignalSpy>

using groundglass::ui::Selection;

TEST_CASE("a list field and its items are the same control, a longer name is not", "[ui][selection]") {
    const auto same = [](const char* a, const char* b) {
        return Selection::sameField(QString::fromLatin1(a), QString::fromLatin1(b));
    };
    CHECK(same("lens/focal", "lens/focal"));
    CHECK(same("camera/moves", "camera/moves/0"));
    CHECK(same("camera/moves/1", "camera/moves"));
    CHECK_FALSE(same("camera/moves/0", "camera/moves/1"));
    CHECK_FALSE(same("light/key", "light/key_kelvin"));
    CHECK_FALSE(same("", ""));
    CHECK_FALSE(same("lens/focal", ""));
}

TEST_CASE("a field that is hovered again is told once, and activating shows its section", "[ui][selection]") {
    Selection selection;
    QSignalSpy hovered(&selection, &Selection::fieldHovered);
    QSignalSpy group(&selection, &Selection::groupShown);
    QSignalSpy activated(&selection, &Selection::fieldActivated);
    selection.hoverField(QStringLiteral("light/pattern"));
    selection.hoverField(QStringLiteral("light/pattern"));
    CHECK(hovered.count() == 1);
    selection.activateField(QStringLiteral("light/pattern"));
    CHECK(selection.group() == QStringLiteral("light"));
    CHECK(group.count() == 1);
    CHECK(activated.count() == 1);
    selection.activateField(QString());
    CHECK(activated.count() == 1);
}
