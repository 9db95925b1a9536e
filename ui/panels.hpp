#pragma once

#include "ui/panel.hpp"

#include <memory>
#include <vector>

namespace groundglass::ui {

/// Every panel, in the order of panels/panels.cmake. The build writes this function.
[[nodiscard]] std::vector<std::unique_ptr<Panel>> panels();

}  // namespace groundglass::ui
