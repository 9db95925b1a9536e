#pragma once

#include "groundglass/jobs/catalog.hpp"
#include "groundglass/jobs/job.hpp"

#include <QAbstractListModel>
#include <QString>

#include <string>
#include <vector>

namespace groundglass::ui {

class JobBridge;

/// The one thing that can honestly be done about a job.
enum class JobAction { None, Cancel, Check, SendAgain, Show, Caps };
/// What a state means for the eye.
enum class JobTone { Quiet, Busy, Good, Doubt, Bad };

/// A state in words for people: "may have been charged", never the id of the state.
[[nodiscard]] QString stateWords(jobs::JobState state);
[[nodiscard]] JobTone toneOf(jobs::JobState state);
[[nodiscard]] JobAction actionOf(jobs::JobState state);
[[nodiscard]] QString actionWords(JobAction action);
/// "$3.20" when it is known, else "about $3.20"; "free" for nothing; nothing for a job that never cost
/// anything.
[[nodiscard]] QString costText(const jobs::Job& job);

/// The queue, newest first.
class JobModel final : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role {
        StateRole = Qt::UserRole + 1,
        ToneRole,
        ProgressRole,
        CostRole,
        ActionRole,
        ActionTextRole,
        DetailRole,
        ReasonRole  ///< Why it stands where it stands; empty for what goes its way.
    };

    explicit JobModel(QObject* parent = nullptr) : QAbstractListModel(parent) {}

    /// Whose titles are shown in place of the ids of models; may be null.
    void setCatalog(const jobs::Catalog* catalog) { m_catalog = catalog; }
    /// The folder of the open film: jobs of others say whose they are, and their takes are not shown here.
    void setFilm(const std::string& folder);
    void setJobs(std::vector<jobs::Job> jobs);
    /// New jobs go to the top.
    void put(const jobs::Job& job);
    [[nodiscard]] const jobs::Job* jobAt(const QModelIndex& index) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

private:
    [[nodiscard]] bool isOfThisFilm(const jobs::Job& job) const;
    [[nodiscard]] JobAction actionFor(const jobs::Job& job) const;
    [[nodiscard]] QString detailOf(const jobs::Job& job) const;

    std::string m_film;
    const jobs::Catalog* m_catalog = nullptr;
    std::vector<jobs::Job> m_jobs;
};

}  // namespace groundglass::ui
