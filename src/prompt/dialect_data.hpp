#pragma once

#include "groundglass/prompt/dialect.hpp"
#include "template.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

namespace groundglass::prompt {

/// How the items of a list are said.
struct Phrase {
    Template text;
    std::string join = ", ";
    std::string last;                     ///< Before the last one; `join` when empty.
    std::string together = " while it ";  ///< Between moves at the same time.
};

enum class PhraseId : std::uint8_t {
    Member,
    Other,
    Action,
    Deed,
    Beat,
    TimedBeat,
    Performance,
    Move,
    PlainMove,
    Filter,
    Light,
    Line,
    Effect,
    Ambience,
    Note,
    Count
};
inline constexpr std::array<std::string_view, static_cast<std::size_t>(PhraseId::Count)> phraseNames{
    "member",     "other",  "action", "deed", "beat",   "beat.timed", "performance", "move",
    "move.plain", "filter", "light",  "line", "effect", "ambience",   "note"};

/// Where a group stands when several shots make one request.
enum class Scope : std::uint8_t {
    Shot,     ///< In every shot.
    Opening,  ///< Once, before the shots.
    Closing   ///< Once, after them.
};

/// A part of the text: its plans are tried in order, each that succeeds is a sentence.
struct Group {
    std::string name;
    std::string before = " ";  ///< Between what stands already and this group.
    std::string label;         ///< Before its first sentence.
    std::string join = " ";
    Scope scope = Scope::Shot;
    bool borrowed = false;  ///< Among the groups from a picture: the dialect's own group of that name.
    std::vector<Template> plans;
};

/// How a dialect says one term in one part of speech; part "*" in any.
struct OwnWords {
    std::string facet, id, part, text;
    [[nodiscard]] auto key() const noexcept {
        return std::tuple<std::string_view, std::string_view, std::string_view>(facet, id, part);
    }
};

/// What to avoid, and the state to ask for instead.
struct Positive {
    std::string avoid, instead;
    bool people = false;  ///< Only where people are seen wider than head and shoulders.
};

/// Exclusions that fight a shot whose facts are among these.
struct Conflict {
    std::vector<std::pair<Slot, std::vector<std::string>>> when;  ///< Ids of one slot; none: any.
    std::vector<std::string> remove;
};

/// How several shots become one request.
struct Multishot {
    enum class Form : std::uint8_t {
        None,
        Text,   ///< One text with marks.
        Fields  ///< One field a shot.
    };
    Form form = Form::None;
    std::size_t mostShots = 1;
    std::size_t shotLimit = 0;                 ///< In the dialect's unit; 0: none of its own.
    double leastSeconds = 0, mostSeconds = 0;  ///< Of the whole; 0: not published.
    double grid = 0;                           ///< Cuts fall on multiples of this, in seconds; 0: anywhere.
    std::string first;                         ///< Before the first shot; as `mark` when empty.
    std::string mark;                          ///< Before a shot: {n}, {from}, {to}, {seconds}.
    std::string between;                       ///< Between two shots.
    std::string clock;  ///< How {from} and {to} are written: "seconds", "clock", "exact".
};

enum class Negatives : std::uint8_t { FieldNouns, ProseOk, Forbidden, Subset, None };
enum class Unit : std::uint8_t { Characters, Utf16, Tokens, Words };

struct DialectData {
    bool json = false;  ///< The facts as JSON; there are no groups.
    std::vector<Group> groups;
    std::vector<Group> fromPicture;  ///< Instead of `groups` when the first frame is given.
    bool alwaysFromPicture = false;
    std::vector<OwnWords> words;               ///< In the order of their keys.
    std::array<std::string, slotCount> texts;  ///< What a fact of text says here: "no music" → "N/A".
    std::array<Phrase, static_cast<std::size_t>(PhraseId::Count)> phrases;
    std::array<std::string, slotCount> parameters;  ///< Name of the parameter a slot becomes; empty: none.
    std::array<std::string, slotCount> drops;       ///< Why this dialect never says a slot; empty: it may.
    Unit unit = Unit::Characters;
    Negatives negatives = Negatives::ProseOk;
    std::size_t mostNegatives = 3;
    std::vector<Positive> positives;
    std::vector<std::string> allowedNegatives;
    std::vector<std::string> negativesWithDialogue;
    std::vector<std::string> defaultNegatives;  ///< What the model avoids unless told otherwise.
    std::vector<Conflict> conflicts;
    std::size_t negativeLimit = 0;  ///< Characters; 0: none published.
    Multishot multishot;
    bool audio = true;
    bool inventsMusic = false;
    std::vector<double> durations;               ///< Seconds; empty: see range.
    double leastDuration = 0, mostDuration = 0;  ///< Seconds; 0: not published.
    double durationStep = 0;
    std::vector<std::string> ratios;
};

}  // namespace groundglass::prompt
