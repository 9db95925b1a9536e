#include "ui/widgets/labels.hpp"

#include "ui/theme.hpp"

#include <QLabel>

namespace groundglass::ui {

QLabel* plainLabel(const QString& text, const char* role, QWidget* parent) {
    auto* label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setProperty("role", QString::fromLatin1(role));
    return label;
}

QLabel* captionLabel(const QString& text) {
    auto* label = new QLabel(text);
    label->setFont(Theme::caption());
    label->setProperty("role", QStringLiteral("caption"));
    return label;
}

}  // namespace groundglass::ui
