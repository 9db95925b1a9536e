#include "ui/bridge/keyring_backend.hpp"

#include <QByteArray>
#include <QDBusArgument>
#include <QDBusConnection>
#include <QDBusConnectionInterface>
#include <QDBusMessage>
#include <QDBusObjectPath>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QMap>
#include <QObject>
#include <QTimer>

#include <qt6keychain/keychain.h>

#include <string>
#include <utility>

namespace groundglass::ui {
namespace {

const QString& serviceName() {
    static const QString name = QStringLiteral("groundglass");
    return name;
}

KeyringAnswer answerOf(const QKeychain::Job& job) {
    switch (job.error()) {
        case QKeychain::NoError:
        case QKeychain::EntryNotFound:
            return {};
        case QKeychain::NoBackendAvailable:
        case QKeychain::NotImplemented:
            return {KeyringTrouble::NoService, job.errorString(), {}};
        case QKeychain::AccessDenied:
        case QKeychain::AccessDeniedByUser:
            return {KeyringTrouble::Denied, job.errorString(), {}};
        case QKeychain::CouldNotDeleteEntry:
        case QKeychain::OtherError:
            break;
    }
    return {KeyringTrouble::Other, job.errorString(), {}};
}

base::Secret taken(QByteArray bytes) {
    base::Secret secret{std::string(bytes.constData(), static_cast<std::size_t>(bytes.size()))};
    bytes.fill('\0');
    return secret;
}

/// True when a program that keeps keys runs or can be started. Asked before each wish, as a message without
/// an answer would end in the words of a library.
class SystemKeyring final : public QObject, public KeyringBackend {
public:
    void read(const QString& entry, Then then) override {
        whenThere(then, [this, entry, then] {
            auto* job = new QKeychain::ReadPasswordJob(serviceName(), this);
            start(job, entry, [this, entry, then](QKeychain::Job& done) {
                KeyringAnswer answer = answerOf(done);
                if (answer.trouble) {
                    then(std::move(answer));
                    return;
                }
                answer.secret = taken(static_cast<QKeychain::ReadPasswordJob&>(done).binaryData());
                if (answer.secret.empty()) {
                    lookForLocked(entry, then);
                } else {
                    then(std::move(answer));
                }
            });
        });
    }

    void write(const QString& entry, const base::Secret& secret, Then then) override {
        whenThere(then, [this, entry, secret, then] {
            auto* job = new QKeychain::WritePasswordJob(serviceName(), this);
            const std::string_view value = secret.expose();
            job->setBinaryData(QByteArray(value.data(), static_cast<qsizetype>(value.size())));
            start(job, entry, [then](QKeychain::Job& done) { then(answerOf(done)); });
        });
    }

    void forget(const QString& entry, Then then) override {
        whenThere(then, [this, entry, then] {
            auto* job = new QKeychain::DeletePasswordJob(serviceName(), this);
            start(job, entry, [this, entry, then](QKeychain::Job& done) {
                KeyringAnswer answer = answerOf(done);
                if (answer.trouble) {
                    then(std::move(answer));
                } else {
                    lookForLocked(entry, then);
                }
            });
        });
    }

private:
    template <class Done>
    void start(QKeychain::Job* job, const QString& entry, Done done) {
        job->setInsecureFallback(false);
        job->setKey(entry);
        connect(job, &QKeychain::Job::finished, this, [done](QKeychain::Job* ended) { done(*ended); });
        job->start();
    }

    void tell(Then then, KeyringAnswer answer) {
        QTimer::singleShot(0, this, [then = std::move(then), answer = std::move(answer)] { then(answer); });
    }

    /// Goes on when a keyring program runs or can be started by the session.
    template <class Act>
    void whenThere(Then then, Act act) {
        const QDBusConnection bus = QDBusConnection::sessionBus();
        if (!bus.isConnected()) {
            tell(std::move(then), {KeyringTrouble::NoService, {}, {}});
            return;
        }
        ask(bus, QStringLiteral("ListNames"), [this, bus, then, act](const QStringList& running) {
            if (hasKeyring(running)) {
                act();
                return;
            }
            ask(bus, QStringLiteral("ListActivatableNames"), [this, then, act](const QStringList& startable) {
                if (hasKeyring(startable)) {
                    act();
                } else {
                    tell(then, {KeyringTrouble::NoService, {}, {}});
                }
            });
        });
    }

    static bool hasKeyring(const QStringList& names) {
        for (const QString& name :
             {QStringLiteral("org.freedesktop.secrets"), QStringLiteral("org.kde.kwalletd5"),
              QStringLiteral("org.kde.kwalletd6")}) {
            if (names.contains(name)) return true;
        }
        return false;
    }

    template <class Then1>
    void ask(const QDBusConnection& bus, const QString& method, Then1 then) {
        const QDBusMessage call = QDBusMessage::createMethodCall(
            QStringLiteral("org.freedesktop.DBus"), QStringLiteral("/org/freedesktop/DBus"),
            QStringLiteral("org.freedesktop.DBus"), method);
        auto* watcher = new QDBusPendingCallWatcher(bus.asyncCall(call), this);
        connect(watcher, &QDBusPendingCallWatcher::finished, this, [then](QDBusPendingCallWatcher* ended) {
            const QDBusPendingReply<QStringList> reply = *ended;
            ended->deleteLater();
            then(reply.isError() ? QStringList() : reply.value());
        });
    }

    /// What a person does not unlock ends like an entry that is not there, when it is read and when it is
    /// forgotten. The Secret Service says which it was; KWallet has no such service and said so already.
    void lookForLocked(const QString& entry, Then then) {
        QDBusMessage call = QDBusMessage::createMethodCall(
            QStringLiteral("org.freedesktop.secrets"), QStringLiteral("/org/freedesktop/secrets"),
            QStringLiteral("org.freedesktop.Secret.Service"), QStringLiteral("SearchItems"));
        call.setAutoStartService(false);
        QDBusArgument attributes;
        attributes.beginMap(QMetaType::fromType<QString>(), QMetaType::fromType<QString>());
        for (const auto& [name, value] :
             {std::pair{QStringLiteral("user"), entry}, std::pair{QStringLiteral("server"), serviceName()}}) {
            attributes.beginMapEntry();
            attributes << name << value;
            attributes.endMapEntry();
        }
        attributes.endMap();
        call << QVariant::fromValue(attributes);
        auto* watcher = new QDBusPendingCallWatcher(QDBusConnection::sessionBus().asyncCall(call), this);
        connect(watcher, &QDBusPendingCallWatcher::finished, this, [then](QDBusPendingCallWatcher* ended) {
            const QDBusPendingReply<QList<QDBusObjectPath>, QList<QDBusObjectPath>> reply = *ended;
            ended->deleteLater();
            KeyringAnswer answer;
            if (!reply.isError() && !reply.argumentAt<1>().isEmpty()) answer.trouble = KeyringTrouble::Locked;
            then(std::move(answer));
        });
    }
};

}  // namespace

std::unique_ptr<KeyringBackend> systemKeyring() {
    return std::make_unique<SystemKeyring>();
}

}  // namespace groundglass::ui
