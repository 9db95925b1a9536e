#include "english.hpp"

#include "groundglass/base/format.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <system_error>

namespace groundglass::prompt {
namespace {

constexpr bool isUpper(char c) {
    return c >= 'A' && c <= 'Z';
}
constexpr bool isLower(char c) {
    return c >= 'a' && c <= 'z';
}
constexpr bool isDigit(char c) {
    return c >= '0' && c <= '9';
}
constexpr char lower(char c) {
    return isUpper(c) ? static_cast<char>(c - 'A' + 'a') : c;
}
constexpr bool isVowel(char c) {
    const char l = lower(c);
    return l == 'a' || l == 'e' || l == 'i' || l == 'o' || l == 'u';
}

bool startsLower(std::string_view text, std::string_view prefix) {
    if (text.size() < prefix.size()) return false;
    for (std::size_t i = 0; i < prefix.size(); ++i)
        if (lower(text[i]) != prefix[i]) return false;
    return true;
}

std::string_view firstWord(std::string_view text) {
    std::size_t end = 0;
    while (end < text.size() && text[end] != ' ' && text[end] != ',') ++end;
    return text.substr(0, end);
}

template <std::size_t N>
bool among(std::string_view word, const std::array<std::string_view, N>& list) {
    return std::any_of(list.begin(), list.end(), [word](std::string_view entry) {
        return entry.size() == word.size() && startsLower(word, entry);
    });
}

/// Verbs whose stem the rules below would spell wrongly: stem before "ing" → base form.
struct Verb {
    std::string_view stem, base;
};
constexpr std::array irregular{Verb{"add", "add"},
                               Verb{"be", "be"},
                               Verb{"beckon", "beckon"},
                               Verb{"dy", "die"},
                               Verb{"lay", "lay"},
                               Verb{"ly", "lie"},
                               Verb{"ty", "tie"},
                               Verb{"roll", "roll"},
                               Verb{"breath", "breathe"},
                               Verb{"bath", "bathe"},
                               Verb{"see", "see"},
                               Verb{"flee", "flee"},
                               Verb{"hav", "have"},
                               Verb{"do", "do"},
                               Verb{"go", "go"},
                               Verb{"com", "come"},
                               Verb{"becom", "become"},
                               Verb{"glanc", "glance"},
                               Verb{"focus", "focus"},
                               Verb{"kneel", "kneel"},
                               Verb{"unveil", "unveil"},
                               Verb{"travell", "travel"},
                               Verb{"travel", "travel"},
                               Verb{"signall", "signal"},
                               Verb{"unravell", "unravel"},
                               Verb{"controll", "control"},
                               Verb{"patroll", "patrol"},
                               Verb{"sing", "sing"},
                               Verb{"explod", "explode"},
                               Verb{"collid", "collide"},
                               Verb{"decid", "decide"},
                               Verb{"divid", "divide"},
                               Verb{"invad", "invade"},
                               Verb{"recid", "recide"},
                               Verb{"measur", "measure"},
                               Verb{"captur", "capture"},
                               Verb{"gestur", "gesture"},
                               Verb{"ignor", "ignore"},
                               Verb{"explor", "explore"},
                               Verb{"admir", "admire"},
                               Verb{"inspir", "inspire"},
                               Verb{"imagin", "imagine"},
                               Verb{"examin", "examine"},
                               Verb{"combin", "combine"},
                               Verb{"shin", "shine"},
                               Verb{"execut", "execute"},
                               Verb{"compos", "compose"},
                               Verb{"oppos", "oppose"},
                               Verb{"expos", "expose"},
                               Verb{"surfac", "surface"},
                               Verb{"retriev", "retrieve"},
                               Verb{"prepar", "prepare"},
                               Verb{"declar", "declare"},
                               Verb{"compar", "compare"},
                               Verb{"unfold", "unfold"},
                               Verb{"hurtl", "hurtle"},
                               Verb{"freez", "freeze"},
                               Verb{"sneez", "sneeze"},
                               Verb{"squeez", "squeeze"},
                               Verb{"wheez", "wheeze"},
                               Verb{"buzz", "buzz"},
                               Verb{"whizz", "whizz"},
                               Verb{"waltz", "waltz"},
                               Verb{"whirl", "whirl"},
                               Verb{"tast", "taste"},
                               Verb{"past", "paste"},
                               Verb{"hast", "haste"},
                               Verb{"wast", "waste"},
                               Verb{"chang", "change"},
                               Verb{"plung", "plunge"},
                               Verb{"loung", "lounge"},
                               Verb{"arrang", "arrange"},
                               Verb{"exchang", "exchange"},
                               Verb{"rang", "range"},
                               Verb{"dodg", "dodge"},
                               Verb{"trudg", "trudge"},
                               Verb{"judg", "judge"},
                               Verb{"nudg", "nudge"},
                               Verb{"emerg", "emerge"},
                               Verb{"merg", "merge"},
                               Verb{"surg", "surge"},
                               Verb{"charg", "charge"},
                               Verb{"submerg", "submerge"},
                               Verb{"recharg", "recharge"},
                               Verb{"blow", "blow"},
                               Verb{"ey", "eye"},
                               Verb{"dye", "dye"},
                               Verb{"singe", "singe"},
                               Verb{"pass", "pass"},
                               Verb{"press", "press"},
                               Verb{"ignit", "ignite"},
                               Verb{"recit", "recite"},
                               Verb{"invit", "invite"},
                               Verb{"unit", "unite"},
                               Verb{"dissolv", "dissolve"},
                               Verb{"promenad", "promenade"}};

/// Base form from the part before "ing"; empty when the spelling does not decide.
std::string baseOf(std::string_view stem) {
    for (const Verb& verb : irregular)
        if (stem.size() == verb.stem.size() && startsLower(stem, verb.stem)) return std::string(verb.base);
    if (stem.size() < 2) return {};
    std::string base;
    for (const char c : stem) {
        if (!isLower(c) && !isUpper(c) && c != '-') return {};
        base.push_back(lower(c));
    }
    const char last = base.back();
    const char before = base[base.size() - 2];
    const char third = base.size() > 2 ? base[base.size() - 3] : '\0';
    const auto vowels =
        std::count_if(base.begin(), base.end(), [](char c) { return isVowel(c) || c == 'y'; });
    if (last == before && !isVowel(last)) {
        if (last != 'l' && last != 's' && last != 'z' && last != 'f') base.pop_back();
        return base;
    }
    const auto silent = [&base] { return base + 'e'; };
    if (last == 'v' || last == 'c' || last == 'u' || last == 'z') return silent();
    if (last == 'l' && !isVowel(before) && before != 'r' && before != 'w') return silent();
    if (last == 's' && (isVowel(before) || before == 'n' || before == 'r' || before == 'p' || before == 'w'))
        return vowels >= 2 && !isVowel(third) && before == 'u' ? base : silent();
    if (last == 'g' && isVowel(before) && third != '\0') return silent();
    if (last == 't' && before == 'a' && vowels >= 2 && !isVowel(third)) return silent();
    if (isVowel(before) && !isVowel(third) && !isVowel(last) && last != 'w' && last != 'x' && last != 'y' &&
        last != 'h') {
        if (vowels == 1) return silent();
        const std::string_view end = std::string_view(base).substr(base.size() - 2);
        if (end == "en" || end == "er" || end == "on" || end == "or" || end == "it" || end == "el" ||
            end == "et" || end == "ow" || end == "op" || end == "al")
            return base;
        return {};
    }
    return base;
}

std::string thirdPerson(std::string base) {
    if (base == "be") return "is";
    if (base == "have") return "has";
    if (base.size() < 2) return base + 's';
    const char last = base.back();
    const char before = base[base.size() - 2];
    if (last == 'y' && !isVowel(before)) return base.substr(0, base.size() - 1) + "ies";
    if (last == 's' || last == 'x' || last == 'z' || last == 'o') return base + "es";
    if (last == 'h' && (before == 'c' || before == 's')) return base + "es";
    return base + 's';
}

bool isParticiple(std::string_view word) {
    constexpr std::array<std::string_view, 12> nouns{"evening", "morning",   "ceiling", "building",
                                                     "king",    "ring",      "string",  "thing",
                                                     "nothing", "something", "wing",    "spring"};
    return word.size() > 4 && word.substr(word.size() - 3) == "ing" && !among(word, nouns);
}

/// A second verb of the same subject follows: "sitting and reading", "kneeling, reaching out".
bool hasSecondVerb(std::string_view rest) {
    for (std::size_t at = rest.find("ing"); at != std::string_view::npos; at = rest.find("ing", at + 3)) {
        if (at + 3 < rest.size() && rest[at + 3] != ' ' && rest[at + 3] != ',') continue;
        std::size_t begin = at;
        while (begin > 0 && rest[begin - 1] != ' ') --begin;
        const std::string_view lead = rest.substr(0, begin);
        const bool joined = lead.ends_with(" and ") || lead.ends_with(", ") || lead.ends_with(" then ") ||
                            lead.ends_with("ly ") || lead.ends_with(" or ");
        if (joined && isParticiple(rest.substr(begin, at + 3 - begin))) return true;
    }
    return false;
}

}  // namespace

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
    if (capitals >= 2 && (capitals == word.size() || word[capitals] == '-')) {
        constexpr std::string_view soundedAsVowel = "AEFHILMNORSX";
        constexpr std::array<std::string_view, 4> spoken{"hud", "nasa", "fuji", "lut"};
        if (!among(word, spoken)) return soundedAsVowel.find(word.front()) != std::string_view::npos;
    }
    for (const std::string_view silent : {"hour", "honest", "honour", "honor", "heir"})
        if (startsLower(word, silent)) return true;
    for (const std::string_view glide : {"uni", "use", "usu", "uto", "eu", "one", "once", "uku", "ura"})
        if (startsLower(word, glide))
            return startsLower(word, "unin") || startsLower(word, "unim") || startsLower(word, "unid");
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
    return among(word, words);
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

std::string finiteVerb(std::string_view participlePhrase, bool plural) {
    const std::string_view phrase = trimmedPhrase(participlePhrase);
    std::size_t begin = 0;
    while (begin < phrase.size()) {
        const std::string_view word = firstWord(phrase.substr(begin));
        if (isParticiple(word)) break;
        if (!word.ends_with("ly") || begin + word.size() >= phrase.size()) {
            begin = phrase.size();
            break;
        }
        begin += word.size() + 1;
    }
    const auto progressive = [&] { return std::string(plural ? "are " : "is ").append(phrase); };
    if (begin >= phrase.size()) return progressive();
    const std::string_view word = firstWord(phrase.substr(begin));
    const std::string_view rest = phrase.substr(begin + word.size());
    if (hasSecondVerb(rest)) return progressive();
    std::string base = baseOf(word.substr(0, word.size() - 3));
    if (base.empty()) return progressive();
    std::string text(phrase.substr(0, begin));
    text += plural ? (base == "be" ? std::string("are") : base) : thirdPerson(std::move(base));
    text.append(rest);
    return text;
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

std::string numberText(double value, int decimals) {
    char buffer[64];
    const auto written =
        std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::fixed, decimals);
    if (written.ec != std::errc()) return base::format("{}", value);
    std::string text(buffer, written.ptr);
    if (text.find('.') != std::string::npos) {
        while (text.back() == '0') text.pop_back();
        if (text.back() == '.') text.pop_back();
    }
    return text == "-0" ? "0" : text;
}

std::string countText(long value) {
    constexpr std::array<std::string_view, 13> words{"no",   "one",    "two",   "three", "four",
                                                     "five", "six",    "seven", "eight", "nine",
                                                     "ten",  "eleven", "twelve"};
    if (value >= 0 && value < static_cast<long>(words.size()))
        return std::string(words[static_cast<std::size_t>(value)]);
    return base::format("{}", value);
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
