#pragma once

#include <QEvent>
#include <QKeyEvent>

#include <algorithm>
#include <initializer_list>

namespace groundglass::ui {

/// Commands of the window have plain keys (Space, G, …). A control that uses such a key itself keeps it: call
/// this from event() and return true when it does. `letters`: every letter and digit, too.
inline bool keepsKey(QEvent* event, std::initializer_list<int> keys, bool letters = false) {
    if (event->type() != QEvent::ShortcutOverride) return false;
    const auto* key = static_cast<QKeyEvent*>(event);
    if (key->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier)) return false;
    const bool letter = letters && !key->text().isEmpty() && key->text().front().isLetterOrNumber();
    if (!letter && std::find(keys.begin(), keys.end(), key->key()) == keys.end()) return false;
    event->accept();
    return true;
}

}  // namespace groundglass::ui
