#include "ui/bridge/mailbox.hpp"

#include <QCoreApplication>
#include <QEvent>

#include <memory>
#include <utility>

namespace groundglass::ui {
namespace {

QEvent::Type callWaits() {
    static const int type = QEvent::registerEventType();
    return static_cast<QEvent::Type>(type);
}

}  // namespace

void Mailbox::post(Call call) {
    auto poke = std::make_unique<QEvent>(callWaits());
    {
        const std::lock_guard lock(m_mutex);
        m_calls.push_back(std::move(call));
    }
    QCoreApplication::postEvent(this, poke.release());
}

bool Mailbox::event(QEvent* event) {
    if (event->type() != callWaits()) return QObject::event(event);
    Call call;
    {
        const std::lock_guard lock(m_mutex);
        if (m_calls.empty()) return true;
        call = std::move(m_calls.front());
        m_calls.pop_front();
    }
    call();  // May end the mailbox: nothing of it is touched from here on.
    return true;
}

}  // namespace groundglass::ui
