#include "ui/panels/editors/section_page.hpp"

#include "ui/document.hpp"
#include "ui/panels/editors/choices.hpp"
#include "ui/panels/editors/fields_edit.hpp"
#include "ui/panels/editors/section_head.hpp"
#include "ui/selection.hpp"
#include "ui/theme.hpp"

#include <QScrollBar>
#include <QVBoxLayout>

namespace groundglass::ui::editors {

SectionPage::SectionPage(std::string group, const PanelContext& context, QWidget* parent)
    : QScrollArea(parent), m_group(std::move(group)), m_context(context) {
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::NoFocus);
}

void SectionPage::build() {
    auto* content = new QWidget(this);
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(Theme::gap, Theme::unit, Theme::gap, Theme::wide);
    column->setSpacing(6);
    m_head = makeSectionHead(m_group, m_context, content);
    if (m_head != nullptr) {
        column->addWidget(m_head);
        column->addSpacing(Theme::unit);
    }
    for (const film::FieldDescriptor& field : film::fieldTable()) {
        if (field.group() != m_group) continue;
        auto* row = new FieldRow(field, m_context, content);
        const std::size_t index = m_rows.size();
        connect(row, &FieldRow::overrideWanted, this, [this, index] { takeOver(index); });
        column->addWidget(row);
        m_rows.push_back(row);
    }
    column->addStretch(1);
    m_runStart.resize(m_rows.size());
    setWidget(content);
}

void SectionPage::showEvent(QShowEvent* event) {
    if (m_rows.empty()) build();
    if (m_stale) refreshNow();
    light(m_context.selection.hoveredField());
    QScrollArea::showEvent(event);
}

void SectionPage::refresh() {
    m_stale = true;
    if (isVisible()) refreshNow();
}

/// Neighbours with the same origin form a run: one line below the last speaks for all.
void SectionPage::refreshNow() {
    const Document& document = m_context.document;
    const app::ShotView* view = document.view();
    if (view == nullptr || m_rows.empty()) return;
    m_stale = false;
    std::vector<film::Origin> origins;
    std::vector<bool> inherited;
    for (const FieldRow* row : m_rows) {
        origins.push_back(view->effective.origin(row->field().path));
        const film::Level level = origins.back().level;
        inherited.push_back(level != film::Level::Unset && level != film::Level::Shot);
    }
    std::size_t start = 0;
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        const bool above = i > 0 && inherited[i] && inherited[i - 1] && origins[i] == origins[i - 1];
        const bool below =
            i + 1 < m_rows.size() && inherited[i] && inherited[i + 1] && origins[i] == origins[i + 1];
        if (!above) start = i;
        m_runStart[i] = start;
        const QString words = originText(origins[i], document.film(), view->shot);
        m_rows[i]->refresh(origins[i], {above, below}, words);
        m_rows[i]->setOriginLine(inherited[i] && !below ? static_cast<int>(i - start + 1) : 0, words);
    }
    if (m_head != nullptr) m_head->refresh();
}

void SectionPage::takeOver(std::size_t last) {
    Document& document = m_context.document;
    FieldValues values;
    for (std::size_t i = m_runStart[last]; i <= last; ++i) {
        const std::string_view path = m_rows[i]->field().path;
        values.emplace_back(path, document.value(path));
    }
    (void)document.edit(
        setFields(document.currentShot(), std::move(values), tr("Override inherited values").toStdString()));
    document.endMerge();
}

FieldRow* SectionPage::row(const QString& path) const {
    for (FieldRow* row : m_rows) {
        if (Selection::sameField(text(row->field().path), path)) return row;
    }
    return nullptr;
}

void SectionPage::light(const QString& path) {
    for (FieldRow* row : m_rows) row->setLit(Selection::sameField(text(row->field().path), path));
}

void SectionPage::reveal(const QString& path) {
    if (m_rows.empty()) build();
    if (m_stale) refreshNow();
    FieldRow* found = row(path);
    if (found == nullptr) return;
    ensureWidgetVisible(found, 0, 48);
    found->flash();
    bool isIndex = false;
    const int index = path.section(QLatin1Char('/'), 2, 2).toInt(&isIndex);
    found->control().focusItem(isIndex ? index : -1);
}

}  // namespace groundglass::ui::editors
