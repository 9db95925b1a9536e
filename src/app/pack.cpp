#include "groundglass/app/services.hpp"

#include "groundglass/base/format.hpp"
#include "groundglass/deliver/prompt_pack.hpp"
#include "groundglass/film/json.hpp"

namespace groundglass::app {

namespace {

constexpr int pictureWidth = 640;
constexpr int pictureSamples = 16;

base::Result<std::string> picture(viewfinder::Renderer& renderer, const ShotView& view,
                                  std::stop_token stop) {
    viewfinder::RenderOptions options;
    options.size = frameSize(view.measured, pictureWidth);
    options.samples = pictureSamples;
    auto image = renderer.still(view.scene, options, stop);
    if (!image) return tl::unexpected(image.error());
    return viewfinder::toPng(*image);
}

}  // namespace

base::Status exportPromptPack(const Library& library, const store::LoadedFilm& film,
                              const std::vector<std::string>& dialects, const std::filesystem::path& file,
                              viewfinder::Renderer& renderer, const std::function<void(double)>& progress,
                              std::stop_token stop) {
    std::vector<store::PackEntry> entries;
    std::vector<deliver::PromptPackShot> shots;
    const auto ids = film::shotsInOrder(film.film);
    for (const auto& id : ids) {
        auto view = viewShot(library, film.film, id);
        if (!view) return tl::unexpected(view.error());
        deliver::PromptPackShot shot{view->shot, {}, {}, base::format("pictures/{}.png", id.str())};
        if (const auto scene = film.film.scenes.find(view->shot.scene); scene != film.film.scenes.end()) {
            shot.scene = scene->second.title;
        }
        for (const auto& dialect : dialects.empty() ? std::vector<std::string>{{}} : dialects) {
            auto prompt = composeShot(library, film.film, *view, dialect);
            if (!prompt) return tl::unexpected(prompt.error());
            entries.push_back(
                {base::format("prompts/{}.{}.txt", id.str(), prompt->dialect), prompt->text + '\n'});
            shot.prompts.push_back(std::move(*prompt));
        }
        auto png = picture(renderer, *view, stop);
        if (!png) return tl::unexpected(png.error());
        entries.push_back({shot.picture, std::move(*png)});
        entries.push_back({base::format("shots/{}.json", id.str()), film::toJson(view->shot)});
        shots.push_back(std::move(shot));
        if (progress) progress(static_cast<double>(shots.size()) / static_cast<double>(ids.size() + 1));
    }
    for (const auto& [id, look] : film.film.looks) {
        entries.push_back({base::format("looks/{}.json", id.str()), film::toJson(look)});
    }
    entries.push_back({"prompts.md", deliver::promptPackMarkdown(film.film.title, shots)});
    entries.push_back({"prompts.json", deliver::promptPackJson(film.film.title, shots)});
    auto written = store::writePack(file, film.film.title, std::move(entries));
    if (written && progress) progress(1);
    return written;
}

}  // namespace groundglass::app
