#pragma once

#include "bridge_fixture.hpp"
#include "ui/bridge/background.hpp"
#include "ui/bridge/media_bridge.hpp"
#include "ui/bridge/render_bridge.hpp"
#include "ui/panel_context.hpp"
#include "ui/selection.hpp"
#include "ui/theme.hpp"
#include "ui/window/actions.hpp"
#include "ui/window/targets.hpp"

#include <utility>

namespace groundglass::test {

/// Everything that a panel sees, with a film that lies in a folder of its own.
struct StudioFixture : BridgeFixture {
    StudioFixture()
        : render({}),
          targets(library(), document, jobs, background),
          actions(theme),
          context{library(), document, selection, render, jobs, media, films, background, actions, theme} {}

    ui::Theme theme;
    ui::Selection selection;
    ui::MediaBridge media;
    ui::RenderBridge render;
    ui::Background background;
    ui::Targets targets;
    ui::Actions actions;
    ui::PanelContext context;
};

}  // namespace groundglass::test
