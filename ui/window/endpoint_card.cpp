#include "ui/window/endpoint_card.hpp"

#include "ui/theme.hpp"
#include "ui/window/elided_label.hpp"
#include "ui/window/endpoint_check.hpp"

#include <QBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace groundglass::ui {
namespace {

QPushButton* link(const QString& text, const QString& spoken) {
    auto* button = new QPushButton(text);
    button->setProperty("kind", QStringLiteral("link"));
    button->setAutoDefault(false);
    button->setCursor(Qt::PointingHandCursor);
    button->setAccessibleName(spoken);
    return button;
}

QColor toneOf(const Theme& theme, const QString& role) {
    if (role == QStringLiteral("good")) return theme.good;
    if (role == QStringLiteral("doubt")) return theme.doubt;
    return role == QStringLiteral("bad") ? theme.bad : theme.quiet;
}

}  // namespace

KeyWords keyWords(const std::string& endpoint, const KeyState& key) {
    switch (key.place) {
        case KeyPlace::Asking:
            return {QObject::tr("Asking the system keyring for its key …"), "quiet", "reload"};
        case KeyPlace::Keyring:
            return {QObject::tr("Key in the system keyring"), "good", "check"};
        case KeyPlace::Session:
            return {QObject::tr("Key in memory, until the studio closes"), "quiet", "check"};
        case KeyPlace::Environment:
            return {QObject::tr("Key from the environment: %1").arg(Keyring::variableOf(endpoint)), "good",
                    "check"};
        case KeyPlace::None:
            break;
    }
    if (key.trouble == KeyringTrouble::NoService && !key.needed)
        return {QObject::tr("Sent without a key"), "quiet", "minus"};
    if (key.trouble == KeyringTrouble::NoService)
        return {QObject::tr("No key yet, and no system keyring to hold one"), "doubt", "warning"};
    if (key.trouble) return {Keyring::explain(*key.trouble), "doubt", "warning"};
    if (key.needed) return {QObject::tr("No key yet: nothing can be sent there"), "doubt", "warning"};
    return {QObject::tr("Sent without a key"), "quiet", "minus"};
}

EndpointCard::EndpointCard(const Theme& theme, const jobs::Endpoint& endpoint, const KeyState& key,
                           int openJobs, QWidget* parent)
    : QWidget(parent),
      m_endpoint(endpoint),
      m_remove(link(tr("Remove"), tr("Remove %1").arg(shown(endpoint.id)))) {
    setAttribute(Qt::WA_StyledBackground);
    setProperty("role", QStringLiteral("card"));
    setObjectName(shown("endpoint_" + endpoint.id));
    auto* address = new ElidedLabel(nullptr, Qt::ElideMiddle);
    address->setText(shown(endpoint.baseUrl));
    address->setColour(theme.quiet);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(Theme::gap, 12, 12, 12);
    column->setSpacing(Theme::half);
    column->addLayout(headLine(theme));
    column->addWidget(address);
    column->addLayout(keyLine(theme, key));
    QWidget* question = removeLine(openJobs);
    column->addWidget(question);
    question->hide();
    connect(m_remove, &QPushButton::clicked, question, [this, question] {
        question->show();
        m_remove->setEnabled(false);
    });
}

QHBoxLayout* EndpointCard::headLine(const Theme& theme) {
    auto* name = new ElidedLabel;
    name->setText(shown(m_endpoint.id));
    name->setFont(Theme::strong());
    auto* family = new ElidedLabel;
    QString words = familyTitle(m_endpoint.profile);
    if (!m_endpoint.model.empty()) words += QStringLiteral(" · ") + shown(m_endpoint.model);
    family->setText(words);
    family->setColour(theme.quiet);
    QPushButton* edit = link(tr("Edit"), tr("Edit %1").arg(shown(m_endpoint.id)));
    connect(edit, &QPushButton::clicked, this, [this] { Q_EMIT editWanted(false); });
    auto* row = new QHBoxLayout;
    row->setSpacing(Theme::unit);
    row->addWidget(name);
    row->addWidget(family, 1);
    row->addWidget(edit);
    row->addWidget(m_remove);
    return row;
}

QHBoxLayout* EndpointCard::keyLine(const Theme& theme, const KeyState& key) {
    const KeyWords words = keyWords(m_endpoint.id, key);
    const QString role = QString::fromLatin1(words.role);
    auto* icon = new QLabel;
    icon->setPixmap(theme.icon(QString::fromLatin1(words.icon), toneOf(theme, role))
                        .pixmap(QSize(14, 14), devicePixelRatioF()));
    auto* text = new QLabel(words.text);
    text->setTextFormat(Qt::PlainText);
    text->setWordWrap(true);
    text->setProperty("role", role);
    auto* row = new QHBoxLayout;
    row->setSpacing(6);
    row->addWidget(icon);
    row->addWidget(text, 1);
    const auto add = [&](const QString& title, auto signal) {
        QPushButton* button = link(title, QStringLiteral("%1: %2").arg(title, shown(m_endpoint.id)));
        connect(button, &QPushButton::clicked, this, signal);
        row->addWidget(button);
    };
    const bool held = key.place == KeyPlace::Keyring || key.place == KeyPlace::Session;
    if (key.place == KeyPlace::Asking) return row;
    const bool closed = key.trouble == KeyringTrouble::Locked || key.trouble == KeyringTrouble::Denied ||
                        key.trouble == KeyringTrouble::Other;
    if (closed) add(tr("Ask again"), [this] { Q_EMIT askAgainWanted(); });
    add(held ? tr("Change the key") : tr("Set a key"), [this] { Q_EMIT editWanted(true); });
    if (held) add(tr("Forget it"), [this] { Q_EMIT forgetWanted(); });
    return row;
}

QWidget* EndpointCard::removeLine(int openJobs) {
    auto* line = new QWidget;
    const QString text =
        openJobs == 0 ? tr("Remove the endpoint and forget its key?")
                      : tr("%n clip(s) are still on their way there and could not be fetched any more. "
                           "Remove it and forget its key?",
                           nullptr, openJobs);
    auto* question = new QLabel(text);
    question->setWordWrap(true);
    question->setTextFormat(Qt::PlainText);
    question->setProperty("role", QStringLiteral("doubt"));
    QPushButton* yes = link(tr("Remove it"), tr("Remove %1 for good").arg(shown(m_endpoint.id)));
    QPushButton* no = link(tr("Keep it"), tr("Keep %1").arg(shown(m_endpoint.id)));
    connect(yes, &QPushButton::clicked, this, [this] { Q_EMIT removeWanted(); });
    connect(no, &QPushButton::clicked, line, [this, line] {
        line->hide();
        m_remove->setEnabled(true);
    });
    auto* row = new QHBoxLayout(line);
    row->setContentsMargins(0, Theme::half, 0, 0);
    row->addWidget(question, 1);
    row->addWidget(yes);
    row->addWidget(no);
    return line;
}

}  // namespace groundglass::ui
