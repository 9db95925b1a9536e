#pragma once

#include "groundglass/base/result.hpp"

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace groundglass::prompt {

struct DialectData;  ///< Slots, wording, limits: private to prompt.

/// How one model family wants facts said; data from `resources/dialects/<id>.json`.
struct Dialect {
    std::string id;
    std::string title;
    std::string status;   ///< alive, archived.
    std::string note;     ///< One line for people: "Veo 3.1: camera first, sound in own sentences".
    std::string checked;  ///< ISO date.
    std::vector<std::string> sources;
    std::string unit;                       ///< characters, utf16, tokens, words.
    std::size_t hardLimit{};                ///< In `unit`; 0 = none published.
    std::size_t idealLeast{}, idealMost{};  ///< Words.
    std::string negatives;                  ///< field_nouns, prose_ok, forbidden, subset, none.
    int literalness = 2;                    ///< 0 observable … 3 director's note.
    std::shared_ptr<const DialectData> data;
};

/// All dialects of a folder, by id. Errors: InvalidInput with every problem; NotFound.
class Dialects {
public:
    [[nodiscard]] static base::Result<Dialects> load(const std::filesystem::path& folder);
    [[nodiscard]] const Dialect* find(std::string_view id) const;
    [[nodiscard]] std::vector<const Dialect*> all() const;

private:
    std::map<std::string, Dialect, std::less<>> m_dialects;
};

}  // namespace groundglass::prompt
