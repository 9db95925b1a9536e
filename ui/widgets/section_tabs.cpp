#include "ui/widgets/section_tabs.hpp"

#include "ui/widgets/keys.hpp"
#include "ui/widgets/paint.hpp"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace groundglass::ui {

namespace {
constexpr double tabHeight = 26;
}  // namespace

SectionTabs::SectionTabs(QWidget* parent) : QWidget(parent) {
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    setAccessibleName(tr("Sections"));
}

void SectionTabs::setTabs(std::vector<Tab> tabs) {
    m_tabs = std::move(tabs);
    updateGeometry();
    update();
}

void SectionTabs::setCurrent(const QString& id) {
    const auto found = std::ranges::find(m_tabs, id, &Tab::id);
    if (found == m_tabs.end()) return;
    m_current = static_cast<int>(found - m_tabs.begin());
    setAccessibleDescription(found->label);
    update();
}

QString SectionTabs::current() const {
    return m_tabs.empty() ? QString() : m_tabs[static_cast<std::size_t>(m_current)].id;
}

void SectionTabs::setMarked(const QStringList& ids) {
    if (m_marked == ids) return;
    m_marked = ids;
    update();
}

/// Two rows where the width allows it: the room around the names gives way first.
std::vector<QRectF> SectionTabs::boxes(int width) const {
    std::vector<QRectF> all;
    const QFontMetricsF metrics(font());
    for (const double padding : {9.0, 8.0, 7.0, 6.0, 5.0}) {
        all.clear();
        double x = 0;
        double y = 0;
        for (const Tab& tab : m_tabs) {
            const double wide = metrics.horizontalAdvance(tab.label) + 2 * padding;
            if (x > 0 && x + wide > width) {
                x = 0;
                y += tabHeight + 2;
            }
            all.emplace_back(x, y, wide, tabHeight);
            x += wide + 1;
        }
        if (y < 2 * tabHeight) break;
    }
    return all;
}

int SectionTabs::heightForWidth(int width) const {
    const auto all = boxes(width);
    return all.empty() ? static_cast<int>(tabHeight) : static_cast<int>(all.back().bottom());
}

int SectionTabs::at(const QPointF& point) const {
    const auto all = boxes(width());
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (all[i].contains(point)) return static_cast<int>(i);
    }
    return -1;
}

void SectionTabs::paintEvent(QPaintEvent* /*event*/) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const auto all = boxes(width());
    for (std::size_t i = 0; i < all.size(); ++i) {
        const Tab& tab = m_tabs[i];
        const bool current = static_cast<int>(i) == m_current;
        const bool hovered = static_cast<int>(i) == m_hover;
        if (current || hovered) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(current ? paint::withAlpha(tab.hue, 0.16)
                                     : paint::withAlpha(paint::raised(), 0.9));
            painter.drawRoundedRect(all[i], 5, 5);
        }
        painter.setPen(current ? tab.hue : hovered ? paint::ink() : paint::dim());
        painter.drawText(all[i], Qt::AlignCenter, tab.label);
        if (m_marked.contains(tab.id)) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(paint::withAlpha(tab.hue, current ? 1 : 0.75));
            painter.drawEllipse(QPointF(all[i].right() - 5, all[i].top() + 7), 1.8, 1.8);
        }
        if (current && hasFocus() && m_byKey) paint::focusRing(painter, all[i], 5);
    }
}

void SectionTabs::choose(int index) {
    if (index < 0 || index >= static_cast<int>(m_tabs.size()) || index == m_current) return;
    m_current = index;
    update();
    Q_EMIT chosen(current());
}

void SectionTabs::mousePressEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton) choose(at(event->position()));
}

void SectionTabs::mouseMoveEvent(QMouseEvent* event) {
    const int index = at(event->position());
    if (index == m_hover) return;
    m_hover = index;
    setCursor(index < 0 ? Qt::ArrowCursor : Qt::PointingHandCursor);
    update();
}

void SectionTabs::focusInEvent(QFocusEvent* event) {
    m_byKey = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason ||
              event->reason() == Qt::ShortcutFocusReason;
    QWidget::focusInEvent(event);
}

void SectionTabs::leaveEvent(QEvent* event) {
    m_hover = -1;
    update();
    QWidget::leaveEvent(event);
}

void SectionTabs::keyPressEvent(QKeyEvent* event) {
    m_byKey = true;
    const auto all = boxes(width());
    switch (event->key()) {
        case Qt::Key_Right:
            choose(m_current + 1);
            return;
        case Qt::Key_Left:
            choose(m_current - 1);
            return;
        case Qt::Key_Home:
            choose(0);
            return;
        case Qt::Key_End:
            choose(static_cast<int>(m_tabs.size()) - 1);
            return;
        case Qt::Key_Down:
        case Qt::Key_Up: {
            if (all.empty()) return;
            const double by = event->key() == Qt::Key_Down ? tabHeight + 2 : -(tabHeight + 2);
            choose(at(all[static_cast<std::size_t>(m_current)].center() + QPointF(0, by)));
            return;
        }
        default:
            QWidget::keyPressEvent(event);
    }
}

bool SectionTabs::event(QEvent* event) {
    if (keepsKey(event, {Qt::Key_Left, Qt::Key_Right, Qt::Key_Up, Qt::Key_Down, Qt::Key_Home, Qt::Key_End}))
        return true;
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const int index = at(help->pos());
        if (index >= 0) {
            QToolTip::showText(help->globalPos(), m_tabs[static_cast<std::size_t>(index)].tip.toHtmlEscaped(),
                               this, tabBox(index).toRect());
        } else {
            QToolTip::hideText();
        }
        return true;
    }
    return QWidget::event(event);
}

}  // namespace groundglass::ui
