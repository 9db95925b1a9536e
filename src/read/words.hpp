#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace groundglass::read {

/// What a word can be; a word may be several.
enum class Class : std::uint8_t {
    Article,
    Determiner,
    Preposition,
    PlacePreposition,
    Conjunction,
    Order,
    Negation,
    Pronoun,
    SubjectPronoun,
    Be,
    Speech,
    VerbBase,
    VerbThird,  ///< "walks"
    VerbIng,    ///< "walking"
    Place,
    Cloth,
    Body,
    Person,
    Sound,
    Ambience,
    Music,
    Adverb,
    Filler,
    Vehicle,
    Light,  ///< From here on: words that set the context of others.
    Camera,
    Frame,
    Lens,
    Grade,
    Texture,
    Mood,
    Weather
};

using WordId = std::uint32_t;  ///< 0 = not known.

[[nodiscard]] constexpr std::uint64_t bit(Class c) noexcept {
    return std::uint64_t{1} << static_cast<unsigned>(c);
}

/// All known words, by their spelling in lower case. Spellings of one word share an id.
class Words {
public:
    Words();
    [[nodiscard]] WordId find(std::string_view lower) const noexcept;
    WordId add(std::string_view lower);
    /// `other` becomes a second spelling of `word`.
    void alias(std::string_view other, WordId word);
    void mark(WordId word, Class c) { m_classes[word] |= bit(c); }
    void unmark(WordId word, Class c) { m_classes[word] &= ~bit(c); }
    [[nodiscard]] std::uint64_t classes(WordId word) const noexcept { return m_classes[word]; }
    void setLemma(WordId word, WordId lemma) { m_lemma[word] = lemma; }
    [[nodiscard]] WordId lemma(WordId word) const noexcept { return m_lemma[word]; }
    [[nodiscard]] const std::string& text(WordId word) const noexcept { return m_text[word]; }
    [[nodiscard]] std::size_t size() const noexcept { return m_text.size(); }

private:
    struct Place {
        std::uint32_t hash{};
        std::uint32_t spelling{};  ///< Index into m_spellings + 1; 0 = free.
    };
    struct Spelling {
        std::string text;
        WordId word{};
    };
    [[nodiscard]] std::size_t place(std::string_view lower, std::uint32_t hash) const noexcept;
    void insert(std::string_view lower, WordId word);
    void grow();

    std::vector<std::string> m_text;
    std::vector<std::uint64_t> m_classes;
    std::vector<WordId> m_lemma;
    std::vector<Spelling> m_spellings;
    std::vector<Place> m_places;
};

/// "walk" → "walking", "make" → "making", "run" → "running".
[[nodiscard]] std::string participleOf(std::string_view base);
/// "walk" → "walks", "carry" → "carries".
[[nodiscard]] std::string thirdPersonOf(std::string_view base);

}  // namespace groundglass::read
