#include "ui/window/endpoint_commands.hpp"

#include "ui/bridge/job_bridge.hpp"
#include "ui/bridge/keyring.hpp"
#include "ui/theme.hpp"
#include "ui/window/actions.hpp"
#include "ui/window/endpoints_page.hpp"
#include "ui/window/main_window.hpp"
#include "ui/window/notice_bar.hpp"
#include "ui/window/targets.hpp"

#include <QAction>
#include <QTimer>

namespace groundglass::ui {
namespace {

constexpr int keyPatienceMs = 3'000;

bool same(const jobs::Endpoint& a, const jobs::Endpoint& b) {
    return a.provider == b.provider && a.baseUrl == b.baseUrl && a.selfHosted == b.selfHosted &&
           a.profile == b.profile && a.model == b.model;
}

bool same(const std::map<std::string, jobs::Endpoint>& a, const std::map<std::string, jobs::Endpoint>& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const auto& x, const auto& y) {
        return x.first == y.first && same(x.second, y.second);
    });
}

}  // namespace

EndpointCommands::EndpointCommands(PanelContext& context, Targets& targets, Keyring& keyring,
                                   MainWindow& window)
    : QObject(&window), m_context(context), m_targets(targets), m_keyring(keyring), m_window(window) {
    context.jobs.useKeys(keyring.source());
    connect(&targets, &Targets::endpointsLoaded, this, &EndpointCommands::followEndpoints);
    // An unreadable file of endpoints is told by the queue itself, which reads the same file.
    connect(&targets, &Targets::refused, this, [this] {
        if (m_opening) openQueue();
    });
    connect(&keyring, &Keyring::settled, this, [this] {
        if (m_opening) openQueue();
    });
    connect(&keyring, &Keyring::arrived, this, &EndpointCommands::keyArrived);
    connect(context.actions["providers"], &QAction::triggered, this, &EndpointCommands::showPage);
}

void EndpointCommands::start() {
    m_opening = true;
    m_targets.load();
}

void EndpointCommands::followEndpoints() {
    const bool first = m_opening && !m_opened;
    const bool changed = !same(m_known, m_targets.endpoints());
    m_known = m_targets.endpoints();
    if (first) QTimer::singleShot(keyPatienceMs, this, &EndpointCommands::openQueue);
    m_keyring.follow(m_known);
    if (m_opened && changed) m_context.jobs.refreshEndpoints();
}

void EndpointCommands::openQueue() {
    if (m_opened) return;
    m_opening = false;
    m_opened = true;
    m_context.jobs.open(m_context.library);
}

void EndpointCommands::keyArrived(const std::string& endpoint) {
    const int waiting = m_context.jobs.keyArrived(endpoint);
    if (waiting == 0) return;
    m_window.notices()->tell(
        {QStringLiteral("key"),
         Notice::Kind::Info,
         tr("%1 has a key now. %n shot(s) wait to be sent.", nullptr, waiting).arg(shown(endpoint)),
         {},
         {{tr("Send them"), [this] { m_context.jobs.resume(); }}, {tr("Not now"), {}}},
         0});
}

void EndpointCommands::showPage() {
    if (!m_page) m_page = new EndpointsPage(m_context, m_targets, m_keyring, &m_window);
    m_page->show();
    m_page->raise();
    m_page->activateWindow();
}

}  // namespace groundglass::ui
