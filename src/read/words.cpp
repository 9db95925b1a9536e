#include "words.hpp"

namespace groundglass::read {
namespace {

std::uint32_t hashOf(std::string_view text) noexcept {
    std::uint32_t hash = 2166136261U;
    for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
    return hash;
}

constexpr bool vowel(char c) {
    return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u';
}

/// One short syllable whose last consonant doubles: "run", "drag"; not "read", "show", "fix", "open".
bool doubles(std::string_view base) {
    if (base.size() < 3 || base.size() > 5) return false;
    const char last = base.back();
    if (vowel(last) || last == 'w' || last == 'x' || last == 'y') return false;
    if (!vowel(base[base.size() - 2])) return false;
    std::size_t vowels = 0;
    for (const char c : base) vowels += vowel(c) ? 1 : 0;
    return vowels == 1 || (vowels == 2 && base.substr(0, 2) == "qu");
}

}  // namespace

Words::Words() {
    m_places.resize(1U << 12U);
    m_text.emplace_back();
    m_classes.push_back(0);
    m_lemma.push_back(0);
}

std::size_t Words::place(std::string_view lower, std::uint32_t hash) const noexcept {
    const std::size_t mask = m_places.size() - 1;
    std::size_t at = hash & mask;
    while (m_places[at].spelling != 0 &&
           (m_places[at].hash != hash || m_spellings[m_places[at].spelling - 1].text != lower))
        at = (at + 1) & mask;
    return at;
}

WordId Words::find(std::string_view lower) const noexcept {
    const Place& found = m_places[place(lower, hashOf(lower))];
    return found.spelling == 0 ? 0 : m_spellings[found.spelling - 1].word;
}

void Words::insert(std::string_view lower, WordId word) {
    if (m_spellings.size() * 2 >= m_places.size()) grow();
    const std::uint32_t hash = hashOf(lower);
    const std::size_t at = place(lower, hash);
    if (m_places[at].spelling != 0) return;
    m_spellings.push_back({std::string(lower), word});
    m_places[at] = {hash, static_cast<std::uint32_t>(m_spellings.size())};
}

void Words::grow() {
    m_places.assign(m_places.size() * 2, {});
    for (std::size_t i = 0; i < m_spellings.size(); ++i) {
        const std::uint32_t hash = hashOf(m_spellings[i].text);
        m_places[place(m_spellings[i].text, hash)] = {hash, static_cast<std::uint32_t>(i + 1)};
    }
}

WordId Words::add(std::string_view lower) {
    if (const WordId known = find(lower); known != 0) return known;
    const auto word = static_cast<WordId>(m_text.size());
    m_text.emplace_back(lower);
    m_classes.push_back(0);
    m_lemma.push_back(0);
    insert(lower, word);
    return word;
}

void Words::alias(std::string_view other, WordId word) {
    insert(other, word);
}

std::string participleOf(std::string_view base) {
    std::string text(base);
    if (base.ends_with("ie")) return text.replace(text.size() - 2, 2, "ying");
    if (base.size() > 2 && base.ends_with('e') && !base.ends_with("ee") && !base.ends_with("ye"))
        text.pop_back();
    else if (doubles(base))
        text.push_back(base.back());
    return text + "ing";
}

std::string thirdPersonOf(std::string_view base) {
    std::string text(base);
    if (base.size() > 1 && base.ends_with('y') && !vowel(base[base.size() - 2]))
        return text.replace(text.size() - 1, 1, "ies");
    const bool hiss = base.ends_with('s') || base.ends_with('x') || base.ends_with('z') ||
                      base.ends_with("ch") || base.ends_with("sh") || base.ends_with('o');
    return text + (hiss ? "es" : "s");
}

}  // namespace groundglass::read
