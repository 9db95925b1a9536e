#include "ui/window/spending_page.hpp"

#include "groundglass/base/clock.hpp"
#include "ui/bridge/job_bridge.hpp"
#include "ui/document.hpp"
#include "ui/models/spending_facts.hpp"
#include "ui/theme.hpp"
#include "ui/widgets/labels.hpp"
#include "ui/widgets/value_field.hpp"

#include <QBoxLayout>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>

#include <algorithm>
#include <cmath>

namespace groundglass::ui {
namespace {

constexpr double most = 1'000'000;
constexpr double micro = 1'000'000;

QString spentText(const jobs::Spending& spending) {
    QString text = dollars(spending.all());
    if (spending.unknown > 0) text += QObject::tr(", %1 of it in doubt").arg(dollars(spending.unknown));
    return text;
}

std::optional<std::int64_t> capIn(const StepBox& box) {
    if (box.isMissing()) return std::nullopt;
    return static_cast<std::int64_t>(std::llround(box.value() * micro));
}

}  // namespace

SpendingPage::SpendingPage(PanelContext& context, QWidget* parent)
    : QDialog(parent),
      m_context(context),
      m_note(plainLabel({}, "doubt")),
      m_save(new QPushButton(tr("Set the caps"))),
      m_send(new QPushButton(tr("Send what waits"))) {
    setWindowTitle(tr("Spending"));
    setFixedWidth(560);
    auto* title = new QLabel(tr("Spending"));
    title->setFont(Theme::title());
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(Theme::gap);
    grid->setVerticalSpacing(Theme::gap);
    grid->setColumnStretch(0, 1);
    for (const auto& [column, text] : {std::pair(1, tr("Spent or promised")), std::pair(2, tr("Cap"))}) {
        grid->addWidget(captionLabel(text), 0, column);
    }
    m_clip = addRow(*grid, tr("One clip"), tr("what a single Roll may cost"), false);
    m_hour = addRow(*grid, tr("Any hour"), tr("a brake on what runs away"), true);
    m_day = addRow(*grid, tr("Any 24 hours"), tr("all films together"), true);
    m_film = addRow(*grid, tr("Each film"), tr("the open one, ever"), true);
    auto* explains =
        plainLabel(tr("A shot that would go over a cap waits in the queue; nothing is sent. Doubtful charges "
                      "count as spent until you settle them."),
                   "quiet");
    m_note->hide();
    m_save->setProperty("kind", QStringLiteral("accent"));
    m_save->setObjectName(QStringLiteral("saveCaps"));
    for (QPushButton* button : {m_save, m_send}) button->setAutoDefault(false);
    auto* close = new QPushButton(tr("Close"));
    close->setAutoDefault(false);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_send);
    buttons->addStretch(1);
    buttons->addWidget(close);
    buttons->addWidget(m_save);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(Theme::wide, Theme::wide, Theme::wide, Theme::gap);
    column->setSpacing(Theme::gap);
    column->addWidget(title);
    column->addLayout(grid);
    column->addWidget(explains);
    column->addWidget(m_note);
    column->addSpacing(Theme::unit);
    column->addLayout(buttons);

    connect(close, &QPushButton::clicked, this, &QDialog::close);
    connect(m_save, &QPushButton::clicked, this, &SpendingPage::save);
    connect(m_send, &QPushButton::clicked, this, [this] { m_context.jobs.resume(); });
    connect(&context.jobs, &JobBridge::opened, this, &SpendingPage::refresh);
    connect(&context.jobs, &JobBridge::capsChanged, this, &SpendingPage::refresh);
    connect(&context.jobs, &JobBridge::jobChanged, this, &SpendingPage::refreshSums);
    refresh();
}

SpendingPage::Row SpendingPage::addRow(QGridLayout& grid, const QString& title, const QString& explains,
                                       bool counts) {
    const int row = grid.rowCount();
    auto* name = new QVBoxLayout;
    name->setSpacing(0);
    auto* label = plainLabel(title, "");
    label->setFont(Theme::strong());
    auto* below = plainLabel(explains, "quiet");
    below->setFont(Theme::small());
    name->addWidget(label);
    name->addWidget(below);
    Row made{plainLabel({}, ""), new StepBox};
    made.spent->setMinimumWidth(168);
    made.spent->setVisible(counts);
    made.cap->setRange(-0.01, most);  // zero is a cap
    made.cap->setDecimals(2);
    made.cap->setFieldStep(1);
    made.cap->setPrefix(QStringLiteral("$"));
    made.cap->setMayBeMissing(tr("no cap"), 10);
    made.cap->setFixedWidth(120);
    made.cap->setAccessibleName(tr("Cap: %1").arg(title));
    label->setBuddy(made.cap);
    grid.addLayout(name, row, 0);
    grid.addWidget(made.spent, row, 1);
    grid.addWidget(made.cap, row, 2);
    connect(made.cap, &QDoubleSpinBox::valueChanged, this, &SpendingPage::followEdits);
    return made;
}

void SpendingPage::refresh() {
    const jobs::SpendingCaps caps = m_context.jobs.caps().value_or(jobs::SpendingCaps{});
    const auto show = [](StepBox& box, const std::optional<std::int64_t>& cap) {
        const QSignalBlocker quiet(&box);
        if (cap) {
            box.setValue(static_cast<double>(*cap) / micro);
        } else {
            box.setMissing();
        }
    };
    show(*m_clip.cap, caps.clip);
    show(*m_hour.cap, caps.hour);
    show(*m_day.cap, caps.day);
    show(*m_film.cap, caps.film);
    const bool open = m_context.jobs.isOpen();
    const bool damaged = open && !m_context.jobs.caps();
    m_note->setText(damaged
                        ? tr("The file of caps cannot be read, so nothing that costs is sent. Set them anew.")
                    : open ? QString()
                           : tr("The queue is not open yet."));
    m_note->setVisible(!m_note->text().isEmpty());
    refreshSums();
    followEdits();
}

void SpendingPage::refreshSums() {
    const auto& all = m_context.jobs.jobs();
    const std::string film =
        m_context.document.isOpen() ? m_context.document.folder().string() : std::string();
    const jobs::SpendingSoFar facts = spendingFacts(all, film, base::SystemClock().utcMs());
    m_hour.spent->setText(spentText(facts.hour));
    m_day.spent->setText(spentText(facts.day));
    m_film.spent->setText(film.empty() ? tr("no film is open") : spentText(facts.film));
    m_send->setVisible(std::any_of(all.begin(), all.end(), [](const jobs::Job& job) {
        return job.rests && job.lacks == jobs::Lack::Budget;
    }));
}

void SpendingPage::followEdits() {
    m_save->setEnabled(m_context.jobs.isOpen() && wanted() != m_context.jobs.caps());
}

void SpendingPage::save() {
    m_save->setEnabled(false);
    m_context.jobs.setCaps(wanted());
}

jobs::SpendingCaps SpendingPage::wanted() const {
    jobs::SpendingCaps caps;
    caps.clip = capIn(*m_clip.cap);
    caps.hour = capIn(*m_hour.cap);
    caps.day = capIn(*m_day.cap);
    caps.film = capIn(*m_film.cap);
    return caps;
}

}  // namespace groundglass::ui
