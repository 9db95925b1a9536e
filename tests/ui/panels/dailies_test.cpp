#include "ui/panels/dailies/dailies.hpp"

#include "groundglass/base/files.hpp"
#include "studio_fixture.hpp"
#include "support/catch.hpp"
#include "ui/panels/dailies/doubt_sheet.hpp"
#include "ui/panels/dailies/takes_view.hpp"

#include <QAction>
#include <QLineEdit>
#include <QListView>
#include <QPointer>
#include <QPushButton>
#include <QTest>

using namespace groundglass;
using ui::dailies::TakesView;

namespace {

/// The small film on the disk, with two takes of its first shot.
struct Review : test::StudioFixture {
    Review() {
        const auto made = folder.path() / "small.groundglass";
        REQUIRE(store::createFilm(made, test::smallFilm()));
        for (const char* id : {"take_one", "take_two"}) {
            const auto clip = folder.path() / "made.mp4";
            REQUIRE(base::AtomicFile::write(clip, id));
            film::Take take;
            take.id = film::TakeId(id);
            take.shot = film::ShotId("coffee");
            take.createdAt = std::string("2026-01-01T00:00:0") + (id[5] == 'o' ? "1Z" : "2Z");
            REQUIRE(store::storeTake(made, take, clip));
        }
        auto loaded = store::loadFilm(made, test::library()->vocabulary);
        REQUIRE(loaded);
        document.open(std::move(*loaded));
        view.reload();
        view.resize(900, 200);
        view.show();
        REQUIRE(QTest::qWaitFor([&] { return view.model()->rowCount() == 2; }, 20'000));
        list = view.findChild<QListView*>();
        note = view.findChild<QLineEdit*>();
        list->setCurrentIndex(view.model()->index(0));
    }
    [[nodiscard]] film::Review of(int row) const { return view.model()->reviewAt(view.model()->index(row)); }
    void type(const char* words) {
        note->clear();
        QTest::keyClicks(note, QString::fromLatin1(words));
    }

    TakesView view{context};
    QListView* list{};
    QLineEdit* note{};
};

}  // namespace

TEST_CASE("circle, stars and note of a take are one step of undo each", "[ui][dailies]") {
    Review studio;
    QUndoStack& stack = studio.document.undoStack();
    studio.actions["take_circle"]->trigger();
    studio.actions["take_stars"]->trigger();
    studio.type("eyes too bright");
    QTest::keyClick(studio.note, Qt::Key_Return);
    CHECK(stack.count() == 3);
    CHECK(studio.of(0).circled);
    CHECK(studio.of(0).stars == 1);
    CHECK(studio.of(0).note == "eyes too bright");
    CHECK_FALSE(studio.document.isDirty());
    stack.undo();
    CHECK(studio.of(0).note.empty());
    CHECK(studio.note->text().isEmpty());
    stack.undo();
    stack.undo();
    CHECK(studio.of(0) == film::Review{});
    while (stack.canRedo()) stack.redo();
    CHECK(studio.of(0).note == "eyes too bright");
    CHECK(studio.of(1) == film::Review{});
}

TEST_CASE("a note that is still being typed stays with its take when another is chosen", "[ui][dailies]") {
    Review studio;
    studio.type("for the second");
    studio.list->setCurrentIndex(studio.view.model()->index(1));
    CHECK(studio.of(0).note == "for the second");
    CHECK(studio.of(1).note.empty());
    CHECK(studio.note->text().isEmpty());
    studio.type("for the first");
    studio.document.selectShot(film::ShotId("street"));
    REQUIRE(QTest::qWaitFor([&] { return studio.view.model()->rowCount() == 0; }, 20'000));
    studio.document.selectShot(film::ShotId("coffee"));
    REQUIRE(QTest::qWaitFor([&] { return studio.view.model()->rowCount() == 2; }, 20'000));
    CHECK(studio.of(1).note == "for the first");
}

TEST_CASE("undo of a review shows the take that it belongs to", "[ui][dailies]") {
    Review studio;
    studio.actions["take_circle"]->trigger();
    studio.list->setCurrentIndex(studio.view.model()->index(1));
    studio.document.undoStack().undo();
    CHECK(studio.list->currentIndex().row() == 0);
    CHECK_FALSE(studio.of(0).circled);
}

TEST_CASE("a doubt offers what was found at the service, and goes when it is settled", "[ui][dailies]") {
    test::StudioFixture studio;
    studio.openSmallFilm();
    jobs::Job job;
    job.id = jobs::JobId("j");
    job.state = jobs::JobState::Unknown;
    job.rests = true;
    job.request.title = "1A The coffee";
    job.reason = "the answer did not arrive";
    job.candidates = {"video_1", "video_2"};
    auto* sheet = new ui::dailies::DoubtSheet(studio.context, job, nullptr);
    sheet->show();
    const QPointer<QDialog> watched(sheet);
    const auto texts = [&] {
        QStringList all;
        for (const auto* button : watched->findChildren<QPushButton*>()) all << button->text();
        return all;
    };
    CHECK(texts().count(QStringLiteral("This is the one")) == 3);  // two that were found, one typed
    CHECK(texts().contains(QStringLiteral("It was never made")));
    // Sending again takes two presses: the second says what it may cost.
    for (auto* button : watched->findChildren<QPushButton*>()) {
        if (button->text().startsWith(QStringLiteral("Send again"))) button->click();
    }
    CHECK(texts().contains(QStringLiteral("Send, perhaps paid twice")));
    job.state = jobs::JobState::Accepted;
    Q_EMIT studio.jobs.jobChanged(job);
    CHECK(QTest::qWaitFor([&] { return watched.isNull(); }, 20'000));
}
