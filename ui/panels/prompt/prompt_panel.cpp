#include "ui/panels/prompt/prompt_panel.hpp"

#include "ui/document.hpp"
#include "ui/models/prompt_text.hpp"
#include "ui/panels/prompt/findings.hpp"
#include "ui/panels/prompt/length_meter.hpp"
#include "ui/panels/prompt/prompt_view.hpp"
#include "ui/panels/prompt/report_popup.hpp"
#include "ui/selection.hpp"
#include "ui/theme.hpp"
#include "ui/window/actions.hpp"
#include "ui/window/elided_label.hpp"

#include <QAction>
#include <QBoxLayout>
#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QLinearGradient>
#include <QMenu>
#include <QPainter>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QToolButton>

#include <algorithm>
#include <utility>

namespace groundglass::ui::prompt_panel {
namespace {

/// Lets the last line fade where there is more below it.
class Fade final : public QWidget {
public:
    Fade(QScrollArea& area, const QColor& tone) : QWidget(&area), m_area(area), m_tone(tone) {
        setAttribute(Qt::WA_TransparentForMouseEvents);
        area.viewport()->installEventFilter(this);
        const auto follow = [this] { place(); };
        connect(area.verticalScrollBar(), &QScrollBar::valueChanged, this, follow);
        connect(area.verticalScrollBar(), &QScrollBar::rangeChanged, this, follow);
        place();
    }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override {
        if (event->type() == QEvent::Resize) place();
        return QWidget::eventFilter(watched, event);
    }
    void paintEvent(QPaintEvent*) override {
        QLinearGradient gradient(0, 0, 0, height());
        QColor clear = m_tone;
        clear.setAlpha(0);
        gradient.setColorAt(0, clear);
        gradient.setColorAt(1, m_tone);
        QPainter(this).fillRect(rect(), gradient);
    }

private:
    void place() {
        constexpr int depth = 28;
        const QRect view = m_area.viewport()->geometry();
        setGeometry(view.left(), view.bottom() + 1 - depth, view.width(), depth);
        setVisible(m_area.verticalScrollBar()->value() < m_area.verticalScrollBar()->maximum());
        raise();
    }

    QScrollArea& m_area;
    QColor m_tone;
};

}  // namespace

PromptPanel::PromptPanel(PanelContext& context, QWidget* parent)
    : QWidget(parent),
      m_context(context),
      m_view(new PromptView(context.theme, context.selection)),
      m_scroll(new QScrollArea),
      m_dialect(new QPushButton),
      m_dialects(new QMenu(this)),
      m_negative(new ElidedLabel),
      m_parameters(new ElidedLabel),
      m_meter(new LengthMeter(context.theme)),
      m_length(new QLabel),
      m_report(new QPushButton),
      m_findings(new Findings(context)),
      m_findingsArea(new QScrollArea) {
    auto* findings = m_findingsArea;
    findings->setWidgetResizable(true);
    findings->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    findings->setWidget(m_findings);

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(Theme::wide, Theme::unit, Theme::wide, Theme::unit);
    column->setSpacing(Theme::unit);
    column->addWidget(buildCard(), 1);
    column->addWidget(findings);

    connect(&context.document, &Document::viewChanged, this, &PromptPanel::refresh);
    connect(context.actions["prompt_copy"], &QAction::triggered, this, &PromptPanel::copy);
    connect(context.actions["prompt_report"], &QAction::triggered, this, &PromptPanel::openReport);
    connect(m_dialects, &QMenu::aboutToShow, this, &PromptPanel::fillDialects);
    connect(m_report, &QPushButton::clicked, this, &PromptPanel::openReport);
    connect(m_view, &PromptView::phraseFocused, this,
            [this](const QRect& box) { m_scroll->ensureVisible(box.center().x(), box.center().y(), 0, 40); });
    refresh();
}

QWidget* PromptPanel::buildCard() {
    auto* card = new QWidget;
    card->setAttribute(Qt::WA_StyledBackground);
    card->setProperty("role", QStringLiteral("pane"));
    card->setObjectName(QStringLiteral("promptCard"));
    card->setStyleSheet(QStringLiteral("#promptCard{border-radius:6px}"));
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setWidget(m_view);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    new Fade(*m_scroll, m_context.theme.pane);
    m_scroll->installEventFilter(this);

    const auto quietButton = [this](QPushButton* button, const QString& name) {
        button->setProperty("kind", QStringLiteral("plain"));
        button->setFont(Theme::small());
        button->setAccessibleName(name);
    };
    quietButton(m_dialect, tr("Dialect"));
    m_dialect->setProperty("menu", true);
    m_dialect->setMenu(m_dialects);
    m_dialect->setToolTip(tr("How the model wants to be spoken to"));
    quietButton(m_report, tr("Portability report"));
    m_report->setToolTip(tip(m_context.actions["prompt_report"]->toolTip()));
    for (ElidedLabel* label : {m_negative, m_parameters}) {
        label->setFont(Theme::small());
        label->setColour(m_context.theme.quiet);
    }
    m_length->setFont(Theme::small());
    m_length->setProperty("role", QStringLiteral("quiet"));
    auto* copyButton = new QToolButton;
    copyButton->setDefaultAction(m_context.actions["prompt_copy"]);
    copyButton->setIconSize({16, 16});
    copyButton->setAccessibleName(tr("Copy the prompt"));

    auto* rule = new QFrame;
    rule->setProperty("role", QStringLiteral("rule"));
    auto* foot = new QHBoxLayout;
    foot->setSpacing(12);
    foot->addWidget(m_dialect);
    foot->addWidget(m_meter);
    foot->addWidget(m_length);
    foot->addWidget(m_parameters, 1);
    foot->addStretch(0);
    foot->addWidget(m_report);
    foot->addWidget(copyButton);

    auto* column = new QVBoxLayout(card);
    column->setContentsMargins(Theme::gap, 14, Theme::unit, Theme::half);
    column->setSpacing(Theme::half);
    column->addWidget(m_scroll, 1);
    column->addWidget(m_negative);
    column->addWidget(rule);
    column->addLayout(foot);
    return card;
}

void PromptPanel::fillDialects() {
    m_dialects->clear();
    const Document& document = m_context.document;
    const app::ShotView* view = document.view();
    if (!view) return;
    const prompt::Dialect* ofFilm = m_context.library->dialects.find(document.film().dialect);
    QAction* inherit = m_dialects->addAction(
        tr("As the film: %1")
            .arg(ofFilm ? shownInMenu(ofFilm->title) : shownInMenu(document.film().dialect)));
    inherit->setCheckable(true);
    inherit->setChecked(view->shot.dialect.empty());
    const film::ShotId shot = document.currentShot();
    connect(inherit, &QAction::triggered, this,
            [this, shot] { static_cast<void>(m_context.document.edit(film::setTarget(shot, {}))); });
    m_dialects->addSeparator();
    QMenu* archived = nullptr;
    for (const prompt::Dialect* dialect : m_context.library->dialects.all()) {
        QMenu* into = m_dialects;
        if (dialect->status == "archived") {
            if (!archived) archived = new QMenu(tr("Archived"), m_dialects);
            into = archived;
        }
        QAction* action = into->addAction(shownInMenu(dialect->title));
        action->setCheckable(true);
        action->setChecked(view->shot.dialect == dialect->id);
        action->setToolTip(tip(shown(dialect->note)));
        connect(action, &QAction::triggered, this, [this, shot, id = dialect->id] {
            static_cast<void>(m_context.document.edit(film::setTarget(shot, id)));
        });
    }
    m_dialects->setToolTipsVisible(true);
    if (archived) m_dialects->addMenu(archived);
}

void PromptPanel::refresh() {
    const Document& document = m_context.document;
    const prompt::Prompt* prompt = document.prompt();
    const prompt::Dialect* dialect = m_context.library->dialects.find(document.dialect());
    m_dialect->setVisible(document.view() != nullptr);
    m_dialect->setText(dialect ? shownInMenu(dialect->title) : tr("Dialect"));
    m_report->setVisible(prompt != nullptr);
    m_length->setVisible(prompt != nullptr);
    m_context.actions["prompt_copy"]->setEnabled(prompt != nullptr);
    m_context.actions["prompt_report"]->setEnabled(prompt != nullptr);
    if (prompt) {
        m_view->setPrompt(promptText(*prompt));
        m_report->setText(tr("%1 said · %2 dropped")
                              .arg(prompt->count(prompt::Fate::Said))
                              .arg(prompt->count(prompt::Fate::Dropped)));
        m_report->setToolTip(tip(portabilityText(*prompt)));
        m_length->setText(lengthText(*prompt, dialect));
        m_meter->setShare(lengthShare(*prompt, dialect));
        if (prompt->text.empty())
            m_view->setProblem(tr("Nothing is said yet. Every field that you set becomes a phrase here."));
    } else {
        m_view->setProblem(document.view() ? document.composeProblem()
                                           : tr("The words of a shot stand here."));
        m_meter->setShare(-1);
    }
    refreshExtras();
    m_findings->setFindings(document.findings());
    fitFindings();
}

void PromptPanel::refreshExtras() {
    QString negative;
    QStringList parameters;
    if (const prompt::Prompt* prompt = m_context.document.prompt()) {
        if (!prompt->negative.empty()) negative = tr("negative: %1").arg(shown(prompt->negative));
        for (const prompt::Parameter& parameter : prompt->parameters) {
            parameters << QStringLiteral("%1 %2").arg(shown(parameter.name), shown(parameter.value));
        }
    }
    m_negative->setVisible(!negative.isEmpty());
    m_negative->setText(negative);
    m_parameters->setText(parameters.join(QStringLiteral(" · ")));
}

void PromptPanel::fitFindings() {
    const int count = static_cast<int>(m_context.document.findings().size());
    m_findingsArea->setVisible(count > 0);
    // The words come first. Whole rows only; the scroll bar shows that there are others.
    const int most = height() >= 340 ? 3 : height() >= 252 ? 2 : 1;
    m_findingsArea->setFixedHeight(std::max(1, std::min(count, most) * Findings::rowHeight));
}

void PromptPanel::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    fitFindings();
    // In a narrow window only what can be read of them.
    m_parameters->setVisible(width() >= 800);
}

bool PromptPanel::eventFilter(QObject* watched, QEvent* event) {
    // The room without a scroll bar: whether there is one follows from the size of the letters.
    if (watched == m_scroll && event->type() == QEvent::Resize) m_view->setRoom(m_scroll->size());
    return QWidget::eventFilter(watched, event);
}

void PromptPanel::openReport() {
    const prompt::Prompt* prompt = m_context.document.prompt();
    if (!prompt) return;
    const prompt::Dialect* dialect = m_context.library->dialects.find(m_context.document.dialect());
    auto* popup = new ReportPopup(*prompt, dialect ? shown(dialect->title) : QString(), m_context.theme,
                                  m_context.selection, this);
    m_popup = popup;
    popup->openAbove(QRect(m_report->mapToGlobal(QPoint()), m_report->size()));
}

void PromptPanel::copy() {
    const prompt::Prompt* prompt = m_context.document.prompt();
    if (!prompt) return;
    QString text = QString::fromStdString(prompt->text);
    if (!prompt->negative.empty())
        text += QStringLiteral("\n\n") + tr("Negative: %1").arg(QString::fromStdString(prompt->negative));
    QGuiApplication::clipboard()->setText(text);
}

std::vector<TourStep> PromptPanel::tour() {
    std::vector<TourStep> steps;
    TourStep lit;
    lit.name = QStringLiteral("prompt-phrase-lit");
    lit.show = [this] {
        m_context.selection.showGroup(QStringLiteral("light"));
        m_context.selection.hoverField(QStringLiteral("light/pattern"));
    };
    lit.leave = [this] { m_context.selection.hoverField({}); };
    steps.push_back(std::move(lit));
    TourStep report;
    report.name = QStringLiteral("prompt-report");
    report.show = [this] { openReport(); };
    report.leave = [this] {
        if (m_popup) m_popup->close();
    };
    steps.push_back(std::move(report));
    return steps;
}

}  // namespace groundglass::ui::prompt_panel
