#include "ui/window/film_commands.hpp"

#include "ui/bridge/film_bridge.hpp"
#include "ui/bridge/job_bridge.hpp"
#include "ui/document.hpp"
#include "ui/theme.hpp"
#include "ui/window/actions.hpp"
#include "ui/window/keys_page.hpp"
#include "ui/window/main_window.hpp"
#include "ui/window/new_film.hpp"
#include "ui/window/notice_bar.hpp"
#include "ui/window/spending_page.hpp"
#include "ui/window/targets.hpp"

#include <QAction>
#include <QFileDialog>

#include <algorithm>
#include <filesystem>

namespace groundglass::ui {

FilmCommands::FilmCommands(PanelContext& context, Targets& targets, MainWindow& window)
    : QObject(&window), m_context(context), m_targets(targets), m_window(window) {
    connectFilm();
    connectQueue();
    connect(context.actions["help_keys"], &QAction::triggered, this, &FilmCommands::showKeys);
    connect(&window, &MainWindow::closeWanted, this, &FilmCommands::askBeforeClosing);
    connect(&context.document, &Document::editRefused, this, [this](const QString& why) {
        m_window.notices()->tell({QStringLiteral("edit"),
                                  Notice::Kind::Warning,
                                  tr("That change was not taken: %1").arg(why),
                                  {},
                                  {},
                                  8});
    });
}

void FilmCommands::connectFilm() {
    const auto on = [this](const char* id, auto act) {
        connect(m_context.actions[id], &QAction::triggered, this, act);
    };
    on("film_open", [this] { openFolder(); });
    on("film_new", [this] { newFilm(); });
    on("film_sample", [this] { m_context.films.openSample("impossible-places", FilmBridge::filmsFolder()); });
    on("film_save", [this] { m_context.films.save(); });
    on("film_copy", [this] { m_context.films.saveCopy(); });
    on("film_close", [this] { closeFilm(); });
    on("spending", [this] {
        auto* page = new SpendingPage(m_context, &m_window);
        page->setAttribute(Qt::WA_DeleteOnClose);
        page->show();
    });

    connect(&m_context.document, &Document::closed, this, [this] {
        for (const char* id : {"recover", "warnings", "conflict", "save", "edit"}) {
            m_window.notices()->take(QString::fromLatin1(id));
        }
    });
    const auto enable = [this] {
        const bool open = m_context.document.isOpen();
        for (const char* id :
             {"film_save", "film_copy", "film_rename", "film_close", "shot_new", "scene_new"}) {
            m_context.actions[id]->setEnabled(open);
        }
    };
    enable();
    connect(&m_context.document, &Document::opened, this, enable);
    connect(&m_context.document, &Document::closed, this, enable);

    FilmBridge& films = m_context.films;
    connect(&films, &FilmBridge::conflict, this, &FilmCommands::tellConflict);
    connect(&films, &FilmBridge::failed, this, &FilmCommands::tellFailure);
    connect(&films, &FilmBridge::saved, this, [this] {
        for (const char* id : {"conflict", "save", "autosave", "close"}) {
            m_window.notices()->take(QString::fromLatin1(id));
        }
        if (m_closeAfterSave) m_window.closeNow();
    });
    connect(&films, &FilmBridge::reloaded, this, &FilmCommands::tellReloaded);
    connect(&m_context.document, &Document::readOnlyChanged, this, &FilmCommands::tellReadOnly);
    connect(&films, &FilmBridge::recoverable, this, [this](const QStringList& changedSince) {
        QString text = tr("Edits of an earlier run were not saved. They are still here.");
        if (!changedSince.isEmpty()) {
            text += QLatin1Char(' ') +
                    tr("Another program has changed %n of their files since; recovered, they replace that.",
                       nullptr, static_cast<int>(changedSince.size()));
        }
        m_window.notices()->tell({QStringLiteral("recover"),
                                  Notice::Kind::Info,
                                  text,
                                  changedSince.join(QLatin1Char('\n')),
                                  {{tr("Recover them"), [this] { m_context.films.takeRecovered(); }},
                                   {tr("Let them go"), [this] { m_context.films.dropRecovered(); }}},
                                  0});
    });
    connect(&m_context.document, &Document::opened, this, [this] {
        for (const char* id : {"open", "recover", "warnings", "conflict"}) {
            m_window.notices()->take(QString::fromLatin1(id));
        }
        const auto& warnings = m_context.document.warnings();
        if (warnings.empty()) return;
        QStringList details;
        for (const base::Problem& warning : warnings) {
            details << QStringLiteral("%1: %2").arg(shown(warning.file), shown(warning.message));
        }
        m_window.notices()->tell(
            {QStringLiteral("warnings"),
             Notice::Kind::Warning,
             tr("%n thing(s) to look at in this film: %1", nullptr, static_cast<int>(warnings.size()))
                 .arg(details.front()),
             details.join(QLatin1Char('\n')),
             {},
             0});
    });
}

void FilmCommands::connectQueue() {
    connect(m_context.actions["roll"], &QAction::triggered, &m_targets, &Targets::roll);
    const auto enableRoll = [this] { m_context.actions["roll"]->setEnabled(m_targets.obstacle().isEmpty()); };
    enableRoll();
    connect(&m_targets, &Targets::changed, this, enableRoll);
    const auto refused = [this](const QString& why) {
        m_window.notices()->tell({QStringLiteral("queue"), Notice::Kind::Warning, why, {}, {}, 15});
    };
    connect(&m_targets, &Targets::refused, this, refused);
    connect(&m_context.jobs, &JobBridge::refused, this, refused);
    connect(&m_context.jobs, &JobBridge::openFailed, this, [this](const QString& why) {
        m_window.notices()->tell({QStringLiteral("ledger"),
                                  Notice::Kind::Error,
                                  tr("The queue cannot be opened, so nothing can be sent: %1").arg(why),
                                  {},
                                  {{tr("Try again"), [this] { m_context.jobs.open(m_context.library); }}},
                                  0});
    });
    connect(&m_context.jobs, &JobBridge::opened, this, &FilmCommands::tellWaiting);
}

void FilmCommands::tellWaiting() {
    // What was ready in an earlier run is not sent without consent; count and sum are shown first.
    int count = 0;
    base::Money sum;
    for (const jobs::Job& job : m_context.jobs.jobs()) {
        if (job.state != jobs::JobState::Ready && job.state != jobs::JobState::NotSent &&
            job.state != jobs::JobState::Reserved) {
            continue;
        }
        ++count;
        sum.micros += job.request.estimate.micros;
    }
    if (count == 0) return;
    m_window.notices()->tell(
        {QStringLiteral("waiting"),
         Notice::Kind::Info,
         tr("Not sent in an earlier run: %n shot(s), %1.", nullptr, count)
             .arg(sum.micros > 0 ? tr("about %1").arg(shown(base::toText(sum))) : tr("free")),
         {},
         {{tr("Send them"), [this] { m_context.jobs.resume(); }}, {tr("Not now"), {}}},
         0});
}

void FilmCommands::openFolder() {
    auto* dialog = new QFileDialog(&m_window, tr("Open a film"),
                                   QString::fromStdString(FilmBridge::filmsFolder().string()));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this,
            [this](const QString& folder) { m_context.films.open(folder.toStdString()); });
    dialog->open();
}

void FilmCommands::newFilm() {
    auto* dialog = new NewFilm(&m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &NewFilm::wanted, this,
            [this](const QString& title) { m_context.films.create(title, FilmBridge::filmsFolder()); });
    dialog->open();
}

void FilmCommands::closeFilm() {
    if (QWidget* typed = m_window.focusWidget()) typed->clearFocus();
    if (!m_context.document.isDirty()) {
        m_context.document.close();
        return;
    }
    m_window.notices()->tell({QStringLiteral("close"),
                              Notice::Kind::Warning,
                              tr("The film has edits that are not saved."),
                              {},
                              {{tr("Save"), [this] { m_context.films.save(); }},
                               {tr("Close without saving"),
                                [this] {
                                    m_context.films.discardEdits();
                                    m_context.document.close();
                                }}},
                              0});
}

void FilmCommands::askBeforeClosing() {
    m_window.notices()->tell({QStringLiteral("close"),
                              Notice::Kind::Warning,
                              tr("The film has edits that are not saved."),
                              {},
                              {{tr("Save and quit"),
                                [this] {
                                    m_closeAfterSave = true;
                                    m_context.films.save();
                                }},
                               {tr("Quit without saving"),
                                [this] {
                                    m_context.films.discardEdits();
                                    m_window.closeNow();
                                }},
                               {tr("Stay"), {}}},
                              0});
}

void FilmCommands::tellConflict(const QStringList& files) {
    m_closeAfterSave = false;
    const QString named =
        files.size() == 1
            ? files.front()
            : tr("%1 and %n more", nullptr, static_cast<int>(files.size()) - 1).arg(files.front());
    m_window.notices()->tell(
        {QStringLiteral("conflict"),
         Notice::Kind::Warning,
         tr("Not saved: another program changed %1 since it was read. Nothing is lost on either side.")
             .arg(named),
         files.join(QLatin1Char('\n')),
         {{tr("Keep mine"), [this] { m_context.films.save(store::OnConflict::Overwrite); }},
          {tr("Save mine as a copy"), [this] { m_context.films.saveCopy(); }},
          {tr("Take theirs"), [this] { m_context.films.open(m_context.document.folder()); }}},
         0});
}

void FilmCommands::tellReloaded(const QStringList& files) {
    const QString text = m_context.document.isDirty()
                             ? tr("Another program changed %n file(s), read again now, under your edits.",
                                  nullptr, static_cast<int>(files.size()))
                             : tr("Another program changed %n file(s), read again now.", nullptr,
                                  static_cast<int>(files.size()));
    m_window.notices()->tell(
        {QStringLiteral("reloaded"), Notice::Kind::Info, text, files.join(QLatin1Char('\n')), {}, 10});
}

void FilmCommands::tellReadOnly(const QString& why) {
    m_window.notices()->take(QStringLiteral("readonly"));
    if (why.isEmpty()) return;
    m_window.notices()->tell({QStringLiteral("readonly"),
                              Notice::Kind::Warning,
                              tr("Read-only: %1. It can be edited here as soon as that is over.").arg(why),
                              {},
                              {{tr("Edit a copy"), [this] { m_context.films.saveCopy(); }}},
                              0});
}

void FilmCommands::tellFailure(const QString& what, const base::Error& error) {
    m_closeAfterSave = false;
    QString text = what == QStringLiteral("open") ? tr("The film could not be opened: %1")
                   : what == QStringLiteral("autosave")
                       ? tr("Edits could not be kept aside: %1. Save the film.")
                   : what == QStringLiteral("reload") ? tr("Files of the film changed on the disk and cannot "
                                                           "be read: %1. What is open here stays as it is.")
                   : what == QStringLiteral("recover") ? tr("Edits of an earlier run cannot be read: %1")
                   : what == QStringLiteral("review")  ? tr("The review could not be written: %1")
                                                       : tr("Not saved: %1. The edits are still here.");
    QStringList details;
    for (const base::Problem& problem : error.problems) {
        details << QStringLiteral("%1 %2: %3 %4")
                       .arg(shown(problem.file), shown(problem.pointer), shown(problem.message),
                            shown(problem.remedy));
    }
    Notice notice{
        what, Notice::Kind::Error, text.arg(shown(error.message)), details.join(QLatin1Char('\n')), {}, 0};
    if (what == QStringLiteral("save")) {
        notice.answers = {{tr("Try again"), [this] { m_context.films.save(); }},
                          {tr("Save a copy"), [this] { m_context.films.saveCopy(); }}};
    }
    if (what == QStringLiteral("open") && error.code == base::ErrorCode::InvalidInput) {
        notice.answers = {
            {tr("Open the last backup as a copy"),
             [this, folder = std::filesystem::path(error.subject)] { m_context.films.openBackup(folder); }}};
    }
    m_window.notices()->tell(std::move(notice));
}

void FilmCommands::showKeys() {
    auto* page = new KeysPage(m_context.actions, &m_window);
    page->setAttribute(Qt::WA_DeleteOnClose);
    page->show();
}

}  // namespace groundglass::ui
