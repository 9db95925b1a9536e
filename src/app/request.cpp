#include "groundglass/app/services.hpp"

#include "app/frozen_shot.hpp"
#include "groundglass/base/format.hpp"
#include "groundglass/base/similar.hpp"
#include "groundglass/base/utf8.hpp"
#include "groundglass/film/json.hpp"

#include <algorithm>
#include <vector>

namespace groundglass::app {

namespace {

constexpr int draftHeight = 360;     ///< Lines of a built-in clip at most: a draft, drawn on this machine.
constexpr int providerHeight = 720;  ///< Lines asked of a service when the shot does not say.

base::Result<const jobs::Model*> findModel(const Library& library, const std::string& provider,
                                           const std::string& model) {
    const auto* service = library.catalog.find(provider);
    if (service == nullptr) {
        std::vector<std::string> known;
        for (const auto* each : library.catalog.all()) known.push_back(each->id);
        return base::fail(base::ErrorCode::NotFound, base::format("there is no provider \"{}\"", provider),
                          provider,
                          {{provider, {}, "there is no such provider", base::chooseOneOf(provider, known)}});
    }
    const auto* found = service->model(model);
    if (found == nullptr) {
        std::vector<std::string> known;
        for (const auto& each : service->models) known.push_back(each.id);
        return base::fail(base::ErrorCode::NotFound,
                          base::format("{} has no model \"{}\"", service->title, model), model,
                          {{model, {}, "there is no such model", base::chooseOneOf(model, known)}});
    }
    return found;
}

/// The stills of a shot; their names say their hashes.
std::vector<jobs::Picture> picturesOf(const film::OutputFields& output, const std::filesystem::path& folder) {
    std::vector<jobs::Picture> pictures;
    for (const auto& reference : output.references) {
        const auto name = std::filesystem::path(reference.file).filename();
        const auto file = std::filesystem::absolute(folder) / "references" / name;
        pictures.push_back({reference.role, file.string(), name.stem().string()});
    }
    return pictures;
}

}  // namespace

base::Result<jobs::Request> requestFor(const Library& library, const film::Film& film,
                                       const std::filesystem::path& folder, const ShotView& view,
                                       const std::string& provider, const std::string& modelId,
                                       const std::string& endpoint) {
    const auto model = findModel(library, provider, modelId);
    if (!model) return tl::unexpected(model.error());
    if ((*model)->status == "retired" && endpoint.empty()) {
        return base::fail(base::ErrorCode::InvalidInput,
                          base::format("{} was retired on {}", (*model)->title, (*model)->retired), modelId,
                          {{modelId,
                            {},
                            base::format("{} was retired on {}", (*model)->title, (*model)->retired),
                            "choose a living model; the shot is compiled for it as it is"}});
    }
    auto composed = composeShot(library, film, view);
    if (!composed) return tl::unexpected(composed.error());
    const std::size_t length = (*model)->lengthOf(composed->text);
    if ((*model)->promptMost != 0 && length > (*model)->promptMost) {
        const bool tokens = (*model)->promptUnit == "tokens";
        const auto message = base::format("the prompt has {} {}, {} takes {}", length,
                                          tokens ? "tokens, as reckoned here" : "characters", (*model)->title,
                                          (*model)->promptMost);
        return base::fail(base::ErrorCode::InvalidInput, message, modelId,
                          {{view.shot.id.str(), {}, message, "choose a shorter dialect, or say less"}});
    }
    const auto& output = view.effective.direction.output;
    const bool builtin = provider == "builtin";
    const auto wanted = static_cast<int>(output.height.value_or(builtin ? draftHeight : providerHeight));
    const int height = builtin ? std::min(wanted, draftHeight) : wanted;
    jobs::Request request;
    request.film = std::filesystem::absolute(folder).string();
    request.shot = view.shot.id.str();
    request.title = view.shot.number.empty() ? view.shot.title : view.shot.number + " " + view.shot.title;
    request.provider = provider;
    request.endpoint = endpoint;
    request.model = modelId;
    request.dialect = composed->dialect;
    request.prompt = composed->text;
    if ((*model)->negative) request.negative = composed->negative;
    request.size = (*model)->nearestSize(view.measured.ratio, height);
    request.duration = (*model)->nearestDuration(view.measured.duration);
    request.rate = view.measured.rate;
    if ((*model)->seed) request.seed = output.seed;
    request.direction.text = film::toJson(view.effective.direction);
    // The simulated service draws here as well, though it is asked as any other.
    request.parameters = freezeShot(film, view, builtin || provider == "simulator");
    if ((*model)->soundSwitch) request.sound = !view.effective.direction.sound.silence.value_or(false);
    if (!builtin && provider != "simulator") request.pictures = picturesOf(output, folder);
    request.wire = (*model)->wire;
    request.estimate = (*model)->estimate(request.duration, request.size, request.sound);
    request.longestRun = (*model)->longestRun;
    return request;
}

}  // namespace groundglass::app
