#pragma once

#include "groundglass/app/services.hpp"

#include <QObject>
#include <QString>

#include <map>
#include <memory>
#include <string>

namespace groundglass::ui {

class Background;
class Document;
class JobBridge;

/// Which models the machine can send to, and the way from a shot to the queue. Thread: UI.
class Targets final : public QObject {
    Q_OBJECT
public:
    Targets(std::shared_ptr<const app::Library> library, Document& document, JobBridge& jobs,
            Background& background, QObject* parent = nullptr);

    /// Reads the configured endpoints on the worker; then endpointsLoaded() and changed(), or refused().
    void load();
    /// As they were read last, by id.
    [[nodiscard]] const std::map<std::string, jobs::Endpoint>& endpoints() const { return m_endpoints; }

    [[nodiscard]] const jobs::Provider* provider() const;  ///< Of the film; null when the catalog lacks it.
    [[nodiscard]] const jobs::Model* model() const;
    /// The duration that Roll would ask for, as the model allows it.
    [[nodiscard]] base::Milliseconds duration() const;
    [[nodiscard]] base::Money estimate() const;
    /// Empty when Roll can go; else a sentence that says what is missing.
    [[nodiscard]] QString obstacle() const;
    /// The endpoint that Roll sends to: the one chosen since the start, else the first; empty without one.
    [[nodiscard]] std::string endpointOf(const std::string& provider) const;
    void chooseEndpoint(const std::string& provider, const std::string& endpoint);
    /// True when the provider works on this machine or has an endpoint.
    [[nodiscard]] bool reachable(const jobs::Provider& provider) const;

    /// Chooses the film's model, and the dialect that suits it, as one step of undo.
    void choose(const std::string& provider, const std::string& model);
    /// Freezes the current shot as a request and hands it to the queue.
    void roll();

Q_SIGNALS:
    void changed();
    void endpointsLoaded();
    void refused(const QString& why);

private:
    std::shared_ptr<const app::Library> m_library;
    Document& m_document;
    JobBridge& m_jobs;
    Background& m_background;
    std::map<std::string, jobs::Endpoint> m_endpoints;
    std::map<std::string, std::string> m_chosen;  ///< Endpoint by provider.
};

}  // namespace groundglass::ui
