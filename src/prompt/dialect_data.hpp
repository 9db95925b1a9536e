#pragma once

#include "groundglass/prompt/dialect.hpp"
#include "template.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace groundglass::prompt {

/// How the items of a list are said.
struct Phrase {
    Template text;
    std::string join = ", ";
    std::string last;  ///< Before the last one; `join` when empty.
};

enum class PhraseId : std::uint8_t {
    Member,
    Other,
    Action,
    Deed,
    Beat,
    Performance,
    Move,
    Filter,
    Light,
    Line,
    Effect,
    Ambience,
    Note,
    Count
};
inline constexpr std::array<std::string_view, static_cast<std::size_t>(PhraseId::Count)> phraseNames{
    "member", "other", "action", "deed",   "beat",     "performance", "move",
    "filter", "light", "line",   "effect", "ambience", "note"};

/// A part of the text: its plans are tried in order, each that succeeds is a sentence.
struct Group {
    std::string name;
    std::string before = " ";  ///< Between what stands already and this group.
    std::string label;         ///< Before its first sentence.
    std::string join = " ";
    std::vector<Template> plans;
};

enum class Negatives : std::uint8_t { FieldNouns, ProseOk, Forbidden, Subset, None };
enum class Unit : std::uint8_t { Characters, Utf16, Tokens, Words };

struct DialectData {
    std::vector<Group> groups;
    std::array<Phrase, static_cast<std::size_t>(PhraseId::Count)> phrases;
    std::array<std::string, slotCount> parameters;  ///< Name of the parameter a slot becomes; empty: none.
    std::array<std::string, slotCount> drops;       ///< Why this dialect never says a slot; empty: it may.
    Unit unit = Unit::Characters;
    Negatives negatives = Negatives::ProseOk;
    std::size_t mostNegatives = 3;
    std::vector<std::pair<std::string, std::string>>
        positives;  ///< What to avoid → the state to ask for instead.
    std::vector<std::string> allowedNegatives;
    std::vector<std::string> negativesWithDialogue;
    bool audio = true;
    bool inventsMusic = false;
    std::vector<double> durations;               ///< Seconds; empty: see range.
    double leastDuration = 0, mostDuration = 0;  ///< Seconds; 0: not published.
    double durationStep = 0;
    std::vector<std::string> ratios;
};

}  // namespace groundglass::prompt
