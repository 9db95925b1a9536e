#include "ui/models/job_model.hpp"

#include "support/catch.hpp"

#include <QAbstractItemModelTester>
#include <QSignalSpy>

using namespace groundglass;

namespace {

jobs::Job job(const char* id, jobs::JobState state) {
    jobs::Job made;
    made.id = jobs::JobId(id);
    made.state = state;
    made.request.title = std::string("Shot ") + id;
    return made;
}

}  // namespace

TEST_CASE("a new job goes to the top and a known one changes in place", "[ui][models]") {
    ui::JobModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.setJobs({job("a", jobs::JobState::Running)});
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    model.put(job("b", jobs::JobState::Ready));
    CHECK(model.rowCount() == 2);
    CHECK(model.jobAt(model.index(0))->id == jobs::JobId("b"));
    model.put(job("a", jobs::JobState::Stored));
    CHECK(model.rowCount() == 2);
    CHECK(changed.count() == 1);
    CHECK(model.index(1).data(ui::JobModel::StateRole).toString() == QStringLiteral("stored"));
}

TEST_CASE("a doubtful charge looks doubtful and offers to check, never to send again at once",
          "[ui][models]") {
    CHECK(ui::toneOf(jobs::JobState::Unknown) == ui::JobTone::Doubt);
    CHECK(ui::actionOf(jobs::JobState::Unknown) == ui::JobAction::Check);
    CHECK(ui::stateWords(jobs::JobState::Unknown) == QStringLiteral("may have been charged"));
    CHECK(ui::actionOf(jobs::JobState::Intent) == ui::JobAction::None);
}

TEST_CASE("every state has words of its own kind", "[ui][models]") {
    for (int i = 0; i <= static_cast<int>(jobs::JobState::Abandoned); ++i) {
        CHECK_FALSE(ui::stateWords(static_cast<jobs::JobState>(i)).isEmpty());
    }
    CHECK(ui::toneOf(jobs::JobState::Stored) == ui::JobTone::Good);
    CHECK(ui::actionOf(jobs::JobState::Stored) == ui::JobAction::Show);
}

TEST_CASE("a price that is not known yet says so", "[ui][models]") {
    jobs::Job priced = job("a", jobs::JobState::Running);
    priced.request.estimate = {3'200'000, "USD"};
    CHECK(ui::costText(priced) == QStringLiteral("about $3.20"));
    priced.cost = {3'400'000, "USD"};
    priced.costKnown = true;
    CHECK(ui::costText(priced) == QStringLiteral("$3.40"));
    CHECK(ui::costText(job("b", jobs::JobState::Ready)) == QStringLiteral("free"));
}

TEST_CASE("a job that stands still says why, and one of another film says whose it is", "[ui][models]") {
    ui::JobModel model;
    jobs::Job failed = job("a", jobs::JobState::Failed);
    failed.reason = "the server ran out of memory";
    failed.request.provider = "somewhere";
    failed.request.model = "some-model";
    failed.request.film = "/films/alps.groundglass";
    jobs::Job stored = failed;
    stored.id = jobs::JobId("b");
    stored.state = jobs::JobState::Stored;
    model.setJobs({failed, stored});
    model.setFilm("/films/alps.groundglass");
    CHECK(model.index(0).data(ui::JobModel::ReasonRole).toString() ==
          QStringLiteral("the server ran out of memory"));
    CHECK(model.index(1).data(ui::JobModel::ReasonRole).toString().isEmpty());
    CHECK(model.index(0).data(ui::JobModel::DetailRole).toString() ==
          QStringLiteral("somewhere · some-model"));
    CHECK(model.index(1).data(ui::JobModel::ActionTextRole).toString() == QStringLiteral("Show"));
    model.setFilm("/films/paris.groundglass");
    CHECK(model.index(1).data(ui::JobModel::DetailRole).toString() ==
          QStringLiteral("somewhere · some-model · alps"));
    CHECK(model.index(1).data(ui::JobModel::ActionTextRole).toString().isEmpty());
    CHECK(model.index(0).data(ui::JobModel::ActionTextRole).toString() == QStringLiteral("Send again"));
}

TEST_CASE("a job that a cap holds back leads to the caps", "[ui][models]") {
    ui::JobModel model;
    jobs::Job held = job("a", jobs::JobState::Ready);
    held.rests = true;
    held.lacks = jobs::Lack::Budget;
    model.setJobs({held, job("b", jobs::JobState::Ready)});
    CHECK(model.index(0).data(ui::JobModel::ActionTextRole).toString() == QStringLiteral("Caps\u2026"));
    CHECK(model.index(1).data(ui::JobModel::ActionTextRole).toString() == QStringLiteral("Cancel"));
}
