#include "english.hpp"

#include "letters.hpp"

#include <algorithm>
#include <array>

namespace groundglass::prompt {

bool takesAn(std::string_view text) noexcept {
    while (!text.empty() && (text.front() == '"' || text.front() == '(' || text.front() == '\''))
        text.remove_prefix(1);
    if (text.empty()) return false;
    if (isDigit(text.front())) {
        std::size_t digits = 0;
        while (digits < text.size() && isDigit(text[digits])) ++digits;
        if (text.front() == '8') return true;
        return (digits == 2 || digits == 5) && (text.starts_with("11") || text.starts_with("18"));
    }
    const std::string_view word = firstWord(text);
    if (startsLower(word, "f/")) return true;
    std::size_t capitals = 0;
    while (capitals < word.size() && isUpper(word[capitals])) ++capitals;
    const bool single = capitals == 1 && word.size() > 1 && word[1] == '-';  // S-curve
    if (single || (capitals >= 2 && (capitals == word.size() || word[capitals] == '-'))) {
        constexpr std::string_view soundedAsVowel = "AEFHILMNORSX";
        constexpr std::array<std::string_view, 4> spoken{"hud", "nasa", "fuji", "lut"};
        if (!among(word, spoken)) return soundedAsVowel.find(word.front()) != std::string_view::npos;
    }
    constexpr std::array<std::string_view, 5> silent{"hour", "honest", "honour", "honor", "heir"};
    constexpr std::array<std::string_view, 9> glides{"uni", "use",  "usu", "uto", "eu",
                                                     "one", "once", "uku", "ura"};
    const char letter = lower(word.front());
    const auto begins = [word](std::string_view lead) { return startsLower(word, lead); };
    if (letter == 'h' && std::any_of(silent.begin(), silent.end(), begins)) return true;
    if ((letter == 'u' || letter == 'e' || letter == 'o') &&
        std::any_of(glides.begin(), glides.end(), begins))
        return begins("unin") || begins("unim") || begins("unid");
    if (isVowel(word.front())) return true;
    // é, è, â, å, ö … : a two-byte letter of the Latin-1 block that is a vowel.
    if (word.size() > 1 && static_cast<unsigned char>(word[0]) == 0xC3U) {
        const unsigned low = static_cast<unsigned char>(word[1]) | 0x20U;
        return (low >= 0xA0U && low <= 0xA6U) || (low >= 0xA8U && low <= 0xAFU) ||
               (low >= 0xB2U && low <= 0xB6U) || (low >= 0xB9U && low <= 0xBCU);
    }
    return false;
}

bool hasDeterminer(std::string_view text) noexcept {
    constexpr std::array<std::string_view, 27> words{
        "a",     "an",    "the",  "her",  "his",     "its",   "their", "this", "that",
        "these", "those", "no",   "some", "two",     "three", "four",  "five", "six",
        "seven", "eight", "nine", "ten",  "several", "many",  "every", "each", "one"};
    const std::string_view word = firstWord(text);
    if (word.empty()) return true;
    return word.size() <= 7 && among(word, words);
}

bool beginsWithPreposition(std::string_view text) noexcept {
    constexpr std::array<std::string_view, 25> words{
        "in",     "on",     "at",     "inside",  "under",  "above",   "beneath",   "beside", "behind",
        "near",   "along",  "across", "outside", "over",   "against", "among",     "amid",   "atop",
        "within", "around", "below",  "between", "aboard", "through", "underwater"};
    return among(firstWord(text), words);
}

std::string_view placePreposition(std::string_view phrase) noexcept {
    if (beginsWithPreposition(phrase)) return {};
    constexpr std::array<std::string_view, 26> on{
        "rooftop", "roof",     "beach", "surface", "bridge",  "road",   "ridge", "summit",   "peak",
        "stage",   "platform", "deck",  "cliff",   "shore",   "coast",  "pier",  "hillside", "slope",
        "plateau", "seabed",   "reef",  "balcony", "terrace", "street", "porch", "seafloor"};
    constexpr std::array<std::string_view, 6> at{"vent", "crossing", "crossroads",
                                                 "edge", "airport",  "harbour"};
    // The head noun is the last word before the first preposition or comma.
    std::string_view head;
    std::string_view rest = phrase;
    while (!rest.empty()) {
        const std::string_view word = firstWord(rest);
        if (!head.empty() &&
            (beginsWithPreposition(word) || word == "of" || word == "with" || word == "full"))
            break;
        head = word;
        const bool comma = word.size() < rest.size() && rest[word.size()] == ',';
        rest.remove_prefix(std::min(rest.size(), word.size() + 1));
        if (comma) break;
    }
    if (among(head, on)) return "on";
    if (among(head, at)) return "at";
    return "in";
}

std::string_view withoutArticle(std::string_view phrase) noexcept {
    for (const std::string_view article : {"a ", "an ", "the "})
        if (startsLower(phrase, article)) return phrase.substr(article.size());
    return phrase;
}

std::string_view trimmedPhrase(std::string_view text) noexcept {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\n' || text.front() == '\t'))
        text.remove_prefix(1);
    while (!text.empty()) {
        const char last = text.back();
        if (last == '.' && text.size() >= 3 && text.substr(text.size() - 3) == "...") break;
        if (last != ' ' && last != '\n' && last != '\t' && last != '.' && last != ',' && last != ';') break;
        text.remove_suffix(1);
    }
    return text;
}

std::size_t capitalOf(std::string_view text, char out[2]) noexcept {
    if (text.empty()) return 0;
    if (isLower(text[0])) {
        out[0] = static_cast<char>(text[0] - 'a' + 'A');
        return 1;
    }
    if (text.size() > 1 && static_cast<unsigned char>(text[0]) == 0xC3U) {
        const auto low = static_cast<unsigned char>(text[1]);
        if (low >= 0xA0U && low <= 0xBEU && low != 0xB7U) {
            out[0] = text[0];
            out[1] = static_cast<char>(low - 0x20U);
            return 2;
        }
    }
    return 0;
}

}  // namespace groundglass::prompt
