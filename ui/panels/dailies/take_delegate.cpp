#include "ui/panels/dailies/take_delegate.hpp"

#include "ui/models/takes_model.hpp"

#include <QAbstractItemView>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace groundglass::ui::dailies {
namespace {

constexpr int textHeight = 40;
constexpr int gapRight = 12;

}  // namespace

QSize TakeDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const {
    // As high as the list allows; the picture keeps 16:9.
    const auto* view = qobject_cast<const QAbstractItemView*>(option.widget);
    const int height = std::clamp(view ? view->viewport()->height() - 4 : 150, 96, 190);
    return {(height - textHeight) * 16 / 9 + gapRight, height};
}

void TakeDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                         const QModelIndex& index) const {
    painter->save();
    painter->setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    const QRect cell = option.rect.adjusted(1, 1, -gapRight, -1);
    const QRectF frame(cell.left(), cell.top(), cell.width(), cell.height() - textHeight);
    QPainterPath clip;
    clip.addRoundedRect(frame, 4, 4);
    painter->save();
    painter->setClipPath(clip);
    painter->fillRect(frame, m_theme.ground);
    const auto image = index.data(TakesModel::PictureRole).value<QImage>();
    if (!image.isNull()) {
        QRectF box(QPointF(), QSizeF(image.size()).scaled(frame.size(), Qt::KeepAspectRatio));
        box.moveCenter(frame.center());
        painter->drawImage(box, image);
    } else {
        painter->setFont(Theme::small());
        painter->setPen(m_theme.quiet);
        painter->drawText(frame.adjusted(12, 8, -12, -24), Qt::AlignCenter | Qt::TextWordWrap,
                          index.data(TakesModel::ProblemRole).toString());
    }
    painter->restore();
    const bool selected = option.state & QStyle::State_Selected;
    if (selected || option.state & QStyle::State_MouseOver) {
        painter->setPen(QPen(selected ? m_theme.accent : m_theme.faint, selected ? 2 : 1));
        painter->setBrush(Qt::NoBrush);
        painter->drawRoundedRect(frame.adjusted(1, 1, -1, -1), 4, 4);
    }
    painter->setFont(Theme::small());
    const QString length = index.data(TakesModel::LengthRole).toString();
    const int lengthWidth = painter->fontMetrics().horizontalAdvance(length) + 12;
    const QRectF tag(frame.right() - lengthWidth - 6, frame.bottom() - 24, lengthWidth, 18);
    QColor back(Qt::black);
    back.setAlphaF(0.6F);
    painter->setPen(Qt::NoPen);
    painter->setBrush(back);
    painter->drawRoundedRect(tag, 3, 3);
    painter->setPen(m_theme.text);
    painter->drawText(tag, Qt::AlignCenter, length);

    int x = cell.left();
    const int top = static_cast<int>(frame.bottom()) + 4;
    if (index.data(TakesModel::CircledRole).toBool()) {
        painter->setBrush(Qt::NoBrush);
        painter->setPen(QPen(m_theme.accent, 1.6));
        painter->drawEllipse(QPointF(x + 6, top + 9), 5, 5);
        painter->setBrush(m_theme.accent);
        painter->setPen(Qt::NoPen);
        painter->drawEllipse(QPointF(x + 6, top + 9), 2.2, 2.2);
        x += 18;
    }
    painter->setFont(Theme::body());
    painter->setPen(m_theme.text);
    const QString name = index.data(Qt::DisplayRole).toString();
    painter->drawText(QRect(x, top, cell.right() - x, 18), Qt::AlignVCenter, name);
    x += painter->fontMetrics().horizontalAdvance(name) + 8;
    const int stars = index.data(TakesModel::StarsRole).toInt();
    const QIcon star = m_theme.icon(QStringLiteral("star_filled"), m_theme.text);
    for (int i = 0; i < stars; ++i) star.paint(painter, QRect(x + i * 13, top + 3, 12, 12));
    painter->setFont(Theme::small());
    painter->setPen(m_theme.quiet);
    const QString note = index.data(TakesModel::NoteRole).toString();
    const QString line =
        note.isEmpty() ? index.data(TakesModel::SourceRole).toString() : QStringLiteral("“%1”").arg(note);
    painter->drawText(QRect(cell.left(), top + 18, cell.width(), 16), Qt::AlignVCenter,
                      painter->fontMetrics().elidedText(line, Qt::ElideRight, cell.width()));
    painter->restore();
}

}  // namespace groundglass::ui::dailies
