#include "ui/models/takes_model.hpp"

#include "support/catch.hpp"

#include <QAbstractItemModelTester>
#include <QSignalSpy>

using namespace groundglass;

namespace {

film::Take take(const char* id) {
    film::Take made;
    made.id = film::TakeId(id);
    made.clip = std::string(id) + ".mp4";
    made.model = "groundglass";
    made.duration = base::Milliseconds{8000};
    return made;
}

}  // namespace

TEST_CASE("the newest take comes first and keeps its number when another one comes", "[ui][models]") {
    ui::TakesModel model(nullptr);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    model.setTakes("/film/takes/coffee",
                   {.takes = {take("one"), take("two")}, .reviews = {}, .problems = {}});
    CHECK(model.index(0).data().toString() == QStringLiteral("Take 2"));
    CHECK(model.takeAt(model.index(0))->clip == std::filesystem::path("/film/takes/coffee/two.mp4"));
    model.setTakes("/film/takes/coffee",
                   {.takes = {take("one"), take("two"), take("three")}, .reviews = {}, .problems = {}});
    CHECK(resets.count() == 1);
    CHECK(model.rowCount() == 3);
    CHECK(model.index(1).data().toString() == QStringLiteral("Take 2"));
    CHECK(model.indexOf("/film/takes/coffee/three.mp4").row() == 0);
}

TEST_CASE("a review changes its take only", "[ui][models]") {
    ui::TakesModel model(nullptr);
    model.setTakes("/film/takes/coffee",
                   {.takes = {take("one"), take("two")}, .reviews = {}, .problems = {}});
    film::Review review;
    review.circled = true;
    review.stars = 4;
    review.note = "eyes too bright";
    model.setReview(model.index(1), review);
    CHECK(model.reviewAt(model.index(1)) == review);
    CHECK(model.index(1).data(ui::TakesModel::StarsRole).toInt() == 4);
    CHECK_FALSE(model.index(0).data(ui::TakesModel::CircledRole).toBool());
    CHECK(model.reviewAt(QModelIndex()) == film::Review{});
}
