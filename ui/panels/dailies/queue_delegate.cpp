#include "ui/panels/dailies/queue_delegate.hpp"

#include "ui/models/job_model.hpp"

#include <QMouseEvent>
#include <QPainter>

#include <algorithm>

namespace groundglass::ui::dailies {
namespace {

constexpr int rowHeight = 42;
constexpr int actionWidth = 84;
constexpr int costWidth = 76;

QColor toneColour(const Theme& theme, JobTone tone) {
    switch (tone) {
        case JobTone::Good:
            return theme.good;
        case JobTone::Doubt:
            return theme.doubt;
        case JobTone::Bad:
            return theme.bad;
        case JobTone::Busy:
            return theme.text;
        case JobTone::Quiet:
            return theme.quiet;
    }
    return theme.quiet;
}

}  // namespace

QRect QueueDelegate::actionBox(const QRect& row) {
    return QRect(row.right() - actionWidth - 8, row.top() + 8, actionWidth, row.height() - 16);
}

QSize QueueDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const {
    return {option.rect.width(), rowHeight};
}

void QueueDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                          const QModelIndex& index) const {
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const QRect row = option.rect;
    if (option.state & QStyle::State_Selected) {
        painter->fillRect(row, m_theme.raised);
    } else if (option.state & QStyle::State_MouseOver) {
        QColor wash = m_theme.raised;
        wash.setAlphaF(0.6F);
        painter->fillRect(row, wash);
    }
    painter->fillRect(QRect(row.left() + 16, row.bottom(), row.width() - 24, 1), m_theme.raised);
    const QRect action = actionBox(row);
    const QRect cost(action.left() - costWidth - 8, row.top(), costWidth, row.height());
    const int room = cost.left() - row.left() - 16 - 12;
    const int stateWidth = std::clamp(room * 60 / 100, 96, 264);
    const QRect state(cost.left() - stateWidth - 12, row.top(), stateWidth, row.height());
    const QRect title(row.left() + 16, row.top(), state.left() - row.left() - 28, row.height());

    const auto draw = [&](const QRect& box, int flags, const QString& text, const QFont& font,
                          const QColor& colour) {
        painter->setFont(font);
        painter->setPen(colour);
        painter->drawText(box, flags | Qt::TextSingleLine,
                          painter->fontMetrics().elidedText(text, Qt::ElideRight, box.width()));
    };
    draw(title.adjusted(0, 5, 0, -20), Qt::AlignVCenter, index.data(Qt::DisplayRole).toString(),
         Theme::body(), m_theme.text);
    draw(title.adjusted(0, 21, 0, -4), Qt::AlignVCenter, index.data(JobModel::DetailRole).toString(),
         Theme::small(), m_theme.quiet);
    const auto tone = static_cast<JobTone>(index.data(JobModel::ToneRole).toInt());
    const double progress = index.data(JobModel::ProgressRole).toDouble();
    const QColor colour = toneColour(m_theme, tone);
    QString words = index.data(JobModel::StateRole).toString();
    if (progress >= 0) words += QStringLiteral(" · %1 %").arg(qRound(progress * 100));
    if (progress >= 0) {
        draw(state.adjusted(0, 5, 0, -16), Qt::AlignVCenter, words, Theme::body(), colour);
        const QRectF groove(state.left(), row.center().y() + 8, state.width(), 3);
        painter->setPen(Qt::NoPen);
        painter->setBrush(m_theme.line);
        painter->drawRoundedRect(groove, 1.5, 1.5);
        painter->setBrush(m_theme.accent);
        painter->drawRoundedRect(
            QRectF(groove.topLeft(), QSizeF(groove.width() * std::clamp(progress, 0.0, 1.0), 3)), 1.5, 1.5);
    } else {
        const QString reason = index.data(JobModel::ReasonRole).toString();
        QRect line = reason.isEmpty() ? state : state.adjusted(0, 5, 0, -20);
        if (tone == JobTone::Doubt || tone == JobTone::Bad) {
            const QIcon mark = m_theme.icon(
                tone == JobTone::Doubt ? QStringLiteral("warning") : QStringLiteral("error"), colour);
            mark.paint(painter, QRect(line.left(), line.center().y() - 7, 14, 14));
            line.setLeft(line.left() + 20);
        }
        draw(line, Qt::AlignVCenter, words, Theme::body(), colour);
        draw(state.adjusted(0, 21, 0, -4), Qt::AlignVCenter, reason, Theme::small(), m_theme.quiet);
    }
    draw(cost, Qt::AlignVCenter | Qt::AlignRight, index.data(JobModel::CostRole).toString(), Theme::body(),
         m_theme.quiet);
    const QString actionText = index.data(JobModel::ActionTextRole).toString();
    if (!actionText.isEmpty())
        draw(action, Qt::AlignVCenter | Qt::AlignRight, actionText, Theme::body(), m_theme.accent);
    if (option.state & QStyle::State_HasFocus && option.state & QStyle::State_KeyboardFocusChange) {
        painter->setPen(m_theme.accent);
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(QRectF(row).adjusted(0.5, 0.5, -0.5, -0.5));
    }
    painter->restore();
}

bool QueueDelegate::editorEvent(QEvent* event, QAbstractItemModel*, const QStyleOptionViewItem& option,
                                const QModelIndex& index) {
    if (event->type() != QEvent::MouseButtonRelease) return false;
    const auto* mouse = static_cast<QMouseEvent*>(event);
    if (mouse->button() != Qt::LeftButton || !actionBox(option.rect).contains(mouse->position().toPoint()))
        return false;
    Q_EMIT actionClicked(index);
    return true;
}

}  // namespace groundglass::ui::dailies
