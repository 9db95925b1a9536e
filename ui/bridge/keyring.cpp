#include "ui/bridge/keyring.hpp"

#include "groundglass/base/format.hpp"
#include "groundglass/base/log.hpp"

#include <QUrl>

#include <cstdlib>
#include <mutex>
#include <optional>
#include <utility>

namespace groundglass::ui {
namespace {

std::string variableName(std::string_view endpoint) {
    std::string name = "GROUNDGLASS_KEY_";
    for (const char c : endpoint) name += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    return name;
}

base::Secret fromEnvironment(std::string_view endpoint) {
    const char* value = std::getenv(variableName(endpoint).c_str());
    return value == nullptr ? base::Secret() : base::Secret(std::string(value));
}

}  // namespace

/// What is known of every endpoint's key. The one place that both threads touch; nothing in it waits.
class KeyStore final : public jobs::SecretSource {
public:
    struct Entry {
        std::string origin;  ///< As in the keyring's entry; a key of another origin is not used.
        KeyPlace place = KeyPlace::None;
        base::Secret key{};
        std::optional<KeyringTrouble> trouble{};
        bool selfHosted = false;
        /// Grows with every word of the person, so that a late answer of the keyring does not overrule it.
        int turn = 0;
    };

    base::Result<base::Secret> key(std::string_view endpoint) override {
        const std::lock_guard lock(m_mutex);
        const auto found = m_entries.find(endpoint);
        if (found != m_entries.end() && !found->second.key.empty()) return found->second.key;
        if (base::Secret outside = fromEnvironment(endpoint); !outside.empty()) {
            base::blankInLog(outside);
            return outside;
        }
        return without(endpoint, found == m_entries.end() ? Entry{} : found->second);
    }

    template <class Act>
    auto with(const std::string& endpoint, Act act) {
        const std::lock_guard lock(m_mutex);
        return act(m_entries[endpoint]);
    }
    [[nodiscard]] Entry entry(const std::string& endpoint) const {
        const std::lock_guard lock(m_mutex);
        const auto found = m_entries.find(endpoint);
        return found == m_entries.end() ? Entry{} : found->second;
    }
    [[nodiscard]] std::vector<std::string> ids() const {
        const std::lock_guard lock(m_mutex);
        std::vector<std::string> all;
        for (const auto& [id, entry] : m_entries) all.push_back(id);
        return all;
    }
    void drop(const std::string& endpoint) {
        const std::lock_guard lock(m_mutex);
        m_entries.erase(endpoint);
    }

private:
    static base::Result<base::Secret> without(std::string_view endpoint, const Entry& entry) {
        const auto say = [&](std::string message, std::string remedy) {
            std::string whole = message + " " + remedy;
            return base::fail(base::ErrorCode::Auth, std::move(whole), std::string(endpoint),
                              {{std::string(endpoint), {}, std::move(message), std::move(remedy)}});
        };
        if (entry.place == KeyPlace::Asking) {
            return say(base::format("The system keyring has not given the key of \"{}\" yet.", endpoint),
                       "Answer its question, then resume.");
        }
        if (entry.trouble == KeyringTrouble::Locked || entry.trouble == KeyringTrouble::Denied) {
            return say(base::format("The system keyring keeps the key of \"{}\" locked.", endpoint),
                       "Unlock it under Providers, then resume.");
        }
        if (entry.selfHosted) return base::Secret{};
        if (entry.trouble) {
            return say(base::format("There is no key for \"{}\", as no system keyring answers.", endpoint),
                       base::format("Give it under Providers for this session, or set {}, then resume.",
                                    variableName(endpoint)));
        }
        return say(base::format("There is no key for \"{}\".", endpoint),
                   "Give it under Providers, then resume.");
    }

    mutable std::mutex m_mutex;
    std::map<std::string, Entry, std::less<>> m_entries;
};

Keyring::Keyring(std::unique_ptr<KeyringBackend> backend, QObject* parent)
    : QObject(parent), m_store(std::make_shared<KeyStore>()), m_backend(std::move(backend)) {}

Keyring::~Keyring() = default;

std::shared_ptr<jobs::SecretSource> Keyring::source() const {
    return m_store;
}

QString Keyring::variableOf(const std::string& endpoint) {
    return QString::fromStdString(variableName(endpoint));
}

QString Keyring::entryOf(const jobs::Endpoint& endpoint) {
    const QUrl url(QString::fromStdString(endpoint.baseUrl));
    const QString scheme = url.scheme().toLower();
    const int port = url.port(scheme == QStringLiteral("http") ? 80 : 443);
    return QStringLiteral("%1 %2://%3:%4")
        .arg(QString::fromStdString(endpoint.id), scheme, url.host(QUrl::FullyEncoded).toLower())
        .arg(port);
}

QString Keyring::explain(KeyringTrouble trouble, const QString& detail) {
    switch (trouble) {
        case KeyringTrouble::NoService:
            return tr(
                "No system keyring answers on this machine. Start one (GNOME Keyring, KWallet or "
                "KeePassXC), or use the key for this session only. It is never written to a file.");
        case KeyringTrouble::Locked:
            return tr("The system keyring is locked. Unlock it, then try again.");
        case KeyringTrouble::Denied:
            return tr(
                "The system keyring is locked or refused. Unlock it, allow Groundglass to use it, then "
                "try again.");
        case KeyringTrouble::Other:
            break;
    }
    return detail.isEmpty() ? tr("The system keyring could not do it.")
                            : tr("The system keyring could not do it: %1").arg(detail);
}

void Keyring::follow(const std::map<std::string, jobs::Endpoint>& endpoints) {
    for (const std::string& known : m_store->ids()) {
        if (!endpoints.contains(known)) m_store->drop(known);
    }
    for (const auto& [id, endpoint] : endpoints) {
        const std::string origin = entryOf(endpoint).toStdString();
        const bool isNew = m_store->with(id, [&](KeyStore::Entry& entry) {
            entry.selfHosted = endpoint.selfHosted;
            if (entry.origin == origin) return false;
            entry = {.origin = origin, .selfHosted = endpoint.selfHosted, .turn = entry.turn + 1};
            return true;
        });
        if (isNew) ask(endpoint);
    }
    if (m_asked == 0) Q_EMIT settled();
}

void Keyring::ask(const jobs::Endpoint& endpoint) {
    const int turn = m_store->with(endpoint.id, [](KeyStore::Entry& entry) {
        entry.place = KeyPlace::Asking;
        return ++entry.turn;
    });
    ++m_asked;
    Q_EMIT changed(endpoint.id);
    m_backend->read(entryOf(endpoint), [this, id = endpoint.id, turn](KeyringAnswer answer) {
        --m_asked;
        noteService(answer);
        if (!answer.secret.empty()) base::blankInLog(answer.secret);
        const bool current = m_store->entry(id).turn == turn;
        if (current) {
            m_store->with(id, [&](KeyStore::Entry& entry) {
                entry.place = answer.secret.empty() ? KeyPlace::None : KeyPlace::Keyring;
                entry.key = answer.secret;
                entry.trouble = answer.trouble;
            });
            Q_EMIT changed(id);
            if (!answer.secret.empty()) Q_EMIT arrived(id);
        }
        if (m_asked == 0) Q_EMIT settled();
    });
}

void Keyring::noteService(const KeyringAnswer& answer) {
    m_serviceMissing = answer.trouble == KeyringTrouble::NoService;
}

KeyState Keyring::state(const std::string& endpoint) const {
    const KeyStore::Entry entry = m_store->entry(endpoint);
    KeyState state{entry.place, entry.trouble, !entry.selfHosted};
    if (entry.key.empty() && !fromEnvironment(endpoint).empty()) state.place = KeyPlace::Environment;
    return state;
}

void Keyring::put(const std::string& endpoint, KeyPlace place, const base::Secret& key) {
    m_store->with(endpoint, [&](KeyStore::Entry& entry) {
        entry.place = place;
        entry.key = key;
        entry.trouble.reset();
        ++entry.turn;
    });
    Q_EMIT changed(endpoint);
    if (!key.empty()) Q_EMIT arrived(endpoint);
}

void Keyring::pointAt(const jobs::Endpoint& endpoint) {
    const std::string origin = entryOf(endpoint).toStdString();
    m_store->with(endpoint.id, [&](KeyStore::Entry& entry) {
        // The key of another host goes at once, and an answer about it comes too late.
        if (entry.origin != origin) entry = {.origin = origin, .turn = entry.turn + 1};
        entry.selfHosted = endpoint.selfHosted;
    });
}

void Keyring::keep(const jobs::Endpoint& endpoint, const base::Secret& key) {
    base::blankInLog(key);
    pointAt(endpoint);
    m_backend->write(entryOf(endpoint), key, [this, id = endpoint.id, key](KeyringAnswer answer) {
        noteService(answer);
        if (answer.trouble) {
            Q_EMIT keepFailed(id, explain(*answer.trouble, answer.detail));
            return;
        }
        put(id, KeyPlace::Keyring, key);
        Q_EMIT kept(id);
    });
}

void Keyring::useForNow(const jobs::Endpoint& endpoint, const base::Secret& key) {
    base::blankInLog(key);
    pointAt(endpoint);
    put(endpoint.id, KeyPlace::Session, key);
}

void Keyring::forget(const jobs::Endpoint& endpoint) {
    const KeyStore::Entry known = m_store->entry(endpoint.id);
    if (known.place == KeyPlace::Session) {
        put(endpoint.id, KeyPlace::None, {});
        return;
    }
    m_backend->forget(entryOf(endpoint), [this, endpoint](KeyringAnswer answer) {
        noteService(answer);
        if (answer.trouble && *answer.trouble != KeyringTrouble::NoService) {
            Q_EMIT forgetFailed(endpoint.id, explain(*answer.trouble, answer.detail));
            return;
        }
        if (m_store->entry(endpoint.id).origin == entryOf(endpoint).toStdString())
            put(endpoint.id, KeyPlace::None, {});
    });
}

void Keyring::askAgain(const jobs::Endpoint& endpoint) {
    ask(endpoint);
}

}  // namespace groundglass::ui
