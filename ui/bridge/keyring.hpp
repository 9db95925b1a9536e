#pragma once

#include "groundglass/jobs/outside.hpp"
#include "ui/bridge/keyring_backend.hpp"

#include <QObject>
#include <QString>

#include <map>
#include <memory>
#include <string>

namespace groundglass::ui {

class KeyStore;

/// Where the key of an endpoint is.
enum class KeyPlace {
    None,         ///< Nowhere; fine for a server of one's own that asks for none.
    Asking,       ///< The keyring was asked and has not answered yet.
    Keyring,      ///< In the system's keyring.
    Session,      ///< In memory until the studio closes.
    Environment,  ///< In `GROUNDGLASS_KEY_<ENDPOINT>`.
};

struct KeyState {
    KeyPlace place = KeyPlace::None;
    std::optional<KeyringTrouble> trouble{};  ///< Why the keyring could not say or keep it.
    bool needed = false;                      ///< The endpoint cannot be used without one.
    bool operator==(const KeyState&) const = default;
};

/// Keys of endpoints: in the system's keyring, for this run only, or in the environment; in that order. An
/// entry of the keyring belongs to an endpoint and its origin, so an endpoint that is pointed elsewhere has
/// no key until it is given one. Never waits: the keyring's answers come as signals. Thread: UI.
class Keyring final : public QObject {
    Q_OBJECT
public:
    explicit Keyring(std::unique_ptr<KeyringBackend> backend, QObject* parent = nullptr);
    ~Keyring() override;

    /// The same keys for the queue; answers at once with what is known. Thread: any.
    [[nodiscard]] std::shared_ptr<jobs::SecretSource> source() const;

    /// These endpoints are the ones that there are; what is not known of their keys is asked for. Then
    /// settled(), at once when nothing has to be asked.
    void follow(const std::map<std::string, jobs::Endpoint>& endpoints);
    [[nodiscard]] KeyState state(const std::string& endpoint) const;
    /// The keyring did not answer on the last try because there is none.
    [[nodiscard]] bool serviceMissing() const { return m_serviceMissing; }

    /// Puts a key into the keyring, from where it is used at once; then kept() or keepFailed(). What the
    /// keyring does not take is not used.
    void keep(const jobs::Endpoint& endpoint, const base::Secret& key);
    /// Uses a key until the studio closes.
    void useForNow(const jobs::Endpoint& endpoint, const base::Secret& key);
    /// Forgets the key in the keyring and in memory; then changed() or forgetFailed().
    void forget(const jobs::Endpoint& endpoint);
    /// Asks the keyring again, for instance after it was unlocked.
    void askAgain(const jobs::Endpoint& endpoint);

    /// `GROUNDGLASS_KEY_<ENDPOINT>`.
    [[nodiscard]] static QString variableOf(const std::string& endpoint);
    /// The entry's name in the keyring: "local_vllm https://host:443".
    [[nodiscard]] static QString entryOf(const jobs::Endpoint& endpoint);
    /// A sentence on a trouble, with the remedy.
    [[nodiscard]] static QString explain(KeyringTrouble trouble, const QString& detail = {});

Q_SIGNALS:
    void changed(const std::string& endpoint);
    /// An endpoint that had no usable key has one now.
    void arrived(const std::string& endpoint);
    void settled();
    void kept(const std::string& endpoint);
    void keepFailed(const std::string& endpoint, const QString& why);
    void forgetFailed(const std::string& endpoint, const QString& why);

private:
    void ask(const jobs::Endpoint& endpoint);
    void noteService(const KeyringAnswer& answer);
    void pointAt(const jobs::Endpoint& endpoint);
    void put(const std::string& endpoint, KeyPlace place, const base::Secret& key);

    std::shared_ptr<KeyStore> m_store;
    int m_asked = 0;
    bool m_serviceMissing = false;
    std::unique_ptr<KeyringBackend> m_backend;  ///< Last: its answers end first.
};

}  // namespace groundglass::ui
