#include "ui/widgets/option_picker.hpp"

#include "ui/widgets/keys.hpp"
#include "ui/widgets/paint.hpp"

#include <QEnterEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace groundglass::ui {

namespace {
constexpr int fieldHeight = 30;
}

OptionPicker::OptionPicker(QWidget* parent) : QWidget(parent) {
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setCursor(Qt::PointingHandCursor);
}

void OptionPicker::setOptions(std::vector<Option> options) {
    m_options = std::move(options);
    describe();
    update();
}

void OptionPicker::setCurrent(const QString& id, bool own, const QString& free) {
    if (m_current == id && m_own == own && m_free == free) return;
    m_current = id;
    m_own = own;
    m_free = free;
    describe();
    update();
}

void OptionPicker::setNote(const QString& note) {
    m_note = note;
    update();
}

const Option* OptionPicker::find(const QString& id) const {
    const auto found = std::ranges::find(m_options, id, &Option::id);
    return found == m_options.end() ? nullptr : &*found;
}

void OptionPicker::describe() {
    const Option* option = find(m_current);
    setToolTip(option != nullptr ? option->definition.toHtmlEscaped() : QString());
    setAccessibleDescription(option != nullptr ? option->label : m_current.isEmpty() ? m_free : m_current);
}

QSize OptionPicker::sizeHint() const {
    return {160, fieldHeight};
}
QSize OptionPicker::minimumSizeHint() const {
    return {72, fieldHeight};
}

void OptionPicker::open(const QString& query) {
    auto* popup = new OptionPopup(m_options, m_picture, this);
    connect(popup, &OptionPopup::picked, this, &OptionPicker::chosen);
    popup->openAt(*this, m_current, query);
}

void OptionPicker::paintEvent(QPaintEvent* /*event*/) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF box = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    painter.setPen(hasFocus() ? paint::accent() : underMouse() && isEnabled() ? paint::dim() : paint::line());
    painter.setBrush(paint::raised());
    painter.drawRoundedRect(box, 6, 6);

    const Option* option = find(m_current);
    const QString label = option != nullptr ? option->label : m_current.isEmpty() ? m_free : m_current;
    const QString note = !m_note.isEmpty() ? m_note : option != nullptr ? option->note : QString();
    QRectF inner = box.adjusted(8, 0, -20, 0);
    if (m_picture && option != nullptr) {
        m_picture(painter, QRectF(inner.left() - 2, inner.top() + 5, 40, inner.height() - 10), option->id);
        inner.setLeft(inner.left() + 46);
    }
    const QFont normal = painter.font();
    const QFont small = paint::scaled(normal, 0.85);
    const double labelWidth = QFontMetricsF(normal).horizontalAdvance(label);
    const double noteWidth = note.isEmpty() ? 0 : QFontMetricsF(small).horizontalAdvance(note) + 8;
    if (noteWidth > 0 && labelWidth + noteWidth <= inner.width()) {
        painter.setFont(small);
        painter.setPen(paint::dim());
        paint::lineOfText(painter, inner, Qt::AlignRight | Qt::AlignVCenter, note);
        inner.setRight(inner.right() - noteWidth);
    }
    painter.setFont(normal);
    painter.setPen(m_own && option != nullptr && isEnabled() ? paint::ink() : paint::dim());
    paint::lineOfText(painter, inner, Qt::AlignLeft | Qt::AlignVCenter, label);

    QPainterPath arrow;
    const QPointF tip(box.right() - 11, box.center().y() + 2);
    arrow.moveTo(tip + QPointF(-3.5, -3.5));
    arrow.lineTo(tip);
    arrow.lineTo(tip + QPointF(3.5, -3.5));
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(paint::dim(), 1.2));
    painter.drawPath(arrow);
}

void OptionPicker::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton) return;
    setFocus(Qt::MouseFocusReason);
    open();
}

void OptionPicker::step(int by) {
    if (m_options.empty()) return;
    const auto found = std::ranges::find(m_options, m_current, &Option::id);
    const auto last = static_cast<std::ptrdiff_t>(m_options.size()) - 1;
    const auto place = found == m_options.end()
                           ? (by > 0 ? 0 : last)
                           : std::clamp<std::ptrdiff_t>(found - m_options.begin() + by, 0, last);
    const QString id = m_options[static_cast<std::size_t>(place)].id;
    if (id != m_current) Q_EMIT chosen(id);
}

void OptionPicker::keyPressEvent(QKeyEvent* event) {
    switch (event->key()) {
        case Qt::Key_Space:
        case Qt::Key_Return:
        case Qt::Key_Enter:
        case Qt::Key_Down:
            open();
            return;
        case Qt::Key_PageDown:
            step(1);
            return;
        case Qt::Key_PageUp:
            step(-1);
            return;
        case Qt::Key_Delete:
        case Qt::Key_Backspace:
            Q_EMIT chosen(QString());
            return;
        default:
            break;
    }
    const QString typed = event->text();
    const bool plain = !(event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier));
    if (plain && !typed.isEmpty() && typed.front().isLetterOrNumber()) {
        open(typed);
        return;
    }
    QWidget::keyPressEvent(event);
}

void OptionPicker::enterEvent(QEnterEvent* event) {
    QWidget::enterEvent(event);
    update();
}

void OptionPicker::leaveEvent(QEvent* event) {
    QWidget::leaveEvent(event);
    update();
}

bool OptionPicker::event(QEvent* event) {
    return keepsKey(event,
                    {Qt::Key_Space, Qt::Key_Return, Qt::Key_Enter, Qt::Key_Down, Qt::Key_PageUp,
                     Qt::Key_PageDown, Qt::Key_Delete, Qt::Key_Backspace},
                    true) ||
           QWidget::event(event);
}

}  // namespace groundglass::ui
