#include "ui/window/film_bar.hpp"

#include "studio_fixture.hpp"
#include "support/catch.hpp"
#include "ui/models/spending_facts.hpp"
#include "ui/widgets/value_field.hpp"
#include "ui/window/spending_page.hpp"

#include <QAction>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>

#include <cstdint>
#include <optional>

using namespace groundglass;

namespace {

struct Bar : test::StudioFixture {
    Bar() {
        openSmallFilm();
        bar.resize(1600, 48);
        bar.show();
        title = bar.findChild<QLineEdit*>();
    }
    ui::FilmBar bar{context, targets};
    QLineEdit* title{};
};

jobs::SpendingCaps caps(std::optional<std::int64_t> clip, std::optional<std::int64_t> day,
                        std::optional<std::int64_t> film) {
    jobs::SpendingCaps made;
    made.clip = clip;
    made.day = day;
    made.film = film;
    return made;
}

jobs::Job paid(const char* film, std::int64_t micros, std::int64_t at) {
    jobs::Job job;
    job.state = jobs::JobState::Stored;
    job.request.film = film;
    job.cost = {micros, "USD"};
    job.costKnown = true;
    job.orderedMs = at;
    return job;
}

}  // namespace

TEST_CASE("the film is renamed in its place, as one step of undo", "[ui][window]") {
    Bar studio;
    REQUIRE(studio.title);
    CHECK(studio.title->isHidden());
    studio.actions["film_rename"]->trigger();
    REQUIRE_FALSE(studio.title->isHidden());
    CHECK(studio.title->selectedText() == QStringLiteral("Small"));
    QTest::keyClicks(studio.title, QStringLiteral("Large"));
    QTest::keyClick(studio.title, Qt::Key_Return);
    CHECK(studio.document.film().title == "Large");
    CHECK(studio.title->isHidden());
    studio.document.undoStack().undo();
    CHECK(studio.document.film().title == "Small");

    SECTION("Esc and an empty title change nothing") {
        studio.actions["film_rename"]->trigger();
        QTest::keyClicks(studio.title, QStringLiteral("Other"));
        QTest::keyClick(studio.title, Qt::Key_Escape);
        studio.actions["film_rename"]->trigger();
        QTest::keyClick(studio.title, Qt::Key_Backspace);
        QTest::keyClick(studio.title, Qt::Key_Return);
        CHECK(studio.document.film().title == "Small");
        CHECK_FALSE(studio.document.isDirty());
    }
}

TEST_CASE("spending counts the last 24 hours and the film apart", "[ui][models]") {
    constexpr std::int64_t now = 1'764'000'000'000;
    constexpr std::int64_t hour = 3'600'000;
    const std::vector<jobs::Job> jobs{paid("/a", 3'000'000, now - hour), paid("/b", 500'000, now - 2 * hour),
                                      paid("/a", 9'000'000, now - 30 * hour)};
    const jobs::SpendingSoFar facts = ui::spendingFacts(jobs, "/a", now);
    CHECK(facts.hour.all() == 3'000'000);
    CHECK(facts.day.all() == 3'500'000);
    CHECK(facts.film.all() == 12'000'000);
    CHECK(ui::spendingLine({}, {}).isEmpty());
    CHECK(ui::spendingLine(facts, {}) == QStringLiteral("$3.50 today"));
    CHECK(ui::spendingLine(facts, caps({}, 50'000'000, {})) == QStringLiteral("$3.50 of $50.00 today"));
    CHECK(ui::spendingLine(facts, caps({}, {}, 20'000'000)) ==
          QStringLiteral("$12.00 of $20.00 for this film"));
    CHECK(ui::spendingLine({}, caps({}, 50'000'000, {})) == QStringLiteral("$0.00 of $50.00 today"));
}

TEST_CASE("caps are set in the studio, a cap of nothing too, and taken away again", "[ui][window]") {
    test::StudioFixture studio;
    studio.jobs.open(test::library());
    REQUIRE(QTest::qWaitFor([&] { return studio.jobs.isOpen(); }, 20'000));
    ui::SpendingPage page(studio.context, nullptr);
    page.show();
    const auto boxes = page.findChildren<ui::StepBox*>();
    REQUIRE(boxes.size() == 4);
    auto* save = page.findChild<QPushButton*>(QStringLiteral("saveCaps"));
    REQUIRE(save);
    CHECK_FALSE(save->isEnabled());
    boxes[0]->setValue(3.2);
    boxes[2]->setValue(0);
    CHECK(save->isEnabled());
    save->click();
    const auto are = [&](const jobs::SpendingCaps& wanted) {
        return QTest::qWaitFor([&] { return studio.jobs.caps() == wanted; }, 20'000);
    };
    CHECK(are(caps(3'200'000, 0, {})));
    CHECK_FALSE(save->isEnabled());
    for (ui::StepBox* box : boxes) box->setMissing();
    save->click();
    CHECK(are({}));
}
