#include "ui/bridge/film_bridge.hpp"

#include "groundglass/base/clock.hpp"
#include "groundglass/base/files.hpp"
#include "groundglass/base/ids.hpp"
#include "groundglass/base/paths.hpp"
#include "groundglass/store/backups.hpp"
#include "ui/document.hpp"
#include "ui/theme.hpp"

#include <QStandardPaths>

#include <system_error>
#include <utility>

namespace groundglass::ui {
namespace {

/// `<parent>/<stem>.groundglass`, or with " 2", " 3" … when that is taken.
std::filesystem::path freeFolder(const std::filesystem::path& parent, const std::string& stem) {
    std::filesystem::path folder = parent / (stem + ".groundglass");
    std::error_code error;
    for (int i = 2; std::filesystem::exists(folder, error) && i < 1000; ++i) {
        folder = parent / (stem + " " + std::to_string(i) + ".groundglass");
    }
    return folder;
}

film::Film firstFilm(const std::string& title) {
    film::Film film;
    film.id = film::FilmId(base::idFromTitle(title));
    film.title = title;
    film::Scene scene;
    scene.id = film::SceneId("scene_1");
    scene.title = "Scene 1";
    scene.order = film::orderBetween({}, {});
    film::Shot shot;
    shot.id = film::ShotId("shot_1a");
    shot.number = "1A";
    shot.title = "First shot";
    shot.order = film::orderBetween({}, {});
    shot.scene = scene.id;
    film.scenes.emplace(scene.id, std::move(scene));
    film.shots.emplace(shot.id, std::move(shot));
    return film;
}

QStringList shownFiles(const std::vector<std::string>& files) {
    QStringList names;
    for (const std::string& file : files) names << shown(file);
    return names;
}

}  // namespace

FilmBridge::FilmBridge(std::shared_ptr<const app::Library> library, Document& document, QObject* parent)
    : QObject(parent), m_library(std::move(library)), m_document(document) {
    m_afterLast.setSingleShot(true);
    m_afterLast.setInterval(2000);
    m_afterFirst.setSingleShot(true);
    m_afterFirst.setInterval(5000);
    connect(&m_afterLast, &QTimer::timeout, this, &FilmBridge::autosave);
    connect(&m_afterFirst, &QTimer::timeout, this, &FilmBridge::autosave);
    connect(&document, &Document::changed, this, [this] {
        ++m_edits;
        armAutosave(true);
    });
    connect(&m_watch, &FilmWatch::touched, this, &FilmBridge::lookAgain);
    connect(&document, &Document::dirtyChanged, this, &FilmBridge::armAutosave);
    connect(&document, &Document::closed, this, [this] {
        armAutosave(false);
        m_document.setReadOnly({});
        letGo();
    });
    connect(&document, &Document::reviewed, this, &FilmBridge::saveReview);
}

FilmBridge::~FilmBridge() = default;

FilmBridge::OpenResult FilmBridge::load(const app::Library& library, const std::filesystem::path& folder,
                                        const std::shared_ptr<LockSlot>& slot) {
    std::error_code error;
    const auto absolute = std::filesystem::weakly_canonical(folder, error);
    const auto& place = error ? folder : absolute;
    Opened opened;
    // The lock comes first: what is read after it nobody else changes who asks for locks.
    if (auto held = slot->lock(); held && held->folder() == place) {
        opened.lock = std::move(held);
    } else if (std::filesystem::is_directory(place, error)) {
        if (auto lock = store::FilmLock::take(place)) {
            opened.lock = std::make_shared<store::FilmLock>(std::move(*lock));
            *slot = opened.lock;
        } else {
            opened.why = lock.error().message;
            opened.held = lock.error().code == base::ErrorCode::InvalidInput;
        }
    }
    auto loaded = store::loadFilm(place, library.vocabulary);
    if (!loaded) return tl::unexpected(loaded.error());
    opened.loaded = std::move(loaded).value();
    if (opened.lock) findUnsaved(opened);
    // Not being able to remember a film is no reason not to open it.
    static_cast<void>(
        rememberRecent(base::stateFolder(), {opened.loaded.film.title, opened.loaded.folder, true}));
    return opened;
}

void FilmBridge::findUnsaved(Opened& opened) {
    auto found = store::findAutosave(base::stateFolder(), opened.loaded.folder);
    if (found) {
        if (!(found->film == opened.loaded.film)) opened.unsaved = std::move(found->changedSince);
        return;
    }
    const base::Error& error = found.error();
    if (error.code == base::ErrorCode::NotFound) return;
    // Left where it is, it would be written over by the next edits.
    store::declineAutosave(base::stateFolder(), opened.loaded.folder, base::SystemClock().utcMs());
    const std::string detail = error.problems.empty() ? error.message : error.problems.front().message;
    opened.loaded.warnings.push_back(
        {error.subject.empty() && !error.problems.empty() ? error.problems.front().file : error.subject,
         {},
         "edits of an earlier run were not saved and cannot be read (" + detail +
             "); their file is kept aside for 7 days",
         {}});
}

void FilmBridge::finishOpen(OpenResult result) {
    if (!result) {
        Q_EMIT failed(QStringLiteral("open"), result.error());
        return;
    }
    if (m_lock != result->lock) letGo();
    m_lock = std::move(result->lock);
    m_unanswered = result->unsaved.has_value();
    m_toldTrouble.clear();
    m_toldBoth.clear();
    const bool writable = m_lock != nullptr;
    m_heldElsewhere = result->held;
    const auto unsaved = std::move(result->unsaved);
    m_watch.watch(result->loaded.folder);
    m_document.setReadOnly(writable ? QString() : shown(result->why));
    m_document.open(std::move(result->loaded));
    if (unsaved) Q_EMIT recoverable(shownFiles(*unsaved));
}

void FilmBridge::letGo() {
    m_watch.stop();
    if (!m_lock) return;
    // After what is still being written: the worker keeps its order.
    m_worker.post([lock = std::exchange(m_lock, nullptr)](std::stop_token) mutable { lock.reset(); });
}

void FilmBridge::lookAgain() {
    if (!m_document.isOpen()) return;
    if (m_saving) {
        m_watch.settle();
        return;
    }
    if (!m_lock) {
        if (m_heldElsewhere) askForLock();
        return;
    }
    m_worker.run(
        this,
        [library = m_library, loaded = m_document.peek()](std::stop_token) {
            return store::lookAgain(loaded, library->vocabulary);
        },
        [this, edits = m_edits](LookResult result) { finishLook(std::move(result), edits); });
}

void FilmBridge::askForLock() {
    m_worker.run(
        this,
        [folder = m_document.folder()](std::stop_token) -> std::optional<std::filesystem::path> {
            if (store::FilmLock::holder(folder)) return std::nullopt;
            return folder;
        },
        [this](const std::optional<std::filesystem::path>& free) {
            if (free && m_document.isOpen() && m_document.folder() == *free) open(*free);
        });
}

void FilmBridge::finishLook(LookResult result, quint64 edits) {
    if (!m_document.isOpen()) return;
    if (m_saving || edits != m_edits) {
        m_watch.settle();
        return;
    }
    if (!result) {
        if (std::exchange(m_toldTrouble, result.error().message) != result.error().message)
            Q_EMIT failed(QStringLiteral("reload"), result.error());
        return;
    }
    m_toldTrouble.clear();
    if (!*result || (*result)->loaded.folder != m_document.folder()) return;
    takeNews(std::move(**result));
}

void FilmBridge::takeNews(store::DiskNews news) {
    if (!news.both.empty()) {
        std::map<std::string, std::string> theirs;
        for (const std::string& file : news.both) {
            theirs[file] = news.loaded.texts.contains(file) ? news.loaded.texts.at(file) : std::string();
        }
        if (std::exchange(m_toldBoth, theirs) != theirs) Q_EMIT conflict(shownFiles(news.both));
        return;
    }
    const QStringList files = shownFiles(news.changed);
    m_toldBoth.clear();
    const film::ShotId shot = m_document.currentShot();
    m_document.open(std::move(news.loaded));
    m_document.selectShot(shot);
    if (news.mine) m_document.recover(std::move(*news.mine));
    Q_EMIT reloaded(files);
    if (m_unanswered) tellUnsavedAgain();
}

void FilmBridge::tellUnsavedAgain() {
    findUnsavedNow([this](const FoundEdits& found) {
        if (found) Q_EMIT recoverable(shownFiles(found->changedSince));
    });
}

void FilmBridge::findUnsavedNow(std::function<void(FoundEdits)> then) {
    m_worker.run(
        this,
        [folder = m_document.folder()](std::stop_token) {
            return std::pair(folder, store::findAutosave(base::stateFolder(), folder));
        },
        [this, then = std::move(then)](std::pair<std::filesystem::path, FoundEdits> found) {
            if (m_unanswered && m_document.isOpen() && m_document.folder() == found.first)
                then(std::move(found.second));
        });
}

void FilmBridge::open(const std::filesystem::path& folder) {
    Q_EMIT opening(QString::fromStdString(folder.string()));
    m_worker.run(
        this,
        [library = m_library, folder, slot = m_slot](std::stop_token) {
            return load(*library, folder, slot);
        },
        [this](OpenResult result) { finishOpen(std::move(result)); });
}

void FilmBridge::openBackup(const std::filesystem::path& folder) {
    m_worker.run(
        this,
        [library = m_library, slot = m_slot, folder](std::stop_token) -> OpenResult {
            const auto found = store::findBackups(base::stateFolder(), folder);
            if (found.empty())
                return base::fail(base::ErrorCode::NotFound, "there is no backup of this film",
                                  folder.string());
            const auto to = freeFolder(folder.parent_path(), folder.stem().string() + " backup");
            if (auto made = store::restoreBackup(base::stateFolder(), folder, found.front().id, to); !made)
                return tl::unexpected(made.error());
            return load(*library, to, slot);
        },
        [this](OpenResult result) { finishOpen(std::move(result)); });
}

void FilmBridge::openSample(const std::string& sample, const std::filesystem::path& parent) {
    m_worker.run(
        this,
        [library = m_library, slot = m_slot, sample, parent](std::stop_token) -> OpenResult {
            if (auto made = base::makeFolder(parent); !made) return tl::unexpected(made.error());
            const auto folder = freeFolder(parent, sample);
            if (auto copied = app::copySample(*library, sample, folder); !copied) {
                return tl::unexpected(copied.error());
            }
            return load(*library, folder, slot);
        },
        [this](OpenResult result) { finishOpen(std::move(result)); });
}

void FilmBridge::create(const QString& title, const std::filesystem::path& parent) {
    m_worker.run(
        this,
        [library = m_library, slot = m_slot, title = title.toStdString(),
         parent](std::stop_token) -> OpenResult {
            if (auto made = base::makeFolder(parent); !made) return tl::unexpected(made.error());
            const auto folder = freeFolder(parent, base::idFromTitle(title));
            if (auto made = store::createFilm(folder, firstFilm(title)); !made)
                return tl::unexpected(made.error());
            return load(*library, folder, slot);
        },
        [this](OpenResult result) { finishOpen(std::move(result)); });
}

void FilmBridge::save(store::OnConflict onConflict) {
    if (!m_document.isOpen()) return;
    if (m_saving) {
        m_saveAgain = true;
        return;
    }
    m_saving = true;
    m_worker.run(
        this,
        [loaded = m_document.snapshot(), onConflict,
         unanswered = m_unanswered](std::stop_token) mutable -> SaveResult {
            // A backup that cannot be written is no reason not to save.
            const auto keep = [&] {
                static_cast<void>(
                    store::keepBackup(base::stateFolder(), loaded, base::SystemClock().utcMs()));
            };
            keep();
            if (auto status = store::saveFilm(loaded, onConflict); !status)
                return tl::unexpected(status.error());
            keep();
            // Edits of an earlier run that nobody has answered about are not part of what was saved.
            if (!unanswered) store::dropAutosave(base::stateFolder(), loaded.folder);
            return std::move(loaded.texts);
        },
        [this](SaveResult result) { finishSave(std::move(result)); });
}

void FilmBridge::finishSave(SaveResult result) {
    m_saving = false;
    if (result) {
        m_document.saved(std::move(result).value());
        Q_EMIT saved();
        if (std::exchange(m_saveAgain, false) && m_document.isDirty()) save();
        return;
    }
    m_saveAgain = false;
    const base::Error& error = result.error();
    if (error.code == base::ErrorCode::InvalidInput && !error.problems.empty()) {
        QStringList files;
        for (const base::Problem& problem : error.problems) files << QString::fromStdString(problem.file);
        files.removeDuplicates();
        Q_EMIT conflict(files);
    } else {
        Q_EMIT failed(QStringLiteral("save"), error);
    }
}

void FilmBridge::saveCopy() {
    if (!m_document.isOpen()) return;
    m_worker.run(
        this,
        [library = m_library, slot = m_slot, mine = m_document.snapshot(),
         unanswered = m_unanswered](std::stop_token) -> OpenResult {
            const auto folder = freeFolder(mine.folder.parent_path(), mine.folder.stem().string() + " copy");
            if (auto copied = store::copyFilm(mine.folder, folder); !copied)
                return tl::unexpected(copied.error());
            auto loaded = store::loadFilm(folder, library->vocabulary);
            if (!loaded) return tl::unexpected(loaded.error());
            loaded->film = mine.film;
            if (auto saved = store::saveFilm(*loaded, store::OnConflict::Overwrite); !saved) {
                return tl::unexpected(saved.error());
            }
            if (!unanswered) store::dropAutosave(base::stateFolder(), mine.folder);
            return load(*library, folder, slot);
        },
        [this](OpenResult result) { finishOpen(std::move(result)); });
}

void FilmBridge::armAutosave(bool dirty) {
    if (!dirty || !m_document.isDirty()) {
        m_afterLast.stop();
        m_afterFirst.stop();
        return;
    }
    m_afterLast.start();
    if (!m_afterFirst.isActive()) m_afterFirst.start();
}

void FilmBridge::autosave() {
    m_afterLast.stop();
    m_afterFirst.stop();
    // Found edits that were not answered yet must not be written over.
    if (!m_document.isDirty() || m_unanswered) return;
    m_worker.run(
        this,
        [loaded = m_document.peek()](std::stop_token) {
            return store::autosave(base::stateFolder(), loaded);
        },
        [this](base::Status status) {
            if (!status) Q_EMIT failed(QStringLiteral("autosave"), status.error());
        });
}

void FilmBridge::discardEdits() {
    armAutosave(false);
    if (!m_document.isOpen() || m_unanswered) return;
    m_worker.post([folder = m_document.folder()](std::stop_token) {
        store::dropAutosave(base::stateFolder(), folder);
    });
}

void FilmBridge::takeRecovered() {
    if (!m_unanswered) return;
    // Read anew: what other programs have written since the film was opened stays.
    findUnsavedNow([this](FoundEdits found) {
        if (!found) {
            Q_EMIT failed(QStringLiteral("recover"), found.error());
            return;
        }
        m_unanswered = false;
        m_document.recover(std::move(found->film));
    });
}

void FilmBridge::dropRecovered() {
    if (!std::exchange(m_unanswered, false)) return;
    m_worker.post([folder = m_document.folder()](std::stop_token) {
        store::declineAutosave(base::stateFolder(), folder, base::SystemClock().utcMs());
    });
    armAutosave(m_document.isDirty());
}

void FilmBridge::takes(const film::ShotId& shot, QObject* context, std::function<void(store::Takes)> then) {
    m_worker.run(
        context,
        [folder = m_document.folder(), shot](std::stop_token) { return store::loadTakes(folder, shot); },
        std::move(then));
}

void FilmBridge::saveReview(const film::Take& take, const film::Review& review) {
    m_worker.run(
        this,
        [folder = m_document.folder(), take, review](std::stop_token) {
            return store::saveReview(folder, take, review);
        },
        [this](base::Status status) {
            if (!status) Q_EMIT failed(QStringLiteral("review"), status.error());
        });
}

void FilmBridge::recent(QObject* context, std::function<void(std::vector<RecentFilm>)> then) {
    m_worker.run(
        context, [](std::stop_token) { return readRecent(base::stateFolder()); }, std::move(then));
}

std::filesystem::path FilmBridge::filmsFolder() {
    const QString documents = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    return std::filesystem::path(documents.toStdString()) / "Groundglass";
}

}  // namespace groundglass::ui
