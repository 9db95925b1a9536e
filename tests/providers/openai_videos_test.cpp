#include "groundglass/providers/adapters.hpp"
#include "support/catch.hpp"

#include <algorithm>
#include <string>

using namespace groundglass;

namespace {

std::unique_ptr<jobs::HttpAdapter> adapter() {
    auto all = providers::builtinAdapters();
    const auto found =
        std::find_if(all.begin(), all.end(), [](const auto& one) { return one->id() == "openai_videos"; });
    REQUIRE(found != all.end());
    return std::move(*found);
}

jobs::Request goodRequest() {
    jobs::Request request;
    request.title = "1A The coffee";
    request.model = "sora-2";
    request.prompt = "A cup.";
    request.size = {1280, 720};
    request.duration = base::Milliseconds(4000);
    return request;
}

jobs::Endpoint endpoint(std::string profile = "openai") {
    return {"e", "openai_videos", "https://videos.example.org/v1", false, std::move(profile), ""};
}

bool refuses(const jobs::Request& request, const jobs::Endpoint& at, const std::string& pointer) {
    const auto made = adapter()->create(request, at);
    if (made) return false;
    CHECK(made.error().code == base::ErrorCode::InvalidInput);
    return std::any_of(
        made.error().problems.begin(), made.error().problems.end(),
        [&](const base::Problem& problem) { return problem.pointer == pointer && !problem.message.empty(); });
}

}  // namespace

TEST_CASE("what the server cannot take is refused before anything is sent", "[providers]") {
    auto request = goodRequest();
    REQUIRE(adapter()->create(request, endpoint()));
    SECTION("an empty prompt") {
        request.prompt.clear();
        CHECK(refuses(request, endpoint(), "/prompt"));
    }
    SECTION("a prompt of 32 001 characters, counted as characters") {
        request.prompt.clear();
        for (int i = 0; i < 32'000; ++i) request.prompt += "é";
        CHECK(adapter()->create(request, endpoint()));
        request.prompt += "é";
        CHECK(refuses(request, endpoint(), "/prompt"));
        CHECK(adapter()->create(request, endpoint("sglang")));
    }
    SECTION("a part of a second") {
        request.duration = base::Milliseconds(4500);
        CHECK(refuses(request, endpoint(), "/duration"));
    }
    SECTION("a part of a second is told in frames where the server counts them") {
        request.duration = base::Milliseconds(4500);
        request.rate = {24000, 1001};
        const auto made = adapter()->create(request, endpoint("sglang"));
        REQUIRE(made);
        CHECK(made->body.find("\"seconds\":5") != std::string::npos);
        CHECK(made->body.find("\"num_frames\":108") != std::string::npos);
        CHECK(made->body.find("\"fps\":24") != std::string::npos);
    }
    SECTION("the catalog's open model stands for what the server runs") {
        request.model = "any";
        auto own = endpoint("sglang");
        CHECK(adapter()->create(request, own)->body.find("\"model\"") == std::string::npos);
        own.model = "wan2.2";
        CHECK(adapter()->create(request, own)->body.find("wan2.2") != std::string::npos);
        CHECK(refuses(request, endpoint(), "/model"));
    }
    SECTION("no size") {
        request.size = {};
        CHECK(refuses(request, endpoint(), "/size"));
    }
    SECTION("a seed and a negative prompt where there are none") {
        request.seed = 1;
        request.negative = "blur";
        CHECK(refuses(request, endpoint(), "/seed"));
        CHECK(refuses(request, endpoint(), "/negative"));
        CHECK(adapter()->create(request, endpoint("vllm_omni")));
    }
    SECTION("a parameter that is not known") {
        request.parameters.text = R"({"webhook": "https://example.org"})";
        CHECK(refuses(request, endpoint("vllm_omni"), "/parameters/webhook"));
    }
    SECTION("a server family that is not known") {
        CHECK(refuses(request, endpoint("acme"), "/profile"));
    }
    SECTION("no model, unless the server has only one") {
        request.model.clear();
        CHECK(refuses(request, endpoint(), "/model"));
        CHECK(adapter()->create(request, endpoint("vllm_omni")));
        auto withDefault = endpoint();
        withDefault.model = "sora-2-pro";
        CHECK(adapter()->create(request, withDefault)->body.find("sora-2-pro") != std::string::npos);
    }
    SECTION("an address without encryption that is not one's own") {
        auto plain = endpoint();
        plain.baseUrl = "http://videos.example.org/v1";
        CHECK(refuses(request, plain, ""));
        plain.selfHosted = true;
        CHECK(adapter()->create(request, plain));
        plain.baseUrl = "https://user:word@videos.example.org/v1";
        CHECK(refuses(request, plain, ""));
        plain.baseUrl = "https://videos.example.org/v1\r\nX-Evil: 1";
        CHECK(refuses(request, plain, ""));
    }
}

TEST_CASE("a first frame goes along as each family of servers wants it", "[providers]") {
    const auto request = goodRequest();
    const std::vector<jobs::LoadedPicture> first{{"first_frame", "image/png", "one", "a.png", ""}};
    const auto gateway = adapter()->createFrom({request, endpoint(), "id", first});
    REQUIRE(gateway);
    CHECK(gateway->body.find(R"("input_reference":{"image_url":"data:image/png;base64,b25l"})") !=
          std::string::npos);
    for (const char* const family : {"vllm_omni", "sglang"}) {
        const auto form = adapter()->createFrom({request, endpoint(family), "id", first});
        REQUIRE(form);
        CHECK(form->body.find(
                  "name=\"input_reference\"; filename=\"a.png\"\r\nContent-Type: image/png\r\n\r\none") !=
              std::string::npos);
    }
    const std::vector<jobs::LoadedPicture> last{{"last_frame", "image/png", "two", "b.png", ""}};
    const auto refused = adapter()->createFrom({request, endpoint(), "id", last});
    REQUIRE_FALSE(refused);
    CHECK(refused.error().problems.front().pointer == "/pictures");
}

TEST_CASE("a form is the same for the same request and its boundary is in no value", "[providers]") {
    auto request = goodRequest();
    const auto first = adapter()->create(request, endpoint("vllm_omni"));
    REQUIRE(first);
    CHECK(adapter()->create(request, endpoint("vllm_omni"))->body == first->body);
    const std::string boundary = first->body.substr(2, first->body.find("\r\n") - 2);
    request.prompt = "--" + boundary + "\r\nContent-Disposition: form-data; name=\"seconds\"\r\n\r\n900";
    const auto second = adapter()->create(request, endpoint("vllm_omni"));
    REQUIRE(second);
    const std::string other = second->body.substr(2, second->body.find("\r\n") - 2);
    CHECK(other != boundary);
    CHECK(request.prompt.find(other) == std::string::npos);
}

TEST_CASE("the key goes into the header that the service reads, and nowhere without a key", "[providers]") {
    jobs::HttpRequest request;
    adapter()->authorise(request, base::Secret{});
    CHECK(request.headers.empty());
    adapter()->authorise(request, base::Secret("word"));
    REQUIRE(request.headers.size() == 1);
    CHECK(request.headers.front().first == "Authorization");
    CHECK(request.headers.front().second == "Bearer word");
    CHECK(adapter()->create(goodRequest(), endpoint())->body.find("word") == std::string::npos);
}

TEST_CASE("foreign text in a reason is short and shows what is invisible", "[providers]") {
    const jobs::HttpAnswer answer{
        400, {}, R"({"error": {"message": "a\u202Eb )" + std::string(5000, 'x') + "\"}}"};
    const auto meaning = adapter()->created(answer);
    CHECK(meaning.reason.find("\u202E") == std::string::npos);
    CHECK(meaning.reason.find("202E") != std::string::npos);
    CHECK(meaning.reason.size() < 1000);
}
