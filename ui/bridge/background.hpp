#pragma once

#include "ui/bridge/mailbox.hpp"

#include <QObject>
#include <QPointer>

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <stop_token>
#include <thread>
#include <type_traits>
#include <utility>

namespace groundglass::ui {

/// One worker thread with a queue. What it is given runs in order; destruction stops the running job and
/// waits for it.
class Background final {
public:
    Background();
    ~Background();
    Background(const Background&) = delete;
    Background& operator=(const Background&) = delete;

    using Job = std::function<void(std::stop_token)>;
    /// Runs `job` on the worker. Thread: any.
    void post(Job job);

    /// Runs `job(stop)` on the worker and hands its result to `then` on the UI thread, unless `context` is
    /// gone by then. A token that the caller may stop comes back. Thread: UI.
    template <class Work, class Then>
    std::stop_source run(QObject* context, Work work, Then then) {
        std::stop_source source;
        QPointer<QObject> guard(context);
        post([this, source, guard, work = std::move(work),
              then = std::move(then)](std::stop_token ending) mutable {
            const std::stop_callback both(ending, [&source] { source.request_stop(); });
            // A call must be copyable, a result need not be.
            auto result =
                std::make_shared<std::invoke_result_t<Work&, std::stop_token>>(work(source.get_token()));
            m_home.post([guard, then = std::move(then), result = std::move(result)]() mutable {
                if (guard) then(std::move(*result));
            });
        });
        return source;
    }

    /// True when nothing runs and nothing waits. Thread: any.
    [[nodiscard]] bool idle() const;

private:
    void loop(std::stop_token stop);

    Mailbox m_home;  ///< On the UI thread: receives results.
    mutable std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::deque<Job> m_jobs;
    bool m_running = false;
    std::jthread m_thread;
};

}  // namespace groundglass::ui
