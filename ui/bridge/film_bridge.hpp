#pragma once

#include "groundglass/app/services.hpp"
#include "groundglass/store/film_folder.hpp"
#include "ui/bridge/background.hpp"

#include <QObject>
#include <QString>
#include <QStringList>
#include <QTimer>

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace groundglass::ui {

class Document;

/// A film that was open before.
struct RecentFilm {
    std::string title;
    std::filesystem::path folder;
    bool there = true;  ///< False: the folder is gone.
};

/// Film folders, read and written on a worker. Thread: UI.
class FilmBridge final : public QObject {
    Q_OBJECT
public:
    FilmBridge(std::shared_ptr<const app::Library> library, Document& document, QObject* parent = nullptr);
    ~FilmBridge() override;

    /// Loads a film into the document; then the document's opened(), or failed().
    void open(const std::filesystem::path& folder);
    /// A copy of a shipped sample at a free name below `parent`, then open().
    void openSample(const std::string& sample, const std::filesystem::path& parent);
    /// A film with one scene and one shot, then open().
    void create(const QString& title, const std::filesystem::path& parent);

    /// Writes the document; then saved(), conflict() or failed().
    void save(store::OnConflict onConflict = store::OnConflict::Refuse);
    [[nodiscard]] bool isSaving() const { return m_saving; }
    /// Answers of the recovery bar.
    void takeRecovered();
    void dropRecovered();

    void takes(const film::ShotId& shot, QObject* context, std::function<void(store::Takes)> then);
    void saveReview(const film::Take& take, const film::Review& review);

    void recent(QObject* context, std::function<void(std::vector<RecentFilm>)> then);

    /// Any other work with files, in order with the above.
    [[nodiscard]] Background& worker() { return m_worker; }
    [[nodiscard]] bool idle() const { return m_worker.idle(); }

Q_SIGNALS:
    void opening(const QString& folder);
    void saved();
    /// Other programs changed these files since they were read.
    void conflict(const QStringList& files);
    void failed(const QString& what, const groundglass::base::Error& error);
    /// Edits of a crashed run were found for the film that is open.
    void recoverable();
    void reviewSaved(const groundglass::film::TakeId& take);

private:
    void autosaveSoon();
    void autosaveNow();
    void remember(const store::LoadedFilm& loaded);
    void loaded(base::Result<store::LoadedFilm> result, const QString& what);

    std::shared_ptr<const app::Library> m_library;
    Document& m_document;
    QTimer m_quietTimer;   ///< 2 s after the last edit.
    QTimer m_latestTimer;  ///< 5 s after the first unsaved one.
    std::optional<film::Film> m_recovered;
    bool m_saving = false;
    Background m_worker;
};

}  // namespace groundglass::ui
