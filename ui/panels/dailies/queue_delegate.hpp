#pragma once

#include "ui/theme.hpp"

#include <QStyledItemDelegate>

namespace groundglass::ui::dailies {

/// Draws a job: title over model, state in its tone, progress or cost, its action.
class QueueDelegate final : public QStyledItemDelegate {
    Q_OBJECT
public:
    QueueDelegate(const Theme& theme, QObject* parent) : QStyledItemDelegate(parent), m_theme(theme) {}

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    bool editorEvent(QEvent* event, QAbstractItemModel* model, const QStyleOptionViewItem& option,
                     const QModelIndex& index) override;
    [[nodiscard]] static QRect actionBox(const QRect& row);

Q_SIGNALS:
    void actionClicked(const QModelIndex& index);

private:
    const Theme& m_theme;
};

}  // namespace groundglass::ui::dailies
