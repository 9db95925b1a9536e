#include "ui/window/endpoints_page.hpp"

#include "groundglass/base/paths.hpp"
#include "ui/bridge/background.hpp"
#include "ui/bridge/job_bridge.hpp"
#include "ui/theme.hpp"
#include "ui/widgets/labels.hpp"
#include "ui/window/endpoint_card.hpp"
#include "ui/window/targets.hpp"

#include <QBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>

#include <algorithm>
#include <utility>

namespace groundglass::ui {
namespace {

void tell(QLabel* label, const QString& text) {
    label->setText(text);
    label->setVisible(!text.isEmpty());
}

QScrollArea* scrolled(QWidget* body) {
    auto* area = new QScrollArea;
    area->setWidget(body);
    area->setWidgetResizable(true);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    return area;
}

/// "Sora 2 · retired since 2026-09-24".
QString modelLine(const jobs::Model& model) {
    QString line = shown(model.title);
    if (model.status == "retired")
        return QObject::tr("%1 · retired since %2").arg(line, shown(model.retired));
    return model.priceNote.empty() ? line : QStringLiteral("%1 · %2").arg(line, shown(model.priceNote));
}

QString sentence(const base::Error& error) {
    if (error.problems.empty()) return shown(error.message);
    const base::Problem& first = error.problems.front();
    return first.remedy.empty() ? shown(first.message)
                                : QStringLiteral("%1 (%2)").arg(shown(first.message), shown(first.remedy));
}

}  // namespace

EndpointsPage::EndpointsPage(PanelContext& context, Targets& targets, Keyring& keyring, QWidget* parent)
    : QDialog(parent),
      m_context(context),
      m_targets(targets),
      m_keyring(keyring),
      m_stack(new QStackedWidget),
      m_form(new EndpointForm),
      m_cards(new QVBoxLayout),
      m_note(plainLabel({}, "quiet")),
      m_trouble(plainLabel({}, "bad")) {
    setWindowTitle(tr("Providers"));
    resize(720, 660);
    setMinimumSize(520, 420);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_stack);
    buildList();
    m_stack->addWidget(scrolled(m_form));
    connectForm();
    connect(&targets, &Targets::endpointsLoaded, this, &EndpointsPage::refresh);
    connect(&keyring, &Keyring::changed, this, &EndpointsPage::refresh);
    connect(&context.jobs, &JobBridge::opened, this, &EndpointsPage::refreshNote);
    refresh();
}

void EndpointsPage::buildList() {
    auto* body = new QWidget;
    auto* column = new QVBoxLayout(body);
    column->setContentsMargins(Theme::wide, Theme::wide, Theme::wide, Theme::wide);
    column->setSpacing(Theme::unit);
    auto* add = new QPushButton(tr("Add an endpoint"));
    add->setProperty("kind", QStringLiteral("accent"));
    add->setAutoDefault(false);
    add->setObjectName(QStringLiteral("addEndpoint"));
    connect(add, &QPushButton::clicked, this, &EndpointsPage::startNew);
    auto* head = new QHBoxLayout;
    head->addWidget(captionLabel(tr("Your endpoints")), 1);
    head->addWidget(add);
    m_cards->setSpacing(Theme::unit);
    m_note->setFont(Theme::small());
    m_note->hide();
    m_trouble->hide();
    column->addLayout(head);
    column->addWidget(m_trouble);
    column->addLayout(m_cards);
    column->addWidget(m_note);
    column->addSpacing(Theme::gap);
    column->addWidget(captionLabel(tr("Services of the catalog")));
    for (const jobs::Provider* provider : m_context.library->catalog.all())
        column->addWidget(catalogCard(*provider));
    column->addStretch(1);
    m_stack->addWidget(scrolled(body));
}

QWidget* EndpointsPage::catalogCard(const jobs::Provider& provider) {
    auto* card = new QWidget;
    card->setAttribute(Qt::WA_StyledBackground);
    card->setProperty("role", QStringLiteral("pane"));
    auto* title = new QLabel(shown(provider.title));
    title->setTextFormat(Qt::PlainText);
    title->setFont(Theme::strong());
    auto* column = new QVBoxLayout(card);
    column->setContentsMargins(Theme::gap, 12, Theme::gap, 12);
    column->setSpacing(Theme::half);
    column->addWidget(title);
    column->addWidget(plainLabel(shown(provider.note), "quiet"));
    column->addSpacing(Theme::half);
    for (const jobs::Model& model : provider.models) {
        QLabel* line = plainLabel(modelLine(model), model.status == "retired" ? "quiet" : "");
        line->setToolTip(tip(tr("Source: %1, checked %2").arg(shown(model.source), shown(model.checked))));
        column->addWidget(line);
    }
    return card;
}

void EndpointsPage::connectForm() {
    connect(m_form, &EndpointForm::left, this, &EndpointsPage::showList);
    connect(m_form, &EndpointForm::wanted, this, &EndpointsPage::save);
    connect(&m_keyring, &Keyring::kept, this, [this](const std::string& endpoint) {
        if (std::exchange(m_saving, {}) == endpoint) showList();
    });
    connect(&m_keyring, &Keyring::keepFailed, this, [this](const std::string& endpoint, const QString& why) {
        if (std::exchange(m_saving, {}) == endpoint)
            m_form->showKeyTrouble(why);
        else
            tell(m_trouble, why);
    });
    connect(&m_keyring, &Keyring::forgetFailed, this,
            [this](const std::string& endpoint, const QString& why) {
                tell(m_trouble, tr("The key of %1 was not forgotten. %2").arg(shown(endpoint), why));
            });
}

void EndpointsPage::startNew() {
    m_form->startNew(m_targets.endpoints());
    m_stack->setCurrentIndex(1);
    m_form->startNew(m_targets.endpoints());  // the focus needs a field that is shown
}

void EndpointsPage::showEvent(QShowEvent* event) {
    QDialog::showEvent(event);
    m_targets.load();  // another program may have changed them
}

void EndpointsPage::hideEvent(QHideEvent* event) {
    QDialog::hideEvent(event);
    // A minimised window keeps what was typed; a closed one does not keep a key.
    if (!event->spontaneous()) showList();
}

void EndpointsPage::keyPressEvent(QKeyEvent* event) {
    // Esc leaves the form first, then the page.
    if (event->key() == Qt::Key_Escape && m_stack->currentIndex() == 1) {
        showList();
        return;
    }
    QDialog::keyPressEvent(event);
}

void EndpointsPage::showList() {
    m_form->clear();
    m_saving.clear();
    m_stack->setCurrentIndex(0);
}

void EndpointsPage::refresh() {
    while (QLayoutItem* item = m_cards->takeAt(0)) {
        if (item->widget()) item->widget()->deleteLater();
        delete item;
    }
    addCards();
    refreshNote();
}

void EndpointsPage::addCards() {
    const auto& endpoints = m_targets.endpoints();
    if (endpoints.empty()) {
        m_cards->addWidget(
            plainLabel(tr("None yet. A server of your own that runs vLLM-Omni or SGLang, or a gateway "
                          "in the OpenAI Videos format, becomes a place that Roll can send to."),
                       "quiet"));
        return;
    }
    for (const auto& [id, endpoint] : endpoints) {
        auto* card = new EndpointCard(m_context.theme, endpoint, m_keyring.state(id), openJobsOf(id));
        connect(card, &EndpointCard::editWanted, this, [this, endpoint = endpoint](bool atKey) {
            tell(m_trouble, {});
            m_stack->setCurrentIndex(1);
            m_form->startEdit(endpoint, m_keyring.state(endpoint.id), atKey);
        });
        connect(card, &EndpointCard::forgetWanted, this, [this, endpoint = endpoint] {
            tell(m_trouble, {});
            m_keyring.forget(endpoint);
        });
        connect(card, &EndpointCard::askAgainWanted, this,
                [this, endpoint = endpoint] { m_keyring.askAgain(endpoint); });
        connect(card, &EndpointCard::removeWanted, this, [this, endpoint = endpoint] { remove(endpoint); });
        m_cards->addWidget(card);
    }
}

void EndpointsPage::refreshNote() {
    QStringList notes;
    if (!m_targets.endpoints().empty() && m_keyring.serviceMissing())
        notes << Keyring::explain(KeyringTrouble::NoService);
    if (m_context.jobs.endpointsWait())
        notes << tr("The queue takes the changes over when the clips that are being made are done.");
    if (m_context.jobs.isOpen() && !m_context.jobs.isOwner()) {
        notes << tr(
            "Another program of Groundglass holds the queue: it sends with the endpoints and keys that "
            "it knows. Close it and start the studio again to use these.");
    }
    tell(m_note, notes.join(QLatin1Char('\n')));
}

int EndpointsPage::openJobsOf(const std::string& endpoint) const {
    const auto& all = m_context.jobs.jobs();
    return static_cast<int>(std::count_if(all.begin(), all.end(), [&](const jobs::Job& job) {
        return job.request.endpoint == endpoint && !jobs::isEnd(job.state) &&
               job.state != jobs::JobState::Refused;
    }));
}

void EndpointsPage::save(const EndpointWish& wish) {
    tell(m_trouble, {});
    m_context.background.run(
        this,
        [endpoint = wish.endpoint](std::stop_token) {
            return app::saveEndpoint(base::configFolder(), endpoint);
        },
        [this, wish](base::Status done) {
            if (done) {
                saved(wish);
            } else {
                m_form->showTrouble(sentence(done.error()));
            }
        });
}

void EndpointsPage::saved(const EndpointWish& wish) {
    // A key belongs to a host: that of another host is not taken along.
    if (wish.before && Keyring::entryOf(*wish.before) != Keyring::entryOf(wish.endpoint))
        m_keyring.forget(*wish.before);
    if (wish.key.empty()) {
        showList();
    } else if (wish.sessionOnly) {
        m_keyring.useForNow(wish.endpoint, wish.key);
        showList();
    } else {
        m_saving = wish.endpoint.id;
        m_keyring.keep(wish.endpoint, wish.key);
    }
    m_targets.load();
}

void EndpointsPage::remove(const jobs::Endpoint& endpoint) {
    m_context.background.run(
        this, [id = endpoint.id](std::stop_token) { return app::removeEndpoint(base::configFolder(), id); },
        [this, endpoint](base::Status done) {
            if (!done) {
                tell(m_trouble, sentence(done.error()));
                return;
            }
            m_keyring.forget(endpoint);
            m_targets.load();
        });
}

}  // namespace groundglass::ui
