#include "ui/widgets/picture_row.hpp"

#include "ui/widgets/keys.hpp"
#include "ui/widgets/paint.hpp"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <QToolTip>

#include <algorithm>

namespace groundglass::ui {

namespace {
constexpr int captionHeight = 18;
constexpr int gap = 4;
}  // namespace

PictureRow::PictureRow(int columns, int cellHeight, QWidget* parent)
    : QWidget(parent), m_hue(paint::accent()), m_columns(std::max(columns, 1)), m_cellHeight(cellHeight) {
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void PictureRow::setPictures(std::vector<Picture> pictures) {
    m_pictures = std::move(pictures);
    updateGeometry();
    update();
}

void PictureRow::setCurrent(const QString& id, bool own) {
    if (m_current == id && m_own == own) return;
    m_current = id;
    m_own = own;
    const int index = currentIndex();
    setAccessibleDescription(index < 0 ? QString() : m_pictures[static_cast<std::size_t>(index)].tip);
    update();
}

void PictureRow::setHue(const QColor& hue) {
    m_hue = hue;
    update();
}

QSize PictureRow::sizeHint() const {
    const int count = std::max(static_cast<int>(m_pictures.size()), 1);
    const int rows = (count + m_columns - 1) / m_columns;
    return {m_columns * 44, rows * (m_cellHeight + captionHeight) + (rows - 1) * gap};
}

QRectF PictureRow::cell(int index) const {
    const double width = (this->width() - gap * (m_columns - 1)) / static_cast<double>(m_columns);
    const double height = m_cellHeight + captionHeight;
    return {(index % m_columns) * (width + gap), (index / m_columns) * (height + gap), width, height};
}

int PictureRow::at(const QPointF& point) const {
    for (int i = 0; i < static_cast<int>(m_pictures.size()); ++i) {
        if (cell(i).contains(point)) return i;
    }
    return -1;
}

int PictureRow::currentIndex() const {
    const auto found = std::ranges::find(m_pictures, m_current, &Picture::id);
    return found == m_pictures.end() ? -1 : static_cast<int>(found - m_pictures.begin());
}

void PictureRow::paintCell(QPainter& painter, int index) const {
    const Picture& picture = m_pictures[static_cast<std::size_t>(index)];
    const bool chosen = picture.id == m_current;
    const QRectF box = cell(index);
    QRectF frame(box.left(), box.top(), box.width(), m_cellHeight);
    frame.adjust(0.5, 0.5, -0.5, -0.5);
    QPainterPath shape;
    shape.addRoundedRect(frame, 3, 3);
    painter.fillPath(shape, chosen ? paint::mixed(paint::raised(), m_hue, 0.16) : paint::well());
    painter.save();
    painter.setClipPath(shape);
    const QColor ink = chosen ? (m_own ? m_hue : paint::mixed(paint::dim(), m_hue, 0.35))
                              : paint::mixed(paint::raised(), paint::dim(), index == m_hover ? 0.95 : 0.7);
    if (picture.draw) picture.draw(painter, frame, ink);
    painter.restore();
    QPen outline(chosen             ? (m_own ? m_hue : paint::dim())
                 : index == m_hover ? paint::dim()
                                    : paint::line(),
                 1);
    if (chosen && !m_own) outline.setDashPattern({3, 2});
    painter.setPen(outline);
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(shape);
    painter.setPen(chosen && m_own ? paint::ink() : paint::dim());
    paint::lineOfText(painter, QRectF(box.left(), frame.bottom() + 2, box.width(), captionHeight - 2),
                      Qt::AlignHCenter | Qt::AlignVCenter, picture.caption);
}

void PictureRow::paintEvent(QPaintEvent* /*event*/) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(paint::scaled(font(), 0.8));
    for (int i = 0; i < static_cast<int>(m_pictures.size()); ++i) paintCell(painter, i);
    if (hasFocus()) {
        const int index = std::max(currentIndex(), 0);
        const QRectF box = cell(index);
        paint::focusRing(painter, QRectF(box.left(), box.top(), box.width(), m_cellHeight), 3);
    }
}

void PictureRow::mousePressEvent(QMouseEvent* event) {
    const int index = at(event->position());
    if (event->button() != Qt::LeftButton || index < 0) return;
    Q_EMIT chosen(m_pictures[static_cast<std::size_t>(index)].id);
}

void PictureRow::mouseMoveEvent(QMouseEvent* event) {
    const int index = at(event->position());
    if (index == m_hover) return;
    m_hover = index;
    setCursor(index < 0 ? Qt::ArrowCursor : Qt::PointingHandCursor);
    update();
}

void PictureRow::leaveEvent(QEvent* event) {
    m_hover = -1;
    update();
    QWidget::leaveEvent(event);
}

void PictureRow::keyPressEvent(QKeyEvent* event) {
    const int last = static_cast<int>(m_pictures.size()) - 1;
    int to = currentIndex();
    switch (event->key()) {
        case Qt::Key_Right:
            to = to + 1;
            break;
        case Qt::Key_Left:
            to = to < 0 ? last : to - 1;
            break;
        case Qt::Key_Down:
            to = to + m_columns;
            break;
        case Qt::Key_Up:
            to = to - m_columns;
            break;
        case Qt::Key_Home:
            to = 0;
            break;
        case Qt::Key_End:
            to = last;
            break;
        case Qt::Key_Delete:
        case Qt::Key_Backspace:
            Q_EMIT chosen(QString());
            return;
        default:
            QWidget::keyPressEvent(event);
            return;
    }
    if (to < 0 || to > last) return;
    Q_EMIT chosen(m_pictures[static_cast<std::size_t>(to)].id);
}

bool PictureRow::event(QEvent* event) {
    if (keepsKey(event, {Qt::Key_Left, Qt::Key_Right, Qt::Key_Up, Qt::Key_Down, Qt::Key_Home, Qt::Key_End,
                         Qt::Key_Delete, Qt::Key_Backspace}))
        return true;
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const int index = at(help->pos());
        if (index >= 0) {
            const Picture& picture = m_pictures[static_cast<std::size_t>(index)];
            QToolTip::showText(help->globalPos(), picture.tip.toHtmlEscaped(), this, cell(index).toRect());
        } else {
            QToolTip::hideText();
        }
        return true;
    }
    return QWidget::event(event);
}

}  // namespace groundglass::ui
