#include "ui/panels/dailies/queue_view.hpp"

#include "groundglass/base/clock.hpp"
#include "ui/bridge/job_bridge.hpp"
#include "ui/document.hpp"
#include "ui/models/job_model.hpp"
#include "ui/panels/dailies/doubt_sheet.hpp"
#include "ui/panels/dailies/queue_delegate.hpp"
#include "ui/panels/dailies/text_sheet.hpp"
#include "ui/theme.hpp"
#include "ui/window/actions.hpp"

#include <QAction>
#include <QBoxLayout>
#include <QLabel>
#include <QListView>
#include <QMenu>

namespace groundglass::ui::dailies {

QueueView::QueueView(PanelContext& context, QWidget* parent)
    : QWidget(parent),
      m_context(context),
      m_model(new JobModel(this)),
      m_list(new QListView),
      m_empty(new QLabel(tr("Nothing is on its way.\nRoll sends the current shot."))) {
    auto* caption = new QLabel(tr("Queue"));
    caption->setFont(Theme::caption());
    caption->setProperty("role", QStringLiteral("caption"));
    caption->setContentsMargins(Theme::gap, 0, 0, 0);
    caption->setFixedHeight(34);
    m_empty->setProperty("role", QStringLiteral("quiet"));
    m_empty->setContentsMargins(Theme::gap, Theme::half, Theme::gap, 0);
    m_empty->setAlignment(Qt::AlignTop | Qt::AlignLeft);

    m_model->setCatalog(&context.library->catalog);
    auto* delegate = new QueueDelegate(context.theme, m_list);
    m_list->setModel(m_model);
    m_list->setItemDelegate(delegate);
    m_list->setMouseTracking(true);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setContextMenuPolicy(Qt::CustomContextMenu);
    m_list->setAccessibleName(tr("Queue"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(caption);
    column->addWidget(m_empty, 1);
    column->addWidget(m_list, 1);

    connect(delegate, &QueueDelegate::actionClicked, this, &QueueView::act);
    connect(m_list, &QListView::activated, this, &QueueView::act);
    connect(m_list, &QListView::customContextMenuRequested, this, &QueueView::openMenu);
    const auto follow = [this] { m_model->setFilm(m_context.document.folder().string()); };
    connect(&context.document, &Document::opened, this, follow);
    connect(&context.document, &Document::closed, this, follow);
    JobBridge& jobs = context.jobs;
    const auto reload = [this] {
        m_model->setJobs(m_context.jobs.jobs());
        refreshEmpty();
    };
    connect(&jobs, &JobBridge::opened, this, reload);
    connect(&jobs, &JobBridge::jobChanged, this, [this](const jobs::Job& job) {
        m_model->put(job);
        refreshEmpty();
        if (job.state == jobs::JobState::Stored) Q_EMIT stored(job);
    });
    reload();
}

void QueueView::refreshEmpty() {
    const bool empty = m_model->rowCount() == 0;
    m_empty->setVisible(empty);
    m_list->setVisible(!empty);
}

void QueueView::act(const QModelIndex& index) {
    const jobs::Job* job = m_model->jobAt(index);
    if (!job) return;
    switch (static_cast<JobAction>(index.data(JobModel::ActionRole).toInt())) {
        case JobAction::Cancel:
            m_context.jobs.cancel(job->id);
            break;
        case JobAction::Check:
            (new DoubtSheet(m_context, *job, window()))->show();
            break;
        case JobAction::Caps:
            m_context.actions["spending"]->trigger();
            break;
        case JobAction::SendAgain:
            m_context.jobs.sendAgain(job->id);
            break;
        case JobAction::Show:
            Q_EMIT takeWanted(*job);
            break;
        case JobAction::None:
            break;
    }
}

void QueueView::openMenu(const QPoint& place) {
    const QModelIndex index = m_list->indexAt(place);
    const jobs::Job* found = m_model->jobAt(index);
    if (!found) return;
    const jobs::Job job = *found;
    auto* menu = new QMenu(m_list);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const QString action = index.data(JobModel::ActionTextRole).toString();
    if (!action.isEmpty()) {
        connect(menu->addAction(action), &QAction::triggered, this,
                [this, index = QPersistentModelIndex(index)] { act(index); });
    }
    connect(menu->addAction(tr("History…")), &QAction::triggered, this, [this, job] { showHistory(job); });
    if (job.state == jobs::JobState::NotFound) {
        menu->addSeparator();
        connect(menu->addAction(tr("Give up on it")), &QAction::triggered, this,
                [this, job] { m_context.jobs.abandon(job.id); });
    }
    menu->popup(m_list->viewport()->mapToGlobal(place));
}

void QueueView::showHistory(const jobs::Job& job) {
    m_context.jobs.events(job.id, this, [this, job](std::vector<jobs::JobEvent> events) {
        QString text;
        for (const jobs::JobEvent& event : events) {
            text += QString::fromStdString(base::toIsoTime(event.timeMs)) + QStringLiteral("   ") +
                    stateWords(event.state);
            if (!event.note.empty()) text += QStringLiteral("\n    ") + shown(event.note);
            text += QLatin1Char('\n');
        }
        if (!job.reason.empty()) text += QLatin1Char('\n') + shown(job.reason) + QLatin1Char('\n');
        auto* sheet = new TextSheet(tr("History of %1").arg(shown(job.request.title)), text, window());
        sheet->show();
    });
}

}  // namespace groundglass::ui::dailies
