#include "ui/widgets/chips.hpp"

#include "ui/theme.hpp"
#include "ui/widgets/flow_layout.hpp"
#include "ui/widgets/keys.hpp"
#include "ui/widgets/paint.hpp"

#include <QKeyEvent>
#include <QLineEdit>
#include <QMouseEvent>
#include <QPainter>
#include <QToolButton>

#include <algorithm>

namespace groundglass::ui {

namespace {
constexpr int chipHeight = 24;
}

Chip::Chip(const QString& label, const QString& tip, const QColor& hue, bool own, QWidget* parent)
    : QWidget(parent), m_label(label), m_hue(hue), m_own(own) {
    setFocusPolicy(Qt::StrongFocus);
    setToolTip(tip.toHtmlEscaped());
    setAccessibleName(label);
}

QSize Chip::sizeHint() const {
    return {static_cast<int>(QFontMetricsF(font()).horizontalAdvance(m_label)) + (m_own ? 40 : 25),
            chipHeight};
}

QRectF Chip::cross() const {
    return {width() - 20.0, (height() - 16) / 2.0, 16, 16};
}

void Chip::paintEvent(QPaintEvent* /*event*/) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF box = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    QPen outline(m_own ? paint::withAlpha(m_hue, 0.55) : paint::line(), 1);
    if (!m_own) outline.setDashPattern({3, 2});
    painter.setPen(hasFocus() ? QPen(paint::accent(), 1) : outline);
    painter.setBrush(m_own ? paint::mixed(paint::raised(), m_hue, 0.12) : QColor(paint::pane()));
    painter.drawRoundedRect(box, chipHeight / 2.0, chipHeight / 2.0);
    painter.setPen(m_own ? paint::ink() : paint::dim());
    paint::lineOfText(painter, box.adjusted(10, 0, m_own ? -24 : -10, 0), Qt::AlignLeft | Qt::AlignVCenter,
                      m_label);
    if (!m_own) return;
    const QPointF at = cross().center();
    painter.setPen(QPen(underMouse() || hasFocus() ? paint::ink() : paint::dim(), 1.2));
    painter.drawLine(at + QPointF(-3, -3), at + QPointF(3, 3));
    painter.drawLine(at + QPointF(-3, 3), at + QPointF(3, -3));
}

void Chip::mousePressEvent(QMouseEvent* event) {
    if (m_own && event->button() == Qt::LeftButton &&
        cross().adjusted(-3, -3, 3, 3).contains(event->position())) {
        Q_EMIT removed();
    }
}

void Chip::keyPressEvent(QKeyEvent* event) {
    switch (event->key()) {
        case Qt::Key_Delete:
        case Qt::Key_Backspace:
            if (m_own) Q_EMIT removed();
            return;
        case Qt::Key_Left:
            focusPreviousChild();
            return;
        case Qt::Key_Right:
            focusNextChild();
            return;
        default:
            QWidget::keyPressEvent(event);
    }
}

Chips::Chips(QWidget* parent) : QWidget(parent), m_hue(paint::accent()) {
    m_flow = new FlowLayout(this, 4);
    m_flow->setContentsMargins(0, 3, 0, 3);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    m_add = new QToolButton(this);
    m_add->setObjectName(QStringLiteral("chipAdd"));
    m_add->setText(tr("+ Add"));
    m_add->setFixedHeight(chipHeight);
    m_add->setStyleSheet(
        QStringLiteral(
            "QToolButton { border: 1px solid %1; border-radius: 12px; padding: 0 9px; color: %2; } "
            "QToolButton:hover { color: %3; border-color: %2; } QToolButton:focus { border-color: %4; }")
            .arg(paint::line().name(), paint::dim().name(), paint::ink().name(), paint::accent().name()));
    m_flow->addWidget(m_add);
    connect(m_add, &QToolButton::clicked, this, &Chips::openList);
    setFocusProxy(m_add);
}

void Chips::setOptions(std::vector<Option> options) {
    m_options = std::move(options);
    rebuild();
}

void Chips::setFreeText(const QString& hint) {
    m_add->hide();
    if (m_line == nullptr) {
        m_line = new QLineEdit(this);
        m_line->setStyleSheet(QStringLiteral("min-height: 22px; max-height: 22px; border-radius: 12px;"));
        m_line->setMinimumWidth(120);
        m_line->setMaximumWidth(220);
        m_flow->addWidget(m_line);
        setFocusProxy(m_line);
        connect(m_line, &QLineEdit::returnPressed, this, [this] {
            const QString text = m_line->text().trimmed();
            m_line->clear();
            add(text);
        });
        connect(m_line, &QLineEdit::editingFinished, this, [this] {
            const QString text = m_line->text().trimmed();
            m_line->clear();
            if (!text.isEmpty()) add(text);
        });
    }
    m_line->setPlaceholderText(hint);
}

void Chips::setNames(const QString& accessibleName) {
    setAccessibleName(accessibleName);
    m_add->setAccessibleName(tr("Add to %1").arg(accessibleName));
    if (m_line != nullptr) m_line->setAccessibleName(tr("Add to %1").arg(accessibleName));
}

void Chips::setItems(const QStringList& items, bool own) {
    if (m_items == items && m_own == own) return;
    m_items = items;
    m_own = own;
    rebuild();
}

void Chips::rebuild() {
    for (Chip* chip : m_chips) {
        chip->hide();
        chip->deleteLater();
        for (int i = 0; i < m_flow->count(); ++i) {
            if (m_flow->itemAt(i)->widget() == chip) {
                delete m_flow->takeAt(i);
                break;
            }
        }
    }
    m_chips.clear();
    for (int i = 0; i < m_items.size(); ++i) {
        const auto option = std::ranges::find(m_options, m_items[i], &Option::id);
        const bool known = option != m_options.end();
        auto* chip = new Chip(known ? option->label : shown(m_items[i].toStdString()),
                              known ? option->definition : QString(), m_hue, m_own, this);
        connect(chip, &Chip::removed, this, [this, i] {
            QStringList rest = m_items;
            rest.removeAt(i);
            Q_EMIT edited(rest);
        });
        m_flow->insertWidget(i, chip);
        chip->show();
        m_chips.push_back(chip);
    }
    const bool room = m_most == 0 || m_items.size() < m_most || !m_own;
    m_add->setVisible(m_line == nullptr && room);
    if (m_line != nullptr) m_line->setVisible(room);
    QWidget* previous = nullptr;
    for (Chip* chip : m_chips) {
        if (previous != nullptr) setTabOrder(previous, chip);
        previous = chip;
    }
    if (previous != nullptr) setTabOrder(previous, m_line != nullptr ? static_cast<QWidget*>(m_line) : m_add);
    m_flow->invalidate();
    updateGeometry();
}

void Chips::add(const QString& item) {
    if (item.isEmpty() || m_items.contains(item)) return;
    Q_EMIT edited(m_items + QStringList{item});
}

void Chips::openList() {
    std::vector<Option> rest;
    for (const Option& option : m_options) {
        if (!m_items.contains(option.id)) rest.push_back(option);
    }
    auto* popup = new OptionPopup(rest, {}, this);
    connect(popup, &OptionPopup::picked, this, &Chips::add);
    popup->openAt(*m_add, {});
}

bool Chip::event(QEvent* event) {
    return keepsKey(event, {Qt::Key_Delete, Qt::Key_Backspace, Qt::Key_Left, Qt::Key_Right}) ||
           QWidget::event(event);
}

}  // namespace groundglass::ui
