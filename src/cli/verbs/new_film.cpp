#include "cli/engine.hpp"
#include "cli/verb.hpp"
#include "groundglass/base/files.hpp"
#include "groundglass/base/format.hpp"
#include "groundglass/base/json.hpp"

#include <CLI/CLI.hpp>

namespace groundglass::cli::new_film {

namespace {

class NewFilm final : public Verb {
public:
    std::string_view name() const override { return "new"; }
    std::string_view summary() const override { return "Make a new film, empty or as a copy of a sample"; }
    void declare(CLI::App& parser) override {
        parser.add_option("film", m_folder, "Folder to make: NAME.groundglass")->required();
        parser.add_option("--sample", m_sample, "Copy this sample: impossible-places");
        parser.add_option("--title", m_title, "Title; otherwise the folder's name");
    }

    Outcome run(std::stop_token) override {
        const auto library = loadLibrary();
        if (!library) return failed(library.error());
        std::filesystem::path folder = m_folder;
        if (folder.extension() != ".groundglass") folder += ".groundglass";
        if (const auto made = make(**library, folder); !made) {
            auto outcome = failed(made.error());
            for (auto& problem : outcome.problems) {  // made beside it under another name first
                const auto name = std::filesystem::path(problem.file).filename().string();
                if (name.starts_with(base::temporaryPrefix)) problem.file = folder.string();
            }
            return outcome;
        }
        return {Done,
                base::format("film: {}\n", folder.string()),
                {base::compactJson({{"film", folder.string()}})},
                {}};
    }

private:
    base::Status make(const app::Library& library, const std::filesystem::path& folder) const {
        if (!m_sample.empty()) return app::copySample(library, m_sample, folder);
        film::Film film;
        film.title = m_title.empty() ? folder.stem().string() : m_title;
        film.id = film::FilmId(base::idFromTitle(film.title));
        film::Scene scene;
        scene.id = film::SceneId("scene_1");
        scene.title = "Scene 1";
        scene.order = film::orderBetween({}, {});
        film::Shot shot;
        shot.id = film::ShotId("shot_1");
        shot.title = "First shot";
        shot.number = "1A";
        shot.order = scene.order;
        shot.scene = scene.id;
        film.scenes.emplace(scene.id, scene);
        film.shots.emplace(shot.id, shot);
        auto made = store::createFilm(folder, std::move(film));
        if (!made) return tl::unexpected(made.error());
        return {};
    }

    std::string m_folder, m_sample, m_title;
};

}  // namespace

std::unique_ptr<Verb> make() {
    return std::make_unique<NewFilm>();
}

}  // namespace groundglass::cli::new_film
