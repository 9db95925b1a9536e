#pragma once

#include "groundglass/base/result.hpp"
#include "groundglass/film/direction.hpp"

#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace groundglass::film {

/// Any field's value. `monostate` = unset. Quantities travel as the number in the unit of the descriptor.
using FieldValue =
    std::variant<std::monostate, bool, std::int64_t, double, std::string, std::vector<std::string>,
                 std::vector<Note>, std::vector<Beat>, std::vector<Performance>, std::vector<Move>,
                 std::vector<Filter>, std::vector<Light>, std::vector<DialogueLine>, std::vector<Sound>,
                 std::vector<Reference>, Cdl, SplitTone, base::FrameRate>;

/// What kind of control and of value a field has.
enum class FieldKind {
    Flag,      ///< bool
    Whole,     ///< int64_t
    Number,    ///< double
    Duration,  ///< int64_t, milliseconds
    Term,      ///< string, one id of `facet`
    Terms,     ///< vector<string>, ids of `facet`
    Text,      ///< string
    TextList,  ///< vector<string>
    Item,      ///< string, id of an item of the film: `facet` is "location"
    Items,     ///< vector<string>, ids of items of the film: `facet` is "cast"
    Notes,
    Beats,
    Performances,
    Moves,
    Filters,
    Lights,
    Dialogue,
    Sounds,
    References,
    Cdl,
    SplitTone,
    Rate
};

/// One field of Direction: where it is, what it may hold, how it is read and written.
struct FieldDescriptor {
    std::string_view path;   ///< "lens/focal": group and key, the same as in the file.
    std::string_view label;  ///< English; the UI translates.
    FieldKind kind{};
    std::string_view unit;  ///< "mm", "m", "°", "K", "stops", "f/", ":1", "ms", "" …
    double min = -std::numeric_limits<double>::infinity();
    double max = std::numeric_limits<double>::infinity();
    double step = 0;  ///< Of a spin box; 0 = none. Negative: multiplicative ("one third of a stop" = −1.122).
    std::string_view facet;  ///< Vocabulary facet of Term and Terms.
    std::size_t most = 0;    ///< Longest list; 0 = no bound.
    bool inLook = false;     ///< A look saved from a shot takes this field along.
    FieldValue (*get)(const Direction&) = nullptr;
    /// Errors: InvalidInput (wrong kind of value). `monostate` unsets. Ranges: checkField.
    base::Status (*set)(Direction&, const FieldValue&) = nullptr;

    [[nodiscard]] std::string_view group() const { return path.substr(0, path.find('/')); }
};

/// Every field, in the order of the groups. Thread: any.
[[nodiscard]] std::span<const FieldDescriptor> fieldTable();
[[nodiscard]] const FieldDescriptor* findField(std::string_view path);
/// Position in fieldTable(), or its size when unknown.
[[nodiscard]] std::size_t fieldIndex(std::string_view path);
/// story cast place frame camera lens light grade texture mood sound avoid output.
[[nodiscard]] std::span<const std::string_view> groups();

/// Kind, range, length of lists and form of ids. Errors: InvalidInput, one problem with the field's pointer.
[[nodiscard]] base::Status checkField(const FieldDescriptor& field, const FieldValue& value);

[[nodiscard]] inline bool isSet(const FieldValue& value) {
    return value.index() != 0;
}

}  // namespace groundglass::film
