#pragma once

#include "groundglass/film/edit.hpp"
#include "ui/widgets/option_picker.hpp"

#include <QString>

#include <memory>
#include <string>
#include <vector>

namespace groundglass::ui::editors {

/// One line of the sheet of a character or a place.
struct SheetField {
    QString label, hint;
    std::vector<Option> choices;  ///< Empty: a text.
    QString (*get)(const film::Film& film, const std::string& id);
    /// Null when there is no such item.
    std::unique_ptr<film::Edit> (*set)(const film::Film& film, const std::string& id, const QString& value);
};
[[nodiscard]] std::vector<SheetField> castSheet();
[[nodiscard]] std::vector<SheetField> placeSheet();

/// A character or a place that is new, and already in the shot: one step of undo.
struct NewItem {
    std::unique_ptr<film::Edit> edit;
    std::string id;
};
[[nodiscard]] NewItem newCharacter(const film::Film& film, const film::ShotId& shot,
                                   std::vector<std::string> membersOfShot);
[[nodiscard]] NewItem newPlace(const film::Film& film, const film::ShotId& shot);

}  // namespace groundglass::ui::editors
