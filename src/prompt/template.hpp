#pragma once

#include "slots.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace groundglass::prompt {

/// A sentence plan, parsed. Grammar:
///   text            itself
///   {slot}          the words of a fact; the plan fails when there is none left to say
///   {slot.part}     with that part of speech, or "number" / "word" for numbers
///   {slot+part}     only terms that have that part of speech themselves
///   {a}             "a" or "an", by the sound that follows; nothing before a determiner
///   {^}             the next letter is a capital
///   {?slot} {!slot} goes on only if there is (not) such a fact left; says nothing
///   [ … ]           left out when something inside fails
///   ( a | b | c )   the first that succeeds
///   <sep: a | b>    those that succeed, with `sep` between; "&" joins with commas and "and"
///   <sep*4: a | b>  the same, of which the first four
///   \x              the character x
struct Branch;

struct Node {
    enum class Type : std::uint8_t { Text, Slot, Article, Capital, If, Unless, Optional, Choice, List };
    Type type{};
    Slot slot{};
    bool strict{};
    bool asNumber{};          ///< The part of speech is "number".
    std::uint8_t most = 255;  ///< Entries of a list.
    std::string text;         ///< Literal, part of speech or separator.
    std::vector<Branch> branches;
};

/// What a branch cannot do without, known before it is tried: most branches of a plan are about facts that a
/// shot does not have, and are passed over by comparing a few bits.
struct Needs {
    SlotSet words;            ///< Facts of which one waits to be said in words.
    SlotSet any;              ///< Facts of which one waits at least for its number.
    std::uint32_t parts = 0;  ///< Parts of the list item at hand.
};

struct Branch {
    Needs needs;
    std::vector<Node> nodes;
};
using Template = Branch;

/// Parses; on failure `error` says what is wrong and where (byte offset), and the result is empty.
[[nodiscard]] Template parseTemplate(std::string_view text, std::string& error);

}  // namespace groundglass::prompt
