#pragma once

#include "groundglass/prompt/compose.hpp"

#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace groundglass::prompt {

/// What a dialect makes of one fact.
struct PortabilityCell {
    Fate fate = Fate::Dropped;
    std::string reason;  ///< Why weakened or dropped; empty otherwise.
    bool operator==(const PortabilityCell&) const = default;
};

/// One fact of one shot, in every dialect.
struct PortabilityRow {
    film::ShotId shot;
    std::string field;  ///< "lens/focal", "camera/moves/0".
    int priority = 2;
    std::string text;
    std::vector<PortabilityCell> cells;  ///< In the order of the columns.
};

struct PortabilityColumn {
    std::string dialect;
    std::string title;
    std::array<std::size_t, 5> counts{};  ///< By fate, over all rows.
    std::vector<base::Problem> failed;    ///< Shots that cannot be composed; their cells are dropped.

    [[nodiscard]] std::size_t count(Fate fate) const { return counts[static_cast<std::size_t>(fate)]; }
    [[nodiscard]] std::size_t lost() const { return count(Fate::Dropped); }
};

/// What each of several dialects can be told of the same shots: facts are rows, dialects are columns.
struct Portability {
    std::vector<PortabilityColumn> columns;
    std::vector<PortabilityRow> rows;  ///< Shot after shot, in the order of the fields.
};

/// Composes every shot in every dialect. Thread: any.
[[nodiscard]] Portability portability(std::span<const ComposeInput> shots,
                                      std::span<const Dialect* const> dialects);

/// As a table for people: one line a fact, one mark a dialect (● said, ▪ parameter, − negative, ◐ weakened,
/// ○ dropped), then the reasons, each once with the facts and dialects it is about.
[[nodiscard]] std::string portabilityText(const Portability& report);
/// As JSON: {"dialects": [{id, title, said, parameter, negative, weakened, dropped, failed}],
/// "facts": [{shot, field, priority, text, fates: {dialect: {fate, reason}}}]}.
[[nodiscard]] std::string portabilityJson(const Portability& report);

}  // namespace groundglass::prompt
