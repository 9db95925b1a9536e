#pragma once

#include "groundglass/base/result.hpp"

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace groundglass::prompt {

struct DialectData;  ///< Slots, wording, limits: private to prompt.

/// How one model family wants facts said; data from `resources/dialects/<id>.json`.
struct Dialect {
    std::string id;
    std::string title;
    std::string status;   ///< alive, legacy (an older model that still answers), archived.
    std::string note;     ///< One line for people: "Veo 3.1: camera first, sound in own sentences".
    std::string checked;  ///< ISO date.
    std::vector<std::string> sources;
    std::string unit;                       ///< characters, utf16, tokens, words.
    std::size_t hardLimit{};                ///< In `unit`; 0 = none published.
    std::size_t idealLeast{}, idealMost{};  ///< Words.
    std::string negatives;                  ///< field_nouns, prose_ok, forbidden, subset, none.
    int literalness = 2;                    ///< 0 observable … 3 director's note.
    std::string advice;  ///< What to set at the service so that the text arrives as written; may be empty.
    /// What a statement rests on: subject → "V" vendor's document, "v" vendor read through others, "H" a
    /// host's schema, "C" practice, "S" our synthesis.
    std::vector<std::pair<std::string, std::string>> evidence;
    std::size_t mostShots = 1;  ///< In one request; 1: no syntax for several.
    std::shared_ptr<const DialectData> data;
};

/// All dialects of a folder, by id. Where vendors contradict themselves a dialect has switches; what one of
/// them chooses is a dialect of its own, "veo31+quotes", which is found but not listed.
/// Errors: InvalidInput with every problem; NotFound.
class Dialects {
public:
    [[nodiscard]] static base::Result<Dialects> load(const std::filesystem::path& folder);
    [[nodiscard]] const Dialect* find(std::string_view id) const;
    [[nodiscard]] std::vector<const Dialect*> all() const;

private:
    std::map<std::string, Dialect, std::less<>> m_dialects, m_switched;
};

}  // namespace groundglass::prompt
