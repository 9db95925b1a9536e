#include "cli/engine.hpp"

#include "groundglass/base/format.hpp"
#include "groundglass/base/paths.hpp"

#include <charconv>

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
