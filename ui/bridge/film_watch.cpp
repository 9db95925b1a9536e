#include "ui/bridge/film_watch.hpp"

#include <QGuiApplication>

namespace groundglass::ui {
namespace {

/// A checkout writes for a while; nothing is read before it has been quiet for this long.
constexpr int quietMs = 400;

}  // namespace

FilmWatch::FilmWatch(QObject* parent)
    : QObject(parent), m_watcher({"cast", "locations", "looks", "scenes", "shots"}, [this](unsigned turn) {
          m_home.post([this, turn] { hear(turn); });
      }) {
    m_quiet.setSingleShot(true);
    m_quiet.setInterval(quietMs);
    connect(&m_quiet, &QTimer::timeout, this, &FilmWatch::touched);
    if (const auto* application = qobject_cast<QGuiApplication*>(QCoreApplication::instance())) {
        connect(application, &QGuiApplication::applicationStateChanged, this,
                [this](Qt::ApplicationState state) {
                    if (state == Qt::ApplicationActive && m_turn) settle();
                });
    }
}

void FilmWatch::hear(unsigned turn) {
    if (turn == m_turn) settle();
}

void FilmWatch::watch(const std::filesystem::path& folder) {
    m_quiet.stop();
    m_turn = m_watcher.watch(folder);
}

void FilmWatch::stop() {
    m_quiet.stop();
    m_turn.reset();
    m_watcher.stop();
}

void FilmWatch::settle() {
    m_quiet.start();
}

}  // namespace groundglass::ui
