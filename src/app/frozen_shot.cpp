#include "app/frozen_shot.hpp"

#include "groundglass/base/json.hpp"
#include "groundglass/film/json.hpp"

#include <algorithm>

namespace groundglass::app {

namespace {

constexpr int clipSamples = 6;

}  // namespace

base::JsonText freezeShot(const film::Film& film, const ShotView& view, bool drawnHere) {
    if (!drawnHere) return {};
    base::Json cast = base::Json::array();
    base::Json locations = base::Json::array();
    for (const auto& member : view.effective.direction.cast.members) {
        const auto found = film.cast.find(member);
        if (found != film.cast.end()) cast.push_back(film::toJson(found->second));
    }
    if (const auto& place = view.effective.direction.place.location) {
        const auto found = film.locations.find(*place);
        if (found != film.locations.end()) locations.push_back(film::toJson(found->second));
    }
    const bool label = view.effective.direction.output.labelAsAi.value_or(false);
    return {base::compactJson(
        {{"cast", cast}, {"locations", locations}, {"samples", clipSamples}, {"label_as_ai", label}})};
}

base::Result<viewfinder::Scene> thawScene(const Library& library, const jobs::Request& request) {
    auto direction = film::directionFromJson(request.direction.text, request.shot);
    if (!direction) return tl::unexpected(direction.error());
    auto parameters = base::parseJson(request.parameters.text, request.shot);
    if (!parameters) return tl::unexpected(parameters.error());
    film::Film excerpt;
    const base::Json cast = parameters->value("cast", base::Json::array());
    for (const auto& text : cast) {
        if (!text.is_string()) continue;
        auto member = film::castFromJson(text.get<std::string>(), request.shot);
        if (!member) return tl::unexpected(member.error());
        excerpt.cast.emplace(member->id, *member);
    }
    const base::Json locations = parameters->value("locations", base::Json::array());
    for (const auto& text : locations) {
        if (!text.is_string()) continue;
        auto location = film::locationFromJson(text.get<std::string>(), request.shot);
        if (!location) return tl::unexpected(location.error());
        excerpt.locations.emplace(location->id, *location);
    }
    const auto measured = craft::measure(*direction, library.vocabulary);
    return viewfinder::describe(excerpt, *direction, measured, library.vocabulary);
}

int frozenSamples(const jobs::Request& request) {
    const auto parameters = base::parseJson(request.parameters.text);
    if (!parameters || !parameters->is_object()) return clipSamples;
    const auto samples = parameters->find("samples");
    return samples != parameters->end() && samples->is_number_integer()
               ? std::clamp(samples->get<int>(), 1, 1024)
               : clipSamples;
}

}  // namespace groundglass::app
