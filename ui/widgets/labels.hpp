#pragma once

#include <QString>

class QLabel;
class QWidget;

namespace groundglass::ui {

/// A label of plain text that breaks between words, in a tone of the style sheet: "quiet", "doubt", "bad",
/// "good"; none for that of the text.
[[nodiscard]] QLabel* plainLabel(const QString& text, const char* role = "", QWidget* parent = nullptr);
/// Spaced capitals above a group: "SERVICES OF THE CATALOG".
[[nodiscard]] QLabel* captionLabel(const QString& text);

}  // namespace groundglass::ui
