#include "ui/window/film_bar.hpp"

#include "groundglass/base/clock.hpp"
#include "ui/bridge/job_bridge.hpp"
#include "ui/document.hpp"
#include "ui/models/spending_facts.hpp"
#include "ui/theme.hpp"
#include "ui/window/actions.hpp"
#include "ui/window/elided_label.hpp"
#include "ui/window/film_title.hpp"
#include "ui/window/targets.hpp"

#include <QAction>
#include <QBoxLayout>
#include <QCoreApplication>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QToolButton>

#include <cmath>
#include <initializer_list>
#include <string_view>
#include <utility>

namespace groundglass::ui {
namespace {

QString seconds(base::Milliseconds duration) {
    return QObject::tr("%1 s").arg(static_cast<double>(duration.count()) / 1000.0, 0, 'g', 3);
}

/// "16:9" for the usual ratios, else "2.39:1".
QString ratioText(double ratio) {
    const struct {
        double value;
        const char* text;
    } usual[] = {{16.0 / 9, "16:9"}, {9.0 / 16, "9:16"}, {4.0 / 3, "4:3"}, {1.0, "1:1"}, {3.0 / 4, "3:4"}};
    for (const auto& known : usual) {
        if (std::abs(ratio - known.value) < 0.01) return QString::fromLatin1(known.text);
    }
    return QStringLiteral("%1:1").arg(ratio, 0, 'f', 2);
}

QToolButton* actionButton(QAction* action, QWidget* parent) {
    auto* button = new QToolButton(parent);
    button->setDefaultAction(action);
    button->setIconSize({18, 18});
    button->setAccessibleName(action->text());
    return button;
}

}  // namespace

FilmBar::FilmBar(PanelContext& context, Targets& targets, QWidget* parent)
    : QWidget(parent),
      m_context(context),
      m_targets(targets),
      m_menuButton(new QToolButton(this)),
      m_dirty(new QLabel(this)),
      m_film(new FilmTitle(this)),
      m_place(new ElidedLabel(this, Qt::ElideMiddle)),
      m_segments(new QWidget(this)),
      m_segmentRow(new QHBoxLayout(m_segments)),
      m_model(new QPushButton(this)),
      m_modelMenu(new QMenu(this)),
      m_estimate(new QLabel(this)),
      m_spending(new QPushButton(this)),
      m_roll(new QPushButton(tr("Roll"), this)) {
    setAttribute(Qt::WA_StyledBackground);
    setProperty("role", QStringLiteral("bar"));
    setFixedHeight(Theme::barHeight);

    buildMenu();
    m_place->setColour(context.theme.quiet);
    m_dirty->setFixedSize(8, 8);
    m_segments->setAttribute(Qt::WA_StyledBackground);
    m_segments->setProperty("role", QStringLiteral("segments"));
    m_segmentRow->setContentsMargins(2, 2, 2, 2);
    m_segmentRow->setSpacing(2);
    m_segments->hide();

    m_model->setMenu(m_modelMenu);
    m_model->setProperty("menu", true);
    m_model->setAccessibleName(tr("Model"));
    m_model->setToolTip(tr("The model that the shot is written for and sent to"));
    connect(m_modelMenu, &QMenu::aboutToShow, this, &FilmBar::fillModels);
    m_estimate->setProperty("role", QStringLiteral("quiet"));
    m_estimate->setTextFormat(Qt::PlainText);

    connect(context.actions["film_rename"], &QAction::triggered, m_film, &FilmTitle::startRename);
    connect(m_film, &FilmTitle::renamed, this, [&context](const QString& title) {
        static_cast<void>(
            context.document.edit(film::setTitle(context.document.film().id, title.toStdString())));
    });
    m_spending->setProperty("kind", QStringLiteral("plain"));
    m_spending->setFont(Theme::small());
    m_spending->setToolTip(tr("What was spent, and the caps"));
    connect(m_spending, &QPushButton::clicked, context.actions["spending"], &QAction::trigger);
    connect(&context.jobs, &JobBridge::opened, this, &FilmBar::refreshSpending);
    connect(&context.jobs, &JobBridge::capsChanged, this, &FilmBar::refreshSpending);
    connect(&context.jobs, &JobBridge::jobChanged, this, &FilmBar::refreshSpending);

    QAction* roll = context.actions["roll"];
    m_roll->setProperty("kind", QStringLiteral("accent"));
    m_roll->setIcon(context.theme.icon(QStringLiteral("roll"), context.theme.onAccent));
    m_roll->setIconSize({14, 14});
    m_roll->setLayoutDirection(Qt::RightToLeft);
    m_roll->setAccessibleName(tr("Roll: send the shot"));
    connect(m_roll, &QPushButton::clicked, roll, &QAction::trigger);

    layOut();

    connect(&context.document, &Document::viewChanged, this, &FilmBar::refreshTitle);
    connect(&context.document, &Document::dirtyChanged, this, &FilmBar::refreshTitle);
    connect(&targets, &Targets::changed, this, &FilmBar::refreshTarget);
    QUndoStack& stack = context.document.undoStack();
    connect(&stack, &QUndoStack::indexChanged, this, &FilmBar::refreshUndo);
    connect(&stack, &QUndoStack::undoTextChanged, this, &FilmBar::refreshUndo);
    refreshTitle();
    refreshTarget();
    refreshUndo();
}

void FilmBar::layOut() {
    // Both sides take the same room, so that the pages stay in the middle whatever is written beside them.
    const auto side = [](std::initializer_list<QWidget*> widgets, bool atRight) {
        auto* holder = new QWidget;
        holder->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
        auto* row = new QHBoxLayout(holder);
        row->setContentsMargins(0, 0, 0, 0);
        row->setSpacing(Theme::unit);
        if (atRight) row->addStretch(1);
        for (QWidget* widget : widgets) row->addWidget(widget);
        if (!atRight) row->addStretch(1);
        return holder;
    };
    const auto command = [this](const char* id) { return actionButton(m_context.actions[id], this); };
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(Theme::unit, 0, Theme::gap, 0);
    row->setSpacing(Theme::gap);
    row->addWidget(side({m_menuButton, m_film, m_dirty, m_place}, false), 1);
    row->addWidget(m_segments, 0, Qt::AlignVCenter);
    row->addWidget(side({command("undo"), command("redo"), m_model, m_estimate, m_spending, m_roll}, true),
                   1);
}

void FilmBar::buildMenu() {
    m_menuButton->setIcon(m_context.theme.icon(QStringLiteral("menu")));
    m_menuButton->setIconSize({18, 18});
    m_menuButton->setPopupMode(QToolButton::InstantPopup);
    m_menuButton->setToolTip(tr("Every command"));
    m_menuButton->setAccessibleName(tr("Menu"));
    auto* menu = new QMenu(m_menuButton);
    QMenu* group = nullptr;
    for (const ActionRow& row : Actions::table()) {
        const QString title = QCoreApplication::translate("Actions", row.group);
        if (!group || group->title() != title) group = menu->addMenu(title);
        group->addAction(m_context.actions[row.id]);
    }
    m_menuButton->setMenu(menu);
}

void FilmBar::setPages(const std::vector<QString>& ids) {
    for (const QString& id : ids) {
        QAction* action = m_context.actions[("page_" + id.toStdString())];
        auto* button = new QToolButton(m_segments);
        button->setDefaultAction(action);
        button->setToolButtonStyle(Qt::ToolButtonTextOnly);
        button->setProperty("segment", true);
        button->setAccessibleName(tr("Page %1").arg(action->text()));
        m_segmentRow->addWidget(button);
    }
    m_segments->setVisible(ids.size() > 1 && m_context.document.isOpen());
}

void FilmBar::fillModels() {
    m_modelMenu->clear();
    const film::Film& film = m_context.document.film();
    for (const jobs::Provider* provider : m_context.library->catalog.all()) {
        QMenu* models = m_modelMenu->addMenu(shownInMenu(provider->title));
        const bool reachable = m_targets.reachable(*provider);
        for (const jobs::Model& model : provider->models) {
            QString text = shownInMenu(model.title);
            const bool retired = model.status == "retired";
            if (retired) {
                text = tr("%1 — retired %2").arg(text, shownInMenu(model.retired));
            } else if (model.microsPerSecond) {
                const base::Money second{*model.microsPerSecond, "USD"};
                text = tr("%1 — %2 a second").arg(text, shownInMenu(base::toText(second)));
            }
            QAction* action = models->addAction(text);
            action->setCheckable(true);
            action->setChecked(film.provider == provider->id && film.model == model.id);
            action->setEnabled(!retired);
            connect(action, &QAction::triggered, this,
                    [this, p = provider->id, m = model.id] { m_targets.choose(p, m); });
        }
        fillEndpoints(*models, provider->id);
        if (!reachable) {
            models->addSeparator();
            models->addAction(tr("Prompts only: no endpoint is configured"))->setEnabled(false);
        }
        if (film.provider == provider->id)
            models->menuAction()->setIcon(
                m_context.theme.icon(QStringLiteral("check"), m_context.theme.accent));
    }
}

void FilmBar::fillEndpoints(QMenu& menu, const std::string& provider) {
    bool first = true;
    for (const auto& [id, endpoint] : m_targets.endpoints()) {
        if (endpoint.provider != provider) continue;
        if (std::exchange(first, false)) menu.addSeparator();
        QAction* action = menu.addAction(tr("Sent to %1").arg(shownInMenu(id)));
        action->setCheckable(true);
        action->setChecked(m_targets.endpointOf(provider) == id);
        action->setToolTip(tip(shown(endpoint.baseUrl)));
        connect(action, &QAction::triggered, this,
                [this, provider, id = id] { m_targets.chooseEndpoint(provider, id); });
    }
}

void FilmBar::refreshTitle() {
    const Document& document = m_context.document;
    const bool open = document.isOpen();
    m_film->setTitle(open ? shown(document.film().title) : tr("Groundglass"));
    m_film->setMayChange(open);
    QString place;
    if (const app::ShotView* view = document.view()) {
        const auto scene = document.film().scenes.find(view->shot.scene);
        if (scene != document.film().scenes.end())
            place = shown(scene->second.title) + QStringLiteral("  ▸  ");
        place += shown(view->shot.number);
        if (!view->shot.number.empty()) place += QLatin1Char(' ');
        place += shown(view->shot.title);
    }
    m_place->setText(place);
    const bool dirty = document.isDirty();
    m_dirty->setStyleSheet(
        dirty ? QStringLiteral("background:%1;border-radius:4px").arg(m_context.theme.accent.name())
              : QString());
    m_dirty->setToolTip(dirty ? tr("Not saved yet") : QString());
    m_dirty->setAccessibleName(dirty ? tr("Not saved yet") : tr("Saved"));
    m_segments->setVisible(open && m_segmentRow->count() > 1);
}

void FilmBar::refreshTarget() {
    const bool open = m_context.document.isOpen();
    m_model->setVisible(open);
    m_roll->setVisible(open);
    for (const char* id : {"undo", "redo"}) m_context.actions[id]->setVisible(open);
    m_estimate->setVisible(open);
    refreshSpending();
    if (!open) return;
    const jobs::Model* model = m_targets.model();
    QString text = model ? shownInMenu(model->title) : tr("Choose a model");
    if (const app::ShotView* view = m_context.document.view(); view && model) {
        text +=
            QStringLiteral(" · %1 · %2").arg(seconds(m_targets.duration()), ratioText(view->measured.ratio));
    }
    m_model->setText(text);
    const QString obstacle = m_targets.obstacle();
    const base::Money estimate = m_targets.estimate();
    const bool priced = model && (model->microsPerSecond || m_targets.reachable(*m_targets.provider()));
    m_estimate->setText(!priced               ? tr("price not known")
                        : estimate.micros > 0 ? tr("about %1").arg(shown(base::toText(estimate)))
                                              : tr("free"));
    if (model && !model->priceNote.empty()) m_estimate->setToolTip(tip(shown(model->priceNote)));
    m_roll->setEnabled(obstacle.isEmpty());
    const QString keys = m_context.actions["roll"]->shortcut().toString(QKeySequence::NativeText);
    const std::string endpoint =
        model ? m_targets.endpointOf(m_context.document.film().provider) : std::string();
    const QString send =
        endpoint.empty() ? tr("Send this shot") : tr("Send this shot to %1").arg(shown(endpoint));
    m_roll->setToolTip(obstacle.isEmpty() ? QStringLiteral("%1   %2").arg(send, keys) : tip(obstacle));
}

void FilmBar::refreshSpending() {
    const bool open = m_context.document.isOpen();
    const std::string film = open ? m_context.document.folder().string() : std::string();
    const QString line = spendingLine(spendingFacts(m_context.jobs.jobs(), film, base::SystemClock().utcMs()),
                                      m_context.jobs.caps().value_or(jobs::SpendingCaps{}));
    m_spending->setText(line);
    m_spending->setVisible(open && !line.isEmpty());
}

void FilmBar::refreshUndo() {
    const QUndoStack& stack = m_context.document.undoStack();
    const auto set = [](QAction* action, bool enabled, const QString& word, const QString& what) {
        action->setEnabled(enabled);
        action->setText(what.isEmpty()
                            ? word
                            : QStringLiteral("%1: %2").arg(
                                  word, QString(what).replace(QLatin1Char('&'), QStringLiteral("&&"))));
        action->setToolTip(action->text() + QStringLiteral("   ") +
                           action->shortcut().toString(QKeySequence::NativeText));
    };
    set(m_context.actions["undo"], stack.canUndo(), tr("Undo"), stack.undoText());
    set(m_context.actions["redo"], stack.canRedo(), tr("Redo"), stack.redoText());
}

}  // namespace groundglass::ui
