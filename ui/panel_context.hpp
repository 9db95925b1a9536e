#pragma once

#include "groundglass/app/services.hpp"

#include <memory>

namespace groundglass::ui {

class Actions;
class Background;
class Document;
class FilmBridge;
class JobBridge;
class MediaBridge;
class RenderBridge;
class Selection;
struct Theme;

/// All that a panel sees of the program. Lives as long as the window. Include the headers of what you use:
/// document.hpp, selection.hpp, theme.hpp, window/actions.hpp, bridge/*.hpp.
struct PanelContext {
    std::shared_ptr<const app::Library> library;
    Document& document;
    Selection& selection;
    RenderBridge& render;    ///< Live picture, thumbnails, frames of a move.
    JobBridge& jobs;         ///< The queue.
    MediaBridge& media;      ///< Clips as pictures.
    FilmBridge& films;       ///< Film folders, takes, reviews, recent films.
    Background& background;  ///< Any other work that reads, writes or takes long.
    Actions& actions;        ///< Every command by id.
    const Theme& theme;
};

}  // namespace groundglass::ui
