#include "cli/engine.hpp"

#include "groundglass/base/format.hpp"
#include "groundglass/base/paths.hpp"
#include "groundglass/base/similar.hpp"

#include <algorithm>
#include <charconv>
#include <utility>
#include <vector>

namespace groundglass::cli {

base::Result<std::shared_ptr<const app::Library>> loadLibrary() {
    const auto folder = base::resourceFolder();
    if (!folder) return tl::unexpected(folder.error());
    return app::Library::load(*folder);
}

base::Result<OpenFilm> openFilm(const std::string& folder) {
    auto library = loadLibrary();
    if (!library) return tl::unexpected(library.error());
    if (folder.empty()) {
        return base::failInput({"film", {}, "the film's folder is not named", "name it: FILM.groundglass"});
    }
    auto loaded = store::loadFilm(folder, (*library)->vocabulary);
    if (!loaded) return tl::unexpected(loaded.error());
    return OpenFilm{std::move(*library), std::move(*loaded)};
}

namespace {

/// Collects names that are not among the choices.
class NameCheck {
public:
    void check(const char* what, const std::string& name, const std::vector<std::string>& choices) {
        if (name.empty() || std::ranges::find(choices, name) != choices.end()) return;
        m_error.problems.push_back(
            {name, {}, base::format("there is no {} \"{}\"", what, name), base::chooseOneOf(name, choices)});
    }
    [[nodiscard]] base::Status done() {
        if (m_error.problems.empty()) return {};
        m_error.code = base::ErrorCode::NotFound;
        m_error.message = m_error.problems.front().message;
        m_error.subject = m_error.problems.front().file;
        return tl::unexpected(std::move(m_error));
    }

private:
    base::Error m_error;
};

template <class Ids>
std::vector<std::string> textsOf(const Ids& ids) {
    std::vector<std::string> texts;
    for (const auto& id : ids) texts.push_back(id.str());
    return texts;
}

template <class Items>
std::vector<std::string> idsOf(const Items& items) {
    std::vector<std::string> ids;
    for (const auto* each : items) ids.push_back(each->id);
    return ids;
}

}  // namespace

base::Status checkNames(const OpenFilm& film, const Names& names) {
    const auto& document = film.loaded.film;
    NameCheck check;
    check.check("shot", names.shot, textsOf(film::shotsInOrder(document)));
    check.check("scene", names.scene, textsOf(film::scenesInOrder(document)));
    // What a switch chooses, "veo31+quotes", is known and not listed.
    if (film.library->dialects.find(names.dialect) == nullptr)
        check.check("dialect", names.dialect, idsOf(film.library->dialects.all()));
    check.check("provider", names.provider, idsOf(film.library->catalog.all()));
    const auto* provider =
        film.library->catalog.find(names.provider.empty() ? document.provider : names.provider);
    if (provider != nullptr) {
        std::vector<std::string> models;
        for (const auto& each : provider->models) models.push_back(each.id);
        check.check("model", names.model, models);
    }
    return check.done();
}

std::optional<base::Pixels> parseSize(std::string_view text) {
    base::Pixels size;
    const char* end = text.data() + text.size();
    const auto width = std::from_chars(text.data(), end, size.width);
    if (width.ec != std::errc() || width.ptr == end || *width.ptr != 'x') return std::nullopt;
    const auto height = std::from_chars(width.ptr + 1, end, size.height);
    if (height.ec != std::errc() || height.ptr != end) return std::nullopt;
    constexpr int least = 16;
    constexpr int most = 8192;
    if (std::min(size.width, size.height) < least || std::max(size.width, size.height) > most)
        return std::nullopt;
    return size;
}

std::string checkSize(const std::string& text) {
    if (parseSize(text)) return {};
    return base::format("\"{}\" is not a picture size: write it as 960x402, from 16 to 8192 a side", text);
}

std::function<std::string(const std::string&)> between(double least, double most) {
    return [least, most](const std::string& text) -> std::string {
        double value = 0;
        const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
        const bool whole = read.ec == std::errc() && read.ptr == text.data() + text.size();
        if (whole && value >= least && value <= most) return {};
        return base::format("\"{}\" is not a number from {} to {}", text, least, most);
    };
}

base::Status checkOutput(const std::filesystem::path& file) {
    std::error_code ignored;
    if (std::filesystem::is_directory(file, ignored)) {
        return base::failInput({file.string(),
                                {},
                                "there is a folder of this name",
                                "name a file, for example one inside that folder"});
    }
    const auto folder = file.has_parent_path() ? file.parent_path() : std::filesystem::path(".");
    if (std::filesystem::is_directory(folder, ignored)) return {};
    return base::fail(base::ErrorCode::Io, "the folder is not there", file.string(),
                      {{file.string(),
                        {},
                        base::format("there is no folder {}", folder.string()),
                        "make the folder first, or choose another place"}});
}

}  // namespace groundglass::cli
