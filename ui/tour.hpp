#pragma once

#include <QString>

#include <functional>

namespace groundglass::ui {

/// One state of the studio for `--tour`: how to get there and when it is there.
struct TourStep {
    QString name;                ///< Of the picture, in the form "light"; the tour puts the number before it.
    QString page;                ///< Panel id of the page it is on; empty: the shot page.
    std::function<void()> show;  ///< Brings the state about; may be empty.
    std::function<bool()> settled;  ///< True when it can be seen; empty: when no render is under way.
    std::function<void()> leave;    ///< Undoes what would disturb the next step; may be empty.
};

}  // namespace groundglass::ui
