#pragma once

#include "groundglass/app/services.hpp"
#include "groundglass/store/film_folder.hpp"
#include "groundglass/store/film_lock.hpp"
#include "ui/bridge/background.hpp"
#include "ui/bridge/film_watch.hpp"
#include "ui/bridge/recent_films.hpp"

#include <QObject>
#include <QString>
#include <QStringList>
#include <QTimer>

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace groundglass::ui {

class Document;

/// Film folders, read and written on a worker. The open film is held for writing; when another program holds
/// it, it is open read-only until that one lets it go. What other programs write into the folder is taken
/// over or asked about. Thread: UI.
class FilmBridge final : public QObject {
    Q_OBJECT
public:
    FilmBridge(std::shared_ptr<const app::Library> library, Document& document, QObject* parent = nullptr);
    ~FilmBridge() override;

    /// Loads a film into the document; then the document's opened(), or failed().
    void open(const std::filesystem::path& folder);
    /// A copy of a shipped sample at a free name below `parent`, then open().
    void openSample(const std::string& sample, const std::filesystem::path& parent);
    /// A film with one scene and one shot at a free name below `parent`, then open().
    void create(const QString& title, const std::filesystem::path& parent);

    /// Writes the document; then saved(), conflict() or failed(). While one save runs, one more may wait.
    void save(store::OnConflict onConflict = store::OnConflict::Refuse);
    /// Writes the document as a film of its own beside the present one, and opens that.
    void saveCopy();
    /// Writes the newest backup of a film that cannot be opened as a film of its own beside it, and opens
    /// that.
    void openBackup(const std::filesystem::path& folder);
    [[nodiscard]] bool isSaving() const { return m_saving; }
    /// The person lets unsaved edits go: no later run shall offer them.
    void discardEdits();
    /// Answers to recoverable(): put the found edits over the film, or let them go.
    void takeRecovered();
    void dropRecovered();

    void takes(const film::ShotId& shot, QObject* context, std::function<void(store::Takes)> then);

    /// Films that were open before, newest first.
    void recent(QObject* context, std::function<void(std::vector<RecentFilm>)> then);
    /// Where new films go: the person's Documents folder, or home.
    [[nodiscard]] static std::filesystem::path filmsFolder();

    [[nodiscard]] bool idle() const { return m_worker.idle() && !m_saving; }

Q_SIGNALS:
    void opening(const QString& folder);
    void saved();
    /// Other programs changed these files since they were read; nothing was written.
    void conflict(const QStringList& files);
    /// Files that other programs wrote were read again; edits of other files are still there as one step.
    void reloaded(const QStringList& files);
    /// `what` was tried: "open", "save", "autosave", "review", "reload", "recover",
    /// "backup".
    void failed(const QString& what, const groundglass::base::Error& error);
    /// Edits of a crashed run were found for the film that is open; another program has written
    /// `changedSince`, which they would replace.
    void recoverable(const QStringList& changedSince);

private:
    /// The lock that is held, for jobs of the worker: two may open one film one after the other.
    using LockSlot = std::weak_ptr<store::FilmLock>;
    struct Opened {
        store::LoadedFilm loaded;
        /// There are edits of a crashed run; these files of theirs other programs wrote since.
        std::optional<std::vector<std::string>> unsaved;
        std::shared_ptr<store::FilmLock> lock;
        std::string why;    ///< When there is no lock.
        bool held = false;  ///< By another program.
    };
    using FoundEdits = base::Result<store::UnsavedEdits>;
    using LookResult = base::Result<std::optional<store::DiskNews>>;
    using OpenResult = base::Result<Opened>;
    using SaveResult = base::Result<std::map<std::string, std::string>>;

    void saveReview(const film::Take& take, const film::Review& review);
    static OpenResult load(const app::Library& library, const std::filesystem::path& folder,
                           const std::shared_ptr<LockSlot>& slot);
    /// Without the lock they may be those of a program that still runs: only its holder looks.
    static void findUnsaved(Opened& opened);
    void findUnsavedNow(std::function<void(FoundEdits)> then);
    void tellUnsavedAgain();
    void letGo();
    void askForLock();
    void lookAgain();
    void finishLook(LookResult result, quint64 edits);
    void takeNews(store::DiskNews news);
    void finishOpen(OpenResult result);
    void finishSave(SaveResult result);
    void armAutosave(bool dirty);
    void autosave();

    std::shared_ptr<const app::Library> m_library;
    Document& m_document;
    QTimer m_afterLast;   ///< 2 s after the last edit.
    QTimer m_afterFirst;  ///< 5 s after the first one that is not yet kept.
    FilmWatch m_watch;
    std::shared_ptr<LockSlot> m_slot = std::make_shared<LockSlot>();  ///< Only the worker looks inside.
    std::shared_ptr<store::FilmLock> m_lock;
    bool m_heldElsewhere = false;
    bool m_unanswered = false;  ///< Edits of a crashed run are offered: nothing may replace their file.
    std::string m_toldTrouble;  ///< Of files that cannot be read, told once.
    std::map<std::string, std::string> m_toldBoth;  ///< Their side of a conflict that was told.
    quint64 m_edits = 0;                            ///< Counts changes of the document.
    bool m_saving = false;
    bool m_saveAgain = false;
    Background m_worker;
};

}  // namespace groundglass::ui
