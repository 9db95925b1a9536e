#include "ui/bridge/film_watch.hpp"

#include <QGuiApplication>
#include <QStringList>

#include <system_error>

namespace groundglass::ui {
namespace {

/// A checkout writes for a while; nothing is read before it has been quiet for this long.
constexpr int quietMs = 400;

}  // namespace

FilmWatch::FilmWatch(QObject* parent) : QObject(parent) {
    m_quiet.setSingleShot(true);
    m_quiet.setInterval(quietMs);
    connect(&m_quiet, &QTimer::timeout, this, &FilmWatch::touched);
    connect(&m_folders, &QFileSystemWatcher::directoryChanged, this, &FilmWatch::settle);
    if (const auto* application = qobject_cast<QGuiApplication*>(QCoreApplication::instance())) {
        connect(application, &QGuiApplication::applicationStateChanged, this,
                [this](Qt::ApplicationState state) {
                    if (state == Qt::ApplicationActive && !m_folders.directories().isEmpty()) settle();
                });
    }
}

void FilmWatch::watch(const std::filesystem::path& folder) {
    stop();
    QStringList folders{QString::fromStdString(folder.string())};
    for (const char* kind : {"cast", "locations", "looks", "scenes", "shots"}) {
        std::error_code error;
        const auto place = folder / kind;
        if (std::filesystem::is_directory(place, error)) folders << QString::fromStdString(place.string());
    }
    m_folders.addPaths(folders);
}

void FilmWatch::stop() {
    m_quiet.stop();
    if (const QStringList watched = m_folders.directories(); !watched.isEmpty())
        m_folders.removePaths(watched);
}

void FilmWatch::settle() {
    m_quiet.start();
}

}  // namespace groundglass::ui
