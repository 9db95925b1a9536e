#pragma once

#include "groundglass/base/result.hpp"
#include "groundglass/craft/vocabulary.hpp"
#include "groundglass/film/ids.hpp"
#include "tokens.hpp"

#include <array>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace groundglass::read {

/// The facets of the vocabulary that a text can name, in the order in which equal claims are settled.
enum class Facet : std::uint8_t {
    Size,
    Move,
    Support,
    TimeOfDay,
    Source,
    Pattern,
    Quality,
    Weather,
    Angle,
    Coverage,
    Height,
    Roll,
    View,
    Composition,
    Tightness,
    Steadiness,
    TimeLook,
    Depth,
    Character,
    Filter,
    Family,
    Format,
    Construction,
    Modifier,
    Atmosphere,
    Stock,
    Grade,
    Harmony,
    Grain,
    Artefact,
    Genre,
    Mood,
    Emotion,
    Eyeline,
    Pose,
    Role,
    Speed,
    Easing,
    Manner,
    Perspective,
    Note,
    Count
};
inline constexpr std::size_t facetCount = static_cast<std::size_t>(Facet::Count);
[[nodiscard]] std::string_view nameOf(Facet facet) noexcept;

/// What a part of a text is about.
enum class Section : std::uint8_t {
    None,
    Frame,
    Camera,
    Lens,
    Light,
    OtherLights,
    Grade,
    Texture,
    Mood,
    Emotion,
    Dialogue,
    Effects,
    Ambience,
    Music,
    Subject,
    Action,
    Place,
    Scene,
    Time,
    Weather,
    Wardrobe,
    Avoid,
    Style,
    Notes,
    Output,
    Era,
    Background,
    Foreground,
    Dressing,
    Gesture,
    Traits,
    OnlySound,
    NoMusic,
    Palette,
    Focus,
    Speed,
    Words  ///< Of a line of dialogue.
};

enum class Claim : std::uint8_t { Never, Weak, Strong };

/// One meaning of a phrase.
struct Sense {
    Facet facet{};
    Claim claim{};
    bool preferred = false;
    std::uint16_t term{};  ///< Index into FacetRules::ids.
};

struct FacetRules {
    std::string path;           ///< Of the field; empty when other fields hold it.
    std::uint64_t context = 0;  ///< Class bit of the words that make a weak phrase count.
    std::vector<film::TermId> ids;
    std::vector<std::string> labels;
};

/// Words, phrases and rules; made once from the vocabulary and resources/reading.
struct Lexicon {
    Words words;
    std::array<FacetRules, facetCount> facets;
    std::unordered_map<std::string, Section> labels;   ///< By folded text.
    std::unordered_map<WordId, std::uint16_t> poseOf;  ///< Lemma of a verb → pose.
    std::unordered_set<WordId> notPersons;             ///< Words that end like a trade: "tower".

    struct Match {
        std::uint32_t end = 0;  ///< Token after the phrase.
        std::uint32_t begin = 0;
        const std::vector<Sense>* senses = nullptr;
    };
    /// The longest phrase that begins at that token; `end` = 0 when none does.
    [[nodiscard]] Match match(const std::vector<Token>& tokens, std::size_t at,
                              std::size_t limit = SIZE_MAX) const;

    [[nodiscard]] bool is(const Token& token, Class c) const noexcept {
        return (words.classes(token.word) & bit(c)) != 0;
    }
    [[nodiscard]] const film::TermId& id(Facet facet, std::uint16_t term) const {
        return facets[static_cast<std::size_t>(facet)].ids[term];
    }
    [[nodiscard]] int termOf(Facet facet, std::string_view id) const;

    // ---- while loading
    void addPhrase(std::string_view phrase, Sense sense);
    void addWordList(Class c, const std::vector<std::string>& list);
    void addVerbs(const std::vector<std::string>& bases, const std::vector<std::string>& never);

private:
    struct Edge {
        std::uint64_t key = 0;  ///< Node and word; 0 = free.
        std::uint32_t node = 0;
    };
    [[nodiscard]] std::uint32_t follow(std::uint32_t node, WordId word) const noexcept;
    std::uint32_t step(std::uint32_t node, WordId word);

    std::vector<Edge> m_edges = std::vector<Edge>(1U << 10U);
    std::size_t m_edgeCount = 0;
    std::uint32_t m_nodes = 1;
    std::vector<std::int32_t> m_senseOf = {-1, -1};  ///< By node.
    std::vector<std::vector<Sense>> m_senses;
    std::vector<bool> m_starts;  ///< By word: whether a phrase begins with it.
};

/// Errors: NotFound; InvalidInput.
[[nodiscard]] base::Result<Lexicon> loadLexicon(const craft::Vocabulary& vocabulary,
                                                const std::filesystem::path& folder);

}  // namespace groundglass::read
