#pragma once

#include "groundglass/jobs/outside.hpp"
#include "providers/wire.hpp"

namespace groundglass::providers {

/// A service whose calls need more than an id: what is asked with an id alone is asked of a job without a
/// trail.
class OrderAdapter : public jobs::HttpAdapter {
public:
    base::Result<jobs::HttpRequest> create(const jobs::Request& request,
                                           const jobs::Endpoint& endpoint) const final {
        return createFrom({request, endpoint, "00000000-0000-4000-8000-000000000000"});
    }
    base::Result<jobs::HttpRequest> createFrom(const jobs::Order& order) const override = 0;

    jobs::HttpRequest poll(std::string_view remoteId, const jobs::Endpoint& endpoint) const final {
        return pollJob(jobWith(remoteId, endpoint), endpoint);
    }
    jobs::HttpRequest pollJob(const jobs::RemoteJob& job, const jobs::Endpoint& endpoint) const override = 0;

    jobs::RemoteState polled(const jobs::HttpAnswer& answer, const jobs::Endpoint& endpoint) const final {
        return polledJob(answer, jobWith({}, endpoint), endpoint);
    }
    jobs::RemoteState polledJob(const jobs::HttpAnswer& answer, const jobs::RemoteJob& job,
                                const jobs::Endpoint& endpoint) const override = 0;

    std::optional<jobs::HttpRequest> cancel(std::string_view remoteId,
                                            const jobs::Endpoint& endpoint) const final {
        return cancelJob(jobWith(remoteId, endpoint), endpoint);
    }
    /// Nothing: a service without a cancel.
    std::optional<jobs::HttpRequest> cancelJob(const jobs::RemoteJob& job,
                                               const jobs::Endpoint& endpoint) const override {
        static_cast<void>(job);
        static_cast<void>(endpoint);
        return std::nullopt;
    }
    /// As most services want it.
    void authorise(jobs::HttpRequest& request, const base::Secret& key) const override {
        addKey(request, key, "Authorization", "Bearer ");
    }

    jobs::HttpRequest download(std::string_view remoteId, std::string_view url,
                               const jobs::Endpoint& endpoint) const final {
        return downloadJob(jobWith(remoteId, endpoint), url, endpoint);
    }
    jobs::HttpRequest downloadJob(const jobs::RemoteJob& job, std::string_view url,
                                  const jobs::Endpoint& endpoint) const override {
        static_cast<void>(job);
        static_cast<void>(endpoint);
        jobs::HttpRequest request;
        request.url = std::string(url);
        request.headers.emplace_back("Accept", "video/mp4, video/*;q=0.8, */*;q=0.1");
        return request;
    }

    std::optional<jobs::HttpRequest> list(const jobs::Endpoint& endpoint,
                                          std::string_view after) const override {
        static_cast<void>(endpoint);
        static_cast<void>(after);
        return std::nullopt;
    }
    base::Result<jobs::ListPage> listed(const jobs::HttpAnswer& answer) const override {
        static_cast<void>(answer);
        return base::fail(base::ErrorCode::NotFound, "this service has no list of jobs");
    }
    bool matches(const jobs::Request& request, const jobs::ListedJob& job) const override {
        static_cast<void>(request);
        static_cast<void>(job);
        return false;
    }

private:
    static jobs::RemoteJob jobWith(std::string_view id, const jobs::Endpoint& endpoint) {
        return {std::string(id), endpoint.model, {}};
    }
};

}  // namespace groundglass::providers
