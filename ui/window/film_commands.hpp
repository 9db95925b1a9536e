#pragma once

#include "ui/panel_context.hpp"

#include <QObject>
#include <QStringList>

namespace groundglass::ui {

class MainWindow;
class NoticeBar;
class Targets;

/// What the commands about whole films do, and what the window has to tell about them.
class FilmCommands final : public QObject {
    Q_OBJECT
public:
    FilmCommands(PanelContext& context, Targets& targets, MainWindow& window);

private:
    void connectFilm();
    void connectQueue();
    void openFolder();
    void newFilm();
    void closeFilm();
    void tellConflict(const QStringList& files);
    void tellReloaded(const QStringList& files);
    void tellReadOnly(const QString& why);
    void tellFailure(const QString& what, const base::Error& error);
    void tellWaiting();
    void askBeforeClosing();
    void showKeys();

    PanelContext& m_context;
    Targets& m_targets;
    MainWindow& m_window;
    bool m_closeAfterSave = false;
};

}  // namespace groundglass::ui
