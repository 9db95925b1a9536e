#include "ui/panels/editors/editors_panel.hpp"

#include "groundglass/film/fields.hpp"
#include "ui/document.hpp"
#include "ui/panels/editors/choices.hpp"
#include "ui/panels/editors/section_page.hpp"
#include "ui/selection.hpp"
#include "ui/theme.hpp"
#include "ui/widgets/section_tabs.hpp"
#include "ui/window/actions.hpp"

#include <QAction>
#include <QApplication>
#include <QLabel>
#include <QShortcut>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace groundglass::ui::editors {

namespace {

QKeySequence sectionKey(int index) {
    return index < 9 ? QKeySequence(Qt::ALT | static_cast<Qt::Key>(Qt::Key_1 + index))
                     : QKeySequence(Qt::ALT | Qt::SHIFT | static_cast<Qt::Key>(Qt::Key_1 + index - 9));
}

}  // namespace

EditorsPanel::EditorsPanel(PanelContext& context, QWidget* parent) : QWidget(parent), m_context(context) {
    setProperty("role", QStringLiteral("pane"));
    setAttribute(Qt::WA_StyledBackground);
    setMinimumWidth(368);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, Theme::unit, 0, 0);
    column->setSpacing(Theme::half);
    m_tabs = new SectionTabs(this);
    auto* head = new QHBoxLayout;
    head->setContentsMargins(Theme::unit, 0, Theme::unit, 0);
    head->addWidget(m_tabs);
    column->addLayout(head);
    m_stack = new QStackedWidget(this);
    column->addWidget(m_stack, 1);
    makePages(m_stack);
    bindKeys();

    connect(m_tabs, &SectionTabs::chosen, this,
            [this](const QString& group) { m_context.selection.showGroup(group); });
    connect(&context.selection, &Selection::groupShown, this, &EditorsPanel::showSection);
    connect(&context.selection, &Selection::fieldActivated, this, [this](const QString& path) {
        const QString group = path.section(QLatin1Char('/'), 0, 0);
        showSection(group);
        if (SectionPage* shownPage = page(group)) shownPage->reveal(path);
    });
    connect(&context.selection, &Selection::fieldHovered, this, [this](const QString& path) {
        if (SectionPage* current = page(m_tabs->current())) current->light(path);
    });
    connect(&context.document, &Document::viewChanged, this, &EditorsPanel::refresh);
    connect(qApp, &QApplication::focusChanged, this,
            [this](QWidget* /*old*/, QWidget* now) { focusMoved(now); });
    showSection(context.selection.group().isEmpty() ? QStringLiteral("frame") : context.selection.group());
    refresh();
}

void EditorsPanel::makePages(QStackedWidget* stack) {
    std::vector<SectionTabs::Tab> tabs;
    int index = 0;
    for (const std::string_view group : film::groups()) {
        QString label = text(group);
        label[0] = label[0].toUpper();
        tabs.push_back({text(group), label,
                        tr("%1  %2").arg(label, sectionKey(index++).toString(QKeySequence::NativeText)),
                        m_context.theme.hue(group)});
        auto* page = new SectionPage(std::string(group), m_context, stack);
        page->setAccessibleName(label);
        stack->addWidget(page);
        m_pages.push_back(page);
    }
    m_tabs->setTabs(std::move(tabs));
    auto* empty = new QLabel(tr("Choose or add a shot to direct it."), stack);
    empty->setProperty("role", QStringLiteral("quiet"));
    empty->setAlignment(Qt::AlignCenter);
    empty->setWordWrap(true);
    m_empty = empty;
    stack->addWidget(empty);
}

void EditorsPanel::bindKeys() {
    for (int i = 0; i < static_cast<int>(m_pages.size()); ++i) {
        auto* key = new QShortcut(sectionKey(i), this);
        connect(key, &QShortcut::activated, this, [this, i] {
            m_context.selection.showGroup(text(m_pages[static_cast<std::size_t>(i)]->group()));
            m_tabs->setFocus(Qt::ShortcutFocusReason);
        });
    }
    connect(m_context.actions["section_next"], &QAction::triggered, this, [this] { step(1); });
    connect(m_context.actions["section_previous"], &QAction::triggered, this, [this] { step(-1); });
}

void EditorsPanel::step(int by) {
    const int count = static_cast<int>(m_pages.size());
    for (int i = 0; i < count; ++i) {
        if (text(m_pages[static_cast<std::size_t>(i)]->group()) != m_tabs->current()) continue;
        m_context.selection.showGroup(
            text(m_pages[static_cast<std::size_t>((i + by + count) % count)]->group()));
        return;
    }
}

SectionPage* EditorsPanel::page(const QString& group) const {
    for (SectionPage* page : m_pages) {
        if (text(page->group()) == group) return page;
    }
    return nullptr;
}

void EditorsPanel::showSection(const QString& group) {
    SectionPage* wanted = page(group);
    if (wanted == nullptr) return;
    m_tabs->setCurrent(group);
    if (m_context.document.view() != nullptr) m_stack->setCurrentWidget(wanted);
}

void EditorsPanel::refresh() {
    const app::ShotView* view = m_context.document.view();
    if (view == nullptr) {
        m_stack->setCurrentWidget(m_empty);
        m_tabs->setMarked({});
        return;
    }
    QStringList marked;
    for (const film::FieldDescriptor& field : film::fieldTable()) {
        const QString group = text(field.group());
        if (!marked.contains(group) && film::isSet(field.get(view->shot.direction))) marked.append(group);
    }
    m_tabs->setMarked(marked);
    for (SectionPage* page : m_pages) page->refresh();
    if (m_stack->currentWidget() == m_empty) showSection(m_tabs->current());
}

/// The phrase of the field that has the keyboard is lit, as if the mouse were on it.
void EditorsPanel::focusMoved(QWidget* now) {
    if (now == nullptr || !isAncestorOf(now)) return;
    for (QWidget* at = now; at != nullptr && at != this; at = at->parentWidget()) {
        if (const auto* row = qobject_cast<FieldRow*>(at)) {
            m_context.selection.hoverField(text(row->field().path));
            return;
        }
    }
}

}  // namespace groundglass::ui::editors
