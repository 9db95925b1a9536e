#include "ui/window/endpoints_page.hpp"

#include "groundglass/base/files.hpp"
#include "groundglass/base/log.hpp"
#include "groundglass/base/paths.hpp"
#include "studio_fixture.hpp"
#include "support/catch.hpp"
#include "ui/window/endpoint_card.hpp"
#include "ui/window/endpoint_check.hpp"

#include <QCoreApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QTest>

#include <filesystem>
#include <map>
#include <utility>

using namespace groundglass;
using ui::EndpointDraft;

namespace {

constexpr int patience = 20'000;

/// A keyring that answers at its next turn.
class QuickKeyring final : public ui::KeyringBackend {
public:
    using Shelf = std::map<QString, base::Secret>;
    QuickKeyring(Shelf& shelf, const bool& there) : m_shelf(shelf), m_there(there) {}
    void read(const QString& entry, Then then) override {
        ui::KeyringAnswer answer = state();
        if (!answer.trouble && m_shelf.contains(entry)) answer.secret = m_shelf.at(entry);
        then(answer);
    }
    void write(const QString& entry, const base::Secret& secret, Then then) override {
        if (m_there) m_shelf[entry] = secret;
        then(state());
    }
    void forget(const QString& entry, Then then) override {
        m_shelf.erase(entry);
        then(state());
    }

private:
    [[nodiscard]] ui::KeyringAnswer state() const {
        ui::KeyringAnswer answer;
        if (!m_there) answer.trouble = ui::KeyringTrouble::NoService;
        return answer;
    }
    Shelf& m_shelf;
    const bool& m_there;
};

struct PageFixture : test::StudioFixture {
    PageFixture() {
        std::error_code ignored;
        std::filesystem::remove(base::configFolder() / "endpoints.json", ignored);
        QObject::connect(&targets, &ui::Targets::endpointsLoaded,
                         [this] { keyring.follow(targets.endpoints()); });
        page.show();
        settle();
    }
    /// Work posts its result before it ends, and a result may begin more work: saving reads the file again.
    void settle() {
        constexpr int longestChain = 4;
        for (int i = 0; i < longestChain; ++i) {
            REQUIRE(QTest::qWaitFor([&] { return background.idle(); }, patience));
            QCoreApplication::processEvents();
        }
    }
    QLineEdit* field(const char* name) {
        for (QLineEdit* each : page.findChildren<QLineEdit*>()) {
            if (each->accessibleName() == QLatin1String(name)) return each;
        }
        return nullptr;
    }
    void press(const char* name) {
        auto* button = page.findChild<QPushButton*>(QLatin1String(name));
        REQUIRE(button);
        button->click();
    }
    void fill(const char* name, const char* address, const char* key) {
        field("Name")->setText(QLatin1String(name));
        field("Address")->setText(QLatin1String(address));
        field("Key")->setText(QLatin1String(key));
    }
    bool says(const QString& text) {
        for (QLabel* each : page.findChildren<QLabel*>()) {
            if (each->isVisible() && each->text().contains(text)) return true;
        }
        return false;
    }

    QuickKeyring::Shelf shelf;
    bool there = true;
    ui::Keyring keyring{std::make_unique<QuickKeyring>(shelf, there)};
    ui::EndpointsPage page{context, targets, keyring};
};

QString addressReason(const char* address, bool own = false) {
    return ui::reasonsAgainst(
               {QStringLiteral("gpu"), QStringLiteral("vllm_omni"), QString::fromUtf8(address), {}, own},
               nullptr)
        .address;
}

/// Every file below a folder, as one text.
std::string allBytesBelow(const std::filesystem::path& folder) {
    std::string all;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (!entry.is_regular_file()) continue;
        if (auto text = base::readFile(entry.path())) all += *text;
    }
    return all;
}

}  // namespace

TEST_CASE("an address is judged as the queue will judge it, with the reason", "[ui][endpoints]") {
    CHECK(addressReason("https://gpu.example.org/v1").isEmpty());
    CHECK(addressReason("http://127.0.0.1:8000/v1", true).isEmpty());
    CHECK(addressReason("http://10.0.0.5:8000/v1", true).isEmpty());
    CHECK(addressReason("https://[::1]:8000/v1", true).isEmpty());

    CHECK(addressReason("").contains(QStringLiteral("Give the address")));
    CHECK(addressReason("http://gpu.example.org/v1").contains(QStringLiteral("https")));
    CHECK(addressReason("http://localhost:8000/v1").contains(QStringLiteral("own network")));
    CHECK(addressReason("https://192.168.1.9/v1").contains(QStringLiteral("own network")));
    CHECK(addressReason("https://[fe80::1]/v1").contains(QStringLiteral("own network")));
    CHECK(addressReason("gpu.example.org/v1").contains(QStringLiteral("begins with")));
    CHECK(addressReason("ftp://gpu.example.org").contains(QStringLiteral("Only https")));
    CHECK(addressReason("https://me:secret@gpu.example.org").contains(QStringLiteral("password")));
    CHECK(addressReason("https://gpu.example.org/v1?x=1").contains(QStringLiteral("?")));
    CHECK(addressReason("https://gpu.example.org/v1/videos").contains(QStringLiteral("/videos")));
    CHECK(addressReason("https://gpu example.org").contains(QStringLiteral("space")));
    CHECK(addressReason("https://").contains(QStringLiteral("host")));
    CHECK(addressReason("https://g\u00fcnther.example.org").contains(QStringLiteral("character")));
}

TEST_CASE("a name must be free and an id; a gateway needs a model", "[ui][endpoints]") {
    const std::map<std::string, jobs::Endpoint> taken{{"gpu", {}}};
    const auto reasons = [&](const char* name, const char* profile) {
        return ui::reasonsAgainst({QLatin1String(name),
                                   QLatin1String(profile),
                                   QStringLiteral("https://a.example.org/v1"),
                                   {},
                                   false},
                                  &taken);
    };
    CHECK(reasons("farm", "sglang").none());
    CHECK(reasons("gpu", "sglang").name.contains(QStringLiteral("already")));
    CHECK(reasons("Studio GPU", "sglang").name.contains(QStringLiteral("studio_gpu")));
    CHECK(reasons("", "sglang").name.contains(QStringLiteral("name")));
    CHECK_FALSE(reasons("farm", "openai").model.isEmpty());
    CHECK_FALSE(reasons("farm", "nothing").profile.isEmpty());
}

TEST_CASE("an added endpoint is there at once, and its key is in the keyring and nowhere else",
          "[ui][endpoints]") {
    PageFixture f;
    const std::string secret = "sk-never-on-disk-4711";
    base::startLog(f.folder.path() / "studio.log");
    CHECK(f.says(QStringLiteral("None yet")));
    CHECK(f.says(QStringLiteral("Sora 2 · retired since 2026-09-24")));
    const auto* videos = test::library()->catalog.find("openai_videos");
    REQUIRE(videos);
    CHECK_FALSE(f.targets.reachable(*videos));

    f.press("addEndpoint");
    f.fill("farm", "https://gpu.example.org/v1/", secret.c_str());
    f.press("saveEndpoint");
    f.settle();

    REQUIRE(f.targets.endpoints().contains("farm"));
    CHECK(f.targets.endpoints().at("farm").baseUrl == "https://gpu.example.org/v1");
    CHECK(f.targets.reachable(*videos));
    CHECK(f.page.findChild<ui::EndpointCard*>(QStringLiteral("endpoint_farm")));
    CHECK(f.says(QStringLiteral("Key in the system keyring")));
    CHECK(f.keyring.source()->key("farm")->expose() == secret);
    CHECK(f.field("Key")->text().isEmpty());
    CHECK_FALSE(f.field("Key")->isUndoAvailable());

    base::logError("what the log would say of " + secret);
    CHECK(allBytesBelow(base::configFolder()).find("farm") != std::string::npos);
    CHECK(allBytesBelow(std::filesystem::path(qgetenv("HOME").toStdString())).find(secret) ==
          std::string::npos);
    CHECK(allBytesBelow(f.folder.path()).find(secret) == std::string::npos);
    base::startLog();
}

TEST_CASE("reasons stand beside their fields and go when they are gone", "[ui][endpoints]") {
    PageFixture f;
    f.press("addEndpoint");
    f.fill("Farm 1", "http://gpu.example.org/v1", "");
    f.press("saveEndpoint");
    CHECK(f.says(QStringLiteral("such as farm_1")));
    CHECK(f.says(QStringLiteral("Use https")));
    CHECK_FALSE(f.page.findChild<QPushButton*>(QStringLiteral("saveEndpoint"))->isEnabled());
    CHECK(f.targets.endpoints().empty());
    f.fill("farm_1", "https://gpu.example.org/v1", "");
    CHECK_FALSE(f.says(QStringLiteral("Use https")));
    f.field("Key")->setText(QStringLiteral("two words"));
    f.press("saveEndpoint");
    CHECK(f.says(QStringLiteral("no spaces")));
}

TEST_CASE("without a keyring the endpoint is kept, the key is not, and a session key is offered",
          "[ui][endpoints]") {
    PageFixture f;
    f.there = false;
    f.press("addEndpoint");
    f.fill("farm", "https://gpu.example.org/v1", "sk-test");
    f.press("saveEndpoint");
    f.settle();
    CHECK(f.says(QStringLiteral("No system keyring answers")));
    CHECK(f.field("Key")->text() == QStringLiteral("sk-test"));
    CHECK_FALSE(f.keyring.source()->key("farm"));

    f.page.findChildren<QRadioButton*>().at(1)->setChecked(true);
    f.press("saveEndpoint");
    f.settle();
    CHECK(f.keyring.source()->key("farm")->expose() == "sk-test");
    CHECK(f.says(QStringLiteral("until the studio closes")));
    CHECK(f.shelf.empty());
}

TEST_CASE("removing asks first, then takes the endpoint and its key and nothing else", "[ui][endpoints]") {
    PageFixture f;
    const std::filesystem::path folder = base::configFolder();
    REQUIRE(app::saveEndpoint(folder,
                              {"keep", "openai_videos", "https://b.example.org/v1", false, "sglang", {}}));
    f.press("addEndpoint");
    f.fill("farm", "https://gpu.example.org/v1", "sk-test");
    f.press("saveEndpoint");
    f.settle();
    auto* card = f.page.findChild<ui::EndpointCard*>(QStringLiteral("endpoint_farm"));
    REQUIRE(card);
    const auto pressLink = [&](const char* text) {
        for (QPushButton* each : card->findChildren<QPushButton*>()) {
            if (each->text() == QLatin1String(text)) {
                each->click();
                return;
            }
        }
        FAIL(text);
    };
    pressLink("Remove");
    CHECK(f.targets.endpoints().contains("farm"));
    pressLink("Remove it");
    f.settle();
    CHECK_FALSE(f.targets.endpoints().contains("farm"));
    CHECK(f.targets.endpoints().contains("keep"));
    CHECK(f.shelf.empty());
}

TEST_CASE("every family that the adapter knows can be chosen, and has a name for people", "[ui][endpoints]") {
    const auto families = app::serverFamilies("openai_videos");
    REQUIRE(ui::endpointFamilies().size() == families.size());
    for (const std::string& family : families) {
        CHECK(ui::familyTitle(family) != QString::fromStdString(family));
        CHECK(ui::reasonsAgainst({QStringLiteral("gpu"), QString::fromStdString(family),
                                  QStringLiteral("https://gpu.example.org/v1"), QStringLiteral("wan"), false},
                                 nullptr)
                  .none());
    }
    CHECK(ui::familyTitle({}) == ui::familyTitle("openai"));
    CHECK(ui::familyTitle("of_tomorrow") == QStringLiteral("of_tomorrow"));
}

TEST_CASE("of several endpoints the first is sent to until another is chosen", "[ui][endpoints]") {
    PageFixture f;
    const std::filesystem::path folder = base::configFolder();
    for (const char* id : {"attic", "basement"}) {
        REQUIRE(app::saveEndpoint(folder,
                                  {id, "openai_videos", "https://b.example.org/v1", false, "sglang", {}}));
    }
    f.targets.load();
    f.settle();
    CHECK(f.targets.endpointOf("openai_videos") == "attic");
    f.targets.chooseEndpoint("openai_videos", "basement");
    CHECK(f.targets.endpointOf("openai_videos") == "basement");
    REQUIRE(app::removeEndpoint(folder, "basement"));
    f.targets.load();
    f.settle();
    CHECK(f.targets.endpointOf("openai_videos") == "attic");
    CHECK(f.targets.endpointOf("builtin").empty());
}
