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
