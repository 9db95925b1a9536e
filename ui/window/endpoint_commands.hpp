#pragma once

#include "ui/panel_context.hpp"

#include <QObject>

#include <map>
#include <string>

namespace groundglass::ui {

class EndpointsPage;
class Keyring;
class MainWindow;
class Targets;

/// Ties endpoints, keys and the queue together: keys are asked for before the queue opens, a changed endpoint
/// reaches the queue without a restart, and a key that came late is told to what waits for it.
class EndpointCommands final : public QObject {
    Q_OBJECT
public:
    EndpointCommands(PanelContext& context, Targets& targets, Keyring& keyring, MainWindow& window);

    /// Reads the endpoints, asks for their keys, and opens the queue; at the latest after a short while, as a
    /// keyring may wait for a person.
    void start();

private:
    void followEndpoints();
    void openQueue();
    void keyArrived(const std::string& endpoint);
    void showPage();

    PanelContext& m_context;
    Targets& m_targets;
    Keyring& m_keyring;
    MainWindow& m_window;
    EndpointsPage* m_page = nullptr;  ///< A child of the window.
    std::map<std::string, jobs::Endpoint> m_known;
    bool m_opening = false;  ///< The queue waits for the keys of a start.
    bool m_opened = false;
};

}  // namespace groundglass::ui
