#include "ui/window/actions.hpp"

#include <QAction>
#include <QCoreApplication>

namespace groundglass::ui {

const std::vector<ActionRow>& Actions::table() {
    static const std::vector<ActionRow> rows{
        // id, text, icon, keys, group, checkable
        {"film_new", QT_TRANSLATE_NOOP("Actions", "New film…"), "plus", "Ctrl+N", "Film"},
        {"film_open", QT_TRANSLATE_NOOP("Actions", "Open a film…"), "folder", "Ctrl+O", "Film"},
        {"film_sample", QT_TRANSLATE_NOOP("Actions", "Open the sample"), "film", "", "Film"},
        {"film_save", QT_TRANSLATE_NOOP("Actions", "Save"), "save", "Ctrl+S", "Film"},
        {"film_copy", QT_TRANSLATE_NOOP("Actions", "Save a copy"), "duplicate", "Ctrl+Shift+S", "Film"},
        {"film_rename", QT_TRANSLATE_NOOP("Actions", "Rename the film"), "note", "Shift+F2", "Film"},
        {"film_close", QT_TRANSLATE_NOOP("Actions", "Close the film"), "", "Ctrl+W", "Film"},
        {"providers", QT_TRANSLATE_NOOP("Actions", "Providers and keys"), "link", "Ctrl+,", "Film"},
        {"spending", QT_TRANSLATE_NOOP("Actions", "Spending and caps"), "", "Ctrl+Shift+M", "Film"},
        {"quit", QT_TRANSLATE_NOOP("Actions", "Quit"), "", "Ctrl+Q", "Film"},
        {"undo", QT_TRANSLATE_NOOP("Actions", "Undo"), "undo", "Ctrl+Z", "Edit"},
        {"redo", QT_TRANSLATE_NOOP("Actions", "Redo"), "redo", "Ctrl+Shift+Z; Ctrl+Y", "Edit"},
        {"roll", QT_TRANSLATE_NOOP("Actions", "Roll"), "roll", "Ctrl+Return; Ctrl+Enter", "Shot"},
        {"shot_new", QT_TRANSLATE_NOOP("Actions", "New shot"), "plus", "Ctrl+Shift+N", "Shot"},
        {"shot_duplicate", QT_TRANSLATE_NOOP("Actions", "Duplicate shot"), "duplicate", "Ctrl+D", "Shot"},
        {"shot_rename", QT_TRANSLATE_NOOP("Actions", "Rename"), "note", "F2", "Shot"},
        {"shot_up", QT_TRANSLATE_NOOP("Actions", "Move up"), "up", "Alt+Up", "Shot"},
        {"shot_down", QT_TRANSLATE_NOOP("Actions", "Move down"), "down", "Alt+Down", "Shot"},
        {"shot_delete", QT_TRANSLATE_NOOP("Actions", "Delete shot"), "trash", "Ctrl+Backspace", "Shot"},
        {"shot_previous", QT_TRANSLATE_NOOP("Actions", "Previous shot"), "", "Ctrl+Up", "Shot"},
        {"shot_next", QT_TRANSLATE_NOOP("Actions", "Next shot"), "", "Ctrl+Down", "Shot"},
        {"scene_new", QT_TRANSLATE_NOOP("Actions", "New scene"), "film", "Ctrl+Alt+N", "Shot"},
        {"scene_delete", QT_TRANSLATE_NOOP("Actions", "Delete scene"), "trash", "", "Shot"},
        {"glass_play", QT_TRANSLATE_NOOP("Actions", "Play the move"), "play", "Space", "Ground glass"},
        {"glass_guides", QT_TRANSLATE_NOOP("Actions", "Frame lines"), "guides", "G", "Ground glass", true},
        {"glass_thirds", QT_TRANSLATE_NOOP("Actions", "Thirds"), "thirds", "T", "Ground glass", true},
        {"glass_scopes", QT_TRANSLATE_NOOP("Actions", "Waveform"), "scopes", "W", "Ground glass", true},
        {"player_reverse", QT_TRANSLATE_NOOP("Actions", "Play backwards, faster each time"), "play_back", "J",
         "Takes"},
        {"player_pause", QT_TRANSLATE_NOOP("Actions", "Pause"), "pause", "K", "Takes"},
        {"player_forward", QT_TRANSLATE_NOOP("Actions", "Play forwards, faster each time"), "play", "L",
         "Takes"},
        {"player_back", QT_TRANSLATE_NOOP("Actions", "One frame back"), "step_back", ",", "Takes"},
        {"player_step", QT_TRANSLATE_NOOP("Actions", "One frame on"), "step_forward", ".", "Takes"},
        {"player_loop", QT_TRANSLATE_NOOP("Actions", "Begin again at the end"), "loop", "Ctrl+L", "Takes",
         true},
        {"player_wipe", QT_TRANSLATE_NOOP("Actions", "Wipe: A | B, or the take | the viewfinder"), "wipe",
         "B", "Takes", true},
        {"player_difference",
         QT_TRANSLATE_NOOP("Actions", "Difference of A and B, or of the take and the viewfinder"),
         "difference", "D", "Takes", true},
        {"player_close", QT_TRANSLATE_NOOP("Actions", "Back to the viewfinder"), "close", "Esc", "Takes"},
        {"take_play", QT_TRANSLATE_NOOP("Actions", "Play the take"), "play", "P", "Takes"},
        {"take_circle", QT_TRANSLATE_NOOP("Actions", "Circle the take"), "circle", "C", "Takes"},
        {"take_stars", QT_TRANSLATE_NOOP("Actions", "One more star"), "star", "S", "Takes"},
        {"take_note", QT_TRANSLATE_NOOP("Actions", "Write a note"), "note", "N", "Takes"},
        {"take_recipe", QT_TRANSLATE_NOOP("Actions", "Show the recipe"), "recipe", "R", "Takes"},
        {"prompt_copy", QT_TRANSLATE_NOOP("Actions", "Copy the prompt"), "copy", "Ctrl+Shift+C", "Prompt"},
        {"prompt_report", QT_TRANSLATE_NOOP("Actions", "What was said, and what was dropped"), "info",
         "Ctrl+Shift+R", "Prompt"},
        {"page_shot", QT_TRANSLATE_NOOP("Actions", "Shot"), "shot", "Ctrl+1", "Window", true},
        {"page_looks", QT_TRANSLATE_NOOP("Actions", "Looks"), "looks", "Ctrl+2", "Window", true},
        {"page_packs", QT_TRANSLATE_NOOP("Actions", "Packs"), "packs", "Ctrl+3", "Window", true},
        {"section_next", QT_TRANSLATE_NOOP("Actions", "Next section"), "", "Ctrl+PgDown", "Window"},
        {"section_previous", QT_TRANSLATE_NOOP("Actions", "Previous section"), "", "Ctrl+PgUp", "Window"},
        {"view_left", QT_TRANSLATE_NOOP("Actions", "Strip"), "", "F9", "Window", true},
        {"view_right", QT_TRANSLATE_NOOP("Actions", "Editors"), "", "F10", "Window", true},
        {"view_bottom", QT_TRANSLATE_NOOP("Actions", "Dailies"), "", "F11", "Window", true},
        {"help_keys", QT_TRANSLATE_NOOP("Actions", "Every key"), "keyboard", "F1; ?", "Window"},
    };
    return rows;
}

Actions::Actions(const Theme& theme, QObject* parent) : QObject(parent) {
    for (const ActionRow& row : table()) {
        auto* action = new QAction(QCoreApplication::translate("Actions", row.text), this);
        action->setObjectName(QString::fromLatin1(row.id.data(), static_cast<qsizetype>(row.id.size())));
        action->setCheckable(row.checkable);
        if (*row.icon != '\0') action->setIcon(theme.icon(QString::fromLatin1(row.icon)));
        if (*row.shortcut != '\0') {
            action->setShortcuts(
                QKeySequence::listFromString(QString::fromLatin1(row.shortcut), QKeySequence::PortableText));
        }
        const QString keys = action->shortcut().toString(QKeySequence::NativeText);
        action->setToolTip(keys.isEmpty() ? action->text()
                                          : QStringLiteral("%1   %2").arg(action->text(), keys));
        m_actions.insert(action->objectName(), action);
        m_ordered.push_back(action);
    }
}

QAction* Actions::operator[](std::string_view id) const {
    QAction* action = m_actions.value(QString::fromLatin1(id.data(), static_cast<qsizetype>(id.size())));
    Q_ASSERT(action);
    return action;
}

}  // namespace groundglass::ui
