#include "ui/models/job_model.hpp"

#include "ui/models/shot_facts.hpp"
#include "ui/theme.hpp"

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <utility>

namespace groundglass::ui {

using jobs::JobState;

QString stateWords(JobState state) {
    switch (state) {
        case JobState::Draft:
            return QObject::tr("draft");
        case JobState::Ready:
        case JobState::Reserved:
            return QObject::tr("waiting");
        case JobState::Intent:
            return QObject::tr("sending");
        case JobState::NotSent:
            return QObject::tr("not sent yet, trying again");
        case JobState::Refused:
            return QObject::tr("refused");
        case JobState::Unknown:
            return QObject::tr("may have been charged");
        case JobState::NotFound:
            return QObject::tr("not found at the provider");
        case JobState::Accepted:
            return QObject::tr("accepted");
        case JobState::Running:
            return QObject::tr("running");
        case JobState::Cancelling:
            return QObject::tr("cancelling");
        case JobState::Done:
            return QObject::tr("made, not fetched yet");
        case JobState::Downloading:
            return QObject::tr("fetching");
        case JobState::Stored:
            return QObject::tr("stored");
        case JobState::Failed:
            return QObject::tr("failed");
        case JobState::Blocked:
            return QObject::tr("blocked by the provider");
        case JobState::Cancelled:
            return QObject::tr("cancelled");
        case JobState::Expired:
            return QObject::tr("expired before it was fetched");
        case JobState::Lost:
            return QObject::tr("lost at the provider");
        case JobState::Abandoned:
            return QObject::tr("given up");
    }
    return {};
}

JobTone toneOf(JobState state) {
    switch (state) {
        case JobState::Stored:
            return JobTone::Good;
        case JobState::Unknown:
        case JobState::NotFound:
        case JobState::NotSent:
            return JobTone::Doubt;
        case JobState::Refused:
        case JobState::Failed:
        case JobState::Blocked:
        case JobState::Expired:
        case JobState::Lost:
            return JobTone::Bad;
        case JobState::Intent:
        case JobState::Accepted:
        case JobState::Running:
        case JobState::Done:
        case JobState::Downloading:
            return JobTone::Busy;
        case JobState::Draft:
        case JobState::Ready:
        case JobState::Reserved:
        case JobState::Cancelling:
        case JobState::Cancelled:
        case JobState::Abandoned:
            return JobTone::Quiet;
    }
    return JobTone::Quiet;
}

JobAction actionOf(JobState state) {
    switch (state) {
        case JobState::Ready:
        case JobState::Reserved:
        case JobState::NotSent:
        case JobState::Accepted:
        case JobState::Running:
            return JobAction::Cancel;
        case JobState::Unknown:
            return JobAction::Check;
        case JobState::NotFound:
        case JobState::Refused:
        case JobState::Failed:
        case JobState::Blocked:
        case JobState::Cancelled:
        case JobState::Expired:
        case JobState::Lost:
        case JobState::Abandoned:
            return JobAction::SendAgain;
        case JobState::Stored:
            return JobAction::Show;
        case JobState::Draft:
        case JobState::Intent:
        case JobState::Cancelling:
        case JobState::Done:
        case JobState::Downloading:
            return JobAction::None;
    }
    return JobAction::None;
}

QString actionWords(JobAction action) {
    switch (action) {
        case JobAction::Cancel:
            return QObject::tr("Cancel");
        case JobAction::Check:
            return QObject::tr("Check…");
        case JobAction::SendAgain:
            return QObject::tr("Send again");
        case JobAction::Show:
            return QObject::tr("Show");
        case JobAction::Caps:
            return QObject::tr("Caps…");
        case JobAction::None:
            return {};
    }
    return {};
}

QString costText(const jobs::Job& job) {
    const base::Money& cost = job.costKnown ? job.cost : job.request.estimate;
    if (cost.micros == 0)
        return job.costKnown || job.request.estimate.micros == 0 ? QObject::tr("free") : QString();
    const QString amount = shown(base::toText(cost));
    return job.costKnown ? amount : QObject::tr("about %1").arg(amount);
}

void JobModel::setJobs(std::vector<jobs::Job> jobs) {
    beginResetModel();
    m_jobs = std::move(jobs);
    endResetModel();
}

void JobModel::put(const jobs::Job& job) {
    const auto known = std::find_if(m_jobs.begin(), m_jobs.end(),
                                    [&](const jobs::Job& other) { return other.id == job.id; });
    if (known == m_jobs.end()) {
        beginInsertRows({}, 0, 0);
        m_jobs.insert(m_jobs.begin(), job);
        endInsertRows();
        return;
    }
    *known = job;
    const QModelIndex row = index(static_cast<int>(std::distance(m_jobs.begin(), known)));
    Q_EMIT dataChanged(row, row);
}

void JobModel::setFilm(const std::string& folder) {
    if (folder == m_film) return;
    m_film = folder;
    if (!m_jobs.empty())
        Q_EMIT dataChanged(index(0), index(rowCount() - 1), {DetailRole, ActionRole, ActionTextRole});
}

bool JobModel::isOfThisFilm(const jobs::Job& job) const {
    return m_film.empty() || job.request.film == m_film;
}

JobAction JobModel::actionFor(const jobs::Job& job) const {
    if (job.rests && job.lacks == jobs::Lack::Budget) return JobAction::Caps;
    const JobAction action = actionOf(job.state);
    return action == JobAction::Show && !isOfThisFilm(job) ? JobAction::None : action;
}

QString JobModel::detailOf(const jobs::Job& job) const {
    const QString model = modelTitle(m_catalog, job.request.provider, job.request.model);
    if (isOfThisFilm(job)) return model;
    return QStringLiteral("%1 · %2").arg(model,
                                         shown(std::filesystem::path(job.request.film).stem().string()));
}

const jobs::Job* JobModel::jobAt(const QModelIndex& index) const {
    if (!index.isValid() || index.row() >= static_cast<int>(m_jobs.size())) return nullptr;
    return &m_jobs[static_cast<std::size_t>(index.row())];
}

int JobModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_jobs.size());
}

QVariant JobModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const jobs::Job& job = m_jobs[static_cast<std::size_t>(index.row())];
    switch (role) {
        case Qt::DisplayRole:
            return shown(job.request.title);
        case DetailRole:
            return detailOf(job);
        case StateRole:
            return stateWords(job.state);
        case ToneRole:
            return static_cast<int>(toneOf(job.state));
        case ProgressRole:
            return job.state == JobState::Running || job.state == JobState::Downloading ? job.progress : -1.0;
        case CostRole:
            return costText(job);
        case ActionRole:
            return static_cast<int>(actionFor(job));
        case ActionTextRole:
            return actionWords(actionFor(job));
        case ReasonRole:
            return toneOf(job.state) == JobTone::Good ? QString() : shown(job.reason);
        case Qt::ToolTipRole:
            return job.reason.empty() ? QVariant() : QVariant(tip(shown(job.reason)));
        case Qt::AccessibleTextRole:
            return QStringLiteral("%1, %2, %3")
                .arg(shown(job.request.title), stateWords(job.state), costText(job));
        default:
            return {};
    }
}

}  // namespace groundglass::ui
