#include "ui/window/endpoint_form.hpp"

#include "ui/bridge/keyring.hpp"
#include "ui/theme.hpp"

#include <QBoxLayout>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>

#include <utility>

namespace groundglass::ui {
namespace {

constexpr int columnWidth = 560;

void tell(QLabel* label, const QString& text) {
    label->setText(text);
    label->setVisible(!text.isEmpty());
}

QLabel* reason() {
    auto* label = new QLabel;
    label->setProperty("role", QStringLiteral("bad"));
    label->setFont(Theme::small());
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->hide();
    return label;
}

QLabel* hint(const QString& text = {}) {
    auto* label = new QLabel(text);
    label->setProperty("role", QStringLiteral("quiet"));
    label->setFont(Theme::small());
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    return label;
}

}  // namespace

EndpointForm::EndpointForm(QWidget* parent)
    : QWidget(parent),
      m_title(new QLabel),
      m_name(new QLineEdit),
      m_family(new QComboBox),
      m_address(new QLineEdit),
      m_own(new QCheckBox(tr("A server of my own, on this machine or network (http is allowed)"))),
      m_model(new QLineEdit),
      m_key(new QLineEdit),
      m_keyHint(hint()),
      m_inKeyring(new QRadioButton(tr("Keep it in the system keyring"))),
      m_session(new QRadioButton(tr("Use it for this session only"))),
      m_keyWhy(reason()),
      m_why(reason()),
      m_save(new QPushButton) {
    auto* column = new QVBoxLayout;
    column->setContentsMargins(Theme::wide, Theme::wide, Theme::wide, Theme::wide);
    column->setSpacing(Theme::half);
    m_title->setFont(Theme::title());
    column->addWidget(m_title);

    for (const std::string& family : endpointFamilies())
        m_family->addItem(familyTitle(family), QString::fromStdString(family));
    m_name->setPlaceholderText(QStringLiteral("studio_gpu"));
    m_name->setMaxLength(60);
    m_address->setPlaceholderText(QStringLiteral("https://gpu.example.org/v1"));
    m_address->setMaxLength(2000);
    m_model->setMaxLength(200);
    m_nameWhy = addRow(column, tr("&Name"), m_name);
    m_familyWhy = addRow(column, tr("&Family of the server"), m_family);
    m_addressWhy = addRow(column, tr("&Address"), m_address);
    column->addWidget(m_own);
    m_modelWhy = addRow(column, tr("&Model that it serves"), m_model);
    buildKey(column);
    column->addWidget(m_why);
    buildButtons(column);
    column->addStretch(1);

    auto* body = new QWidget;
    body->setLayout(column);
    body->setMaximumWidth(columnWidth);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addStretch(1);
    row->addWidget(body, 100);
    row->addStretch(1);

    const auto typed = [this] {
        if (m_judging) judge();
    };
    for (QLineEdit* field : {m_name, m_address, m_model}) {
        connect(field, &QLineEdit::textChanged, this, typed);
        connect(field, &QLineEdit::returnPressed, this, &EndpointForm::send);
    }
    connect(m_key, &QLineEdit::returnPressed, this, &EndpointForm::send);
    connect(m_family, &QComboBox::currentIndexChanged, this, [this, typed] {
        const bool gateway = m_family->currentData() == QStringLiteral("openai");
        m_model->setPlaceholderText(gateway ? tr("as the gateway calls it")
                                            : tr("the one it was started with"));
        typed();
    });
    connect(m_own, &QCheckBox::toggled, this, typed);
}

QLabel* EndpointForm::addRow(QVBoxLayout* column, const QString& title, QWidget* field) {
    auto* label = new QLabel(title);
    label->setBuddy(field);
    field->setAccessibleName(QString(title).remove(QLatin1Char('&')));
    QLabel* why = reason();
    column->addSpacing(Theme::unit);
    column->addWidget(label);
    column->addWidget(field);
    column->addWidget(why);
    return why;
}

void EndpointForm::buildKey(QVBoxLayout* column) {
    m_key->setEchoMode(QLineEdit::Password);
    m_key->setMaxLength(4000);
    m_key->setInputMethodHints(Qt::ImhHiddenText | Qt::ImhNoPredictiveText | Qt::ImhSensitiveData);
    auto* label = new QLabel(tr("&Key"));
    label->setBuddy(m_key);
    m_key->setAccessibleName(tr("Key"));
    column->addSpacing(Theme::unit);
    column->addWidget(label);
    column->addWidget(m_key);
    column->addWidget(m_keyHint);
    auto* places = new QHBoxLayout;
    places->setSpacing(Theme::wide);
    places->addWidget(m_inKeyring);
    places->addWidget(m_session);
    places->addStretch(1);
    column->addLayout(places);
    column->addWidget(m_keyWhy);
    const auto offer = [this] {
        for (QRadioButton* place : {m_inKeyring, m_session}) place->setEnabled(!m_key->text().isEmpty());
        if (!m_keyWhy->text().isEmpty()) tell(m_keyWhy, {});
    };
    connect(m_key, &QLineEdit::textChanged, this, offer);
}

void EndpointForm::buildButtons(QVBoxLayout* column) {
    auto* cancel = new QPushButton(tr("Cancel"));
    cancel->setAutoDefault(false);
    m_save->setProperty("kind", QStringLiteral("accent"));
    m_save->setAutoDefault(false);
    m_save->setObjectName(QStringLiteral("saveEndpoint"));
    connect(cancel, &QPushButton::clicked, this, [this] {
        clear();
        Q_EMIT left();
    });
    connect(m_save, &QPushButton::clicked, this, &EndpointForm::send);
    auto* buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(m_save);
    column->addSpacing(Theme::gap);
    column->addLayout(buttons);
}

void EndpointForm::clear() {
    m_key->setText({});  // forgets the field's own undo, which clear() does not
    m_judging = false;
    m_before.reset();
    for (QLineEdit* field : {m_name, m_address, m_model}) field->clear();
    for (QLabel* label : {m_nameWhy, m_familyWhy, m_addressWhy, m_modelWhy, m_keyWhy, m_why}) tell(label, {});
    m_own->setChecked(false);
    m_family->setCurrentIndex(0);
    m_inKeyring->setChecked(true);
    for (QRadioButton* place : {m_inKeyring, m_session}) place->setEnabled(false);
    m_save->setEnabled(true);
    m_name->setEnabled(true);
}

void EndpointForm::startNew(std::map<std::string, jobs::Endpoint> taken) {
    clear();
    m_taken = std::move(taken);
    m_title->setText(tr("New endpoint"));
    m_save->setText(tr("Add"));
    m_keyHint->setText(tr("Leave it empty when the server asks for none."));
    m_model->setPlaceholderText(tr("the one it was started with"));
    m_name->setFocus();
}

void EndpointForm::startEdit(const jobs::Endpoint& endpoint, const KeyState& key, bool atKey) {
    clear();
    m_before = endpoint;
    m_title->setText(shown(endpoint.id));
    m_save->setText(tr("Save"));
    m_name->setText(shown(endpoint.id));
    m_name->setEnabled(false);
    const int family = m_family->findData(
        QString::fromStdString(endpoint.profile.empty() ? std::string("openai") : endpoint.profile));
    m_family->setCurrentIndex(family);
    m_address->setText(QString::fromStdString(endpoint.baseUrl));
    m_address->setCursorPosition(0);
    m_own->setChecked(endpoint.selfHosted);
    m_model->setText(QString::fromStdString(endpoint.model));
    const bool has = key.place == KeyPlace::Keyring || key.place == KeyPlace::Session;
    m_keyHint->setText(has ? tr("Leave it empty to keep the key that it has. Another host needs a new one.")
                           : tr("Leave it empty when the server asks for none."));
    (atKey ? m_key : m_address)->setFocus();
}

EndpointDraft EndpointForm::draft() const {
    return {m_name->text().trimmed(), m_family->currentData().toString(), m_address->text().trimmed(),
            m_model->text().trimmed(), m_own->isChecked()};
}

jobs::Endpoint EndpointForm::endpoint() const {
    jobs::Endpoint meant = endpointOf(draft());
    if (m_before) meant.provider = m_before->provider;
    return meant;
}

void EndpointForm::judge() {
    const EndpointReasons reasons = reasonsAgainst(draft(), m_before ? nullptr : &m_taken);
    tell(m_nameWhy, reasons.name);
    tell(m_familyWhy, reasons.profile);
    tell(m_addressWhy, reasons.address);
    tell(m_modelWhy, reasons.model);
    m_save->setEnabled(reasons.none());
}

void EndpointForm::send() {
    m_judging = true;
    tell(m_why, {});
    judge();
    if (!m_save->isEnabled()) return;
    const QString key = m_key->text().trimmed();
    for (const QChar c : key) {
        if (c.unicode() <= 0x20 || c.unicode() >= 0x7f) {
            tell(m_keyWhy, tr("A key has no spaces and no letters beyond ASCII: copy it again."));
            return;
        }
    }
    tell(m_keyWhy, {});
    m_save->setEnabled(false);
    Q_EMIT wanted({endpoint(), m_before, base::Secret(key.toStdString()), m_session->isChecked()});
}

void EndpointForm::showKeyTrouble(const QString& why) {
    // The endpoint itself is saved by now: from here on it is edited.
    m_before = endpoint();
    m_name->setEnabled(false);
    m_title->setText(shown(m_before->id));
    m_save->setText(tr("Save"));
    m_save->setEnabled(true);
    tell(m_keyWhy, tr("The endpoint is saved, its key is not. %1").arg(why));
}

void EndpointForm::showTrouble(const QString& why) {
    m_save->setEnabled(true);
    tell(m_why, why);
}

}  // namespace groundglass::ui
