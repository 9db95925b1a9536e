#pragma once

#include "ui/theme.hpp"

#include <QStyledItemDelegate>

namespace groundglass::ui::strip {

/// Draws a scene's heading, or a shot: its picture, number and title over its facts.
class StripDelegate final : public QStyledItemDelegate {
    Q_OBJECT
public:
    StripDelegate(const Theme& theme, QObject* parent) : QStyledItemDelegate(parent), m_theme(theme) {}

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    void updateEditorGeometry(QWidget* editor, const QStyleOptionViewItem& option,
                              const QModelIndex& index) const override;

private:
    void paintShot(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const;

    const Theme& m_theme;
};

}  // namespace groundglass::ui::strip
