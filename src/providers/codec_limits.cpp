#include "providers/codec_limits.hpp"

#include "groundglass/base/format.hpp"
#include "groundglass/base/utf8.hpp"
#include "providers/answers.hpp"
#include "providers/codec.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace groundglass::providers {

using base::Json;
using Problems = std::vector<base::Problem>;

namespace {

constexpr double sameShape = 0.03;  ///< 1282 × 536 counts as 2.39.

void add(Problems& problems, const jobs::Order& order, std::string pointer, std::string message,
         std::string remedy) {
    problems.push_back({order.request.title, std::move(pointer), std::move(message), std::move(remedy)});
}

}  // namespace

jobs::Model limitsOf(const Json& wire) {
    jobs::Model model;
    const Json* const limits = objectAt(wire, "limits");
    if (limits == nullptr) return model;
    if (const Json* const seconds = listAt(*limits, "seconds")) {
        for (const Json& each : *seconds) {
            if (each.is_number()) model.seconds.push_back(each.get<double>());
        }
    }
    model.secondsLeast = numberAt(*limits, "seconds_least", model.secondsLeast);
    model.secondsMost = numberAt(*limits, "seconds_most", model.secondsMost);
    if (const Json* const sizes = listAt(*limits, "sizes")) {
        for (const Json& each : *sizes) {
            if (each.is_array() && each.size() == 2 && each[0].is_number_integer() &&
                each[1].is_number_integer())
                model.sizes.push_back({each[0].get<std::int32_t>(), each[1].get<std::int32_t>()});
        }
    }
    model.promptMost = static_cast<std::size_t>(numberAt(*limits, "prompt_most", 0));
    model.promptUnit = textAt(*limits, "prompt_unit");
    model.referencesMost = static_cast<std::size_t>(std::max(0.0, numberAt(*limits, "references_most", 0)));
    model.pictureNeeded = limits->value("picture_needed", Json(false)) == Json(true);
    return model;
}

double shapeOf(const std::string& ratio) {
    const auto colon = ratio.find(':');
    if (colon == std::string::npos) return 0;
    const double width = std::atof(ratio.substr(0, colon).c_str());
    const double height = std::atof(ratio.substr(colon + 1).c_str());
    return width > 0 && height > 0 ? width / height : 0;
}

double shapeOf(const base::Pixels& size) {
    return static_cast<double>(size.width) / size.height;
}

std::string nearestRatio(const Json& wire, const base::Pixels& size) {
    const Json* const ratio = objectAt(wire, "ratio");
    const Json* const allowed = ratio != nullptr ? listAt(*ratio, "of") : nullptr;
    std::string best;
    double distance = 1e9;
    if (allowed == nullptr) return best;
    for (const Json& each : *allowed) {
        const std::string name = each.is_string() ? each.get<std::string>() : std::string();
        const double shape = shapeOf(name);
        if (shape <= 0 || std::abs(std::log(shape / shapeOf(size))) >= distance) continue;
        distance = std::abs(std::log(shape / shapeOf(size)));
        best = name;
    }
    return best;
}

std::pair<std::string, int> nearestResolution(const Json& wire, const base::Pixels& size) {
    const Json* const resolution = objectAt(wire, "resolution");
    const Json* const allowed = resolution != nullptr ? objectAt(*resolution, "of") : nullptr;
    std::pair<std::string, int> best;
    const int lines = std::min(size.width, size.height);
    if (allowed == nullptr) return best;
    for (const auto& [name, value] : allowed->items()) {
        if (!value.is_number_integer()) continue;
        const int its = value.get<int>();
        if (best.first.empty() || std::abs(its - lines) < std::abs(best.second - lines)) best = {name, its};
    }
    return best;
}

std::string wordsFor(double seconds) {
    std::string text = base::format("{:.3f}", seconds);
    text.erase(text.find_last_not_of('0') + 1);
    if (text.ends_with('.')) text.pop_back();
    return text;
}

bool isReference(const jobs::LoadedPicture& picture) {
    return picture.role != "first_frame" && picture.role != "last_frame";
}

void Codec::checkPrompt(const jobs::Order& order, Problems& problems) const {
    const jobs::Request& request = order.request;
    const jobs::Model limits = limitsOf(m_wire);
    if (request.prompt.empty()) add(problems, order, "/prompt", "The prompt is empty.", "Describe the shot.");
    if (!base::isValidUtf8(request.prompt) || !base::isValidUtf8(request.negative))
        add(problems, order, "/prompt", "The prompt is not valid text.", "Write it again.");
    const std::size_t length = limits.lengthOf(request.prompt);
    if (limits.promptMost != 0 && length > limits.promptMost) {
        const std::string unit = limits.promptUnit == "utf16"    ? "characters (UTF-16 units)"
                                 : limits.promptUnit == "tokens" ? "tokens, as reckoned here,"
                                 : limits.promptUnit == "bytes"  ? "bytes"
                                                                 : "characters";
        add(problems, order, "/prompt",
            base::format("The prompt has {} {}; this model takes {}.", length, unit, limits.promptMost),
            "Shorten it.");
    }
}

void Codec::checkTime(const jobs::Order& order, Problems& problems) const {
    const jobs::Model limits = limitsOf(m_wire);
    const base::Milliseconds wish = order.request.duration;
    base::Milliseconds nearest = limits.nearestDuration(wish);
    const Json* const duration = objectAt(m_wire, "duration");
    const bool whole = duration != nullptr && textAt(*duration, "as") != "number";
    if (whole) nearest = base::Milliseconds{(nearest.count() + 500) / 1000 * 1000};
    if (wish == nearest) return;
    add(problems, order, "/duration",
        base::format("This model makes no clip of {} s.", wordsFor(static_cast<double>(wish.count()) / 1000)),
        base::format("The nearest is {} s.", wordsFor(static_cast<double>(nearest.count()) / 1000)));
}

void Codec::checkSize(const jobs::Order& order, Problems& problems) const {
    const base::Pixels size = order.request.size;
    if (size.width <= 0 || size.height <= 0) {
        add(problems, order, "/size", "The size of the clip is missing.", "Choose a size.");
        return;
    }
    const jobs::Model limits = limitsOf(m_wire);
    const base::Pixels nearest = limits.nearestSize(shapeOf(size), size.height);
    if (!limits.sizes.empty() && !(nearest == size)) {
        add(problems, order, "/size",
            base::format("This model makes no clip of {} × {}.", size.width, size.height),
            base::format("The nearest is {} × {}.", nearest.width, nearest.height));
        return;
    }
    const std::string ratio = nearestRatio(m_wire, size);
    if (!ratio.empty() && std::abs(std::log(shapeOf(ratio) / shapeOf(size))) > sameShape) {
        add(problems, order, "/size",
            base::format("This model makes no clip of the shape {} × {}.", size.width, size.height),
            base::format("The nearest shape is {}.", ratio));
    }
    const auto [name, lines] = nearestResolution(m_wire, size);
    if (!name.empty() && lines != std::min(size.width, size.height)) {
        add(problems, order, "/size",
            base::format("This model makes no clip of {} lines.", std::min(size.width, size.height)),
            base::format("The nearest is {}.", name));
    }
}

void Codec::checkExtras(const jobs::Order& order, Problems& problems) const {
    const jobs::Request& request = order.request;
    if (!request.negative.empty() && text("negative").empty()) {
        add(problems, order, "/negative", "This model takes no negative prompt.",
            "Say what to avoid in the prompt itself.");
    }
    if (request.seed) {
        const double most = numberAt(m_wire, "seed_most", 4294967295.0);
        if (text("seed").empty()) {
            add(problems, order, "/seed", "This model takes no seed.", "Clear the seed.");
        } else if (*request.seed < 0 || static_cast<double>(*request.seed) > most) {
            add(problems, order, "/seed", "This model does not take this seed.",
                base::format("Choose one from 0 to {:.0f}.", most));
        }
    }
    if (request.sound && text("sound").empty())
        add(problems, order, "/sound", "The sound of this model cannot be switched.", "Leave it as it is.");
    if (request.parameters.empty()) return;
    const auto parameters = base::parseJson(request.parameters.text, request.title);
    const Json* const allowed = listAt(m_wire, "parameters");
    if (!parameters || !parameters->is_object()) {
        add(problems, order, "/parameters", "The further parameters are no object.", {});
        return;
    }
    for (const auto& [name, value] : parameters->items()) {
        const bool known =
            allowed != nullptr && std::find(allowed->begin(), allowed->end(), name) != allowed->end();
        if (known) continue;
        add(problems, order, base::pointerTo("/parameters", name),
            "This model does not take the parameter \"" + base::visibleText(name) + "\".", "Remove it.");
    }
}

void Codec::checkPictures(const jobs::Order& order, Problems& problems) const {
    std::size_t references = 0;
    bool first = false;
    bool last = false;
    for (const auto& picture : order.pictures) {
        first = first || picture.role == "first_frame";
        last = last || picture.role == "last_frame";
        if (isReference(picture)) ++references;
    }
    const auto cannot = [&](const char* what, const char* remedy) {
        add(problems, order, "/pictures", base::format("This model takes no {}.", what), remedy);
    };
    if (first && text("first_frame").empty()) cannot("first frame", "Take the picture out of the shot.");
    if (last && text("last_frame").empty()) cannot("last frame", "Take the picture out of the shot.");
    if (last && !first && !text("last_frame").empty() &&
        m_wire.value("last_needs_first", Json(true)) == Json(true))
        cannot("last frame without a first one", "Give the first frame as well.");
    const double most = text("references").empty() ? 0 : static_cast<double>(limitsOf(m_wire).referencesMost);
    if (static_cast<double>(references) > most) {
        add(problems, order, "/pictures",
            most == 0 ? std::string("This model takes no reference pictures.")
                      : base::format("This model takes {:.0f} reference pictures at most.", most),
            "Take some out of the shot.");
    }
    if (references > 0 && (first || last) &&
        !m_wire.value("references_with_frames", Json(false)) == Json(true))
        cannot("reference pictures beside a first or last frame", "Choose one of the two.");
    if (order.pictures.empty() && limitsOf(m_wire).pictureNeeded)
        add(problems, order, "/pictures", "This model needs a first frame.", "Give the shot one.");
    const Json* const seconds = listAt(m_wire, "picture_seconds");
    if (order.pictures.empty() || seconds == nullptr) return;
    const double wish = static_cast<double>(order.request.duration.count()) / 1000;
    if (std::find(seconds->begin(), seconds->end(), Json(wish)) == seconds->end()) {
        add(problems, order, "/duration",
            base::format("With pictures this model makes no clip of {} s.", wordsFor(wish)),
            base::format("It makes {} s.", seconds->empty() ? "none" : seconds->front().dump()));
    }
}

Problems Codec::problems(const jobs::Order& order) const {
    Problems problems;
    if (auto address = problemWith(order.endpoint)) problems.push_back(std::move(*address));
    checkPrompt(order, problems);
    checkTime(order, problems);
    checkSize(order, problems);
    checkExtras(order, problems);
    checkPictures(order, problems);
    return problems;
}

}  // namespace groundglass::providers
