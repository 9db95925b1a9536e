#pragma once

#include "ui/panel_context.hpp"
#include "ui/tour.hpp"

#include <QElapsedTimer>
#include <QObject>
#include <QStringList>
#include <QTimer>

#include <filesystem>
#include <vector>

namespace groundglass::ui {

class MainWindow;

/// Walks through every state of the window and its panels and writes a numbered picture of each.
class TourRunner final : public QObject {
    Q_OBJECT
public:
    TourRunner(PanelContext& context, MainWindow& window, std::filesystem::path folder);

    /// All steps, or those whose names are in `only`.
    void start(const QStringList& only = {});

Q_SIGNALS:
    /// The last picture is written; `missed` steps did not come about in time.
    void finished(int missed);

private:
    std::vector<TourStep> collect();
    void enter();
    void poll();
    void take();

    PanelContext& m_context;
    MainWindow& m_window;
    std::filesystem::path m_folder;
    std::vector<TourStep> m_steps;
    std::size_t m_at = 0;
    int m_calm = 0;  ///< Polls in a row at which nothing moved.
    int m_missed = 0;
    QElapsedTimer m_since;
    QTimer m_timer;
};

}  // namespace groundglass::ui
