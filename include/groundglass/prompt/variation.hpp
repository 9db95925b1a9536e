#pragma once

#include "groundglass/base/result.hpp"
#include "groundglass/film/fields.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace groundglass::prompt {

/// Values that one field takes, one after another.
struct Axis {
    std::string field;  ///< "lens/focal".
    std::vector<film::FieldValue> values;
    std::vector<std::string> labels;  ///< For people and ids, one a value: "35".
};

/// One of the variants.
struct Variant {
    std::string id;  ///< Twelve hexadecimal digits of what was chosen: the same choices have the same id,
                     ///< whatever else the sweep holds.
    film::Direction direction;
    std::vector<std::pair<std::string, std::string>> choices;  ///< Field → label, in the order of the axes.
};

/// Every combination of the alternatives in a direction's texts ("{amber|teal} lamp") and of the axes, made
/// one at a time: a sweep of a million takes no more memory than one of two. The last axis changes first.
/// Immutable; share it. Thread: any.
class Variation {
public:
    /// Errors: InvalidInput when braces do not match, a field is unknown, an axis is empty or names a field
    /// twice, a value does not suit its field, or the combinations are more than 2^63.
    [[nodiscard]] static base::Result<Variation> of(film::Direction direction, std::vector<Axis> axes = {});

    [[nodiscard]] std::uint64_t count() const noexcept { return m_count; }
    /// `index` below count().
    [[nodiscard]] Variant at(std::uint64_t index) const;

private:
    /// A text with alternatives: which field, which of its texts, and where its choices begin.
    struct Pattern {
        std::string field;
        std::size_t text{};
        std::vector<std::vector<std::string>> parts;  ///< One of each, in order; a literal has one.
        std::size_t firstDigit{};
    };

    void addPatterns(const film::FieldDescriptor& field, std::string& problem);

    film::Direction m_base;
    std::vector<Axis> m_axes;
    std::vector<Pattern> m_patterns;
    std::vector<std::uint64_t> m_sizes;  ///< Of every choice: axes first, then alternatives.
    std::uint64_t m_count = 1;
};

/// "lens/focal=35,50,85" as an axis; texts with commas in quotes; lists as [a|b]. Errors: InvalidInput,
/// NotFound (no such field).
[[nodiscard]] base::Result<Axis> parseAxis(std::string_view text);

}  // namespace groundglass::prompt
