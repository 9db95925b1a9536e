#include "ui/window/targets.hpp"

#include "groundglass/base/paths.hpp"
#include "ui/bridge/background.hpp"
#include "ui/bridge/job_bridge.hpp"
#include "ui/document.hpp"
#include "ui/theme.hpp"

#include <utility>

namespace groundglass::ui {
namespace {

/// Providers whose clips are made on this machine, without an endpoint.
bool isLocal(const std::string& provider) {
    return provider == "builtin" || provider == "simulator";
}

}  // namespace

Targets::Targets(std::shared_ptr<const app::Library> library, Document& document, JobBridge& jobs,
                 Background& background, QObject* parent)
    : QObject(parent),
      m_library(std::move(library)),
      m_document(document),
      m_jobs(jobs),
      m_background(background) {
    connect(&document, &Document::viewChanged, this, &Targets::changed);
}

void Targets::load() {
    using Result = base::Result<std::map<std::string, jobs::Endpoint>>;
    m_background.run(
        this, [](std::stop_token) { return app::loadEndpoints(base::configFolder()); },
        [this](Result endpoints) {
            if (!endpoints) {
                Q_EMIT refused(
                    tr("The configured endpoints cannot be read: %1").arg(shown(endpoints.error().message)));
                return;
            }
            m_endpoints = std::move(endpoints).value();
            Q_EMIT endpointsLoaded();
            Q_EMIT changed();
        });
}

const jobs::Provider* Targets::provider() const {
    return m_document.isOpen() ? m_library->catalog.find(m_document.film().provider) : nullptr;
}

const jobs::Model* Targets::model() const {
    const jobs::Provider* found = provider();
    return found ? found->model(m_document.film().model) : nullptr;
}

base::Milliseconds Targets::duration() const {
    const app::ShotView* view = m_document.view();
    const jobs::Model* chosen = model();
    if (!view) return {};
    return chosen ? chosen->nearestDuration(view->measured.duration) : view->measured.duration;
}

base::Money Targets::estimate() const {
    const jobs::Model* chosen = model();
    return chosen ? chosen->estimate(duration()) : base::Money{};
}

std::string Targets::endpointOf(const std::string& provider) const {
    if (const auto chosen = m_chosen.find(provider); chosen != m_chosen.end()) {
        const auto found = m_endpoints.find(chosen->second);
        if (found != m_endpoints.end() && found->second.provider == provider) return found->first;
    }
    for (const auto& [id, endpoint] : m_endpoints) {
        if (endpoint.provider == provider) return id;
    }
    return {};
}

void Targets::chooseEndpoint(const std::string& provider, const std::string& endpoint) {
    m_chosen[provider] = endpoint;
    Q_EMIT changed();
}

bool Targets::reachable(const jobs::Provider& provider) const {
    return isLocal(provider.id) || !endpointOf(provider.id).empty();
}

QString Targets::obstacle() const {
    if (!m_document.view()) return tr("There is no shot to send.");
    const jobs::Provider* target = provider();
    if (!target) return tr("The film's provider is not in the catalog: choose a model.");
    const jobs::Model* chosen = model();
    if (!chosen) return tr("The film's model is not in the catalog: choose a model.");
    if (chosen->status == "retired")
        return tr("%1 is retired: choose another model.").arg(shown(chosen->title));
    if (!reachable(*target)) {
        return tr("No endpoint is configured for %1. Add one under “Providers and keys”; the prompt can be "
                  "copied already.")
            .arg(shown(target->title));
    }
    return {};
}

void Targets::choose(const std::string& provider, const std::string& model) {
    const jobs::Provider* target = m_library->catalog.find(provider);
    const jobs::Model* chosen = target ? target->model(model) : nullptr;
    if (!chosen) return;
    const film::Film& film = m_document.film();
    const std::string dialect = m_library->dialects.find(chosen->dialect) ? chosen->dialect : film.dialect;
    static_cast<void>(m_document.edit(film::setTarget(film.id, dialect, provider, model)));
}

void Targets::roll() {
    if (const QString why = obstacle(); !why.isEmpty()) {
        Q_EMIT refused(why);
        return;
    }
    using Result = base::Result<jobs::Request>;
    m_background.run(
        this,
        [library = m_library, film = m_document.film(), folder = m_document.folder(),
         view = *m_document.view(), endpoint = endpointOf(m_document.film().provider)](std::stop_token) {
            return app::requestFor(*library, film, folder, view, film.provider, film.model, endpoint);
        },
        [this](Result request) {
            if (!request) {
                Q_EMIT refused(shown(request.error().message));
                return;
            }
            m_jobs.submit(*request);
        });
}

}  // namespace groundglass::ui
