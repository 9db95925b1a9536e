#include "groundglass/jobs/catalog.hpp"

#include "groundglass/base/format.hpp"
#include "groundglass/base/ids.hpp"
#include "groundglass/base/json.hpp"

#include <algorithm>
#include <initializer_list>
#include <set>
#include <system_error>
#include <utility>

namespace groundglass::jobs {
namespace {

using base::Json;

/// Reads one object, collecting what is wrong with it.
class Reader {
public:
    Reader(const Json& json, std::string file, std::string pointer, std::vector<base::Problem>& problems)
        : m_json(json), m_file(std::move(file)), m_pointer(std::move(pointer)), m_problems(problems) {}

    std::string text(const char* key, bool needed = true) {
        const Json* const value = get(key, needed);
        if (value == nullptr) return {};
        if (value->is_string()) return value->get<std::string>();
        problem(key, "must be a text");
        return {};
    }

    /// `otherwise` stands for an absent key; without it the key is needed.
    std::string oneOf(const char* key, std::initializer_list<std::string_view> allowed,
                      std::string_view otherwise = {}) {
        std::string word = text(key, otherwise.empty());
        if (word.empty()) word = otherwise;
        if (!word.empty() && std::find(allowed.begin(), allowed.end(), word) == allowed.end()) {
            problem(key, base::format("does not know \"{}\"", word));
        }
        return word;
    }

    std::string id(const char* key) {
        std::string word = text(key);
        if (word.empty()) problem(key, "must not be empty");
        return word;
    }

    double number(const char* key, double otherwise, double least, double most) {
        const Json* const value = get(key, false);
        if (value == nullptr) return otherwise;
        if (value->is_number() && value->get<double>() >= least && value->get<double>() <= most) {
            return value->get<double>();
        }
        problem(key, base::format("must be a number from {} to {}", least, most));
        return otherwise;
    }

    bool flag(const char* key) {
        const Json* const value = get(key, false);
        if (value != nullptr && !value->is_boolean()) problem(key, "must be true or false");
        return value != nullptr && value->is_boolean() && value->get<bool>();
    }

    /// An ISO day, "2026-09-24".
    std::string day(const char* key, bool needed) {
        std::string word = text(key, needed);
        const bool good =
            word.size() == 10 && word[4] == '-' && word[7] == '-' &&
            std::count_if(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; }) == 8;
        if (!good && (needed || !word.empty())) problem(key, "must be a day like 2026-09-24");
        return word;
    }

    /// How the model's fields are said, with its limits: all that an adapter needs, in one line of JSON.
    std::string wire() {
        const Json* const value = get("wire", false);
        if (value == nullptr) return {};
        if (!value->is_object()) {
            problem("wire", "must be an object");
            return {};
        }
        Json whole = *value;
        for (const char* const key : {"id", "seconds", "seconds_least", "seconds_most", "sizes",
                                      "prompt_most", "prompt_unit", "references_most", "picture_needed"}) {
            if (m_json.contains(key)) whole["limits"][key] = m_json.at(key);
        }
        return base::compactJson(whole);
    }

    const Json* list(const char* key, bool needed) {
        const Json* const value = get(key, needed);
        if (value == nullptr) return nullptr;
        if (value->is_array()) return value;
        problem(key, "must be a list");
        return nullptr;
    }

    void problem(const char* key, const std::string& what) {
        m_problems.push_back({m_file,
                              base::pointerTo(m_pointer, std::string_view(key)),
                              base::format("\"{}\" {}.", key, what),
                              {}});
    }

    /// Says which keys are not known; a misspelt limit must not be passed over.
    void onlyKnows(std::initializer_list<std::string_view> keys) {
        if (!m_json.is_object()) return;
        for (const auto& [key, value] : m_json.items()) {
            if (std::find(keys.begin(), keys.end(), key) == keys.end())
                problem(key.c_str(), "is not a known key");
        }
    }

private:
    const Json* get(const char* key, bool needed) {
        if (!m_json.is_object()) {
            if (needed) problem(key, "is missing");
            return nullptr;
        }
        const auto found = m_json.find(key);
        if (found != m_json.end()) return &*found;
        if (needed) problem(key, "is missing");
        return nullptr;
    }

    const Json& m_json;
    std::string m_file, m_pointer;
    std::vector<base::Problem>& m_problems;
};

std::vector<double> secondsOf(Reader& reader) {
    std::vector<double> seconds;
    const Json* const list = reader.list("seconds", false);
    if (list == nullptr) return seconds;
    for (const Json& item : *list) {
        if (item.is_number() && item.get<double>() > 0) {
            seconds.push_back(item.get<double>());
        } else {
            reader.problem("seconds", "must hold durations above zero");
        }
    }
    return seconds;
}

std::vector<base::Pixels> sizesOf(Reader& reader) {
    std::vector<base::Pixels> sizes;
    const Json* const list = reader.list("sizes", false);
    if (list == nullptr) return sizes;
    for (const Json& item : *list) {
        const bool pair = item.is_array() && item.size() == 2 && item[0].is_number_integer() &&
                          item[1].is_number_integer() && item[0] > 0 && item[1] > 0 && item[0] <= 8192 &&
                          item[1] <= 8192;
        if (pair) {
            sizes.push_back({item[0].get<std::int32_t>(), item[1].get<std::int32_t>()});
        } else {
            reader.problem("sizes", "must hold pairs [width, height] up to 8192");
        }
    }
    return sizes;
}

std::vector<Price> pricesOf(Reader& reader) {
    std::vector<Price> prices;
    const Json* const list = reader.list("prices", false);
    if (list == nullptr) return prices;
    for (const Json& item : *list) {
        const bool whole = item.is_object() && item.contains("usd_micros");
        const char* const key = whole ? "usd_micros" : "usd_micros_per_second";
        const auto found = item.is_object() ? item.find(key) : item.end();
        if (!item.is_object() || found == item.end() || !found->is_number_integer() || *found < 0) {
            reader.problem("prices", "must hold objects with usd_micros or usd_micros_per_second");
            continue;
        }
        Price price;
        price.micros = found->get<std::int64_t>();
        price.perSecond = !whole;
        for (const auto& [name, value] : item.items()) {
            if (name == "lines" && value.is_number_integer()) {
                price.lines = value.get<int>();
            } else if (name == "seconds" && value.is_number()) {
                price.seconds = value.get<double>();
            } else if (name == "sound" && value.is_boolean()) {
                price.sound = value.get<bool>();
            } else if (name != key) {
                reader.problem("prices", base::format("does not know \"{}\"", name));
            }
        }
        prices.push_back(price);
    }
    return prices;
}

Model readModel(Reader reader) {
    reader.onlyKnows({"id",
                      "title",
                      "status",
                      "retired",
                      "dialect",
                      "seconds",
                      "seconds_least",
                      "seconds_most",
                      "sizes",
                      "prompt_most",
                      "negative",
                      "seed",
                      "sound",
                      "usd_micros_per_second",
                      "price_note",
                      "longest_run_minutes",
                      "source",
                      "checked",
                      "prompt_unit",
                      "sound_switch",
                      "first_frame",
                      "last_frame",
                      "picture_needed",
                      "prices",
                      "references_most",
                      "wire",
                      "price_source",
                      "price_checked"});
    Model model;
    model.id = reader.id("id");
    model.title = reader.text("title");
    model.status = reader.oneOf("status", {"alive", "retired"});
    model.retired = reader.day("retired", model.status == "retired");
    model.dialect = reader.id("dialect");
    model.seconds = secondsOf(reader);
    model.secondsLeast = reader.number("seconds_least", model.secondsLeast, 0.01, 3600);
    model.secondsMost = reader.number("seconds_most", model.secondsMost, 0.01, 3600);
    model.sizes = sizesOf(reader);
    model.promptMost = static_cast<std::size_t>(reader.number("prompt_most", 0, 0, 1e6));
    model.promptUnit = reader.oneOf("prompt_unit", {"characters", "utf16", "bytes", "tokens"}, "characters");
    model.soundSwitch = reader.flag("sound_switch");
    model.firstFrame = reader.flag("first_frame");
    model.lastFrame = reader.flag("last_frame");
    model.pictureNeeded = reader.flag("picture_needed");
    model.referencesMost = static_cast<std::size_t>(reader.number("references_most", 0, 0, 100));
    model.wire.text = reader.wire();
    model.negative = reader.flag("negative");
    model.seed = reader.flag("seed");
    model.sound = reader.flag("sound");
    if (const double price = reader.number("usd_micros_per_second", -1, 0, 1e9); price >= 0) {
        model.microsPerSecond = static_cast<std::int64_t>(price);
    }
    model.prices = pricesOf(reader);
    model.priceNote = reader.text("price_note", false);
    model.longestRun = base::Milliseconds{
        static_cast<std::int64_t>(reader.number("longest_run_minutes", 0, 0, 24.0 * 60) * 60'000)};
    model.source = reader.id("source");
    model.checked = reader.day("checked", true);
    model.priceSource = reader.text("price_source", false);
    if (model.priceSource.empty()) model.priceSource = model.source;
    model.priceChecked = reader.day("price_checked", false);
    if (model.priceChecked.empty()) model.priceChecked = model.checked;
    if (model.secondsLeast > model.secondsMost) reader.problem("seconds_least", "is above seconds_most");
    return model;
}

Provider readProvider(const Json& json, const std::string& file, std::vector<base::Problem>& problems) {
    Reader reader(json, file, {}, problems);
    reader.onlyKnows({"schema", "version", "id", "title", "note", "status", "crash_class", "models",
                      "base_url", "console"});
    if (reader.text("schema") != "groundglass.catalog")
        reader.problem("schema", "must be \"groundglass.catalog\"");
    if (reader.number("version", 0, 0, 1e6) != 1) reader.problem("version", "must be 1");
    Provider provider;
    provider.id = reader.id("id");
    if (!base::isValidId(provider.id)) reader.problem("id", "must be an id like openai_videos");
    provider.title = reader.text("title");
    provider.note = reader.text("note", false);
    provider.status = reader.oneOf("status", {"alive", "retired", "self_hosted"});
    provider.crashClass = reader.oneOf("crash_class", {"local", "replay", "look_up", "list", "nothing"});
    provider.baseUrl = reader.text("base_url", false);
    provider.console = reader.text("console", false);
    std::set<std::string> ids;
    if (const Json* const models = reader.list("models", true)) {
        for (std::size_t i = 0; i < models->size(); ++i) {
            provider.models.push_back(
                readModel(Reader((*models)[i], file, base::pointerTo("/models", i), problems)));
            if (!ids.insert(provider.models.back().id).second) reader.problem("models", "holds one id twice");
        }
    }
    if (provider.models.empty()) reader.problem("models", "must hold at least one model");
    return provider;
}

}  // namespace

namespace {

std::set<std::filesystem::path> filesIn(const std::filesystem::path& folder) {
    std::error_code error;
    std::set<std::filesystem::path> files;
    for (const auto& file : std::filesystem::directory_iterator(folder, error)) {
        if (file.path().extension() == ".json") files.insert(file.path());
    }
    return files;
}

/// Each file's provider, with its place.
std::vector<std::pair<std::string, Provider>> readAll(const std::set<std::filesystem::path>& files,
                                                      std::vector<base::Problem>& problems) {
    std::vector<std::pair<std::string, Provider>> all;
    for (const auto& file : files) {
        const auto json = base::readJson(file.string());
        if (!json) {
            const auto& found = json.error().problems;
            problems.insert(problems.end(), found.begin(), found.end());
            if (found.empty()) problems.push_back({file.string(), {}, json.error().message, {}});
            continue;
        }
        all.emplace_back(file.string(), readProvider(*json, file.string(), problems));
    }
    return all;
}

}  // namespace

base::Result<Catalog> Catalog::load(const std::filesystem::path& folder) {
    const auto files = filesIn(folder);
    if (files.empty()) {
        return base::fail(base::ErrorCode::NotFound, "there is no catalog of providers", folder.string());
    }
    Catalog catalog;
    std::vector<base::Problem> problems;
    for (auto& [file, provider] : readAll(files, problems)) {
        const std::string id = provider.id;
        if (!catalog.m_providers.emplace(id, std::move(provider)).second)
            problems.push_back({file, "/id", base::format("The provider \"{}\" is there twice.", id), {}});
    }
    if (!problems.empty()) {
        return base::fail(base::ErrorCode::InvalidInput, "the catalog of providers has mistakes",
                          folder.string(), std::move(problems));
    }
    return catalog;
}

base::Status Catalog::extend(const std::filesystem::path& folder) {
    std::vector<base::Problem> problems;
    auto read = readAll(filesIn(folder), problems);
    for (const auto& [file, provider] : read) {
        if (m_providers.contains(provider.id)) continue;
        problems.push_back(
            {file, "/id",
             base::format("There is no provider \"{}\" whose models these could be.", provider.id),
             "Name one of the catalog: a file adds models, not services."});
    }
    if (!problems.empty()) {
        return base::fail(base::ErrorCode::InvalidInput, "a catalog file of yours has mistakes",
                          folder.string(), std::move(problems));
    }
    for (auto& [file, provider] : read) {
        auto& models = m_providers.find(provider.id)->second.models;
        for (Model& model : provider.models) {
            std::erase_if(models, [&](const Model& old) { return old.id == model.id; });
            models.push_back(std::move(model));
        }
    }
    return {};
}

const Provider* Catalog::find(std::string_view provider) const {
    const auto found = m_providers.find(provider);
    return found == m_providers.end() ? nullptr : &found->second;
}

std::vector<const Provider*> Catalog::all() const {
    std::vector<const Provider*> all;
    for (const auto& [id, provider] : m_providers) all.push_back(&provider);
    return all;
}

}  // namespace groundglass::jobs
