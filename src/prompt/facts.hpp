#pragma once

#include "groundglass/prompt/compose.hpp"
#include "slots.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace groundglass::prompt {

/// A fact on its way into the prompt. Texts borrow from the input, which outlives it.
struct Item {
    std::string_view field;   ///< Path of the field: "camera/moves".
    std::string_view leaf;    ///< Part of a performance: "emotion"; else empty.
    std::int16_t index = -1;  ///< Place in a list field.
    std::int16_t owner = -1;  ///< Member of the cast, by place in the list; −1: nobody in particular.
    std::int16_t next = -1;   ///< Next item of the same slot.
    Slot slot{};
    bool open = true;      ///< Waits to be said.
    bool implied = false;  ///< Another fact's words hold it; only its number may still be said.
    bool exact = true;     ///< False: its words say less than the field; saying them weakens it.
    Fate fate = Fate::Dropped;
    std::uint32_t parts = 0;  ///< Parts of a list item that are set, one bit each from Slot::Name on.
    std::uint32_t saidParts = 0;
    const craft::Term* term = nullptr;
    double number = 0;
    std::string_view text;
    const void* object = nullptr;  ///< The list item: film::Move …
    std::string_view reason;
    bool reasonLasts = true;  ///< A literal; else it lives as long as the dialect or the call.
    bool leftOut = false;     ///< Dropped to keep within the limit.
};

/// Every fact of a shot, and the first of each slot.
class Facts {
public:
    /// `speakers`: who speaks in the shots before, for their numbers; may be null.
    explicit Facts(const ComposeInput& input, const std::vector<film::CastId>* speakers = nullptr);

    [[nodiscard]] std::vector<Item>& items() noexcept { return m_items; }
    [[nodiscard]] const std::vector<Item>& items() const noexcept { return m_items; }
    /// First item of that slot, or −1; follow Item::next.
    [[nodiscard]] std::int16_t first(Slot slot) const noexcept {
        return m_first[static_cast<std::size_t>(slot)];
    }
    [[nodiscard]] const film::CastMember* member(std::int16_t owner) const noexcept {
        return owner >= 0 && static_cast<std::size_t>(owner) < m_members.size()
                   ? m_members[static_cast<std::size_t>(owner)]
                   : nullptr;
    }
    [[nodiscard]] std::int16_t memberCount() const noexcept {
        return static_cast<std::int16_t>(m_members.size());
    }
    [[nodiscard]] std::int16_t ownerOf(const film::CastId& id) const noexcept;
    [[nodiscard]] const ComposeInput& input() const noexcept { return m_input; }

    Item& add(Slot slot, std::string_view field, std::int16_t index = -1);
    /// Adds the fact of a term field; an unknown term is kept with its id as words.
    Item* term(Slot slot, std::string_view field, std::string_view facet, const film::TermId& id,
               std::int16_t index = -1);
    [[nodiscard]] const craft::Term* find(std::string_view facet, const film::TermId& id) const;
    /// The term of a facet whose range holds the value, or the nearest one; `least` and `most` name its
    /// numbers.
    [[nodiscard]] const craft::Term* inRange(std::string_view facet, std::string_view least,
                                             std::string_view most, double value) const;

    /// Number of the one who speaks, by first words, from 1; 0: nobody known.
    [[nodiscard]] std::size_t speaker(const film::DialogueLine& line) const;
    /// What shows or sounds of a mood, of what the shot leaves open; empty when it leaves nothing open.
    [[nodiscard]] std::string evidence(const Item& mood, bool audible) const;
    /// Whether the first frame is given as a picture, so that only what changes need be said.
    [[nodiscard]] bool fromPicture() const noexcept { return m_fromPicture; }
    void setFromPicture(bool from) noexcept { m_fromPicture = from; }
    /// Whether the shot's own clock is the clip's: not in a request of several shots.
    [[nodiscard]] bool ownClock() const noexcept { return m_ownClock; }
    void setOwnClock(bool own) noexcept { m_ownClock = own; }

    /// Whether a member of the cast shows the emotion of the same name as the mood.
    [[nodiscard]] bool feels(const Item& mood) const noexcept;

private:
    const ComposeInput& m_input;
    std::vector<Item> m_items;
    std::vector<const film::CastMember*> m_members;
    std::vector<const film::CastId*> m_memberIds;
    std::array<std::int16_t, slotCount> m_first{};
    std::array<std::int16_t, slotCount> m_last{};
    const std::vector<film::CastId>* m_speakers;
    bool m_fromPicture = false;
    bool m_ownClock = true;
};

// Collectors, one a part of the direction.
void collectScene(Facts& facts);  ///< story, cast, place
void collectFrame(Facts& facts);  ///< frame, camera
void collectLens(Facts& facts);
void collectLight(Facts& facts);
void collectFinish(Facts& facts);  ///< grade, texture, mood
void collectSound(Facts& facts);   ///< sound, avoid
void collectOutput(Facts& facts);

/// Settles an item without words.
void settle(Item& item, Fate fate, std::string_view reason);
/// Leaves it to another fact's words; its number may still be said.
void imply(Item& item, std::string_view reason);

}  // namespace groundglass::prompt
