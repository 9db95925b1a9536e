#include "ui/window/main_window.hpp"

#include "ui/bridge/background.hpp"
#include "ui/document.hpp"
#include "ui/panels.hpp"
#include "ui/selection.hpp"
#include "ui/theme.hpp"
#include "ui/window/actions.hpp"
#include "ui/window/film_bar.hpp"
#include "ui/window/notice_bar.hpp"
#include "ui/window/start_page.hpp"

#include <QAbstractButton>
#include <QAction>
#include <QApplication>
#include <QBoxLayout>
#include <QCloseEvent>
#include <QComboBox>
#include <QKeyEvent>
#include <QLabel>
#include <QScreen>
#include <QSplitter>
#include <QStackedWidget>

#include <algorithm>
#include <utility>

namespace groundglass::ui {
namespace {

QString idOf(const Panel& panel) {
    return QString::fromLatin1(panel.id().data(), static_cast<qsizetype>(panel.id().size()));
}

QSplitter* splitter(Qt::Orientation orientation, const QString& name) {
    auto* made = new QSplitter(orientation);
    made->setObjectName(name);
    made->setHandleWidth(1);
    made->setChildrenCollapsible(false);
    return made;
}

}  // namespace

MainWindow::MainWindow(const Theme& theme) : m_theme(theme) {
    setWindowTitle(tr("Groundglass"));
    setWindowIcon(QIcon(QStringLiteral(":/icons/groundglass.svg")));
    setMinimumSize(1024, 640);
    constexpr QSize wanted(1600, 1000);
    constexpr QSize frame(16, 48);  // around it, where the desktop draws one
    const QSize room = screen()->availableSize();
    resize(wanted.boundedTo(room));
    if (wanted.expandedTo(room - frame) != room - frame) setWindowState(Qt::WindowMaximized);
    auto* central = new QWidget;
    central->setAttribute(Qt::WA_StyledBackground);
    central->setProperty("role", QStringLiteral("ground"));
    m_column = new QVBoxLayout(central);
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(0);
    // Until populate(): the bar's own tone, so that nothing jumps when the real one comes.
    auto* bar = new QWidget;
    bar->setAttribute(Qt::WA_StyledBackground);
    bar->setProperty("role", QStringLiteral("bar"));
    bar->setFixedHeight(Theme::barHeight);
    m_column->addWidget(bar);
    m_column->addStretch(1);
    setCentralWidget(central);
}

MainWindow::~MainWindow() = default;

void MainWindow::remind(WindowMemory memory) {
    m_memory = std::move(memory);
    m_memory.restorePlace(*this);
}

void MainWindow::populate(PanelContext& context, Targets& targets) {
    m_context = &context;
    m_panels = ui::panels();
    while (QLayoutItem* item = m_column->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    auto* bar = new FilmBar(context, targets);
    m_notices = new NoticeBar(m_theme);
    m_stack = new QStackedWidget;
    m_column->addWidget(bar);
    m_column->addWidget(m_notices);
    m_column->addWidget(m_stack, 1);

    const auto addPage = [this](const QString& id, QWidget* widget) {
        m_stack->addWidget(widget);
        m_pageWidgets.insert(id, widget);
    };
    addPage(QStringLiteral("start"), new StartPage(context));
    addPage(QStringLiteral("shot"), buildShotPage());
    std::vector<QString> pages{QStringLiteral("shot")};
    for (const auto& panel : m_panels) {
        if (panel->area() != PanelArea::Page) continue;
        QWidget* widget = panel->create(context, nullptr);
        m_widgets.insert(idOf(*panel), widget);
        addPage(idOf(*panel), widget);
        pages.push_back(idOf(*panel));
    }
    bar->setPages(pages);
    connectActions();
    qApp->installEventFilter(this);
    connect(&context.document, &Document::opened, this, [this] {
        // The same film read again stays where it is; the first one of a run opens where the last run ended.
        const bool again = m_context->document.folder() == m_folder;
        m_folder = m_context->document.folder();
        if (again && m_page != QStringLiteral("start")) {
            showPage(m_page);
            return;
        }
        const QString known = m_remembers ? m_memory.page() : QString();
        showPage(m_fitted || !m_pageWidgets.contains(known) ? QStringLiteral("shot") : known);
    });
    connect(&context.document, &Document::changed, this, [this](const std::vector<film::Change>& changes) {
        for (const film::Change& change : changes) {
            if (change.what == film::Change::What::Film) nameWindow();
        }
    });
    connect(&context.document, &Document::closed, this, [this] { showPage(QStringLiteral("start")); });
    m_memory.restoreShown(context.actions);
    if (const QString section = m_memory.section(); !section.isEmpty()) context.selection.showGroup(section);
    showPage(QStringLiteral("start"));
}

QWidget* MainWindow::buildShotPage() {
    m_rows = splitter(Qt::Vertical, QStringLiteral("rows"));
    m_columns = splitter(Qt::Horizontal, QStringLiteral("columns"));
    m_centre = splitter(Qt::Vertical, QStringLiteral("centre"));
    for (const auto& panel : m_panels) {
        if (panel->area() == PanelArea::Page) continue;
        QWidget* widget = panel->create(*m_context, nullptr);
        widget->setAccessibleName(panel->title());
        m_widgets.insert(idOf(*panel), widget);
        switch (panel->area()) {
            case PanelArea::Left:
                m_left = widget;
                break;
            case PanelArea::Right:
                m_right = widget;
                break;
            case PanelArea::Bottom:
                m_bottom = widget;
                break;
            case PanelArea::Centre:
                m_centre->addWidget(widget);
                break;
            case PanelArea::Page:
                break;
        }
    }
    if (m_left) m_columns->addWidget(m_left);
    m_columns->addWidget(m_centre);
    if (m_right) m_columns->addWidget(m_right);
    m_columns->setStretchFactor(m_columns->indexOf(m_centre), 1);
    for (int i = 0; i < m_centre->count(); ++i) m_centre->setStretchFactor(i, i == 0 ? 1 : 0);
    m_rows->addWidget(m_columns);
    if (m_bottom) m_rows->addWidget(m_bottom);
    m_rows->setStretchFactor(0, 1);
    for (const QSplitter* part : {m_rows, m_columns, m_centre}) {
        connect(part, &QSplitter::splitterMoved, this, [this] { m_arranged = true; });
    }
    return m_rows;
}

void MainWindow::connectActions() {
    for (QAction* action : m_context->actions.all()) addAction(action);
    for (auto page = m_pageWidgets.cbegin(); page != m_pageWidgets.cend(); ++page) {
        if (page.key() == QStringLiteral("start")) continue;
        connect(m_context->actions["page_" + page.key().toStdString()], &QAction::triggered, this,
                [this, id = page.key()] { showPage(id); });
    }
    for (const char* id : {"page_looks", "page_packs"}) {
        m_context->actions[id]->setVisible(
            m_pageWidgets.contains(QString::fromLatin1(id).section(QLatin1Char('_'), 1)));
    }
    const auto toggle = [this](const char* id, QWidget* widget) {
        QAction* action = m_context->actions[id];
        action->setVisible(widget != nullptr);
        if (!widget) return;
        action->setChecked(true);
        connect(action, &QAction::toggled, widget, &QWidget::setVisible);
    };
    toggle("view_left", m_left);
    toggle("view_right", m_right);
    toggle("view_bottom", m_bottom);
    QUndoStack& stack = m_context->document.undoStack();
    connect(m_context->actions["undo"], &QAction::triggered, &stack, &QUndoStack::undo);
    connect(m_context->actions["redo"], &QAction::triggered, &stack, &QUndoStack::redo);
    connect(m_context->actions["quit"], &QAction::triggered, this, &QWidget::close);
}

QWidget* MainWindow::panelWidget(std::string_view id) const {
    return m_widgets.value(QString::fromLatin1(id.data(), static_cast<qsizetype>(id.size())));
}

void MainWindow::showPage(const QString& id) {
    if (!m_stack) return;
    const bool open = m_context->document.isOpen();
    QWidget* page = m_pageWidgets.value(open ? id : QStringLiteral("start"));
    if (!page) return;
    m_page = open ? id : QStringLiteral("start");
    // A page that comes into sight would hand the focus to its first button, and Space with it.
    if (QWidget* focus = focusWidget(); focus && m_stack->isAncestorOf(focus)) focus->clearFocus();
    m_stack->setCurrentWidget(page);
    for (auto known = m_pageWidgets.cbegin(); known != m_pageWidgets.cend(); ++known) {
        if (known.key() == QStringLiteral("start")) continue;
        m_context->actions["page_" + known.key().toStdString()]->setChecked(known.key() == m_page);
    }
    nameWindow();
    if (m_page == QStringLiteral("shot") && !m_fitted) {
        fitColumns();
        m_arranged = m_remembers && m_memory.restoreSplitters(*this);
    }
}

void MainWindow::nameWindow() {
    const Document& document = m_context->document;
    setWindowTitle(document.isOpen() ? tr("%1 — Groundglass").arg(shown(document.film().title))
                                     : tr("Groundglass"));
}

void MainWindow::forgetLayout() {
    m_remembers = false;
    m_arranged = false;
    showNormal();
    resize(1600, 1000);
    for (const char* id : {"view_left", "view_right", "view_bottom"})
        m_context->actions[id]->setChecked(true);
    m_context->actions["glass_guides"]->setChecked(true);
    m_context->actions["glass_thirds"]->setChecked(false);
    m_context->actions["glass_scopes"]->setChecked(false);
    m_context->selection.showGroup(QStringLiteral("frame"));
    if (m_fitted) fitColumns();
}

void MainWindow::remember() {
    if (!m_remembers || !m_context) return;
    const QString page = m_context->document.isOpen() ? m_page : m_memory.page();
    m_memory.keep(*this, m_context->actions, m_fitted, m_context->selection.group(), page);
    m_context->background.post([values = m_memory.values()](std::stop_token) {
        WindowMemory::write(WindowMemory::usualFile(), values);
    });
}

void MainWindow::fitColumns() {
    // First sizes for this window; from then on the splitters keep what the person makes of them.
    m_fitted = true;
    const bool narrow = width() < 1440;
    const int left = m_left ? (narrow ? 216 : 264) : 0;
    const int right = m_right ? (narrow ? 344 : 400) : 0;
    QList<int> sizes;
    if (m_left) sizes << left;
    sizes << std::max(320, width() - left - right);
    if (m_right) sizes << right;
    m_columns->setSizes(sizes);
    const int bottom = m_bottom ? (height() < 900 ? 168 : 192) : 0;
    const int top = height() - Theme::barHeight - bottom;
    m_rows->setSizes({top, bottom});
    // A wide picture (2.39:1) over the whole width with its line of numbers; what is left are the words.
    const int centre = width() - left - right;
    const int words =
        std::clamp(top - ((centre - 2 * Theme::wide) * 100 / 239 + 88), height() < 900 ? 216 : 264, 420);
    if (m_centre->count() == 2) m_centre->setSizes({top - words, words});
}

void MainWindow::resizeEvent(QResizeEvent* event) {
    QMainWindow::resizeEvent(event);
    if (m_fitted && !m_arranged && event->oldSize().isValid()) {
        const bool wasNarrow = event->oldSize().width() < 1440;
        if (wasNarrow != (width() < 1440)) fitColumns();
    }
}

bool MainWindow::eventFilter(QObject* watched, QEvent* event) {
    // Space and Enter belong to a focused button or list of choices before they are commands of the window.
    if (event->type() == QEvent::ShortcutOverride) {
        const auto* key = static_cast<QKeyEvent*>(event);
        const bool presses =
            key->key() == Qt::Key_Space || key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
        const bool takesKeys = qobject_cast<QAbstractButton*>(watched) || qobject_cast<QComboBox*>(watched);
        if (presses && takesKeys && key->modifiers() == Qt::NoModifier) {
            event->accept();
            return true;
        }
    }
    return QMainWindow::eventFilter(watched, event);
}

void MainWindow::showProblem(const QString& title, const QString& text) {
    while (QLayoutItem* item = m_column->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    auto* heading = new QLabel(title);
    heading->setFont(Theme::title());
    auto* body = new QLabel(text);
    body->setTextFormat(Qt::PlainText);
    body->setWordWrap(true);
    body->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    body->setProperty("role", QStringLiteral("quiet"));
    m_column->setContentsMargins(64, 0, 64, 0);
    m_column->addStretch(1);
    m_column->addWidget(heading);
    m_column->addSpacing(Theme::unit);
    m_column->addWidget(body);
    m_column->addStretch(2);
}

void MainWindow::closeNow() {
    m_closing = true;
    close();
}

void MainWindow::closeEvent(QCloseEvent* event) {
    // What is being typed counts.
    if (QWidget* typed = focusWidget()) typed->clearFocus();
    if (!m_closing && m_context && m_context->document.isDirty()) {
        event->ignore();
        Q_EMIT closeWanted();
        return;
    }
    remember();
    event->accept();
}

}  // namespace groundglass::ui
