#pragma once

#include "ui/theme.hpp"

#include <QStyledItemDelegate>

namespace groundglass::ui::dailies {

/// Draws a take: its picture with its length, circle and stars, where it came from or its note.
class TakeDelegate final : public QStyledItemDelegate {
    Q_OBJECT
public:
    TakeDelegate(const Theme& theme, QObject* parent) : QStyledItemDelegate(parent), m_theme(theme) {}

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    const Theme& m_theme;
};

}  // namespace groundglass::ui::dailies
