#pragma once

#include "groundglass/base/result.hpp"
#include "groundglass/film/direction.hpp"

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace groundglass::craft {

/// One word of the trade. Numbers carry their unit in the key ("extent_min_m", "key_azimuth_deg").
struct Term {
    std::string facet;
    std::string id;
    std::string label;
    std::string definition;
    std::vector<std::string> aliases;
    std::map<std::string, double, std::less<>> numbers;
    std::map<std::string, std::vector<double>, std::less<>>
        vectors;  ///< "slope", "offset", "power" of a grade.
    std::map<std::string, std::string, std::less<>>
        wording;  ///< By part of speech: "noun", "adjective", "phrase" …
    std::string source;

    [[nodiscard]] std::optional<double> number(std::string_view key) const;
    /// The wording of that part of speech, or the first fallback that exists, or the label in lower case.
    [[nodiscard]] std::string_view words(std::string_view part) const;
};

/// All terms, by facet. Immutable after loading; share it. Thread: any.
class Vocabulary {
public:
    /// Reads every `<facet>.json` of a folder. Errors: InvalidInput with every problem; NotFound.
    [[nodiscard]] static base::Result<Vocabulary> load(const std::filesystem::path& folder);

    [[nodiscard]] const Term* find(std::string_view facet, std::string_view id) const;
    [[nodiscard]] std::span<const Term> terms(std::string_view facet) const;  ///< In the order of the file.
    [[nodiscard]] std::vector<std::string> facets() const;
    /// Terms whose id, label, alias or definition holds every word of the query; best first.
    [[nodiscard]] std::vector<const Term*> search(std::string_view query) const;

private:
    std::map<std::string, std::vector<Term>, std::less<>> m_facets;
};

/// Unknown term ids in a direction, with a remedy that names near ones. `file` goes into the problems.
[[nodiscard]] std::vector<base::Problem> checkTerms(const film::Direction& direction,
                                                    const Vocabulary& vocabulary, std::string_view file);

}  // namespace groundglass::craft
