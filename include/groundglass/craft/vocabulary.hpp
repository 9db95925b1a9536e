#pragma once

#include "groundglass/base/result.hpp"
#include "groundglass/film/direction.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace groundglass::craft {

/// A handful of values by name, in the order of the names. Reads like a map; its few entries lie side by
/// side, because composing a prompt asks for hundreds of them.
template <class Value>
class ByName {
public:
    using key_type = std::string;
    using mapped_type = Value;
    using value_type = std::pair<std::string, Value>;
    using const_iterator = typename std::vector<value_type>::const_iterator;
    using iterator = const_iterator;

    [[nodiscard]] const_iterator begin() const noexcept { return m_entries.begin(); }
    [[nodiscard]] const_iterator end() const noexcept { return m_entries.end(); }
    [[nodiscard]] std::size_t size() const noexcept { return m_entries.size(); }
    [[nodiscard]] bool empty() const noexcept { return m_entries.empty(); }
    [[nodiscard]] const_iterator find(std::string_view name) const noexcept {
        return std::find_if(begin(), end(), [name](const value_type& entry) { return entry.first == name; });
    }
    [[nodiscard]] bool contains(std::string_view name) const noexcept { return find(name) != end(); }
    /// Keeps the first value of a name.
    void emplace(std::string name, Value value) {
        const auto at = std::lower_bound(
            m_entries.begin(), m_entries.end(), name,
            [](const value_type& entry, const std::string& wanted) { return entry.first < wanted; });
        if (at == m_entries.end() || at->first != name)
            m_entries.emplace(at, std::move(name), std::move(value));
    }

private:
    std::vector<value_type> m_entries;
};

/// One word of the trade. Numbers carry their unit in the key ("extent_min_m", "key_azimuth_deg").
struct Term {
    std::string facet;
    std::string id;
    std::string label;
    std::string definition;
    std::vector<std::string> aliases;
    ByName<double> numbers;
    ByName<std::vector<double>> vectors;  ///< "slope", "offset", "power" of a grade.
    ByName<std::string> wording;          ///< By part of speech: "noun", "adjective", "phrase" …
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
    struct Facet {
        std::string name;
        std::vector<Term> terms;
    };
    /// A place of the hash table over all terms; `facet` and `term` count from one, 0 = free.
    struct Place {
        std::uint32_t hash{};
        std::uint16_t facet{}, term{};
    };

    void index();
    [[nodiscard]] const Facet* facetNamed(std::string_view name) const noexcept;

    std::vector<Facet> m_facets;  ///< In the order of their names.
    std::vector<Place> m_places;  ///< Open addressing; a power of two.
};

/// Unknown term ids in a direction, with a remedy that names near ones. `file` goes into the problems.
[[nodiscard]] std::vector<base::Problem> checkTerms(const film::Direction& direction,
                                                    const Vocabulary& vocabulary, std::string_view file);

}  // namespace groundglass::craft
