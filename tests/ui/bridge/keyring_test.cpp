#include "ui/bridge/keyring.hpp"

#include "groundglass/base/files.hpp"
#include "groundglass/base/log.hpp"
#include "support/catch.hpp"
#include "support/temp_dir.hpp"

#include <QTest>

#include <cstdlib>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

using namespace groundglass;
using ui::KeyPlace;
using ui::Keyring;
using ui::KeyringAnswer;
using ui::KeyringTrouble;

namespace {

/// A keyring that answers when it is told to.
class FakeKeyring final : public ui::KeyringBackend {
public:
    struct Shelf {
        std::map<QString, base::Secret> entries;
        std::optional<KeyringTrouble> trouble;
        std::vector<std::function<void()>> waiting;
        int reads = 0;
        void answerAll() {
            while (!waiting.empty()) {
                const auto now = std::exchange(waiting, {});
                for (const auto& answer : now) answer();
            }
        }
    };
    explicit FakeKeyring(std::shared_ptr<Shelf> shelf) : m_shelf(std::move(shelf)) {}

    void read(const QString& entry, Then then) override {
        ++m_shelf->reads;
        later(std::move(then), [shelf = m_shelf, entry] {
            KeyringAnswer answer;
            answer.trouble = shelf->trouble;
            if (!answer.trouble && shelf->entries.contains(entry)) answer.secret = shelf->entries.at(entry);
            return answer;
        });
    }
    void write(const QString& entry, const base::Secret& secret, Then then) override {
        later(std::move(then), [shelf = m_shelf, entry, secret] {
            if (!shelf->trouble) shelf->entries[entry] = secret;
            return KeyringAnswer{shelf->trouble, {}, {}};
        });
    }
    void forget(const QString& entry, Then then) override {
        later(std::move(then), [shelf = m_shelf, entry] {
            if (!shelf->trouble) shelf->entries.erase(entry);
            return KeyringAnswer{shelf->trouble, {}, {}};
        });
    }

private:
    template <class Make>
    void later(Then then, Make make) {
        m_shelf->waiting.push_back([then = std::move(then), make] { then(make()); });
    }
    std::shared_ptr<Shelf> m_shelf;
};

jobs::Endpoint hosted(std::string url = "https://gateway.example.org/v1") {
    return {"gateway", "openai_videos", std::move(url), false, "openai", "wan"};
}
jobs::Endpoint ownServer() {
    return {"studio_gpu", "openai_videos", "http://10.0.0.5:8000/v1", true, "vllm_omni", {}};
}

struct Fixture {
    std::shared_ptr<FakeKeyring::Shelf> shelf = std::make_shared<FakeKeyring::Shelf>();
    Keyring keyring{std::make_unique<FakeKeyring>(shelf)};

    void follow(const std::vector<jobs::Endpoint>& all) {
        std::map<std::string, jobs::Endpoint> map;
        for (const auto& each : all) map.emplace(each.id, each);
        keyring.follow(map);
    }
    std::string keyOf(const char* endpoint) {
        const auto key = keyring.source()->key(endpoint);
        return key ? std::string(key->expose()) : "error: " + key.error().message;
    }
};

}  // namespace

TEST_CASE("a key that is put into the keyring is the one that the queue gets", "[ui][keys]") {
    Fixture f;
    f.follow({hosted()});
    f.shelf->answerAll();
    CHECK(f.keyring.state("gateway").place == KeyPlace::None);
    std::vector<std::string> arrived;
    QObject::connect(&f.keyring, &Keyring::arrived, [&](const std::string& id) { arrived.push_back(id); });

    f.keyring.keep(hosted(), base::Secret(std::string("sk-test-1")));
    CHECK(f.keyOf("gateway").starts_with("error: There is no key"));  // not before the keyring has it
    f.shelf->answerAll();

    CHECK(f.keyOf("gateway") == "sk-test-1");
    CHECK(f.keyring.state("gateway").place == KeyPlace::Keyring);
    CHECK(arrived == std::vector<std::string>{"gateway"});
    CHECK(f.shelf->entries.contains(QStringLiteral("gateway https://gateway.example.org:443")));
}

TEST_CASE("keys of an earlier run are there once the keyring has answered", "[ui][keys]") {
    Fixture f;
    f.shelf->entries[Keyring::entryOf(hosted())] = base::Secret(std::string("sk-kept"));
    bool settled = false;
    QObject::connect(&f.keyring, &Keyring::settled, [&] { settled = true; });
    f.follow({hosted(), ownServer()});

    SECTION("until then the queue is told to wait for the person, and does not wait itself") {
        CHECK_FALSE(settled);
        CHECK(f.keyring.state("gateway").place == KeyPlace::Asking);
        const auto key = f.keyring.source()->key("gateway");
        REQUIRE_FALSE(key);
        CHECK(key.error().code == base::ErrorCode::Auth);
        CHECK(key.error().message.find("not given the key of \"gateway\" yet") != std::string::npos);
    }
    SECTION("then they are used") {
        f.shelf->answerAll();
        CHECK(settled);
        CHECK(f.keyOf("gateway") == "sk-kept");
        CHECK(f.keyOf("studio_gpu").empty());
    }
}

TEST_CASE("without endpoints the keyring is not asked", "[ui][keys]") {
    Fixture f;
    bool settled = false;
    QObject::connect(&f.keyring, &Keyring::settled, [&] { settled = true; });
    f.follow({});
    CHECK(settled);
    CHECK(f.shelf->reads == 0);
}

TEST_CASE("a forgotten key is gone from the keyring and from the queue", "[ui][keys]") {
    Fixture f;
    f.shelf->entries[Keyring::entryOf(hosted())] = base::Secret(std::string("sk-kept"));
    f.follow({hosted()});
    f.shelf->answerAll();
    f.keyring.forget(hosted());
    f.shelf->answerAll();
    CHECK(f.shelf->entries.empty());
    CHECK(f.keyring.state("gateway").place == KeyPlace::None);
    CHECK(f.keyOf("gateway").starts_with("error: There is no key for \"gateway\"."));
}

TEST_CASE("a key that the keyring does not let go stays and is said to stay", "[ui][keys]") {
    Fixture f;
    f.shelf->entries[Keyring::entryOf(hosted())] = base::Secret(std::string("sk-kept"));
    f.follow({hosted()});
    f.shelf->answerAll();
    QString why;
    QObject::connect(&f.keyring, &Keyring::forgetFailed,
                     [&](const std::string&, const QString& reason) { why = reason; });
    f.shelf->trouble = KeyringTrouble::Locked;
    f.keyring.forget(hosted());
    f.shelf->answerAll();
    CHECK(why.contains(QStringLiteral("locked")));
    CHECK(f.keyring.state("gateway").place == KeyPlace::Keyring);
}

TEST_CASE("a locked keyring is an error with a remedy, also for a server of one's own", "[ui][keys]") {
    Fixture f;
    f.shelf->trouble = KeyringTrouble::Locked;
    f.follow({hosted(), ownServer()});
    f.shelf->answerAll();
    for (const char* id : {"gateway", "studio_gpu"}) {
        const auto key = f.keyring.source()->key(id);
        REQUIRE_FALSE(key);
        CHECK(key.error().code == base::ErrorCode::Auth);
        REQUIRE(key.error().problems.size() == 1);
        CHECK(key.error().problems.front().remedy.find("Unlock") != std::string::npos);
        CHECK(f.keyring.state(id).trouble == KeyringTrouble::Locked);
    }

    f.shelf->trouble.reset();
    f.shelf->entries[Keyring::entryOf(hosted())] = base::Secret(std::string("sk-kept"));
    f.keyring.askAgain(hosted());
    f.shelf->answerAll();
    CHECK(f.keyOf("gateway") == "sk-kept");
}

TEST_CASE("without a keyring nothing is stored, and a key can be used for this session", "[ui][keys]") {
    Fixture f;
    f.shelf->trouble = KeyringTrouble::NoService;
    f.follow({hosted(), ownServer()});
    f.shelf->answerAll();
    CHECK(f.keyring.serviceMissing());
    CHECK(f.keyOf("studio_gpu").empty());  // it may need none
    CHECK(f.keyOf("gateway").find("GROUNDGLASS_KEY_GATEWAY") != std::string::npos);

    QString why;
    QObject::connect(&f.keyring, &Keyring::keepFailed,
                     [&](const std::string&, const QString& reason) { why = reason; });
    f.keyring.keep(hosted(), base::Secret(std::string("sk-test")));
    f.shelf->answerAll();
    CHECK(why.contains(QStringLiteral("for this session only")));
    CHECK(f.keyOf("gateway").starts_with("error:"));

    f.keyring.useForNow(hosted(), base::Secret(std::string("sk-test")));
    CHECK(f.keyOf("gateway") == "sk-test");
    CHECK(f.keyring.state("gateway").place == KeyPlace::Session);
    CHECK(f.shelf->entries.empty());
    f.keyring.forget(hosted());
    f.shelf->answerAll();
    CHECK(f.keyOf("gateway").starts_with("error:"));
}

TEST_CASE("an endpoint that is pointed at another host has no key until it is given one", "[ui][keys]") {
    Fixture f;
    f.shelf->entries[Keyring::entryOf(hosted())] = base::Secret(std::string("sk-kept"));
    f.follow({hosted()});
    f.shelf->answerAll();
    REQUIRE(f.keyOf("gateway") == "sk-kept");
    f.follow({hosted("https://elsewhere.example.org/v1")});
    CHECK(f.keyOf("gateway").starts_with("error:"));
    f.shelf->answerAll();
    CHECK(f.keyOf("gateway").starts_with("error:"));
    f.follow({hosted("https://gateway.example.org/v2")});  // another path of the first host
    f.shelf->answerAll();
    CHECK(f.keyOf("gateway") == "sk-kept");
}

TEST_CASE("a new key for another host never lets the old key go there, whatever the keyring answers",
          "[ui][keys]") {
    Fixture f;
    f.shelf->entries[Keyring::entryOf(hosted())] = base::Secret(std::string("sk-old"));
    f.follow({hosted()});
    SECTION("the old key is known") {
        f.shelf->answerAll();
        REQUIRE(f.keyOf("gateway") == "sk-old");
    }
    SECTION("the old key is still asked for") {}
    const auto moved = hosted("https://elsewhere.example.org/v1");
    f.keyring.forget(hosted());
    f.keyring.keep(moved, base::Secret(std::string("sk-new")));
    CHECK(f.keyOf("gateway").starts_with("error:"));
    f.follow({moved});
    f.shelf->trouble = KeyringTrouble::Locked;
    f.shelf->answerAll();
    CHECK(f.keyOf("gateway").starts_with("error:"));
}

TEST_CASE("a late answer of the keyring does not overrule the person", "[ui][keys]") {
    Fixture f;
    f.shelf->entries[Keyring::entryOf(hosted())] = base::Secret(std::string("sk-old"));
    f.follow({hosted()});
    f.keyring.useForNow(hosted(), base::Secret(std::string("sk-new")));
    f.shelf->answerAll();
    CHECK(f.keyOf("gateway") == "sk-new");
}

TEST_CASE("the environment is the last resort", "[ui][keys]") {
    Fixture f;
    qputenv("GROUNDGLASS_KEY_GATEWAY", "sk-env");
    f.follow({hosted()});
    f.shelf->answerAll();
    CHECK(f.keyOf("gateway") == "sk-env");
    CHECK(f.keyring.state("gateway").place == KeyPlace::Environment);
    f.keyring.useForNow(hosted(), base::Secret(std::string("sk-mine")));
    CHECK(f.keyOf("gateway") == "sk-mine");
    qunsetenv("GROUNDGLASS_KEY_GATEWAY");
}

TEST_CASE("entries of the keyring are named by endpoint and origin", "[ui][keys]") {
    CHECK(Keyring::entryOf(ownServer()) == QStringLiteral("studio_gpu http://10.0.0.5:8000"));
    CHECK(Keyring::entryOf(hosted("https://GATEWAY.Example.org:443/v1")) ==
          QStringLiteral("gateway https://gateway.example.org:443"));
}
