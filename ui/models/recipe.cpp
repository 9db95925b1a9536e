#include "ui/models/recipe.hpp"

#include "ui/models/shot_facts.hpp"
#include "ui/theme.hpp"

#include <QObject>

namespace groundglass::ui {

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
        text += QStringLiteral("\n%1\n%2\n").arg(QObject::tr("Request"), shown(take.request.text));
    if (!take.direction.empty()) {
        text += QStringLiteral("\n%1\n%2\n").arg(QObject::tr("Direction"), shown(take.direction.text));
    }
    return text;
}

}  // namespace groundglass::ui
