#include "ui/panels/prompt/prompt_view.hpp"

#include "ui/selection.hpp"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>
#include <utility>

namespace groundglass::ui::prompt_panel {
namespace {

/// Room for the underline between two lines.
qreal lineGap(int size) {
    return size >= 15 ? 8 : 6;
}

QFont proseOf(int size) {
    QFont font = Theme::prose();
    font.setPixelSize(size);
    return font;
}

constexpr qreal paragraphGap = 6;

}  // namespace

PromptView::PromptView(const Theme& theme, Selection& selection, QWidget* parent)
    : QWidget(parent), m_theme(theme), m_selection(selection) {
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    setAccessibleName(tr("Prompt"));
    connect(&selection, &Selection::fieldHovered, this, [this] { update(); });
    connect(&selection, &Selection::groupShown, this, [this] { update(); });
}

void PromptView::setPrompt(PromptText prompt) {
    m_prompt = std::move(prompt);
    m_problem.clear();
    m_focused = std::min(m_focused, static_cast<int>(m_prompt.phrases.size()) - 1);
    setAccessibleDescription(m_prompt.text);
    fit();
    arrange();
    updateGeometry();
    update();
}

void PromptView::setProblem(const QString& problem) {
    m_prompt = {};
    m_problem = problem;
    m_focused = -1;
    setAccessibleDescription(problem);
    fit();
    arrange();
    updateGeometry();
    update();
}

std::vector<PromptView::Block> PromptView::layOut(int width, qreal& height, int size) const {
    std::vector<Block> blocks;
    const QString& text = m_problem.isEmpty() ? m_prompt.text : m_problem;
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    height = 0;
    int begin = 0;
    while (begin <= text.size()) {
        int end = static_cast<int>(text.indexOf(QLatin1Char('\n'), begin));
        if (end < 0) end = static_cast<int>(text.size());
        Block block;
        block.begin = begin;
        block.top = height;
        block.layout = std::make_unique<QTextLayout>(text.mid(begin, end - begin), proseOf(size));
        block.layout->setTextOption(option);
        block.layout->setCacheEnabled(true);
        block.layout->beginLayout();
        qreal y = 0;
        for (QTextLine line = block.layout->createLine(); line.isValid(); line = block.layout->createLine()) {
            line.setLineWidth(width);
            line.setPosition(QPointF(0, y));
            y += std::ceil(line.height()) + lineGap(size);
        }
        block.layout->endLayout();
        if (block.layout->lineCount() == 0) y = 12;
        height += y + paragraphGap;
        blocks.push_back(std::move(block));
        begin = end + 1;
    }
    return blocks;
}

void PromptView::arrange() {
    qreal height = 0;
    m_blocks = layOut(std::max(40, width()), height, m_size);
}

int PromptView::heightAt(int width, int size) const {
    qreal height = 0;
    static_cast<void>(layOut(std::max(40, width), height, size));
    return static_cast<int>(std::ceil(height)) + 2;
}

int PromptView::heightForWidth(int width) const {
    return heightAt(width, m_size);
}

void PromptView::setRoom(const QSize& room) {
    if (room == m_room) return;
    m_room = room;
    fit();
}

void PromptView::fit() {
    if (m_room.isEmpty()) return;
    int size = largest;
    while (size > smallest) {
        // Letters grow again only when there is a line to spare: they do not jump with every word.
        const int spare = size > m_size ? 24 : 0;
        if (heightAt(m_room.width(), size) + spare <= m_room.height()) break;
        --size;
    }
    if (size == m_size) return;
    m_size = size;
    arrange();
    updateGeometry();
    update();
}

QSize PromptView::sizeHint() const {
    return {480, heightForWidth(std::max(480, width()))};
}

std::vector<QRectF> PromptView::boxesOf(int phrase) const {
    std::vector<QRectF> boxes;
    if (phrase < 0 || phrase >= static_cast<int>(m_prompt.phrases.size())) return boxes;
    const Phrase& wanted = m_prompt.phrases[static_cast<std::size_t>(phrase)];
    for (const Block& block : m_blocks) {
        for (int i = 0; i < block.layout->lineCount(); ++i) {
            const QTextLine line = block.layout->lineAt(i);
            const int lineBegin = block.begin + line.textStart();
            const int lineEnd = lineBegin + line.textLength();
            const int begin = std::max(wanted.begin, lineBegin);
            const int end = std::min(wanted.end, lineEnd);
            if (begin >= end) continue;
            const qreal left = line.cursorToX(begin - block.begin);
            qreal right = line.cursorToX(end - block.begin);
            // A blank at the end of a wrapped line is not underlined.
            right = std::min(right, line.naturalTextWidth());
            boxes.emplace_back(left, block.top + line.y(), right - left, line.height());
        }
    }
    return boxes;
}

void PromptView::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    for (int i = 0; i < static_cast<int>(m_prompt.phrases.size()); ++i) {
        const Phrase& phrase = m_prompt.phrases[static_cast<std::size_t>(i)];
        const QColor hue = m_theme.hue(phrase.field);
        const bool lit = Selection::sameField(phrase.field, m_selection.hoveredField());
        const bool shownGroup =
            !m_selection.group().isEmpty() && phrase.field.startsWith(m_selection.group() + QLatin1Char('/'));
        for (const QRectF& box : boxesOf(i)) {
            if (lit || shownGroup) {
                QColor wash = hue;
                wash.setAlphaF(lit ? 0.26F : 0.10F);
                painter.setPen(Qt::NoPen);
                painter.setBrush(wash);
                painter.drawRoundedRect(box.adjusted(-2, -1, 2, 4), 3, 3);
            }
            painter.setPen(QPen(hue, lit ? 2 : 1.4));
            const qreal y = box.bottom() + 2.5;
            painter.drawLine(QPointF(box.left(), y), QPointF(box.right(), y));
            if (hasFocus() && i == m_focused) {
                painter.setPen(QPen(m_theme.accent, 1));
                painter.setBrush(Qt::NoBrush);
                painter.drawRoundedRect(box.adjusted(-3, -2, 3, 5), 4, 4);
            }
        }
    }
    painter.setPen(m_problem.isEmpty() ? m_theme.text : m_theme.quiet);
    for (const Block& block : m_blocks) block.layout->draw(&painter, QPointF(0, block.top));
}

void PromptView::resizeEvent(QResizeEvent*) {
    arrange();
}

int PromptView::phraseAt(const QPointF& place) const {
    for (int i = 0; i < static_cast<int>(m_prompt.phrases.size()); ++i) {
        const auto boxes = boxesOf(i);
        const auto hit = std::any_of(boxes.begin(), boxes.end(), [&](const QRectF& box) {
            return box.adjusted(-1, -2, 1, 5).contains(place);
        });
        if (hit) return i;
    }
    return -1;
}

void PromptView::mouseMoveEvent(QMouseEvent* event) {
    const int at = phraseAt(event->position());
    setCursor(at >= 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
    m_selection.hoverField(at >= 0 ? m_prompt.phrases[static_cast<std::size_t>(at)].field : QString());
}

void PromptView::mousePressEvent(QMouseEvent* event) {
    const int at = phraseAt(event->position());
    if (at < 0) return;
    m_focused = at;
    m_selection.activateField(m_prompt.phrases[static_cast<std::size_t>(at)].field);
}

void PromptView::leaveEvent(QEvent*) {
    m_selection.hoverField({});
}

void PromptView::focusPhrase(int phrase) {
    const int last = static_cast<int>(m_prompt.phrases.size()) - 1;
    if (last < 0) return;
    m_focused = std::clamp(phrase, 0, last);
    m_selection.hoverField(m_prompt.phrases[static_cast<std::size_t>(m_focused)].field);
    const auto boxes = boxesOf(m_focused);
    if (!boxes.empty()) Q_EMIT phraseFocused(boxes.front().toAlignedRect());
    update();
}

void PromptView::keyPressEvent(QKeyEvent* event) {
    switch (event->key()) {
        case Qt::Key_Right:
        case Qt::Key_Down:
            focusPhrase(m_focused + 1);
            return;
        case Qt::Key_Left:
        case Qt::Key_Up:
            focusPhrase(std::max(0, m_focused - 1));
            return;
        case Qt::Key_Return:
        case Qt::Key_Enter:
            if (m_focused >= 0 && m_focused < static_cast<int>(m_prompt.phrases.size())) {
                m_selection.activateField(m_prompt.phrases[static_cast<std::size_t>(m_focused)].field);
            }
            return;
        default:
            QWidget::keyPressEvent(event);
    }
}

void PromptView::focusOutEvent(QFocusEvent* event) {
    QWidget::focusOutEvent(event);
    update();
}

bool PromptView::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const int at = phraseAt(help->pos());
        if (at < 0) {
            QToolTip::hideText();
        } else {
            const QString field = m_prompt.phrases[static_cast<std::size_t>(at)].field;
            const film::FieldDescriptor* known =
                film::findField(field.section(QLatin1Char('/'), 0, 1).toStdString());
            const QString group = field.section(QLatin1Char('/'), 0, 0);
            QToolTip::showText(help->globalPos(),
                               tip(known ? QStringLiteral("%1 · %2").arg(group, shown(known->label)) : field),
                               this);
        }
        return true;
    }
    return QWidget::event(event);
}

}  // namespace groundglass::ui::prompt_panel
