#pragma once

#include "groundglass/app/services.hpp"
#include "groundglass/film/fields.hpp"
#include "ui/widgets/option_picker.hpp"

#include <string_view>
#include <vector>

namespace groundglass::ui::editors {

/// Terms of a facet; the note is the term's own numbers where they say something ("45° / 45°", "1850 K").
[[nodiscard]] std::vector<Option> termOptions(const craft::Vocabulary& vocabulary, std::string_view facet);
/// Cast members or locations of the film: `facet` is that of an Item field.
[[nodiscard]] std::vector<Option> itemOptions(const film::Film& film, std::string_view facet);
/// The usual rates; ids are "24000/1001".
[[nodiscard]] std::vector<Option> rateOptions();
[[nodiscard]] QString rateId(base::FrameRate rate);
[[nodiscard]] base::FrameRate rateOf(const QString& id);

/// What a free field comes to by default, from the measured shot and the scene; `monostate` when nothing
/// says.
[[nodiscard]] film::FieldValue measuredDefault(std::string_view path, const app::ShotView& view,
                                               const craft::Vocabulary& vocabulary);
/// "free", or "free · Normal by default".
[[nodiscard]] QString freeText(const film::FieldDescriptor& field, const film::FieldValue& measured,
                               const craft::Vocabulary& vocabulary);
/// "scene look “Parisian window”"; empty for own and free values.
[[nodiscard]] QString originText(const film::Origin& origin, const film::Film& film, const film::Shot& shot);

[[nodiscard]] QString text(std::string_view utf8);

}  // namespace groundglass::ui::editors
