#include "ui/panels/strip/strip_delegate.hpp"

#include "ui/models/strip_model.hpp"

#include <QAbstractItemView>
#include <QPainter>
#include <QPainterPath>
#include <QTextLayout>

#include <algorithm>

namespace groundglass::ui::strip {
namespace {

constexpr int shotHeight = 66;
constexpr int sceneHeight = 36;
constexpr int pictureHeight = 50;

/// In a narrow strip the words need the room more.
int pictureWidth(const QRect& row) {
    return row.width() < 224 ? 60 : 88;
}
int textX(const QRect& row) {
    return 12 + pictureWidth(row) + 12;
}

constexpr int titleLine = 18;
constexpr int factsLine = 15;
constexpr int mostLines = 2;

/// Lines that a text takes when it may break between words, at most two.
int linesOf(const QString& text, const QFont& font, int width) {
    return QFontMetrics(font).horizontalAdvance(text) > width ? mostLines : 1;
}

QString titleOf(const QModelIndex& index) {
    const QString number = index.data(StripModel::NumberRole).toString();
    return (number.isEmpty() ? QString() : number + QLatin1Char(' ')) +
           index.data(Qt::DisplayRole).toString();
}

/// At most two lines, the second one elided. Gives the height.
int drawLines(QPainter& painter, const QRect& box, const QString& text, int lineHeight) {
    QTextLayout layout(text, painter.font());
    QTextOption wrap;
    wrap.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    layout.setTextOption(wrap);
    layout.beginLayout();
    int y = box.top();
    for (int line = 0; line < mostLines; ++line) {
        QTextLine part = layout.createLine();
        if (!part.isValid()) break;
        part.setLineWidth(box.width());
        QString words = line == 0 ? text.mid(part.textStart(), part.textLength()).trimmed()
                                  : painter.fontMetrics().elidedText(text.mid(part.textStart()),
                                                                     Qt::ElideRight, box.width());
        if (words.endsWith(QChar(0x00b7))) words = words.chopped(1).trimmed();
        const QRect row(box.left(), y, box.width(), lineHeight);
        painter.drawText(row, Qt::AlignVCenter | Qt::TextSingleLine, words);
        y += lineHeight;
    }
    layout.endLayout();
    return y - box.top();
}

/// Lines break between facts, not within one.
QString unbrokenFacts(QString facts) {
    constexpr QChar noBreak(0x00a0);
    facts.replace(QLatin1Char(' '), noBreak);
    return facts.replace(QString(QChar(0x00b7)) + noBreak, QString(QChar(0x00b7)) + QLatin1Char(' '));
}

}  // namespace

QSize StripDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const {
    if (index.data(StripModel::IsSceneRole).toBool()) return {option.rect.width(), sceneHeight};
    const auto* list = qobject_cast<const QAbstractItemView*>(option.widget);
    const QRect row(0, 0, list != nullptr ? list->viewport()->width() : option.rect.width(), shotHeight);
    const int lines = linesOf(titleOf(index), Theme::body(), row.width() - textX(row) - 10);
    return {option.rect.width(), shotHeight + (lines - 1) * titleLine};
}

void StripDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                          const QModelIndex& index) const {
    painter->save();
    painter->setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    if (index.data(StripModel::IsSceneRole).toBool()) {
        const QRect box = option.rect.adjusted(16, 12, -12, 0);
        if (option.state & QStyle::State_Selected) painter->fillRect(option.rect, m_theme.raised);
        painter->setFont(Theme::small());
        painter->setPen(m_theme.quiet);
        const QString title = index.data(Qt::DisplayRole).toString();
        painter->drawText(box, Qt::AlignVCenter,
                          painter->fontMetrics().elidedText(title, Qt::ElideRight, box.width()));
    } else {
        paintShot(painter, option, index);
    }
    painter->restore();
}

void StripDelegate::paintShot(QPainter* painter, const QStyleOptionViewItem& option,
                              const QModelIndex& index) const {
    const QRect row = option.rect;
    const bool selected = option.state & QStyle::State_Selected;
    const bool hovered = option.state & QStyle::State_MouseOver;
    if (selected) {
        QColor wash = m_theme.accent;
        wash.setAlphaF(0.10F);
        painter->fillRect(row, wash);
        painter->fillRect(QRect(row.left(), row.top(), 2, row.height()), m_theme.accent);
    } else if (hovered) {
        painter->fillRect(row, m_theme.raised);
    }
    const QRect frame(row.left() + 12, row.top() + (row.height() - pictureHeight) / 2, pictureWidth(row),
                      pictureHeight);
    const auto image = index.data(StripModel::PictureRole).value<QImage>();
    QRectF box = frame;
    if (!image.isNull()) {
        const QSizeF size = QSizeF(image.size()).scaled(frame.size(), Qt::KeepAspectRatio);
        box = QRectF(QPointF(), size);
        box.moveCenter(QRectF(frame).center());
    } else {
        box.adjust(0, 6, 0, -6);
    }
    QPainterPath clip;
    clip.addRoundedRect(box, 3, 3);
    painter->save();
    painter->setClipPath(clip);
    painter->fillRect(box, m_theme.ground);
    if (!image.isNull()) painter->drawImage(box, image);
    painter->restore();

    const QRect text(row.left() + textX(row), row.top() + 8, row.width() - textX(row) - 10,
                     row.height() - 16);
    painter->setFont(Theme::body());
    painter->setPen(m_theme.text);
    const int used = drawLines(*painter, text, titleOf(index), titleLine);
    painter->setFont(Theme::small());
    painter->setPen(m_theme.quiet);
    drawLines(*painter, text.adjusted(0, used + 1, 0, 0),
              unbrokenFacts(index.data(StripModel::FactsRole).toString()), factsLine);
    if (option.state & QStyle::State_HasFocus && option.state & QStyle::State_KeyboardFocusChange) {
        painter->setPen(m_theme.accent);
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(QRectF(row).adjusted(0.5, 0.5, -0.5, -0.5));
    }
}

void StripDelegate::updateEditorGeometry(QWidget* editor, const QStyleOptionViewItem& option,
                                         const QModelIndex& index) const {
    const bool scene = index.data(StripModel::IsSceneRole).toBool();
    const QRect row = option.rect;
    editor->setGeometry(
        scene ? row.adjusted(8, 4, -8, -2)
              : QRect(row.left() + textX(row) - 9, row.top() + 2, row.width() - textX(row) + 1, 30));
}

}  // namespace groundglass::ui::strip
