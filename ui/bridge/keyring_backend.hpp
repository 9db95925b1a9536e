#pragma once

#include "groundglass/base/secret.hpp"

#include <QString>

#include <functional>
#include <memory>
#include <optional>

namespace groundglass::ui {

/// Why a keyring did not do what it was asked.
enum class KeyringTrouble {
    NoService,  ///< No keyring program answers on this machine.
    Locked,     ///< It holds the entry and stays locked.
    Denied,     ///< The person, or a rule of the system, said no.
    Other
};

/// What came of one wish.
struct KeyringAnswer {
    std::optional<KeyringTrouble> trouble{};
    QString detail{};     ///< The keyring's own words; may be empty.
    base::Secret secret;  ///< Of read(); empty when there is no such entry.
};

/// The system's keyring: named secrets of one program. Every call returns at once; its answer comes later, on
/// the same thread, unless the backend is gone by then. Thread: UI.
class KeyringBackend {
public:
    using Then = std::function<void(KeyringAnswer)>;
    virtual ~KeyringBackend() = default;
    virtual void read(const QString& entry, Then then) = 0;
    virtual void write(const QString& entry, const base::Secret& secret, Then then) = 0;
    /// An entry that is not there is no trouble.
    virtual void forget(const QString& entry, Then then) = 0;
};

/// The Secret Service (GNOME, KeePassXC …) or KWallet, through QtKeychain. Never a plain file.
[[nodiscard]] std::unique_ptr<KeyringBackend> systemKeyring();

}  // namespace groundglass::ui
