#include "cli/engine.hpp"

#include "groundglass/base/format.hpp"
#include "groundglass/base/paths.hpp"

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
        std::string known;
        for (const auto& each : choices) known += (known.empty() ? "" : ", ") + each;
        m_error.problems.push_back({name,
                                    {},
                                    base::format("there is no {} \"{}\"", what, name),
                                    base::format("choose one of: {}", known)});
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

base::Result<base::Pixels> parseSize(const std::string& text) {
    base::Pixels size;
    const char* end = text.data() + text.size();
    const auto width = std::from_chars(text.data(), end, size.width);
    if (width.ec == std::errc() && width.ptr != end && *width.ptr == 'x') {
        const auto height = std::from_chars(width.ptr + 1, end, size.height);
        constexpr int least = 16;
        constexpr int most = 8192;
        if (height.ec == std::errc() && height.ptr == end && size.width >= least && size.height >= least &&
            size.width <= most && size.height <= most) {
            return size;
        }
    }
    return base::failInput({"--size",
                            {},
                            base::format("\"{}\" is not a picture size", text),
                            "write it as 960x402, from 16 to 8192"});
}

}  // namespace groundglass::cli
