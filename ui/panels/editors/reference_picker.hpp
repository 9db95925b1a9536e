#pragma once

#include "ui/panel_context.hpp"

#include <QString>

#include <functional>

class QWidget;

namespace groundglass::ui::editors {

/// Lets a person choose one of the film's pictures, or a file that becomes one, at a control. `then` gets
/// its name; it is not called when nothing was chosen, or `at` is gone.
void pickReference(const PanelContext& context, QWidget& at, const QString& current,
                   std::function<void(const QString& name)> then);
/// "PNG 2f41a0c9": the kind of the file and the beginning of its hash.
[[nodiscard]] QString referenceName(const QString& name);
/// "subject of 1A The coffee", or referenceName() while no shot uses it.
[[nodiscard]] QString referenceLabel(const film::Film& film, const QString& name);

}  // namespace groundglass::ui::editors
