#include "groundglass/providers/adapters.hpp"
#include "providers/answers.hpp"
#include "providers/codec.hpp"
#include "providers/order_adapter.hpp"

#include <algorithm>
#include <charconv>
#include <memory>

// A ComfyUI server of one's own: the model is a workflow in API form, whose inputs the catalog names. Orders
// carry our own id. Sources: ComfyUI server.py, execution.py, comfy_execution/jobs.py (read, not copied),
// checked 2026-11-22.
namespace groundglass::providers::comfyui {
namespace {

using base::Json;
using jobs::JobState;

constexpr int absencesMost = 3;

/// Where a job is looked for: a finished one is in the history, the others in the queue. Kept as the trail,
/// "history:0:running".
struct Step {
    std::string place = "history";  ///< history, queue; find_queue, find_history when an order is in doubt.
    int absences = 0;               ///< Rounds in which it was in neither.
    bool running{};  ///< As last seen: the queue drops what waits, a running one is interrupted.

    static Step of(std::string_view trail) {
        Step step;
        const auto first = trail.find(':');
        const auto second = first == std::string_view::npos ? first : trail.find(':', first + 1);
        if (second == std::string_view::npos) return step;
        step.place = trail.substr(0, first);
        std::from_chars(trail.data() + first + 1, trail.data() + second, step.absences);
        step.running = trail.substr(second + 1) == "running";
        return step;
    }
    [[nodiscard]] std::string text() const {
        return place + ":" + std::to_string(absences) + ":" + (running ? "running" : "waiting");
    }
    [[nodiscard]] bool inQueue() const { return place == "queue" || place == "find_queue"; }
    [[nodiscard]] bool finds() const { return place.starts_with("find_"); }
};

jobs::RemoteState acceptance(const Json& body) {
    auto meaning = acceptedAs(textAt(body, "prompt_id"), "pending");
    const Json* const errors = objectAt(body, "node_errors");
    if (errors != nullptr && !errors->empty())
        meaning.reason = "The server leaves out a part of the workflow that it cannot do.";
    meaning.trail = Step{}.text();
    return meaning;
}

/// What the server says of the nodes it refuses: "6 CLIPLoader: value_not_in_list …".
std::string nodeTrouble(const Json& body) {
    std::string text;
    const Json* const nodes = objectAt(body, "node_errors");
    if (nodes == nullptr) return text;
    for (const auto& [id, node] : nodes->items()) {
        const Json* const errors = listAt(node, "errors");
        if (errors == nullptr) continue;
        for (const Json& error : *errors) {
            text += (text.empty() ? "" : "; ") + shown(textAt(node, "class_type")) + ": " +
                    shown(textAt(error, "message")) + " " + shown(textAt(error, "details"));
            if (text.size() > 400) return text;
        }
    }
    return text;
}

bool isClipName(std::string_view name) {
    return name.ends_with(".mp4") || name.ends_with(".webm") || name.ends_with(".mov") ||
           name.ends_with(".mkv");
}

std::string viewUrl(const Json& file, const jobs::Endpoint& endpoint) {
    return joined(endpoint.baseUrl, "view?filename=" + percentEncoded(textAt(file, "filename")) +
                                        "&type=" + percentEncoded(textAt(file, "type")) +
                                        "&subfolder=" + percentEncoded(textAt(file, "subfolder")));
}

/// The first clip among all outputs, kept files before passing ones.
std::string clipIn(const Json& outputs, const jobs::Endpoint& endpoint) {
    std::string passing;
    for (const auto& [node, lists] : outputs.items()) {
        if (!lists.is_object()) continue;
        for (const auto& [name, list] : lists.items()) {
            if (!list.is_array()) continue;
            for (const Json& file : list) {
                if (!isClipName(textAt(file, "filename"))) continue;
                if (textAt(file, "type") == "output") return viewUrl(file, endpoint);
                if (passing.empty()) passing = viewUrl(file, endpoint);
            }
        }
    }
    return passing;
}

/// An error's own words, or a cancel, from the messages of a finished job.
jobs::RemoteState failure(const Json& status) {
    auto meaning = failedWith("error", {"The workflow failed.", {}, {}});
    const Json* const messages = listAt(status, "messages");
    for (const Json& each : messages != nullptr ? *messages : Json::array()) {
        if (!each.is_array() || each.size() != 2 || !each[0].is_string()) continue;
        if (each[0] == "execution_interrupted") meaning.state = JobState::Cancelled;
        if (each[0] == "execution_error")
            meaning.reason =
                shown(textAt(each[1], "node_type")) + ": " + shown(textAt(each[1], "exception_message"));
    }
    if (meaning.state == JobState::Cancelled) meaning.reason.clear();
    return meaning;
}

jobs::RemoteState meaningOfRecord(const Json& record, const jobs::Endpoint& endpoint) {
    const Json* const status = objectAt(record, "status");
    if (status != nullptr && textAt(*status, "status_str") == "error") return failure(*status);
    auto meaning = told(JobState::Done, {});
    meaning.statusWord = "success";
    meaning.progress = 1;
    const Json* const outputs = objectAt(record, "outputs");
    if (outputs != nullptr) meaning.downloadUrl = clipIn(*outputs, endpoint);
    if (!meaning.downloadUrl.empty()) return meaning;
    return failedWith("success",
                      {"The workflow ended, but saved no clip: it needs a node that saves video.", {}, {}});
}

/// Place in a list of [number, prompt_id, …]; −1 = not there.
int placeIn(const Json& queue, const char* key, const std::string& id) {
    const Json* const list = listAt(queue, key);
    if (list == nullptr) return -1;
    for (std::size_t i = 0; i < list->size(); ++i) {
        const Json& entry = (*list)[i];
        if (entry.is_array() && entry.size() > 1 && entry[1] == id) return static_cast<int>(i);
    }
    return -1;
}

jobs::RemoteState next(Step step, bool atOnce) {
    auto meaning = told(JobState::Running, {});
    meaning.trail = step.text();
    meaning.askAgain = atOnce;
    return meaning;
}

jobs::RemoteState inHistory(const Json& body, const jobs::RemoteJob& job, Step step,
                            const jobs::Endpoint& endpoint) {
    if (const Json* const record = objectAt(body, job.id.c_str())) {
        if (!step.finds()) return meaningOfRecord(*record, endpoint);
        auto meaning = acceptedAs(job.id, "success");
        meaning.trail = Step{}.text();
        return meaning;
    }
    if (step.finds()) return told(JobState::NotFound, {});
    if (job.trail.empty()) return told(JobState::Lost, "The server does not know this job.");
    step.place = "queue";
    return next(step, true);
}

jobs::RemoteState inQueue(const Json& body, const jobs::RemoteJob& job, Step step) {
    const bool running = placeIn(body, "queue_running", job.id) >= 0;
    const int place = placeIn(body, "queue_pending", job.id);
    if (running || place >= 0) {
        auto meaning = next({"history", 0, running}, false);
        if (step.finds()) meaning.remoteId = job.id;
        meaning.state = running && !step.finds() ? JobState::Running : JobState::Accepted;
        meaning.statusWord = running ? "in_progress" : "pending";
        if (place >= 0) meaning.reason = "Place " + std::to_string(place + 1) + " in the server's queue.";
        return meaning;
    }
    if (step.finds()) return next({"find_history", 0, false}, true);  // it may have ended in between
    ++step.absences;
    if (step.absences >= absencesMost) {
        return told(JobState::Lost,
                    "The server knows this job no more; it may have been restarted. Its file may still be in "
                    "the server's output folder, under groundglass/" +
                        job.id + ".");
    }
    step.place = "history";
    return next(step, false);
}

class ComfyUi final : public OrderAdapter {
public:
    std::string_view id() const noexcept override { return "comfyui"; }
    // The order has our own id; servers that do not refuse a second one with it are only asked, never sent
    // to.
    jobs::CrashClass crashClass() const noexcept override { return jobs::CrashClass::LookUp; }
    bool throttledMeansNotCreated() const noexcept override { return false; }

    base::Result<jobs::HttpRequest> createFrom(const jobs::Order& order) const override {
        const auto codec = Codec::read(order.request);
        if (!codec) return tl::unexpected(codec.error());
        auto wording = codec->say(order, [](const jobs::LoadedPicture& picture) { return picture.at; });
        if (!wording) return tl::unexpected(wording.error());
        // A name of its own for each order: the file can be found when the server has forgotten the job.
        if (const std::string prefix = codec->text("file_prefix"); !prefix.empty()) {
            const Json::json_pointer at(prefix);
            if (!wording->body.contains(at))
                return base::failInput({order.request.title, "/model",
                                        "The workflow has no node that its file_prefix names.",
                                        "Correct the catalog file."});
            wording->body[at] = "groundglass/" + order.id;
        }
        return postJson(joined(order.endpoint.baseUrl, "prompt"),
                        base::compactJson({{"prompt", wording->body}, {"prompt_id", order.id}}));
    }

    jobs::RemoteState created(const jobs::HttpAnswer& answer) const override {
        auto meaning = meaningOfCreate(answer, {.acceptance = acceptance,
                                                .idName = "prompt_id",
                                                .absent = "This is no ComfyUI server; nothing was created."});
        const auto body = meaning.state == JobState::Refused ? objectIn(answer.body) : std::nullopt;
        if (body) meaning.reason += " " + nodeTrouble(*body);
        return meaning;
    }

    std::optional<jobs::HttpRequest> upload(const jobs::LoadedPicture& picture, std::string_view trail,
                                            const jobs::Endpoint& endpoint) const override {
        static_cast<void>(trail);
        return postForm(joined(endpoint.baseUrl, "upload/image"),
                        multipart({{"type", "input"}, {"subfolder", "groundglass"}, {"overwrite", "true"}},
                                  {{"image", picture.name, picture.mediaType, picture.bytes}}));
    }

    base::Result<jobs::UploadStep> uploaded(const jobs::HttpAnswer& answer, std::string_view trail,
                                            const jobs::Endpoint& endpoint) const override {
        static_cast<void>(trail);
        static_cast<void>(endpoint);
        const auto body = objectIn(answer.body);
        const std::string name = body ? textAt(*body, "name") : std::string();
        const std::string folder = body ? textAt(*body, "subfolder") : std::string();
        const auto odd = [](const std::string& text) {
            return text.find("..") != std::string::npos || text != shown(text);
        };
        if (name.empty() || name.find('/') != std::string::npos || odd(name) || odd(folder))
            return base::fail(base::ErrorCode::Provider, "the answer to the upload cannot be read");
        return jobs::UploadStep{folder.empty() ? name : folder + "/" + name, {}};
    }

    std::optional<jobs::HttpRequest> lookUp(const jobs::HttpRequest& sent,
                                            const jobs::Endpoint& endpoint) const override {
        const std::string id = ownId(sent);
        if (id.empty()) return std::nullopt;
        return getRequest(joined(endpoint.baseUrl, "history/" + id));
    }
    jobs::RemoteState lookedUpFor(const jobs::HttpAnswer& answer,
                                  const jobs::HttpRequest& sent) const override {
        const std::string id = ownId(sent);
        const auto body = objectIn(answer.body);
        if (!body || id.empty()) return told(JobState::Unknown, {});
        auto meaning = acceptedAs(id, "success");
        meaning.trail = Step{}.text();
        if (body->contains(id)) return meaning;
        meaning = next({"find_queue", 0, false}, true);
        meaning.remoteId = id;
        return meaning;
    }

    jobs::HttpRequest pollJob(const jobs::RemoteJob& job, const jobs::Endpoint& endpoint) const override {
        const bool queue = Step::of(job.trail).inQueue();
        return getRequest(joined(endpoint.baseUrl, queue ? "queue" : "history/" + percentEncoded(job.id)));
    }

    jobs::RemoteState polledJob(const jobs::HttpAnswer& answer, const jobs::RemoteJob& job,
                                const jobs::Endpoint& endpoint) const override {
        const bool given = answer.status >= 200 && answer.status < 300;
        const auto body =
            given
                ? objectIn(answer.body, {.bytes = answerMost(), .nodes = 2'000'000, .stringBytes = 4U << 20U})
                : std::nullopt;
        if (!body) return meaningWithoutJob(answer, endpoint);
        const Step step = Step::of(job.trail);
        if (!step.inQueue()) return inHistory(*body, job, step, endpoint);
        const bool queue = listAt(*body, "queue_running") != nullptr;
        return queue ? inQueue(*body, job, step) : told(JobState::Unknown, "The queue cannot be read.");
    }

    std::optional<jobs::HttpRequest> cancelJob(const jobs::RemoteJob& job,
                                               const jobs::Endpoint& endpoint) const override {
        // An interrupt without an id would end whatever runs, so it is sent for a job that was seen running.
        if (Step::of(job.trail).running)
            return postJson(joined(endpoint.baseUrl, "interrupt"),
                            base::compactJson({{"prompt_id", job.id}}));
        return postJson(joined(endpoint.baseUrl, "queue"),
                        base::compactJson({{"delete", Json::array({job.id})}}));
    }

    void authorise(jobs::HttpRequest& request, const base::Secret& key) const override {
        addKey(request, key, "X-API-Key");
    }

    std::size_t answerMost() const noexcept override { return std::size_t{32} << 20U; }

private:
    static std::string ownId(const jobs::HttpRequest& sent) {
        const auto body = objectIn(
            sent.body, {.bytes = std::size_t{32} << 20U, .nodes = 2'000'000, .stringBytes = 4U << 20U});
        std::string id = body ? textAt(*body, "prompt_id") : std::string();
        return isUsableId(id) ? id : std::string();
    }
};

}  // namespace

std::unique_ptr<jobs::HttpAdapter> make() {
    return std::make_unique<ComfyUi>();
}

}  // namespace groundglass::providers::comfyui
