#include "app/command_keys.hpp"

#include "support/catch.hpp"

using namespace groundglass;
using namespace std::chrono_literals;

namespace {

class Others final : public jobs::SecretSource {
public:
    base::Result<base::Secret> key(std::string_view) override { return base::Secret("another"); }
};

base::Result<base::Secret> run(std::vector<std::string> command, std::chrono::milliseconds longest = 10s) {
    return app::keyFromCommand(command, longest);
}

}  // namespace

TEST_CASE("a key comes from the first line that a command prints", "[app]") {
    const auto key = run({"/bin/sh", "-c", "printf '  ya29.abc \\nsecond\\n'"});
    REQUIRE(key);
    CHECK(key->expose() == "ya29.abc");
}

TEST_CASE("a command that fails, prints nothing, cannot be run or hangs gives no key", "[app]") {
    for (const auto& command : {std::vector<std::string>{"/bin/sh", "-c", "echo half; exit 3"},
                                {"/bin/sh", "-c", "echo"},
                                {"/nowhere/gcloud"},
                                {},
                                {"/bin/sh", "-c", "yes | head -c 100000"}}) {
        const auto key = run(command);
        REQUIRE_FALSE(key);
        CHECK(key.error().code == base::ErrorCode::Auth);
        CHECK(key.error().message.find("half") == std::string::npos);
    }
    CHECK_FALSE(run({"/bin/sleep", "60"}, 50ms));
}

TEST_CASE("only the endpoint that names a command gets its key from it, and keeps it for a while", "[app]") {
    jobs::Endpoint veo{"veo", "veo_vertex", "https://a.example.org", false, {}, {}};
    veo.keyCommand = {"/bin/sh", "-c", "echo $$"};
    jobs::Endpoint plain{"plain", "runway", "https://b.example.org", false, {}, {}};
    app::CommandKeys keys({{"veo", veo}, {"plain", plain}}, std::make_shared<Others>());
    const auto first = keys.key("veo");
    REQUIRE(first);
    CHECK(first->expose() == keys.key("veo")->expose());
    CHECK(keys.key("plain")->expose() == "another");
    CHECK(keys.key("nobody")->expose() == "another");
}
