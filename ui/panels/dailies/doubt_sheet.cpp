#include "ui/panels/dailies/doubt_sheet.hpp"

#include "ui/bridge/job_bridge.hpp"
#include "ui/models/job_model.hpp"
#include "ui/theme.hpp"
#include "ui/widgets/labels.hpp"
#include "ui/window/elided_label.hpp"

#include <QBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

#include <utility>

namespace groundglass::ui::dailies {
namespace {

QPushButton* button(const QString& text) {
    auto* made = new QPushButton(text);
    made->setAutoDefault(false);
    return made;
}

}  // namespace

DoubtSheet::DoubtSheet(PanelContext& context, const jobs::Job& job, QWidget* parent)
    : QDialog(parent),
      m_context(context),
      m_job(job.id),
      m_reason(plainLabel({}, "")),
      m_candidates(new QVBoxLayout),
      m_other(new QLineEdit),
      m_never(button(tr("It was never made"))),
      m_again(button(tr("Send again…"))) {
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("May have been charged"));
    setFixedWidth(560);
    auto* title = new ElidedLabel;
    title->setText(shown(job.request.title));
    title->setFont(Theme::title());
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(Theme::wide, Theme::wide, Theme::wide, Theme::gap);
    column->setSpacing(Theme::unit);
    column->addWidget(title);
    column->addWidget(m_reason);
    buildChoices(*column);
    connect(&context.jobs, &JobBridge::jobChanged, this, [this](const jobs::Job& changed) {
        if (changed.id == m_job) follow(changed);
    });
    follow(job);
    context.jobs.reconcile(m_job);
}

void DoubtSheet::buildChoices(QVBoxLayout& column) {
    m_candidates->setSpacing(Theme::half);
    column.addSpacing(Theme::unit);
    column.addLayout(m_candidates);
    auto* itIs = button(tr("This is the one"));
    itIs->setEnabled(false);
    m_other->setPlaceholderText(tr("its id on the service's own page"));
    m_other->setMaxLength(300);
    m_other->setAccessibleName(tr("Id at the service"));
    auto* other = new QHBoxLayout;
    other->addWidget(m_other, 1);
    other->addWidget(itIs);
    column.addLayout(other);
    auto* look = button(tr("Look again"));
    auto* giveUp = button(tr("Give up on it"));
    auto* close = button(tr("Close"));
    m_never->setToolTip(tip(tr("It counts as not spent from then on; nothing is sent.")));
    giveUp->setToolTip(tip(tr("It stays counted as perhaps charged.")));
    auto* choices = new QHBoxLayout;
    for (QPushButton* each : {look, m_never, giveUp, m_again}) choices->addWidget(each);
    choices->addStretch(1);
    choices->addWidget(close);
    column.addSpacing(Theme::gap);
    column.addLayout(choices);

    connect(m_other, &QLineEdit::textChanged, itIs,
            [itIs](const QString& text) { itIs->setEnabled(!text.trimmed().isEmpty()); });
    connect(itIs, &QPushButton::clicked, this, [this] { take(m_other->text().trimmed()); });
    connect(look, &QPushButton::clicked, this, [this] { m_context.jobs.reconcile(m_job); });
    connect(m_never, &QPushButton::clicked, this, [this] { m_context.jobs.wasNotSent(m_job); });
    connect(giveUp, &QPushButton::clicked, this, [this] { m_context.jobs.abandon(m_job); });
    connect(m_again, &QPushButton::clicked, this, [this] {
        // The second press is the word that a second charge is accepted.
        const QString sure = tr("Send, perhaps paid twice");
        if (m_again->text() == sure) {
            m_context.jobs.sendAgain(m_job);
        } else {
            m_again->setText(sure);
        }
    });
    connect(close, &QPushButton::clicked, this, &QDialog::close);
}

void DoubtSheet::follow(const jobs::Job& job) {
    if (job.state != jobs::JobState::Unknown) {
        close();
        return;
    }
    m_reason->setText(job.rests ? shown(job.reason) : tr("Looking for it at the service …"));
    showCandidates(job.candidates);
}

void DoubtSheet::showCandidates(const std::vector<std::string>& candidates) {
    while (QLayoutItem* item = m_candidates->takeAt(0)) {
        if (item->widget()) item->widget()->deleteLater();
        delete item;
    }
    if (candidates.empty()) return;
    m_candidates->addWidget(plainLabel(tr("These at the service look like it:"), "quiet"));
    for (const std::string& candidate : candidates) {
        auto* line = new QWidget;
        line->setAttribute(Qt::WA_StyledBackground);
        line->setProperty("role", QStringLiteral("card"));
        auto* id = new ElidedLabel(nullptr, Qt::ElideMiddle);
        id->setText(shown(candidate));
        auto* itIs = button(tr("This is the one"));
        auto* row = new QHBoxLayout(line);
        row->setContentsMargins(12, Theme::half, Theme::half, Theme::half);
        row->addWidget(id, 1);
        row->addWidget(itIs);
        connect(itIs, &QPushButton::clicked, this,
                [this, candidate] { take(QString::fromStdString(candidate)); });
        m_candidates->addWidget(line);
    }
}

void DoubtSheet::take(const QString& remoteId) {
    m_context.jobs.takeRemote(m_job, remoteId.toStdString());
}

}  // namespace groundglass::ui::dailies
