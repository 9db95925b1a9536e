#pragma once

#include "groundglass/film/fields.hpp"

namespace groundglass::film {

/// The checks of checkField() for a value that is known to be of the field's kind.
[[nodiscard]] base::Status checkBounds(const FieldDescriptor& field, const FieldValue& value);

}  // namespace groundglass::film
