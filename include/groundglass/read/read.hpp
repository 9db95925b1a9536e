#pragma once

#include "groundglass/base/result.hpp"
#include "groundglass/craft/vocabulary.hpp"
#include "groundglass/film/film.hpp"

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace groundglass::read {

struct Lexicon;  ///< Words, phrases and their senses: private to read.

/// Half-open byte range of the text on code-point borders that became a field. `field` is the path of the
/// film's field ("lens/focal"); parts of list items add a place and a leaf ("camera/moves/0",
/// "cast/performances/0/pose").
struct Span {
    std::size_t begin{}, end{};
    std::string field;
    double confidence = 1;  ///< 0…1: 1 a word of the trade, less where the sense was chosen by context.
};

/// Words that no field could take, verbatim, and the group of fields they most likely belong to.
struct Leftover {
    std::size_t begin{}, end{};
    std::string group;  ///< "light", "story" …
    std::string text;
};

/// Two places of the text that ask one field for different things; the first one was taken.
struct Contradiction {
    std::string field;
    std::string taken, other;    ///< The words of the text.
    std::size_t begin{}, end{};  ///< Of the other.
};

/// What a text says about a shot.
struct Reading {
    film::Direction direction;
    std::vector<film::CastMember> cast;  ///< The members that the direction names.
    std::string dialect;      ///< The dialect it is written in; "generic_prose" when it shows none.
    std::vector<Span> spans;  ///< Sorted by begin.
    std::vector<Leftover> leftovers;
    std::vector<Contradiction> contradictions;

    /// A film with this cast and the one shot `shot`.
    [[nodiscard]] film::Film film() const;
};

/// Reads prompts by rule, not by model: same text, same reading. Immutable after loading. Thread: any.
class Reader {
public:
    /// `folder` is resources/reading. Adding a term to the vocabulary makes its label, aliases and wordings
    /// readable. Errors: NotFound; InvalidInput with the problem.
    [[nodiscard]] static base::Result<Reader> load(const craft::Vocabulary& vocabulary,
                                                   const std::filesystem::path& folder);

    /// `dialect` is "auto" or the id of a dialect; it settles only what the text leaves open. Takes time
    /// proportional to the text. Errors: InvalidInput for bad UTF-8 (with its place), for NUL bytes, for more
    /// than `longest` bytes, for text without a word.
    [[nodiscard]] base::Result<Reading> read(std::string_view text, std::string_view dialect = "auto") const;

    static constexpr std::size_t longest = 1U << 20U;

private:
    std::shared_ptr<const Lexicon> m_lexicon;
};

}  // namespace groundglass::read
