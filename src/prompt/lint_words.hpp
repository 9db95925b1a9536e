#pragma once

#include "groundglass/prompt/compose.hpp"
#include "groundglass/prompt/lint.hpp"
#include "letters.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace groundglass::prompt {

/// What a word of the free texts means to the rules.
enum class Word : std::uint8_t {
    Micro,  ///< Happens on a face or a fingertip.
    Body,   ///< Needs the whole body.
    Inner,  ///< Cannot be seen.
    Negation,
    Container,  ///< A parameter, not a picture.
    Hollow,     ///< Says nothing.
    Colour,     ///< number: hue in degrees.
    Hour,       ///< say: id of a time of day.
    Size,       ///< say: id of a shot size.
    Angle,      ///< say: id of an angle.
    Pattern,    ///< say: id of a light pattern.
    Support,    ///< say: id of a support.
    Cut,
    Zoom,
    Travel,  ///< The camera travels along the lens axis.
    Compression,
    Dry,
    Still,  ///< Hair or cloth that does not move.
    Hot,    ///< A place without snow.
    Interior,
    Exterior,
    Small,  ///< number: metres from wall to wall.
    Tall,   ///< An interior with room for a crane.
    Window,
    Windowless,
    Submerged,
    Unseen,  ///< A source that is not in the picture.
    Bright,  ///< Music or sound that lifts.
    Dark,    ///< Music or sound that weighs.
    Takes,   ///< number: seconds that the action needs.
    Sings,
    Count,    ///< number: how many.
    Rhythm,   ///< "times a second".
    Contact,  ///< Hands and things in close exchange.
    Quick,
    Onset,  ///< The action has not begun.
    Ironic,
    Dream,
    Pronoun,    ///< say: she, he or they.
    Side,       ///< Left or right of nobody in particular.
    Reference,  ///< Speaks of a picture that goes with the request.
    Sign,       ///< Before written words.
    Hair,       ///< A part whose colour the cast sheet tells.
    Minor,
    Sexual,
    Person,  ///< From here on the lists of the policy.
    Right,
    Style,
    Harm,
    Innocent,
    Origin,
    Replaced,
    None
};

struct WordEntry {
    std::string_view text;  ///< Lower case; a blank also matches a hyphen.
    Word kind = Word::None;
    std::string_view say = {};
    double number = 0;
};

/// Open addressing over the hashes of first words.
struct WordSlot {
    std::uint32_t hash{};
    std::uint16_t entry{};  ///< From one; 0 = free.
};

constexpr bool isWordByte(std::string_view text, std::size_t i) {
    const char c = text[i];
    if (isUpper(c) || isLower(c) || isDigit(c)) return true;
    const auto byte = static_cast<unsigned char>(c);
    // A typographic mark (U+2000…U+20FF) is no letter.
    return byte >= 0x80U && !(byte == 0xE2U) && !(i > 0 && text[i - 1] == '\xE2') &&
           !(i > 1 && text[i - 2] == '\xE2');
}
constexpr std::uint32_t hashStep(std::uint32_t hash, char c) {
    return (hash ^ static_cast<unsigned char>(lower(c))) * 16777619U;
}
inline constexpr std::uint32_t hashStart = 2166136261U;

constexpr std::uint32_t firstWordHash(std::string_view text) {
    std::uint32_t hash = hashStart;
    for (std::size_t i = 0; i < text.size() && isWordByte(text, i); ++i) hash = hashStep(hash, text[i]);
    return hash;
}

constexpr void place(std::span<WordSlot> slots, std::string_view text, std::size_t entry) {
    const std::uint32_t hash = firstWordHash(text);
    std::size_t at = hash & (slots.size() - 1);
    while (slots[at].entry != 0) at = (at + 1) & (slots.size() - 1);
    slots[at] = {hash, static_cast<std::uint16_t>(entry + 1)};
}

/// Words to look for; `slots` has a power of two.
struct WordTable {
    std::span<const WordEntry> entries;
    std::span<const WordSlot> slots;
};
[[nodiscard]] WordTable craftWords() noexcept;

struct PolicyWords {
    std::vector<std::string> texts;  ///< What the entries' views point into.
    std::vector<WordEntry> entries;
    std::vector<WordSlot> slots;
    std::vector<std::string> faceDialects;  ///< Begin of ids whose service refuses faces of real people.
    std::string faceChecked;
    [[nodiscard]] WordTable table() const { return {entries, slots}; }
};

/// Which string of a field or record a text is.
enum class Part : std::uint8_t {
    Whole,  ///< The field itself, or the item of a list of texts.
    Verb,
    From,
    To,
    Gesture,
    Wardrobe,
    StartFrame,
    EndFrame,
    Motivation,
    Words,
    Delivery,
    What,
    Description,
    Colour,
    Phrase,  ///< Of a cast member or a location.
    Trait
};

/// A free text of the shot or of a record that it uses.
struct TextPlace {
    std::string_view field;
    Part part = Part::Whole;
    bool inList{};
    std::size_t item = 0;
    std::size_t trait = 0;
    std::string_view text;
    const film::CastMember* member = nullptr;
    const film::Location* location = nullptr;
    /// "story/actions/0", or the field.
    [[nodiscard]] std::string pointer() const;
};

struct Hit {
    const WordEntry* entry{};
    std::uint16_t place{};
    std::uint32_t begin{}, end{};
};

/// The free texts of a shot and the words that the rules know in them, found in one pass.
class Words {
public:
    Words(const ComposeInput& input, const Policy* policy);

    [[nodiscard]] bool has(Word kind) const { return (m_kinds >> static_cast<unsigned>(kind) & 1U) != 0; }
    [[nodiscard]] bool hasDigits() const { return m_digits; }
    /// A character that commands of other tools begin with: < [ @ # :: --
    [[nodiscard]] bool hasMarks() const { return m_marks; }
    /// A straight quotation mark, two blanks in a row or an emoji.
    [[nodiscard]] bool hasStray() const { return m_stray; }
    [[nodiscard]] const std::vector<Hit>& hits() const { return m_hits; }
    [[nodiscard]] const std::vector<TextPlace>& places() const { return m_places; }
    [[nodiscard]] const TextPlace& placeOf(const Hit& hit) const { return m_places[hit.place]; }
    [[nodiscard]] std::string textOf(const Hit& hit) const {
        return std::string(placeOf(hit).text.substr(hit.begin, hit.end - hit.begin));
    }
    /// The first hit of the kind for which `wanted(place)` holds; null when there is none.
    template <class Wanted>
    [[nodiscard]] const Hit* first(Word kind, Wanted wanted) const {
        if (!has(kind)) return nullptr;
        for (const Hit& hit : m_hits)
            if (hit.entry->kind == kind && wanted(m_places[hit.place])) return &hit;
        return nullptr;
    }
    [[nodiscard]] const Hit* first(Word kind) const {
        return first(kind, [](const TextPlace&) { return true; });
    }
    [[nodiscard]] const Hit* firstIn(Word kind, std::string_view group) const {
        return first(kind, [group](const TextPlace& place) { return place.field.starts_with(group); });
    }

private:
    void gather(const ComposeInput& input);
    void scan(std::size_t place, WordTable first, WordTable second);

    std::vector<TextPlace> m_places;
    std::vector<Hit> m_hits;
    std::uint64_t m_kinds = 0;
    bool m_digits = false, m_marks = false, m_stray = false;
};

/// The text with [begin, end) replaced: blanks and the article before it put right.
[[nodiscard]] std::string edited(std::string_view text, std::size_t begin, std::size_t end,
                                 std::string_view with);
/// A fix that gives a place another text. An empty text takes the item or the field away.
[[nodiscard]] Fix textFix(const ComposeInput& input, const TextPlace& place, std::string label,
                          std::string text);

}  // namespace groundglass::prompt
