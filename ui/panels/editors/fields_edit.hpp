#pragma once

#include "groundglass/film/edit.hpp"

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace groundglass::ui::editors {

using FieldValues = std::vector<std::pair<std::string, film::FieldValue>>;

/// Sets several fields of one owner as one edit that merges with those of the same key: a lamp that is
/// dragged.
[[nodiscard]] std::unique_ptr<film::Edit> setFields(film::FieldOwner owner, FieldValues values,
                                                    std::string label, std::string mergeKey = {});

/// The same edit, under another label and with a key: typing into one item is one step of undo.
[[nodiscard]] std::unique_ptr<film::Edit> merging(std::unique_ptr<film::Edit> edit, std::string label,
                                                  std::string mergeKey);

}  // namespace groundglass::ui::editors
