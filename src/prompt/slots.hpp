#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace groundglass::prompt {

/// What a template may name: the facts of a shot, the parts of a list item, and references to the subject.
enum class Slot : std::uint8_t {
    // story
    Notes,
    Actions,
    // cast
    Members,
    Emotion,
    Pose,
    Eyeline,
    Gesture,
    Posture,
    Gait,
    MicroAction,
    Breath,
    Proximity,
    Tempo,
    Energy,
    Reaction,
    Wardrobe,
    // place
    Place,
    Era,
    Time,
    Weather,
    Dressing,
    Foreground,
    Midground,
    Background,
    // frame
    Size,
    Tightness,
    Coverage,
    Angle,
    Height,
    Roll,
    View,
    Composition,
    // camera
    Moves,
    Support,
    Steadiness,
    TimeLook,
    Shutter,
    // lens
    Format,
    Focal,
    Family,
    Construction,
    Aperture,
    Depth,
    FocusDistance,
    FocusTarget,
    Squeeze,
    Bokeh,
    Character,
    Filters,
    // light
    Pattern,
    Source,
    Quality,
    Modifier,
    KeyAzimuth,
    KeyElevation,
    KeySize,
    KeyDistance,
    KeyKelvin,
    Ratio,
    FillKelvin,
    WhiteBalance,
    Exposure,
    Atmosphere,
    Lights,
    // grade
    Grade,
    Strength,
    Cdl,
    SplitTone,
    Contrast,
    Saturation,
    BlackLevel,
    Harmony,
    Palette,
    Stock,
    // texture
    Grain,
    GrainStrength,
    Halation,
    Bloom,
    Vignette,
    GateWeave,
    Artefacts,
    // mood
    Moods,
    Valence,
    Arousal,
    Tone,
    Genre,
    // sound
    Dialogue,
    Effects,
    Ambience,
    Music,
    NoMusic,
    Silence,
    OnlySound,
    // avoid, output
    Avoid,
    Duration,
    AspectRatio,
    Lines,
    Rate,
    Seed,
    References,
    LabelAsAi,
    // the lead and the others, as sentences need them
    Subject,
    Others,
    Everyone,
    Performances,
    Doing,
    Does,
    Does2,
    She,
    Is,
    Her,
    The,
    // parts of the item at hand
    Name,
    Traits,
    Wearing,
    Actor,
    ItemDoing,
    ItemDoes,
    Manner,
    From,
    To,
    At,
    Verb,
    Speed,
    Easing,
    Amount,
    Start,
    End,
    Motivation,
    MoveReference,
    Speaker,
    Label,
    Delivery,
    Words,
    Language,
    OffScreen,
    VoiceOf,
    What,
    Perspective,
    Role,
    Lamp,
    LampSide,
    LampColour,
    LampKelvin,
    LampLevel,
    LampDetail,
    FilterKind,
    FilterStrength,
    NoteKind,
    NoteText,
    SubjectChange,
    Amplitude,
    SpeakerId,
    NoteEvidence,
    // conditions without words
    Face,
    Acted,
    Adorned,
    Several,
    Static,
    Soft,
    Stranger,
    Timed,
    Count
};

inline constexpr std::size_t slotCount = static_cast<std::size_t>(Slot::Count);
inline constexpr Slot firstReference = Slot::Subject;
inline constexpr Slot firstPart = Slot::Name;
inline constexpr Slot firstCondition = Slot::Face;

/// A set of facts.
class SlotSet {
public:
    constexpr void add(Slot slot) noexcept { word(slot) |= bit(slot); }
    constexpr void remove(Slot slot) noexcept { word(slot) &= ~bit(slot); }
    [[nodiscard]] constexpr bool holds(const SlotSet& other) const noexcept {
        return (other.m_low & ~m_low) == 0 && (other.m_high & ~m_high) == 0;
    }
    constexpr SlotSet& operator|=(const SlotSet& other) noexcept {
        m_low |= other.m_low;
        m_high |= other.m_high;
        return *this;
    }
    constexpr SlotSet& operator&=(const SlotSet& other) noexcept {
        m_low &= other.m_low;
        m_high &= other.m_high;
        return *this;
    }

private:
    static_assert(static_cast<std::size_t>(firstReference) <= 128);
    constexpr std::uint64_t& word(Slot slot) noexcept {
        return static_cast<std::size_t>(slot) < 64 ? m_low : m_high;
    }
    static constexpr std::uint64_t bit(Slot slot) noexcept {
        return std::uint64_t{1} << (static_cast<std::size_t>(slot) % 64U);
    }
    std::uint64_t m_low = 0, m_high = 0;
};

/// The bit of a list item's part, for Item::parts.
[[nodiscard]] constexpr std::uint32_t partBit(Slot part) noexcept {
    return 1U << ((static_cast<unsigned>(part) - static_cast<unsigned>(firstPart)) % 32U);
}

/// How the words of a slot come about.
enum class SlotKind : std::uint8_t { Term, Text, Number, Items, Reference, Part, Condition };

struct SlotInfo {
    Slot slot{};
    std::string_view name;  ///< As templates write it.
    SlotKind kind{};
    std::string_view part;  ///< Default part of speech of a term.
    std::uint8_t priority = 2;
    std::uint8_t rank = 5;  ///< What goes first when the text is too long: the highest.
    bool owned = false;     ///< Belongs to one member of the cast.
};

/// One row a slot, in the order of the enumeration.
extern const std::array<SlotInfo, slotCount> slotTable;

[[nodiscard]] inline const SlotInfo& info(Slot slot) noexcept {
    return slotTable[static_cast<std::size_t>(slot)];
}
[[nodiscard]] std::optional<Slot> slotNamed(std::string_view name) noexcept;

}  // namespace groundglass::prompt
