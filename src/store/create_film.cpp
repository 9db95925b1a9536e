#include "film_files.hpp"
#include "new_folder.hpp"

#include "groundglass/base/files.hpp"
#include "groundglass/store/film_folder.hpp"

#include <utility>

namespace groundglass::store {

base::Result<LoadedFilm> createFilm(const std::filesystem::path& folder, film::Film film) {
    auto made = makeWhole(folder, [&](const std::filesystem::path& draft) -> base::Status {
        for (const std::string_view kind : itemFolders) {
            if (auto sub = base::makeFolder(draft / kind); !sub) return sub;
        }
        if (auto written = writeIgnored(draft); !written) return written;
        LoadedFilm fresh{film, draft, {}, {}};
        return saveFilm(fresh);
    });
    if (!made) return tl::unexpected(std::move(made.error()));
    auto texts = textsOf(film);
    if (!texts) return tl::unexpected(std::move(texts.error()));
    auto warnings = findLooseEnds(film, folder);
    return LoadedFilm{std::move(film), folder, std::move(*texts), std::move(warnings)};
}

}  // namespace groundglass::store
