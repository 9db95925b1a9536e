#include "groundglass/base/ids.hpp"
#include "pass.hpp"

#include <algorithm>

namespace groundglass::read {
namespace {

constexpr std::size_t mostMembers = 12;

}  // namespace

/// The noun that a phrase is about: the last word before the first preposition.
std::uint32_t Pass::headOf(std::uint32_t first, std::uint32_t last) const {
    std::uint32_t head = first;
    for (std::uint32_t i = first; i < last; ++i) {
        if (m_tokens[i].kind != TokenKind::Word) {
            if (m_tokens[i].kind == TokenKind::Mark) break;
            continue;
        }
        if (i > first && (is(i, Class::Preposition) || is(i, Class::Conjunction))) break;
        if (i > first && is(i, Class::VerbIng) && !is(i - 1, Class::Article) && i + 1 < last) break;
        head = i;
    }
    return head;
}

/// The member whom a noun phrase names, made when it is new; −1 when the phrase names nobody.
int Pass::member(std::uint32_t first, std::uint32_t last) {
    while (first < last && (is(first, Class::Article) || m_tokens[first].kind == TokenKind::Mark ||
                            oneOf(first, "of", "and")))
        ++first;
    while (last > first && m_tokens[last - 1].kind == TokenKind::Mark) --last;
    if (first >= last) return -1;
    if (last == first + 1 && is(first, Class::Pronoun)) {
        // The first whom the pronoun fits, or whom the last clause was about.
        for (std::size_t i = 0; i < m_reading.cast.size(); ++i)
            if (word(first, m_reading.cast[i].pronoun)) return static_cast<int>(i);
        if (m_subject >= 0) return m_subject;
        if (!oneOf(first, "he", "she", "they", "him", "her")) return -1;
        const bool she = oneOf(first, "she", "her");
        return memberNamed(she ? "woman" : oneOf(first, "he", "him") ? "man" : "people", first, first, last);
    }
    // "a farmer and his dog" are two.
    for (std::uint32_t i = first + 1; i + 1 < last; ++i) {
        if (!word(i, "and") && !mark(i, ',')) continue;
        if (!is(i + 1, Class::Article) && !is(i + 1, Class::Determiner) && !person(i + 1)) continue;
        const int one = member(first, i);
        std::uint32_t next = i + 1;
        if (is(next, Class::Determiner) && next + 1 < last) ++next;
        member(next, last);
        return one;
    }
    return memberNamed(phrase(first, last), headOf(first, last), first, last);
}

int Pass::memberNamed(std::string name, std::uint32_t head, std::uint32_t first, std::uint32_t last) {
    auto& cast = m_reading.cast;
    const std::string headWord(lower(head));
    const std::string whole = folded(name);
    for (std::size_t i = 0; i < cast.size(); ++i) {
        const std::string known = folded(cast[i].phrase);
        const bool same =
            known == whole ||
            (known.ends_with(headWord) &&
             (known.size() == headWord.size() || known[known.size() - headWord.size() - 1] == ' ') &&
             (whole == headWord || last - first <= 1));
        if (same) return static_cast<int>(i);
    }
    if (cast.size() >= mostMembers) return -1;
    film::CastMember made;
    made.phrase = std::move(name);
    made.name = made.phrase;
    std::string id = base::idFromTitle(made.phrase).substr(0, 32);
    const auto known = [&](const std::string& wanted) {
        return std::any_of(cast.begin(), cast.end(),
                           [&](const film::CastMember& m) { return m.id.str() == wanted; });
    };
    for (int n = 2; known(id); ++n)
        id = base::idFromTitle(made.phrase).substr(0, 32) + "_" + std::to_string(n);
    made.id = film::CastId(std::move(id));
    const bool she = oneOf(head, "woman", "girl", "grandmother", "mother", "lady", "bride", "queen", "nurse",
                           "waitress", "actress", "daughter", "sister", "widow", "businesswoman", "nun",
                           "mermaid", "maid", "wife", "she");
    const bool he =
        oneOf(head, "man", "boy", "grandfather", "father", "king", "groom", "monk", "priest", "son",
              "brother", "salaryman", "cowboy", "knight", "wizard", "waiter", "gentleman", "husband", "he");
    const bool many = m_tokens[head].singular != 0 || oneOf(head, "people", "children", "crowd", "couple");
    made.pronoun = she ? "she" : he ? "he" : many ? "they" : person(head) ? "they" : "it";
    direction().cast.members.push_back(made.id);
    span(first, last, "cast/members/" + std::to_string(cast.size()), person(head) ? 0.95 : 0.7);
    cast.push_back(std::move(made));
    return static_cast<int>(cast.size()) - 1;
}

film::Performance& Pass::performance(int who) {
    auto& all = direction().cast.performances;
    film::CastId id;
    if (who >= 0 && static_cast<std::size_t>(who) < m_reading.cast.size())
        id = m_reading.cast[static_cast<std::size_t>(who)].id;
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const film::Performance& p) { return p.who == id; });
    if (found != all.end()) return *found;
    if (all.size() >= mostMembers) return all.back();
    film::Performance made;
    made.who = id;
    all.push_back(std::move(made));
    return all.back();
}

/// Words of clothing become the member's wardrobe.
bool Pass::wearing(std::uint32_t first, std::uint32_t last, int who) {
    const std::uint32_t begin = first;
    while (first < last && oneOf(first, "wearing", "in", "with", "dressed", "clad")) ++first;
    if (first >= last) return false;
    std::string text(slice(first, last));
    if (who >= 0 && static_cast<std::size_t>(who) < m_reading.cast.size()) {
        std::string& wardrobe = m_reading.cast[static_cast<std::size_t>(who)].wardrobe;
        wardrobe = wardrobe.empty() ? text : wardrobe + " and " + text;
        span(first, last, "cast/members/" + std::to_string(who) + "/wardrobe", 0.9);
    } else {
        performance(-1).wardrobe = text;
        span(first, last, "cast/performances/0/wardrobe", 0.8);
    }
    use(begin, last, Use::Text);
    return true;
}

}  // namespace groundglass::read
