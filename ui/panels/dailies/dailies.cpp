#include "ui/panels/dailies/dailies.hpp"

#include "ui/bridge/job_bridge.hpp"
#include "ui/document.hpp"
#include "ui/models/takes_model.hpp"
#include "ui/panels/dailies/queue_view.hpp"
#include "ui/panels/dailies/takes_view.hpp"
#include "ui/selection.hpp"
#include "ui/theme.hpp"
#include "ui/window/actions.hpp"

#include <QAction>
#include <QApplication>
#include <QBoxLayout>
#include <QSplitter>

#include <memory>
#include <utility>

namespace groundglass::ui::dailies {

Dailies::Dailies(PanelContext& context, QWidget* parent)
    : QWidget(parent), m_context(context), m_queue(new QueueView(context)), m_takes(new TakesView(context)) {
    setAttribute(Qt::WA_StyledBackground);
    setProperty("role", QStringLiteral("pane"));
    setMinimumHeight(132);
    auto* split = new QSplitter(Qt::Horizontal);
    split->setObjectName(QStringLiteral("dailies"));
    split->setHandleWidth(1);
    split->setChildrenCollapsible(false);
    split->addWidget(m_queue);
    split->addWidget(m_takes);
    split->setStretchFactor(1, 1);
    m_queue->setMinimumWidth(360);
    split->setSizes({528, 1072});
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(split);

    const auto ofThisFilm = [this](const jobs::Job& job) {
        return m_context.document.isOpen() && job.request.film == m_context.document.folder().string();
    };
    connect(m_queue, &QueueView::stored, this, [this, ofThisFilm](const jobs::Job& job) {
        if (ofThisFilm(job) && job.request.shot == m_context.document.currentShot().str())
            m_takes->showClip(job.takeFile, false);
    });
    connect(m_queue, &QueueView::takeWanted, this, [this, ofThisFilm](const jobs::Job& job) {
        if (!ofThisFilm(job)) return;
        m_context.document.selectShot(film::ShotId(job.request.shot));
        m_takes->showClip(job.takeFile, true);
    });
}

std::vector<TourStep> Dailies::tour() {
    std::vector<TourStep> steps;
    // A short clip of the built-in model, made by the real queue.
    auto before = std::make_shared<int>(0);
    TourStep roll;
    roll.name = QStringLiteral("take-finished");
    roll.show = [this, before] {
        Document& document = m_context.document;
        *before = m_takes->model()->rowCount();
        static_cast<void>(document.edit(
            film::setTarget(document.film().id, document.film().dialect, "builtin", "groundglass")));
        static_cast<void>(document.setField("output/duration", std::int64_t{1000}));
        static_cast<void>(document.setField("output/height", std::int64_t{360}));
        m_context.actions["roll"]->trigger();
    };
    roll.settled = [this, before] { return m_takes->model()->rowCount() > *before; };
    steps.push_back(std::move(roll));
    TourStep playing;
    playing.name = QStringLiteral("take-playing");
    playing.show = [this] { m_takes->playSelected(); };
    playing.leave = [this] { m_context.selection.playTakes({}); };
    steps.push_back(std::move(playing));
    TourStep recipe;
    recipe.name = QStringLiteral("take-recipe");
    recipe.show = [this] { m_takes->showRecipe(); };
    recipe.leave = [] {
        const auto all = QApplication::topLevelWidgets();
        for (QWidget* other : all) {
            if (other->inherits("QDialog")) other->close();
        }
    };
    steps.push_back(std::move(recipe));
    TourStep judged;
    judged.name = QStringLiteral("take-reviewed");
    judged.show = [this] {
        m_context.actions["take_circle"]->trigger();
        for (int star = 0; star < 4; ++star) m_context.actions["take_stars"]->trigger();
    };
    steps.push_back(std::move(judged));
    TourStep wipe;
    wipe.name = QStringLiteral("take-wipe");
    wipe.show = [this, before] {
        *before = m_takes->model()->rowCount();
        static_cast<void>(m_context.document.setField("light/key_kelvin", 3200.0));
        m_context.actions["roll"]->trigger();
    };
    wipe.settled = [this, before] {
        if (m_takes->model()->rowCount() <= *before) return false;
        if (m_context.selection.playedTakes().empty()) m_takes->compareNewest();
        return true;
    };
    steps.push_back(std::move(wipe));
    TourStep difference;
    difference.name = QStringLiteral("take-difference");
    difference.show = [this] { m_context.actions["player_difference"]->trigger(); };
    difference.leave = [this] { m_context.selection.playTakes({}); };
    steps.push_back(std::move(difference));
    return steps;
}

}  // namespace groundglass::ui::dailies
