#include "groundglass/base/json.hpp"
#include "groundglass/base/utf8.hpp"
#include "groundglass/providers/adapters.hpp"
#include "providers/openai_answers.hpp"
#include "providers/pictures.hpp"
#include "providers/wire.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace groundglass::providers::openai_videos {
namespace {

using base::Json;

// The families of servers that speak this format. Sources: the OpenAI API description (openapi.yaml 2.3.0),
// vLLM-Omni's "Videos API" page and SGLang's protocol sources, checked 2026-11-22.
struct Profile {
    std::string_view id;
    bool form;           ///< Takes multipart/form-data only.
    bool secondsAsText;  ///< "4", not 4.
    bool negative, seed, rate;
    bool modelNeeded;
    bool cancels;  ///< DELETE stops a queued or running job.
    std::size_t promptMost;
    std::vector<std::string_view> parameters;  ///< Further fields it takes.
};

const std::vector<Profile>& profiles() {
    static const std::vector<std::string_view> none;
    static const std::vector<std::string_view> vllm{
        "num_inference_steps", "guidance_scale", "guidance_scale_2",           "true_cfg_scale",
        "flow_shift",          "boundary_ratio", "enable_frame_interpolation", "generate_sound",
        "sound_duration",      "num_frames"};
    static const std::vector<std::string_view> sglang{
        "num_inference_steps",        "guidance_scale",  "guidance_scale_2", "true_cfg_scale", "flow_shift",
        "enable_frame_interpolation", "enable_teacache", "generate_sound",   "sound_duration", "num_frames"};
    static const std::vector<Profile> all{
        {"openai", false, true, false, false, false, true, false, 32'000, none},
        {"vllm_omni", true, true, true, true, true, false, true, 0, vllm},
        {"sglang", false, false, true, true, true, false, false, 0, sglang},
    };
    return all;
}

const Profile* profileOf(const jobs::Endpoint& endpoint) {
    const std::string_view wanted = endpoint.profile.empty() ? std::string_view("openai") : endpoint.profile;
    const auto found = std::find_if(profiles().begin(), profiles().end(),
                                    [&](const Profile& profile) { return profile.id == wanted; });
    return found == profiles().end() ? nullptr : &*found;
}

/// The catalog's word for "whatever the server runs".
constexpr std::string_view anyModel = "any";

/// Whole seconds that hold the clip.
std::int64_t wholeSeconds(const jobs::Request& request) {
    return (request.duration.count() + 999) / 1000;
}

/// Everything that this server cannot take, before anything is sent.
std::vector<base::Problem> problemsWith(const jobs::Request& request, const jobs::Endpoint& endpoint,
                                        const Profile& profile, const std::string& model) {
    std::vector<base::Problem> problems;
    const auto add = [&](std::string pointer, std::string message, std::string remedy) {
        problems.push_back({request.title, std::move(pointer), std::move(message), std::move(remedy)});
    };
    if (auto address = problemWith(endpoint)) problems.push_back(std::move(*address));
    if (request.prompt.empty()) add("/prompt", "The prompt is empty.", "Describe the shot.");
    if (!base::isValidUtf8(request.prompt))
        add("/prompt", "The prompt is not valid text.", "Write it again.");
    if (profile.promptMost != 0 && base::codePoints(request.prompt) > profile.promptMost) {
        add("/prompt", "The prompt is longer than " + std::to_string(profile.promptMost) + " characters.",
            "Shorten it.");
    }
    const auto ms = request.duration.count();
    if (ms < 1000 || (ms % 1000 != 0 && !profile.rate)) {
        add("/duration", "This service makes clips of whole seconds.", "Choose a whole number of seconds.");
    }
    if (request.size.width <= 0 || request.size.height <= 0) {
        add("/size", "The size of the clip is missing.", "Choose a size.");
    }
    if (model.empty() && profile.modelNeeded) add("/model", "The model is missing.", "Choose a model.");
    if (!request.negative.empty() && !profile.negative) {
        add("/negative", "This service takes no negative prompt.", "Say what to avoid in the prompt itself.");
    }
    if (request.seed && !profile.seed) add("/seed", "This service takes no seed.", "Clear the seed.");
    return problems;
}

/// All of these servers take one still, as the first frame.
void checkPictures(const jobs::Order& order, std::vector<base::Problem>& problems) {
    const bool one = order.pictures.size() == 1 && order.pictures.front().role == "first_frame";
    if (order.pictures.empty() || one) return;
    problems.push_back({order.request.title, "/pictures",
                        "These servers take one picture, as the first frame.",
                        "Take the others out of the shot."});
}

base::Result<Json> parametersOf(const jobs::Request& request, const Profile& profile) {
    if (request.parameters.empty()) return Json::object();
    auto json = base::parseJson(request.parameters.text, request.title);
    if (!json) return json;
    if (!json->is_object()) {
        return base::failInput({request.title, "/parameters", "The further parameters are no object.", {}});
    }
    for (const auto& [name, value] : json->items()) {
        const bool known =
            std::find(profile.parameters.begin(), profile.parameters.end(), name) != profile.parameters.end();
        if (!known || value.is_structured() || value.is_null()) {
            return base::failInput(
                {request.title, base::pointerTo("/parameters", name),
                 "This service does not take the parameter \"" + base::visibleText(name) + "\".",
                 "Remove it."});
        }
    }
    return json;
}

/// The fields of the create call; every profile has the same names.
Json fieldsOf(const jobs::Request& request, const Profile& profile, const std::string& model,
              const Json& parameters) {
    Json fields = parameters;
    fields["prompt"] = request.prompt;
    if (!model.empty()) fields["model"] = model;
    const auto seconds = wholeSeconds(request);
    fields["seconds"] = profile.secondsAsText ? Json(std::to_string(seconds)) : Json(seconds);
    fields["size"] = std::to_string(request.size.width) + "x" + std::to_string(request.size.height);
    if (!request.negative.empty()) fields["negative_prompt"] = request.negative;
    if (request.seed) fields["seed"] = *request.seed;
    if (profile.rate && request.rate.numerator > 0 && request.rate.denominator > 0) {
        fields["fps"] = std::llround(request.rate.perSecond());  // these servers know whole rates only
        const bool partOfSecond = request.duration.count() % 1000 != 0;
        if (partOfSecond && !fields.contains("num_frames"))
            fields["num_frames"] = request.rate.framesIn(request.duration);
    }
    return fields;
}

bool sameNumber(std::string_view a, std::int64_t wanted) {
    double value = 0;
    const auto parsed = std::from_chars(a.data(), a.data() + a.size(), value);
    return parsed.ec == std::errc() && parsed.ptr == a.data() + a.size() &&
           value == static_cast<double>(wanted);
}

class OpenAiVideos final : public jobs::HttpAdapter {
public:
    std::string_view id() const noexcept override { return "openai_videos"; }
    jobs::CrashClass crashClass() const noexcept override { return jobs::CrashClass::List; }
    std::vector<std::string_view> profiles() const override {
        std::vector<std::string_view> ids;
        for (const Profile& each : openai_videos::profiles()) ids.push_back(each.id);
        return ids;
    }
    // No source says it of every 429; created() trusts the answers that name a rate limit themselves.
    bool throttledMeansNotCreated() const noexcept override { return false; }

    base::Result<jobs::HttpRequest> create(const jobs::Request& request,
                                           const jobs::Endpoint& endpoint) const override {
        return createFrom({request, endpoint, {}, {}});
    }

    base::Result<jobs::HttpRequest> createFrom(const jobs::Order& order) const override {
        const jobs::Request& request = order.request;
        const jobs::Endpoint& endpoint = order.endpoint;
        const Profile* profile = profileOf(endpoint);
        if (profile == nullptr) {
            return base::failInput(
                {endpoint.id, "/profile",
                 "The server family \"" + base::visibleText(endpoint.profile) + "\" is not known.",
                 "Choose one of: openai, vllm_omni, sglang."});
        }
        const bool open = request.model.empty() || request.model == anyModel;
        const std::string model = open ? endpoint.model : request.model;
        auto problems = problemsWith(request, endpoint, *profile, model);
        checkPictures(order, problems);
        if (!problems.empty()) {
            std::string message = problems.front().message;
            return base::fail(base::ErrorCode::InvalidInput, std::move(message), request.title,
                              std::move(problems));
        }
        const auto parameters = parametersOf(request, *profile);
        if (!parameters) return tl::unexpected(parameters.error());

        jobs::HttpRequest http;
        http.method = "POST";
        http.url = joined(endpoint.baseUrl, "videos");
        http.headers.emplace_back("Accept", "application/json");
        Json fields = fieldsOf(request, *profile, model, *parameters);
        const jobs::LoadedPicture* const first = order.pictures.empty() ? nullptr : &order.pictures.front();
        if (first != nullptr && profile->id == "openai")
            fields["input_reference"] = {{"image_url", dataUri(*first)}};
        if (profile->form || (first != nullptr && profile->id != "openai")) {
            FormFields texts;
            for (const auto& [name, value] : fields.items()) {
                texts.emplace_back(name, value.is_string() ? value.get<std::string>() : value.dump());
            }
            std::vector<FormFile> files;
            if (first != nullptr)
                files.push_back({"input_reference", first->name, first->mediaType, first->bytes});
            Form form = multipart(texts, files);
            http.headers.emplace_back("Content-Type", std::move(form.contentType));
            http.body = std::move(form.body);
        } else {
            http.headers.emplace_back("Content-Type", "application/json");
            http.body = base::compactJson(fields);
        }
        return http;
    }

    jobs::RemoteState created(const jobs::HttpAnswer& answer) const override {
        return meaningOfCreate(answer);
    }

    jobs::HttpRequest poll(std::string_view remoteId, const jobs::Endpoint& endpoint) const override {
        return getRequest(joined(endpoint.baseUrl, "videos/" + std::string(remoteId)));
    }

    jobs::RemoteState polled(const jobs::HttpAnswer& answer, const jobs::Endpoint& endpoint) const override {
        return meaningOfPoll(answer, endpoint);
    }

    std::optional<jobs::HttpRequest> cancel(std::string_view remoteId,
                                            const jobs::Endpoint& endpoint) const override {
        const Profile* profile = profileOf(endpoint);
        if (profile == nullptr || !profile->cancels) return std::nullopt;
        jobs::HttpRequest request = poll(remoteId, endpoint);
        request.method = "DELETE";
        return request;
    }

    std::optional<jobs::HttpRequest> list(const jobs::Endpoint& endpoint,
                                          std::string_view after) const override {
        std::string path = "videos?limit=100&order=desc";
        if (!after.empty()) path += "&after=" + std::string(after);
        return getRequest(joined(endpoint.baseUrl, path));
    }

    base::Result<jobs::ListPage> listed(const jobs::HttpAnswer& answer) const override {
        return meaningOfList(answer);
    }

    jobs::HttpRequest download(std::string_view remoteId, std::string_view url,
                               const jobs::Endpoint& endpoint) const override {
        const std::string content = joined(endpoint.baseUrl, "videos/" + std::string(remoteId) + "/content");
        return getRequest(url.empty() ? content : std::string(url), "video/mp4, video/*;q=0.8");
    }

    void authorise(jobs::HttpRequest& request, const base::Secret& key) const override {
        addKey(request, key, "Authorization", "Bearer ");
    }

    /// A list without prompts proves nothing: such a job is never taken for ours.
    bool matches(const jobs::Request& request, const jobs::ListedJob& job) const override {
        if (job.prompt.empty() || job.prompt != request.prompt) return false;
        const std::string size =
            std::to_string(request.size.width) + "x" + std::to_string(request.size.height);
        if (!job.size.empty() && job.size != size) return false;
        if (!job.seconds.empty() && !sameNumber(job.seconds, wholeSeconds(request))) return false;
        // A dated name of the model stands for it.
        return job.model.empty() || request.model.empty() || request.model == anyModel ||
               job.model == request.model || job.model.starts_with(request.model + "-20");
    }
};

}  // namespace

std::unique_ptr<jobs::HttpAdapter> make() {
    return std::make_unique<OpenAiVideos>();
}

}  // namespace groundglass::providers::openai_videos
