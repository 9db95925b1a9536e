#pragma once

#include "ui/theme.hpp"

#include <QHash>
#include <QKeySequence>
#include <QObject>
#include <QString>

#include <string_view>
#include <vector>

class QAction;

namespace groundglass::ui {

/// One row of the table of commands.
struct ActionRow {
    std::string_view id;
    const char* text;      ///< English source of a translation, context "Actions".
    const char* icon;      ///< File of resources/icons without ".svg"; may be empty.
    const char* shortcut;  ///< Portable text; more than one separated by "; ".
    const char* group;     ///< Heading in the list of keys: "Film", "Shot", "Glass" …
    bool checkable = false;
};

/// Every command of the studio. Its row says how it looks; who can do it connects to `triggered`.
class Actions final : public QObject {
    Q_OBJECT
public:
    Actions(const Theme& theme, QObject* parent = nullptr);

    /// Never null for an id of the table; asserts otherwise.
    [[nodiscard]] QAction* operator[](std::string_view id) const;
    [[nodiscard]] static const std::vector<ActionRow>& table();
    [[nodiscard]] const std::vector<QAction*>& all() const { return m_ordered; }

private:
    QHash<QString, QAction*> m_actions;
    std::vector<QAction*> m_ordered;
};

}  // namespace groundglass::ui
