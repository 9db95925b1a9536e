#pragma once

#include <QObject>

#include <deque>
#include <functional>
#include <mutex>

namespace groundglass::ui {

/// Hands calls from any thread to the thread that made the mailbox, in order, one for each turn of its event
/// loop. What waits when the mailbox goes is dropped. The handover is one mutex of ours, so a thread checker
/// sees it.
class Mailbox final : public QObject {
public:
    using Call = std::function<void()>;
    /// Thread: any, as long as the mailbox lives.
    void post(Call call);

    bool event(QEvent* event) override;

private:
    std::mutex m_mutex;
    std::deque<Call> m_calls;
};

}  // namespace groundglass::ui
