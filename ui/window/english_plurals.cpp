#include "ui/window/english_plurals.hpp"

namespace groundglass::ui {

QString EnglishPlurals::translate(const char*, const char* source, const char*, int n) const {
    // A null string: the source as it is.
    if (n < 0) return {};
    QString text = QString::fromUtf8(source);
    if (!text.contains(QStringLiteral("(s)"))) return {};
    return text.replace(QStringLiteral("(s)"), n == 1 ? QString() : QStringLiteral("s"));
}

}  // namespace groundglass::ui
