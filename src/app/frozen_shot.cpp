#include "app/frozen_shot.hpp"

#include "groundglass/base/json.hpp"
#include "groundglass/film/json.hpp"

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

namespace groundglass::app {

namespace {

constexpr int clipSamples = 6;

/// The texts of a list; what is not a list of texts counts as empty.
std::vector<std::string> textsOf(const base::Json& parameters, const char* key) {
    std::vector<std::string> texts;
    if (!parameters.is_object()) return texts;
    const auto list = parameters.find(key);
    if (list == parameters.end() || !list->is_array()) return texts;
    for (const auto& text : *list) {
        if (text.is_string()) texts.push_back(text.get<std::string>());
    }
    return texts;
}

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
    for (const auto& text : textsOf(*parameters, "cast")) {
        auto member = film::castFromJson(text, request.shot);
        if (!member) return tl::unexpected(member.error());
        excerpt.cast.emplace(member->id, *member);
    }
    for (const auto& text : textsOf(*parameters, "locations")) {
        auto location = film::locationFromJson(text, request.shot);
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
               ? static_cast<int>(std::clamp<std::int64_t>(samples->get<std::int64_t>(), 1, 1024))
               : clipSamples;
}

bool frozenLabel(const jobs::Request& request) {
    const auto parameters = base::parseJson(request.parameters.text);
    return parameters && parameters->is_object() &&
           parameters->value("label_as_ai", base::Json(false)) == base::Json(true);
}

}  // namespace groundglass::app
