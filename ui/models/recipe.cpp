#include "ui/models/recipe.hpp"

#include "ui/models/shot_facts.hpp"
#include "ui/theme.hpp"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QObject>

namespace groundglass::ui {
namespace {

/// JSON for reading: indented, and JSON that is carried as text inside it opened.
QJsonValue opened(const QJsonValue& value) {
    if (value.isObject()) {
        QJsonObject object = value.toObject();
        for (auto member = object.begin(); member != object.end(); ++member) *member = opened(*member);
        return object;
    }
    if (value.isArray()) {
        QJsonArray array = value.toArray();
        for (auto item = array.begin(); item != array.end(); ++item) *item = opened(*item);
        return array;
    }
    const QString text = value.toString();
    if (!text.startsWith(QLatin1Char('{')) && !text.startsWith(QLatin1Char('['))) return value;
    const QJsonDocument inside = QJsonDocument::fromJson(text.toUtf8());
    if (inside.isObject()) return opened(inside.object());
    return inside.isArray() ? opened(inside.array()) : value;
}

QString readable(const std::string& json) {
    const QJsonDocument document = QJsonDocument::fromJson(QByteArray::fromStdString(json));
    if (!document.isObject()) return shown(json);
    const QJsonDocument opened_(opened(document.object()).toObject());
    return shown(opened_.toJson(QJsonDocument::Indented).trimmed().toStdString());
}

}  // namespace

QString recipeText(const film::Take& take) {
    QString text;
    const auto line = [&](const QString& name, const QString& value) {
        if (!value.isEmpty()) text += QStringLiteral("%1: %2\n").arg(name, value);
    };
    line(QObject::tr("Made"), shown(take.createdAt));
    line(QObject::tr("Provider"), shown(take.provider));
    line(QObject::tr("Model"), shown(take.model));
    line(QObject::tr("Dialect"), shown(take.dialect));
    line(QObject::tr("Cost"), shown(base::toText(take.cost)));
    line(QObject::tr("Picture"), QObject::tr("%1 × %2, %3 frames a second, %4")
                                     .arg(take.size.width)
                                     .arg(take.size.height)
                                     .arg(take.rate.perSecond(), 0, 'g', 5)
                                     .arg(secondsText(take.duration)));
    line(QObject::tr("Clip"), shown(take.clip));
    line(QObject::tr("SHA-256"), shown(take.sha256));
    text += QStringLiteral("\n%1\n%2\n").arg(QObject::tr("Prompt"), shown(take.prompt));
    if (!take.negative.empty())
        text += QStringLiteral("\n%1\n%2\n").arg(QObject::tr("Negative"), shown(take.negative));
    if (!take.request.empty())
        text += QStringLiteral("\n%1\n%2\n").arg(QObject::tr("Request"), readable(take.request.text));
    if (!take.direction.empty()) {
        text += QStringLiteral("\n%1\n%2\n").arg(QObject::tr("Direction"), readable(take.direction.text));
    }
    return text;
}

}  // namespace groundglass::ui
