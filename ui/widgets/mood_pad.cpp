#include "ui/widgets/mood_pad.hpp"

#include "ui/widgets/keys.hpp"
#include "ui/widgets/paint.hpp"

#include <QKeyEvent>
#include <QLinearGradient>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <array>
#include <cmath>

namespace groundglass::ui {

namespace {
constexpr double edge = 20;
}

MoodPad::MoodPad(QWidget* parent) : QWidget(parent), m_hue(paint::accent()) {
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Mood: valence and arousal"));
}

void MoodPad::setWords(std::vector<Word> words) {
    m_words = std::move(words);
    layOutWords();
    update();
}

void MoodPad::setChosen(const QStringList& ids) {
    if (m_chosen == ids) return;
    m_chosen = ids;
    layOutWords();
    update();
}

void MoodPad::setPlace(double valence, double arousal, bool own) {
    m_valence = valence;
    m_arousal = arousal;
    m_own = own;
    setAccessibleDescription(tr("valence %1, arousal %2").arg(valence, 0, 'f', 2).arg(arousal, 0, 'f', 2));
    update();
}

void MoodPad::setHue(const QColor& hue) {
    m_hue = hue;
    update();
}

QPointF MoodPad::pointOf(double valence, double arousal) const {
    return {edge + (valence + 1) / 2 * (width() - 2 * edge),
            edge + (1 - arousal) / 2 * (height() - 2 * edge)};
}

QRectF MoodPad::wordBox(const QString& id) const {
    const auto found = std::ranges::find(m_words, id, &Word::id);
    return found == m_words.end() ? QRectF() : m_boxes[static_cast<std::size_t>(found - m_words.begin())];
}

/// Chosen words first; a word that would cover another moves a little, or stays a dot.
void MoodPad::layOutWords() {
    m_boxes.assign(m_words.size(), QRectF());
    const QFontMetricsF metrics(paint::scaled(font(), 0.85));
    std::vector<std::size_t> order(m_words.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::ranges::stable_partition(order, [this](std::size_t i) { return m_chosen.contains(m_words[i].id); });
    std::vector<QRectF> taken;
    for (const std::size_t i : order) {
        const QPointF at = pointOf(m_words[i].valence, m_words[i].arousal);
        const double textWidth = metrics.horizontalAdvance(m_words[i].label) + 8;
        for (const double shift : std::array{0.0, -14.0, 14.0, -27.0, 27.0}) {
            QRectF box(at.x() - textWidth / 2, at.y() - 8 + shift, textWidth, 16);
            box.moveLeft(std::clamp(box.left(), 4.0, std::max(4.0, width() - 4 - textWidth)));
            if (box.top() < 16 || box.bottom() > height() - 16) continue;
            if (std::ranges::any_of(taken, [&box](const QRectF& other) { return other.intersects(box); }))
                continue;
            m_boxes[i] = box;
            taken.push_back(box);
            break;
        }
    }
}

void MoodPad::paintField(QPainter& painter) const {
    QPainterPath shape;
    shape.addRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
    painter.fillPath(shape, paint::well());
    QLinearGradient across(0, 0, width(), 0);
    across.setColorAt(0, QColor(86, 108, 150, 46));
    across.setColorAt(0.5, QColor(120, 120, 124, 8));
    across.setColorAt(1, QColor(222, 164, 92, 46));
    painter.fillPath(shape, across);
    QLinearGradient up(0, 0, 0, height());
    up.setColorAt(0, QColor(255, 255, 255, 14));
    up.setColorAt(1, QColor(0, 0, 0, 60));
    painter.fillPath(shape, up);
    painter.setPen(QPen(paint::line(), 1));
    const QPointF middle = pointOf(0, 0);
    painter.drawLine(QPointF(edge, middle.y()), QPointF(width() - edge, middle.y()));
    painter.drawLine(QPointF(middle.x(), edge), QPointF(middle.x(), height() - edge));
    painter.setFont(paint::scaled(font(), 0.75));
    painter.setPen(paint::withAlpha(paint::dim(), 0.9));
    painter.drawText(QRectF(0, 2, width(), 14), Qt::AlignCenter, tr("excited"));
    painter.drawText(QRectF(0, height() - 16, width(), 14), Qt::AlignCenter, tr("calm"));
    painter.drawText(QRectF(6, height() - 16, 90, 14), Qt::AlignLeft | Qt::AlignVCenter, tr("unpleasant"));
    painter.drawText(QRectF(width() - 96, height() - 16, 90, 14), Qt::AlignRight | Qt::AlignVCenter,
                     tr("pleasant"));
}

void MoodPad::paintEvent(QPaintEvent* /*event*/) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paintField(painter);
    painter.setFont(paint::scaled(font(), 0.85));
    for (std::size_t i = 0; i < m_words.size(); ++i) {
        const bool chosen = m_chosen.contains(m_words[i].id);
        const bool hovered = static_cast<int>(i) == m_hover;
        const QColor colour = chosen ? m_hue : hovered ? paint::ink() : paint::withAlpha(paint::dim(), 0.85);
        const QRectF box = m_boxes[i];
        if (box.isEmpty()) {
            const QPointF dot = pointOf(m_words[i].valence, m_words[i].arousal);
            if (std::ranges::any_of(m_boxes, [&dot](const QRectF& other) { return other.contains(dot); }))
                continue;
            painter.setPen(Qt::NoPen);
            painter.setBrush(paint::withAlpha(colour, 0.7));
            painter.drawEllipse(pointOf(m_words[i].valence, m_words[i].arousal), 1.8, 1.8);
            continue;
        }
        if (chosen) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(paint::withAlpha(m_hue, 0.18));
            painter.drawRoundedRect(box, 8, 8);
        }
        painter.setPen(colour);
        painter.drawText(box, Qt::AlignCenter, m_words[i].label);
    }
    const QPointF at = pointOf(m_valence, m_arousal);
    painter.setPen(QPen(m_own ? paint::ink() : paint::dim(), 1.5));
    painter.setBrush(m_own ? QBrush(m_hue) : QBrush(Qt::NoBrush));
    painter.drawEllipse(at, 7, 7);
    if (hasFocus()) paint::focusRing(painter, QRectF(at.x() - 10, at.y() - 10, 20, 20), 10);
}

void MoodPad::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    layOutWords();
}

int MoodPad::wordAt(const QPointF& point) const {
    for (std::size_t i = 0; i < m_boxes.size(); ++i) {
        if (m_boxes[i].contains(point)) return static_cast<int>(i);
    }
    return -1;
}

void MoodPad::moveTo(const QPointF& point) {
    const double x = (point.x() - edge) / std::max(width() - 2 * edge, 1.0) * 2 - 1;
    const double y = 1 - (point.y() - edge) / std::max(height() - 2 * edge, 1.0) * 2;
    Q_EMIT moved(std::round(std::clamp(x, -1.0, 1.0) * 100) / 100,
                 std::round(std::clamp(y, -1.0, 1.0) * 100) / 100);
}

void MoodPad::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton) return;
    const QPointF handle = pointOf(m_valence, m_arousal);
    const bool onHandle =
        std::hypot(event->position().x() - handle.x(), event->position().y() - handle.y()) < 11;
    const int word = onHandle ? -1 : wordAt(event->position());
    if (word >= 0) {
        Q_EMIT toggled(m_words[static_cast<std::size_t>(word)].id);
        return;
    }
    m_dragging = true;
    if (!onHandle) moveTo(event->position());
}

void MoodPad::mouseMoveEvent(QMouseEvent* event) {
    if (m_dragging) {
        moveTo(event->position());
        return;
    }
    const int word = wordAt(event->position());
    setCursor(word >= 0 ? Qt::PointingHandCursor : Qt::CrossCursor);
    if (word == m_hover) return;
    m_hover = word;
    update();
}

void MoodPad::mouseReleaseEvent(QMouseEvent* /*event*/) {
    if (!m_dragging) return;
    m_dragging = false;
    Q_EMIT settled();
}

void MoodPad::leaveEvent(QEvent* event) {
    m_hover = -1;
    update();
    QWidget::leaveEvent(event);
}

void MoodPad::keyPressEvent(QKeyEvent* event) {
    const double by = event->modifiers().testFlag(Qt::ShiftModifier) ? 0.01 : 0.05;
    double x = m_valence;
    double y = m_arousal;
    switch (event->key()) {
        case Qt::Key_Left:
            x -= by;
            break;
        case Qt::Key_Right:
            x += by;
            break;
        case Qt::Key_Up:
            y += by;
            break;
        case Qt::Key_Down:
            y -= by;
            break;
        case Qt::Key_Delete:
        case Qt::Key_Backspace:
            Q_EMIT cleared();
            return;
        default:
            QWidget::keyPressEvent(event);
            return;
    }
    Q_EMIT moved(std::clamp(x, -1.0, 1.0), std::clamp(y, -1.0, 1.0));
    if (!event->isAutoRepeat()) Q_EMIT settled();
}

bool MoodPad::event(QEvent* event) {
    return keepsKey(event, {Qt::Key_Left, Qt::Key_Right, Qt::Key_Up, Qt::Key_Down, Qt::Key_Delete,
                            Qt::Key_Backspace}) ||
           QWidget::event(event);
}

}  // namespace groundglass::ui
