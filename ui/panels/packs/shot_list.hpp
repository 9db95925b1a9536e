#pragma once

#include "ui/panel_context.hpp"

#include <QAbstractListModel>
#include <QHash>
#include <QImage>
#include <QSet>
#include <QStyledItemDelegate>

#include <set>
#include <vector>

namespace groundglass::ui::packs {

/// The film's shots in screening order with a check each; pictures come from the viewfinder when a row is
/// seen.
class ShotList final : public QAbstractListModel {
    Q_OBJECT

public:
    enum Role { PictureRole = Qt::UserRole, SceneRole, IdRole };

    ShotList(PanelContext& context, QObject* parent);

    /// Reads the film again; checks stay with their shots, new shots come checked.
    void refresh();
    void checkAll(bool on);
    [[nodiscard]] std::set<film::ShotId> checked() const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;

    static constexpr int pictureWidth = 96;

Q_SIGNALS:
    void checksChanged();

private:
    struct Row {
        film::ShotId id;
        QString title, scene;
        bool checked = true;
        QString pictureKey;
    };
    [[nodiscard]] QImage picture(const Row& row) const;

    PanelContext& m_context;
    std::vector<Row> m_rows;
    std::set<film::ShotId> m_unchecked;
};

/// Check, picture, title and scene of a shot.
class ShotDelegate final : public QStyledItemDelegate {
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    bool editorEvent(QEvent* event, QAbstractItemModel* model, const QStyleOptionViewItem& option,
                     const QModelIndex& index) override;
};

}  // namespace groundglass::ui::packs
