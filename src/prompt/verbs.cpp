#include "english.hpp"
#include "letters.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace groundglass::prompt {
namespace {

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

}  // namespace groundglass::prompt
