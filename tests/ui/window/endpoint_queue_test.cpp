#include "groundglass/base/paths.hpp"
#include "studio_fixture.hpp"
#include "support/catch.hpp"
#include "ui/bridge/keyring.hpp"

#include <QTest>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

using namespace groundglass;

namespace {

constexpr int patience = 20'000;

/// A machine without a keyring.
class NoKeyring final : public ui::KeyringBackend {
public:
    void read(const QString&, Then then) override { then({ui::KeyringTrouble::NoService, {}, {}}); }
    void write(const QString&, const base::Secret&, Then then) override {
        then({ui::KeyringTrouble::NoService, {}, {}});
    }
    void forget(const QString&, Then then) override { then({ui::KeyringTrouble::NoService, {}, {}}); }
};

jobs::Request request() {
    jobs::Request wish;
    wish.title = "1A The coffee";
    wish.provider = "openai_videos";
    wish.endpoint = "gateway";
    wish.model = "any";
    wish.dialect = "generic_prose";
    wish.prompt = "A cup of coffee.";
    wish.size = {1280, 720};
    wish.duration = base::Milliseconds{4000};
    wish.rate = {24, 1};
    return wish;
}

}  // namespace

TEST_CASE("the queue learns of an endpoint without a restart, and sends nothing without its key",
          "[ui][endpoints]") {
    const std::filesystem::path config = base::configFolder();
    std::error_code ignored;
    std::filesystem::remove(config / "endpoints.json", ignored);
    ui::Keyring keyring(std::make_unique<NoKeyring>());
    ui::JobBridge queue;
    queue.useKeys(keyring.source());
    int opened = 0;
    QStringList refusals;
    std::vector<jobs::JobId> taken;
    QObject::connect(&queue, &ui::JobBridge::opened, [&] { ++opened; });
    QObject::connect(&queue, &ui::JobBridge::refused, [&](const QString& why) { refusals << why; });
    QObject::connect(&queue, &ui::JobBridge::submitted, [&](const jobs::JobId& id) { taken.push_back(id); });
    queue.open(test::library());
    REQUIRE(QTest::qWaitFor([&] { return opened == 1; }, patience));
    CHECK(queue.isOwner());

    queue.submit(request());
    REQUIRE(QTest::qWaitFor([&] { return refusals.size() == 1; }, patience));
    CHECK(refusals.front().contains(QStringLiteral("has no endpoint \"gateway\"")));

    // A name of the reserved domain "invalid": were anything sent, it could not arrive.
    const jobs::Endpoint gateway{"gateway", "openai_videos", "https://gateway.invalid/v1",
                                 false,     "openai",        "wan"};
    REQUIRE(app::saveEndpoint(config, gateway));
    queue.refreshEndpoints();
    REQUIRE(QTest::qWaitFor([&] { return opened == 2; }, patience));
    CHECK_FALSE(queue.endpointsWait());
    keyring.follow({{"gateway", gateway}});

    queue.submit(request());
    REQUIRE(QTest::qWaitFor([&] { return taken.size() == 1; }, patience));
    const auto job = [&]() -> const jobs::Job* {
        for (const jobs::Job& each : queue.jobs()) {
            if (each.id == taken.front()) return &each;
        }
        return nullptr;
    };
    REQUIRE(QTest::qWaitFor([&] { return job() && job()->rests; }, patience));
    CHECK(job()->state == jobs::JobState::Ready);
    CHECK(job()->reason.find("Nothing was sent.") != std::string::npos);
    CHECK(job()->reason.find("no system keyring answers") != std::string::npos);

    // A key for this session: the shot still waits for the person's word.
    keyring.useForNow(gateway, base::Secret(std::string("sk-test")));
    CHECK(queue.keyArrived("gateway") == 1);
    queue.cancel(taken.front());
    REQUIRE(QTest::qWaitFor([&] { return job()->state == jobs::JobState::Cancelled; }, patience));
}
