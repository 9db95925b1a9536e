#include "providers/codec.hpp"

#include "groundglass/base/format.hpp"
#include "groundglass/base/utf8.hpp"
#include "providers/answers.hpp"
#include "providers/codec_limits.hpp"

#include <algorithm>
#include <cmath>
#include <exception>
#include <utility>

namespace groundglass::providers {
namespace {

using base::Json;
using Problems = std::vector<base::Problem>;

/// Throws what nlohmann throws for an address that the wire spells wrongly; `say` catches it.
void put(Json& body, const std::string& pointer, Json value) {
    if (!pointer.empty()) body[Json::json_pointer(pointer)] = std::move(value);
}

/// A duration in the form that the wire asks for.
Json durationAs(const std::string& form, base::Milliseconds duration) {
    const double seconds = static_cast<double>(duration.count()) / 1000;
    if (form == "digits") return wordsFor(seconds);
    if (form == "seconds_text") return wordsFor(seconds) + "s";
    if (form == "number") return seconds;
    return std::llround(seconds);
}

}  // namespace

base::Result<Codec> Codec::read(const jobs::Request& request) {
    const auto bad = [&](std::string message) {
        return base::failInput({request.title, "/model", std::move(message),
                                "Choose a model of the catalog, or describe it in a catalog file of yours."});
    };
    if (request.wire.empty())
        return bad(
            base::format("How \"{}\" takes its fields is not known.", base::visibleText(request.model)));
    auto wire = base::parseJson(request.wire.text, request.title);
    if (!wire || !wire->is_object()) return bad("How this model takes its fields cannot be read.");
    return Codec(std::move(*wire));
}

std::string Codec::text(const char* key) const {
    return textAt(m_wire, key);
}

std::string Codec::path(bool pictures) const {
    std::string path = pictures ? text("picture_path") : std::string();
    return path.empty() ? text("path") : path;
}

void Codec::sayFields(Json& body, const jobs::Request& request) const {
    put(body, text("prompt"), request.prompt);
    if (!request.negative.empty()) put(body, text("negative"), request.negative);
    if (request.seed) put(body, text("seed"), *request.seed);
    if (request.sound) put(body, text("sound"), *request.sound);
    if (const Json* const duration = objectAt(m_wire, "duration"))
        put(body, textAt(*duration, "at"), durationAs(textAt(*duration, "as"), request.duration));
    // A workflow with a rate of its own counts its frames at that rate.
    base::FrameRate rate = request.rate;
    if (const double own = numberAt(m_wire, "frames_rate", 0); own >= 1 && own <= 240)
        rate = {static_cast<std::int32_t>(own), 1};
    const auto frames =
        rate.framesIn(request.duration) + static_cast<std::int64_t>(numberAt(m_wire, "frames_add", 0));
    put(body, text("frames"), frames);
    put(body, text("rate"), std::llround(request.rate.perSecond()));
    if (request.parameters.empty()) return;
    const auto parameters = base::parseJson(request.parameters.text);
    for (const auto& [name, value] : parameters->items())
        put(body, text("parameters_at") + base::pointerTo("", name), value);
}

void Codec::saySize(Json& body, const jobs::Request& request) const {
    const base::Pixels size = request.size;
    put(body, text("width"), size.width);
    put(body, text("height"), size.height);
    if (const Json* const pixels = objectAt(m_wire, "pixels")) {
        put(body, textAt(*pixels, "at"),
            base::format("{}{}{}", size.width, textAt(*pixels, "between"), size.height));
    }
    if (const Json* const ratio = objectAt(m_wire, "ratio"))
        put(body, textAt(*ratio, "at"), nearestRatio(m_wire, size));
    if (const Json* const resolution = objectAt(m_wire, "resolution"))
        put(body, textAt(*resolution, "at"), nearestResolution(m_wire, size).first);
}

void Codec::sayPictures(Json& body, const jobs::Order& order, const PictureForm& form) const {
    for (const auto& picture : order.pictures) {
        const std::string at = isReference(picture) ? text("references") + "/-" : text(picture.role.c_str());
        put(body, at, form(picture));
    }
    if (order.pictures.empty()) return;
    if (const Json* const fixed = objectAt(m_wire, "picture_fixed")) body.merge_patch(*fixed);
}

base::Result<Wording> Codec::say(const jobs::Order& order, const PictureForm& form) const {
    if (auto wrong = problems(order); !wrong.empty()) {
        std::string message = wrong.front().message;
        return base::fail(base::ErrorCode::InvalidInput, std::move(message), order.request.title,
                          std::move(wrong));
    }
    try {
        const Json* const fixed = objectAt(m_wire, "fixed");
        Wording wording{fixed != nullptr ? *fixed : Json::object(), path(!order.pictures.empty())};
        sayFields(wording.body, order.request);
        saySize(wording.body, order.request);
        sayPictures(wording.body, order, form);
        return wording;
    } catch (const std::exception&) {  // a pointer that the wire spells wrongly
        return base::failInput({order.request.title, "/model",
                                "How this model takes its fields is described wrongly in the catalog.",
                                "Correct the catalog file; docs/manual/new-provider.md has the keys."});
    }
}

Json Codec::fields(const jobs::Request& request) const {
    try {
        const Json* const fixed = objectAt(m_wire, "fixed");
        Json body = fixed != nullptr ? *fixed : Json::object();
        sayFields(body, request);
        saySize(body, request);
        return body;
    } catch (const std::exception&) {
        return Json::object();
    }
}

base::Result<Wording> wordingOf(const jobs::Order& order, const PictureForm& form) {
    const auto codec = Codec::read(order.request);
    if (!codec) return tl::unexpected(codec.error());
    return codec->say(order, form);
}

bool saysTheSame(const Json& ours, const Json& theirs) {
    if (ours.is_object()) {
        return theirs.is_object() &&
               std::all_of(ours.items().begin(), ours.items().end(), [&](const auto& each) {
                   const auto found = theirs.find(each.key());
                   return found != theirs.end() && saysTheSame(each.value(), *found);
               });
    }
    if (ours.is_array()) {
        return theirs.is_array() && ours.size() == theirs.size() &&
               std::equal(ours.begin(), ours.end(), theirs.begin(), saysTheSame);
    }
    return ours == theirs;
}

}  // namespace groundglass::providers
