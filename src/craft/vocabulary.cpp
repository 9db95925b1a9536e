#include "groundglass/craft/vocabulary.hpp"

#include "groundglass/base/format.hpp"
#include "groundglass/base/json.hpp"
#include "groundglass/base/utf8.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <set>
#include <system_error>

namespace groundglass::craft {

namespace {

using base::Json;

/// Reads one facet's file and collects everything wrong with it.
class FacetReader {
public:
    FacetReader(std::string file, std::string facet, std::vector<base::Problem>& problems)
        : m_file(std::move(file)), m_facet(std::move(facet)), m_problems(problems) {}

    std::vector<Term> read(const Json& json) {
        std::vector<Term> terms;
        if (!json.is_object()) {
            problem({}, "this is not an object");
            return terms;
        }
        if (json.value("schema", Json()) != "groundglass/vocabulary")
            problem("/schema", "this is not a vocabulary file");
        if (json.value("version", Json()) != 1) problem("/version", "only version 1 is known");
        if (json.value("facet", Json()) != m_facet) problem("/facet", "the facet and the file's name differ");
        allow(json, {}, {"schema", "version", "facet", "title", "terms"});
        const auto list = json.find("terms");
        if (list == json.end() || !list->is_array() || list->empty()) {
            problem("/terms", "there are no terms");
            return terms;
        }
        for (std::size_t i = 0; i < list->size(); ++i)
            terms.push_back(term((*list)[i], base::pointerTo("/terms", i)));
        checkNames(terms);
        return terms;
    }

private:
    void problem(std::string pointer, std::string message) {
        m_problems.push_back({m_file, std::move(pointer), std::move(message), "correct the vocabulary file"});
    }
    void allow(const Json& json, const std::string& pointer, std::initializer_list<std::string_view> keys) {
        for (const auto& [key, value] : json.items()) {
            if (std::find(keys.begin(), keys.end(), key) == keys.end()) {
                problem(base::pointerTo(pointer, key), base::format("the key \"{}\" is not known", key));
            }
        }
    }
    std::string text(const Json& json, const char* key, const std::string& pointer, bool needed) {
        const auto found = json.find(key);
        if (found != json.end() && found->is_string()) return found->get<std::string>();
        if (found != json.end() || needed)
            problem(base::pointerTo(pointer, key), base::format("\"{}\" must be a text", key));
        return {};
    }

    Term term(const Json& json, const std::string& pointer) {
        Term t;
        t.facet = m_facet;
        if (!json.is_object()) {
            problem(pointer, "a term must be an object");
            return t;
        }
        allow(json, pointer,
              {"id", "label", "definition", "aliases", "numbers", "vectors", "wording", "source"});
        t.id = text(json, "id", pointer, true);
        t.label = text(json, "label", pointer, true);
        t.definition = text(json, "definition", pointer, true);
        t.source = text(json, "source", pointer, false);
        if (!base::isValidId(t.id)) problem(pointer + "/id", base::format("\"{}\" cannot be an id", t.id));
        const Json aliases = json.value("aliases", Json::array());
        for (const auto& alias : aliases) {
            if (alias.is_string()) t.aliases.push_back(alias.get<std::string>());
        }
        readNumbers(t, json, pointer);
        const Json wording = json.value("wording", Json::object());
        for (const auto& [key, value] : wording.items()) {
            if (!value.is_string() || value.get_ref<const std::string&>().empty()) {
                problem(base::pointerTo(pointer + "/wording", key),
                        "wording must be a text that is not empty");
            } else {
                t.wording.emplace(key, value.get<std::string>());
            }
        }
        if (!t.wording.contains("phrase")) problem(pointer + "/wording", "every term needs a \"phrase\"");
        return t;
    }

    void readNumbers(Term& t, const Json& json, const std::string& pointer) {
        const Json numbers = json.value("numbers", Json::object());
        for (const auto& [key, value] : numbers.items()) {
            if (value.is_number()) {
                t.numbers.emplace(key, value.get<double>());
            } else {
                problem(base::pointerTo(pointer + "/numbers", key), "this must be a number");
            }
        }
        const Json vectors = json.value("vectors", Json::object());
        for (const auto& [key, value] : vectors.items()) {
            std::vector<double> vector;
            for (const auto& number : value) {
                if (number.is_number()) vector.push_back(number.get<double>());
            }
            if (vector.size() == 3) {
                t.vectors.emplace(key, std::move(vector));
            } else {
                problem(base::pointerTo(pointer + "/vectors", key), "this must be three numbers");
            }
        }
    }

    void checkNames(const std::vector<Term>& terms) {
        std::set<std::string> ids;
        std::set<std::string> names;
        for (std::size_t i = 0; i < terms.size(); ++i) {
            if (!ids.insert(terms[i].id).second) {
                problem(base::pointerTo("/terms", i) + "/id",
                        base::format("the id \"{}\" is there twice", terms[i].id));
            }
            for (const auto& alias : terms[i].aliases) {
                if (!names.insert(base::lowerAscii(alias)).second) {
                    problem(base::pointerTo("/terms", i) + "/aliases",
                            base::format("the alias \"{}\" is there twice", alias));
                }
            }
        }
    }

    std::string m_file;
    std::string m_facet;
    std::vector<base::Problem>& m_problems;
};

/// The ends and the length of a name; names that share them meet in the table and are compared there.
std::uint64_t endsOf(std::string_view name) noexcept {
    std::uint64_t first = 0;
    std::uint64_t last = 0;
    if (name.size() >= 8) {
        std::memcpy(&first, name.data(), 8);
        std::memcpy(&last, name.data() + name.size() - 8, 8);
    } else {
        for (const char c : name) first = (first << 8U) | static_cast<unsigned char>(c);
    }
    return first ^ std::rotl(last, 23) ^ (name.size() << 56U);
}

std::uint32_t placeHash(std::string_view facet, std::string_view id) noexcept {
    constexpr std::uint64_t factor = 0x9E3779B97F4A7C15U;
    const std::uint64_t hash = ((endsOf(facet) * factor) ^ endsOf(id)) * factor;
    return static_cast<std::uint32_t>(hash >> 32U);
}

/// How well a term answers a word of a search; 0 = not at all.
int rank(const Term& term, std::string_view word) {
    const auto holds = [&](std::string_view text) {
        return base::lowerAscii(text).find(word) != std::string::npos;
    };
    if (term.id == word || base::lowerAscii(term.label) == word) return 8;
    for (const auto& alias : term.aliases) {
        if (base::lowerAscii(alias) == word) return 6;
    }
    if (holds(term.id) || holds(term.label)) return 4;
    for (const auto& alias : term.aliases) {
        if (holds(alias)) return 3;
    }
    return holds(term.definition) ? 1 : 0;
}

}  // namespace

std::optional<double> Term::number(std::string_view key) const {
    const auto found = numbers.find(key);
    return found == numbers.end() ? std::nullopt : std::optional(found->second);
}

std::string_view Term::words(std::string_view part) const {
    for (const std::string_view key : {part, std::string_view("phrase"), std::string_view("noun")}) {
        const auto found = wording.find(key);
        if (found != wording.end()) return found->second;
    }
    return label;
}

base::Result<Vocabulary> Vocabulary::load(const std::filesystem::path& folder) {
    std::error_code error;
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
        if (entry.path().extension() == ".json") files.push_back(entry.path());
    }
    if (error || files.empty()) {
        return base::fail(
            base::ErrorCode::NotFound, "there is no vocabulary here", folder.string(),
            {{folder.string(), {}, "there is no vocabulary here", "install Groundglass again"}});
    }
    std::sort(files.begin(), files.end());
    Vocabulary vocabulary;
    std::vector<base::Problem> problems;
    for (const auto& file : files) {
        auto json = base::readJson(file.string());
        if (!json) {
            const auto& found = json.error().problems;
            problems.insert(problems.end(), found.begin(), found.end());
            continue;
        }
        const std::string facet = file.stem().string();
        vocabulary.m_facets.push_back({facet, FacetReader(file.string(), facet, problems).read(*json)});
    }
    if (!problems.empty()) {
        const std::string message = problems.front().message;
        return base::fail(base::ErrorCode::InvalidInput, message, folder.string(), std::move(problems));
    }
    vocabulary.index();
    return vocabulary;
}

void Vocabulary::index() {
    std::size_t count = 0;
    for (const Facet& facet : m_facets) count += facet.terms.size();
    m_places.assign(std::bit_ceil(2 * count + 1), {});
    const std::size_t mask = m_places.size() - 1;
    for (std::size_t f = 0; f < m_facets.size(); ++f) {
        for (std::size_t t = 0; t < m_facets[f].terms.size(); ++t) {
            const std::uint32_t hash = placeHash(m_facets[f].name, m_facets[f].terms[t].id);
            std::size_t at = hash & mask;
            while (m_places[at].facet != 0) at = (at + 1) & mask;
            m_places[at] = {hash, static_cast<std::uint16_t>(f + 1), static_cast<std::uint16_t>(t + 1)};
        }
    }
}

const Term* Vocabulary::find(std::string_view facet, std::string_view id) const {
    if (m_places.empty()) return nullptr;
    const std::uint32_t hash = placeHash(facet, id);
    const std::size_t mask = m_places.size() - 1;
    for (std::size_t at = hash & mask; m_places[at].facet != 0; at = (at + 1) & mask) {
        const Place& place = m_places[at];
        if (place.hash != hash) continue;
        const Facet& known = m_facets[place.facet - 1U];
        const Term& term = known.terms[place.term - 1U];
        if (term.id == id && known.name == facet) return &term;
    }
    return nullptr;
}

const Vocabulary::Facet* Vocabulary::facetNamed(std::string_view name) const noexcept {
    const auto found =
        std::find_if(m_facets.begin(), m_facets.end(), [name](const Facet& f) { return f.name == name; });
    return found == m_facets.end() ? nullptr : &*found;
}

std::span<const Term> Vocabulary::terms(std::string_view facet) const {
    const Facet* found = facetNamed(facet);
    return found == nullptr ? std::span<const Term>{} : std::span<const Term>(found->terms);
}

std::vector<std::string> Vocabulary::facets() const {
    std::vector<std::string> names;
    names.reserve(m_facets.size());
    for (const Facet& facet : m_facets) names.push_back(facet.name);
    return names;
}

std::vector<const Term*> Vocabulary::search(std::string_view query) const {
    std::vector<std::string> words;
    for (std::size_t i = 0; i < query.size();) {
        const auto end = std::min(query.find(' ', i), query.size());
        if (end > i) words.push_back(base::lowerAscii(query.substr(i, end - i)));
        i = end + 1;
    }
    std::vector<std::pair<int, const Term*>> found;
    for (const Facet& facet : m_facets) {
        for (const Term& term : facet.terms) {
            int total = words.empty() ? 0 : 1;
            for (const auto& word : words) {
                const int one = rank(term, word);
                total = one == 0 || total == 0 ? 0 : total + one;
            }
            if (total > 0) found.emplace_back(total, &term);
        }
    }
    std::stable_sort(found.begin(), found.end(),
                     [](const auto& a, const auto& b) { return a.first > b.first; });
    std::vector<const Term*> terms;
    terms.reserve(found.size());
    for (const auto& entry : found) terms.push_back(entry.second);
    return terms;
}

}  // namespace groundglass::craft
