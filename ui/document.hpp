#pragma once

#include "groundglass/app/services.hpp"
#include "groundglass/film/edit.hpp"
#include "groundglass/store/film_folder.hpp"

#include <QObject>
#include <QString>
#include <QUndoStack>

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace groundglass::ui {

/// The open film, everything done to it, and the three views of the current shot.
///
/// Nothing writes to the film but edit(). Thread: the UI thread; workers get copies (snapshot()).
class Document final : public QObject {
    Q_OBJECT
public:
    explicit Document(std::shared_ptr<const app::Library> library, QObject* parent = nullptr);
    ~Document() override;

    // ---- the film ----
    /// Takes over a film and selects its first shot; the undo history starts anew.
    void open(store::LoadedFilm loaded);
    /// Puts unsaved edits of a crashed run over the open film as one step of undo.
    void recover(film::Film film);
    void close();
    /// Why the film can be looked at but not edited, as a sentence for people; empty lifts it.
    void setReadOnly(const QString& why);
    [[nodiscard]] const QString& readOnly() const { return m_readOnly; }
    [[nodiscard]] bool isOpen() const { return m_open; }
    [[nodiscard]] const film::Film& film() const { return m_loaded.film; }
    [[nodiscard]] const std::filesystem::path& folder() const { return m_loaded.folder; }
    [[nodiscard]] const std::vector<base::Problem>& warnings() const { return m_loaded.warnings; }
    [[nodiscard]] const app::Library& library() const { return *m_library; }
    [[nodiscard]] std::shared_ptr<const app::Library> sharedLibrary() const { return m_library; }

    // ---- editing ----
    /// Applies an edit as one step of undo; edits with the same non-empty merge key that follow one another
    /// become one step until endMerge(). Errors: as the edit; the film is then as before and editRefused()
    /// was emitted.
    base::Status edit(std::unique_ptr<film::Edit> edit);
    /// The same for one field of the current shot; `monostate` gives the field back to inheritance.
    base::Status setField(std::string path, film::FieldValue value, std::string mergeKey = {});
    /// Focus left or the mouse was released: the next edit begins a step of its own.
    void endMerge() { ++m_mergeRun; }
    /// One step of undo for what is kept beside the film's files as soon as it is done; `forth` runs now.
    /// Neither does anything once `context` is gone. The film is as saved after it as it was before.
    void step(const QString& label, QObject* context, std::function<void()> forth,
              std::function<void()> back);
    /// What people say about a take, as one step; reviewed() tells it, now and with each undo and redo.
    void review(const film::Take& take, const film::Review& before, const film::Review& after);
    [[nodiscard]] QUndoStack& undoStack() { return m_stack; }

    // ---- the current shot ----
    [[nodiscard]] const film::ShotId& currentShot() const { return m_current; }
    void selectShot(const film::ShotId& shot);
    /// Null without a film or a shot. Valid until the next viewChanged().
    [[nodiscard]] const app::ShotView* view() const { return m_view ? &*m_view : nullptr; }
    /// Null when there is none; then composeProblem() says why.
    [[nodiscard]] const prompt::Prompt* prompt() const { return m_prompt ? &*m_prompt : nullptr; }
    [[nodiscard]] const QString& composeProblem() const { return m_composeProblem; }
    [[nodiscard]] const std::vector<prompt::Finding>& findings() const { return m_findings; }
    /// The shot's own dialect, else the film's.
    [[nodiscard]] std::string dialect() const;
    /// Effective value of a field of the current shot, and where it came from. Unset without a shot.
    [[nodiscard]] film::FieldValue value(std::string_view path) const;
    /// The value that the shot itself sets; `monostate` when it inherits.
    [[nodiscard]] film::FieldValue ownValue(std::string_view path) const;
    [[nodiscard]] film::Origin origin(std::string_view path) const;

    // ---- saving ----
    [[nodiscard]] bool isDirty() const { return m_open && !m_stack.isClean(); }
    /// What is open now, for an autosave.
    [[nodiscard]] const store::LoadedFilm& peek() const { return m_loaded; }
    /// A copy for a save on a worker; saved() answers it. Edits after it are not part of it.
    [[nodiscard]] store::LoadedFilm snapshot();
    /// The worker has written that snapshot; `texts` is what is on the disk now.
    void saved(std::map<std::string, std::string> texts);

Q_SIGNALS:
    void opened();
    void closed();
    /// What an edit, undo or redo touched, after the film has changed and before viewChanged().
    void changed(const std::vector<groundglass::film::Change>& changes);
    void shotSelected(const groundglass::film::ShotId& shot);
    /// view(), prompt() and findings() are new.
    void viewChanged();
    void dirtyChanged(bool dirty);
    void readOnlyChanged(const QString& why);
    /// This is said about that take from now on; it is to be kept.
    void reviewed(const groundglass::film::Take& take, const groundglass::film::Review& review);
    /// A sentence for people: why an edit was not taken.
    void editRefused(const QString& why);

private:
    friend class AsideCommand;
    friend class EditCommand;
    friend class ReplaceFilmCommand;
    base::Result<std::unique_ptr<film::Edit>> apply(const film::Edit& edit);
    film::Film replace(film::Film film);
    void followStack();
    void announce(const std::vector<film::Change>& changes);
    void refreshView();
    void keepCurrentShot();

    std::shared_ptr<const app::Library> m_library;
    store::LoadedFilm m_loaded;
    QUndoStack m_stack;
    film::ShotId m_current;
    std::vector<film::ShotId> m_order;  ///< Before the edit under way.
    std::optional<app::ShotView> m_view;
    std::optional<prompt::Prompt> m_prompt;
    std::vector<prompt::Finding> m_findings;
    QString m_composeProblem;
    QString m_readOnly;
    std::optional<base::Error> m_refusal;
    quint64 m_mergeRun = 0;
    quint64 m_version = 0;  ///< Grows with every change of the film.
    std::optional<quint64> m_snapshotVersion;
    bool m_stepWasAside = false;
    bool m_wasClean = true;
    bool m_open = false;
};

}  // namespace groundglass::ui
