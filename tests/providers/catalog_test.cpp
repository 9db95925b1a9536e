#include "groundglass/jobs/catalog.hpp"
#include "groundglass/base/files.hpp"
#include "groundglass/providers/adapters.hpp"
#include "support/catch.hpp"
#include "support/temp_dir.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>

using namespace groundglass;

namespace {

const jobs::Catalog& catalog() {
    static const auto loaded = jobs::Catalog::load(test::resources() / "catalog");
    REQUIRE(loaded);
    return *loaded;
}

std::string_view className(jobs::CrashClass crashClass) {
    switch (crashClass) {
        case jobs::CrashClass::Replay:
            return "replay";
        case jobs::CrashClass::LookUp:
            return "look_up";
        case jobs::CrashClass::List:
            return "list";
        case jobs::CrashClass::Nothing:
            break;
    }
    return "nothing";
}

jobs::Endpoint endpointFor(const jobs::Provider& provider) {
    jobs::Endpoint endpoint{"e", provider.id, provider.baseUrl, false, {}, "owner/name"};
    if (provider.id == "veo_vertex")
        endpoint.baseUrl = "https://x-aiplatform.googleapis.com/v1/projects/p/locations/x";
    if (provider.id == "comfyui") endpoint = {"e", provider.id, "http://render.local:8188", true, {}, {}};
    return endpoint;
}

/// A request as the program makes it of a shot: the nearest that the model can.
jobs::Request requestFor(const jobs::Model& model, double seconds, double shape, int lines) {
    jobs::Request request;
    request.title = "1A The coffee";
    request.model = model.id;
    request.wire = model.wire;
    request.prompt = "A cup on a sill.";
    request.duration = model.nearestDuration(base::Milliseconds(static_cast<std::int64_t>(seconds * 1000)));
    request.size = model.nearestSize(shape, lines);
    if (model.negative) request.negative = "text";
    if (model.seed) request.seed = 7;
    if (model.soundSwitch) request.sound = true;
    return request;
}

std::vector<jobs::LoadedPicture> picturesFor(const jobs::Model& model) {
    if (!model.pictureNeeded) return {};
    return {{"first_frame", "image/png", "bytes", "a.png", "a.png"}};
}

const jobs::HttpAdapter& adapterOf(std::string_view provider) {
    static const auto all = providers::builtinAdapters();
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const auto& each) { return each->id() == provider; });
    REQUIRE(found != all.end());
    return **found;
}

bool says(const base::Result<jobs::HttpRequest>& made, const std::string& pointer,
          const std::string& nearest) {
    if (made) return false;
    return std::any_of(made.error().problems.begin(), made.error().problems.end(), [&](const auto& problem) {
        return problem.pointer == pointer && problem.remedy.find(nearest) != std::string::npos;
    });
}

}  // namespace

TEST_CASE("every adapter has a catalog entry that agrees on what a crash means", "[providers]") {
    for (const auto& adapter : providers::builtinAdapters()) {
        INFO(adapter->id());
        const auto* provider = catalog().find(adapter->id());
        REQUIRE(provider);
        CHECK(provider->crashClass == className(adapter->crashClass()));
        if (provider->status == "alive") CHECK(provider->baseUrl.starts_with("https://"));
        const auto page =
            test::sourceDir() / "docs" / "manual" / ("providers-" + std::string(adapter->id()) + ".md");
        CHECK(std::filesystem::exists(page));
    }
}

TEST_CASE("every model has a price or none for a reason, with its source and day", "[providers]") {
    for (const auto* provider : catalog().all()) {
        for (const auto& model : provider->models) {
            INFO(provider->id << " " << model.id);
            CHECK_FALSE(model.priceNote.empty());
            CHECK_FALSE(model.priceSource.empty());
            CHECK(model.priceChecked >= "2026-11-01");
            CHECK(model.checked >= "2026-11-01");
            CHECK((model.retired.empty() || model.retired <= model.checked));
            const bool free = provider->status == "self_hosted" || provider->id == "builtin";
            const auto price = model.estimate(model.nearestDuration(base::Milliseconds(5000)));
            // What costs must weigh on the caps, known or not.
            if (model.status == "alive") CHECK((price.micros == 0) == free);
        }
    }
}

TEST_CASE("whatever a shot wishes, the nearest that a model can is one that its adapter sends",
          "[providers]") {
    for (const auto* provider : catalog().all()) {
        if (provider->id == "builtin" || provider->id == "openai_videos") continue;
        const auto endpoint = endpointFor(*provider);
        for (const auto& model : provider->models) {
            if (model.status == "retired") continue;
            for (const double seconds : {0.4, 3.7, 5.0, 9.2, 60.0}) {
                for (const double shape : {0.5, 1.0, 16.0 / 9, 2.39}) {
                    const auto request = requestFor(model, seconds, shape, 800);
                    INFO(provider->id << " " << model.id << " " << seconds << " " << shape);
                    auto wish = request;
                    if (model.seconds.empty()) wish.duration = base::Milliseconds(5000);
                    const auto made =
                        adapterOf(provider->id).createFrom({wish, endpoint, "id", picturesFor(model)});
                    INFO((made ? std::string() : made.error().problems.front().message));
                    CHECK(made);
                }
            }
        }
    }
}

TEST_CASE("what a model cannot do is said before anything is sent, with the nearest it can", "[providers]") {
    const auto& adapter = adapterOf("runway");
    const auto* runway = catalog().find("runway");
    const auto endpoint = endpointFor(*runway);
    auto request = requestFor(*runway->model("gen4.5"), 5, 16.0 / 9, 720);
    const auto made = [&](std::vector<jobs::LoadedPicture> pictures = {}) {
        return adapter.createFrom({request, endpoint, "id", std::move(pictures)});
    };
    REQUIRE(made());
    SECTION("a duration") {
        request.duration = base::Milliseconds(12'400);
        CHECK(says(made(), "/duration", "10 s"));
    }
    SECTION("a size") {
        request.size = {1920, 800};
        CHECK(says(made(), "/size", "1280 × 720"));
    }
    SECTION("a prompt, counted in the service's own unit") {
        request.prompt.clear();
        for (int i = 0; i < 500; ++i) request.prompt += "\xF0\x9F\x8E\xAC";  // two UTF-16 units each
        CHECK(made());
        request.prompt += "x";
        CHECK(says(made(), "/prompt", "Shorten"));
    }
    SECTION("a negative prompt, sound, a seed out of range") {
        request.negative = "text";
        request.sound = true;
        request.seed = -1;
        CHECK(says(made(), "/negative", ""));
        CHECK(says(made(), "/sound", ""));
        CHECK(says(made(), "/seed", "4294967295"));
    }
    SECTION("a last frame, references, unknown parameters") {
        CHECK(says(made({{"last_frame", "image/png", "b", "b.png", ""}}), "/pictures", ""));
        CHECK(says(made({{"subject", "image/png", "b", "b.png", ""}}), "/pictures", ""));
        request.parameters.text = R"({"webhook":"https://a.example.org"})";
        CHECK(says(made(), "/parameters/webhook", "Remove"));
    }
    SECTION("a model that the catalog does not describe") {
        request.wire = {};
        CHECK(says(made(), "/model", "catalog"));
        request.wire.text = R"({"prompt":"/a~9","fixed":{"a":[]}})";
        CHECK_FALSE(made());
    }
}

TEST_CASE("a picture that a model needs is asked for, and Luma's frames go with five seconds only",
          "[providers]") {
    const auto* runway = catalog().find("runway");
    auto turbo = requestFor(*runway->model("gen4_turbo"), 5, 1, 960);
    CHECK(says(adapterOf("runway").createFrom({turbo, endpointFor(*runway), "id", {}}), "/pictures",
               "Give the shot one"));
    const auto* luma = catalog().find("luma");
    auto ten = requestFor(luma->models.front(), 10, 1, 720);
    CHECK(adapterOf("luma").createFrom({ten, endpointFor(*luma), "id", {}}));
    CHECK(says(adapterOf("luma").createFrom(
                   {ten, endpointFor(*luma), "id", {{"last_frame", "image/png", "b", "b.png", ""}}}),
               "/duration", "5 s"));
}

TEST_CASE("prices hang on size, time and sound where the service's do", "[providers]") {
    const auto& ray = catalog().find("luma")->models.front();
    CHECK(ray.estimate(base::Milliseconds(5000), base::Pixels{1280, 720}).micros == 300'000);
    CHECK(ray.estimate(base::Milliseconds(10'000), base::Pixels{720, 1280}).micros == 900'000);
    CHECK(ray.estimate(base::Milliseconds(5000)).micros == 1'200'000);  // what is not said may be the dearest
    const auto* veo = catalog().find("fal")->model("fal-ai/veo3.1");
    CHECK(veo->estimate(base::Milliseconds(8000), {}, false).micros == 1'600'000);
    CHECK(veo->estimate(base::Milliseconds(8000), {}, true).micros == 3'200'000);
    CHECK(veo->estimate(base::Milliseconds(8000)).micros == 3'200'000);
}

TEST_CASE("the manual's walked example is a catalog file that works", "[providers]") {
    const auto page = base::readFile(test::sourceDir() / "docs" / "manual" / "new-provider.md");
    REQUIRE(page);
    const auto from = page->find("```json\n") + 8;
    test::TempDir dir;
    std::ofstream(dir.path() / "dream.json") << page->substr(from, page->find("```", from) - from);
    jobs::Catalog mine = catalog();
    REQUIRE(mine.extend(dir.path()));
    const auto* fal = mine.find("fal");
    auto request = requestFor(*fal->model("acme/dream"), 7, 0.6, 700);
    const std::vector<jobs::LoadedPicture> first{{"first_frame", "image/png", "one", "a.png", ""}};
    const auto made = adapterOf("fal").createFrom({request, endpointFor(*fal), "id", first});
    REQUIRE(made);
    CHECK(made->url == "https://queue.fal.run/acme/dream/image-to-video");
    CHECK(made->body == R"({"aspect_ratio":"9:16","duration":"5","image_url":"data:image/png;base64,b25l",)"
                        R"("prompt":"A cup on a sill.","seed":7})");
    CHECK(fal->model("acme/dream")->estimate(request.duration).micros == 450'000);
}

TEST_CASE("a catalog file of one's own adds a model and corrects another", "[providers]") {
    test::TempDir dir;
    CHECK(jobs::Catalog(catalog()).extend(dir.path() / "nowhere"));
    const auto write = [&](const char* id) {
        std::ofstream(dir.path() / "mine.json")
            << R"({"schema":"groundglass.catalog","version":1,"title":"Mine",
            "status":"alive","crash_class":"list","id":")"
            << id << R"(","models":[
            {"id":"acme/dream","title":"Dream","status":"alive","dialect":"generic_prose","seconds":[5],
             "price_note":"n","usd_micros_per_second":1,"source":"s","checked":"2026-11-24",
             "wire":{"path":"acme/dream","prompt":"/prompt","duration":{"at":"/length","as":"digits"}}},
            {"id":"any","title":"Any","status":"alive","dialect":"generic_prose","price_note":"n",
             "usd_micros_per_second":2,"source":"s","checked":"2026-11-24","wire":{"prompt":"/text"}}]})";
    };
    write("fal");
    jobs::Catalog mine = catalog();
    REQUIRE(mine.extend(dir.path()));
    const auto* fal = mine.find("fal");
    CHECK(fal->models.size() == catalog().find("fal")->models.size() + 1);
    CHECK(*fal->model("any")->microsPerSecond == 2);
    const auto request = requestFor(*fal->model("acme/dream"), 5, 1, 720);
    const auto made = adapterOf("fal").createFrom({request, endpointFor(*fal), "id", {}});
    REQUIRE(made);
    CHECK(made->url == "https://queue.fal.run/acme/dream");
    CHECK(made->body == R"({"length":"5","prompt":"A cup on a sill."})");
    write("nobody");
    jobs::Catalog same = catalog();
    CHECK_FALSE(same.extend(dir.path()));
    CHECK(same.find("fal")->model("acme/dream") == nullptr);
}
