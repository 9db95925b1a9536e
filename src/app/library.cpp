#include "groundglass/app/services.hpp"

#include "groundglass/base/format.hpp"
#include "groundglass/base/paths.hpp"
#include "groundglass/base/similar.hpp"

#include <algorithm>
#include <optional>

namespace groundglass::app {

namespace {

/// Keeps the value or collects why there is none.
template <class T>
std::optional<T> take(base::Result<T>&& result, base::Error& error) {
    if (result) return std::move(*result);
    error.code = result.error().code;
    if (error.message.empty()) error.message = result.error().message;
    if (error.subject.empty()) error.subject = result.error().subject;
    auto& problems = result.error().problems;
    if (problems.empty()) problems.push_back({result.error().subject, {}, result.error().message, {}});
    error.problems.insert(error.problems.end(), problems.begin(), problems.end());
    return std::nullopt;
}

}  // namespace

base::Result<std::shared_ptr<const Library>> Library::load(const std::filesystem::path& resources) {
    base::Error error;
    auto vocabulary = take(craft::Vocabulary::load(resources / "vocabulary"), error);
    auto dialects = take(prompt::Dialects::load(resources / "dialects"), error);
    auto policy = take(prompt::Policy::load(resources / "lint" / "policy.json"), error);
    auto catalog = take(jobs::Catalog::load(resources / "catalog"), error);
    if (catalog) {  // models and prices of the person's own
        if (auto own = catalog->extend(base::configFolder() / "catalog"); !own) {
            auto& problems = own.error().problems;
            error.problems.insert(error.problems.end(), problems.begin(), problems.end());
            if (error.message.empty()) error.message = own.error().message;
            error.code = own.error().code;
            catalog.reset();
        }
    }
    if (!vocabulary || !dialects || !policy || !catalog) return tl::unexpected(std::move(error));
    return std::make_shared<const Library>(Library{resources, std::move(*vocabulary), std::move(*dialects),
                                                   std::move(*policy), std::move(*catalog)});
}

base::Status copySample(const Library& library, const std::string& sample, const std::filesystem::path& to) {
    const std::string name = sample.empty() ? "impossible-places" : sample;
    const auto from = library.resources / "samples" / (name + ".groundglass");
    std::error_code ignored;
    const bool plainName = name.find('/') == std::string::npos && name.find("..") == std::string::npos;
    if (!plainName || !std::filesystem::is_directory(from, ignored)) {
        std::vector<std::string> known;
        for (const auto& entry : std::filesystem::directory_iterator(library.resources / "samples", ignored))
            known.push_back(entry.path().stem().string());
        std::ranges::sort(known);
        return base::fail(base::ErrorCode::NotFound, base::format("there is no sample \"{}\"", name), name,
                          {{name, {}, "there is no such sample", base::chooseOneOf(name, known)}});
    }
    return store::copyFilm(from, to);
}

}  // namespace groundglass::app
