#include "ui/panels/packs/shot_list.hpp"

#include "groundglass/base/hash.hpp"
#include "groundglass/film/json.hpp"
#include "ui/bridge/render_bridge.hpp"
#include "ui/document.hpp"
#include "ui/theme.hpp"
#include "ui/widgets/paint.hpp"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace groundglass::ui::packs {

ShotList::ShotList(PanelContext& context, QObject* parent) : QAbstractListModel(parent), m_context(context) {
    connect(&context.render, &RenderBridge::thumbnailReady, this,
            [this](const QString& key, const QImage& /*image*/) {
                for (int i = 0; i < static_cast<int>(m_rows.size()); ++i) {
                    if (m_rows[static_cast<std::size_t>(i)].pictureKey == key)
                        Q_EMIT dataChanged(index(i), index(i), {PictureRole});
                }
            });
}

void ShotList::refresh() {
    const film::Film& film = m_context.document.film();
    beginResetModel();
    m_rows.clear();
    for (const film::ShotId& id : film::shotsInOrder(film)) {
        const film::Shot& shot = film.shots.at(id);
        const auto scene = film.scenes.find(shot.scene);
        const auto view = film::cascade(film, id);
        Row row{.id = id,
                .title = shown(shot.number.empty() ? shot.title : shot.number + "  " + shot.title),
                .scene = scene != film.scenes.end() ? shown(scene->second.title) : tr("in no scene"),
                .checked = !m_unchecked.contains(id),
                .pictureKey = {}};
        if (view) {
            row.pictureKey = QStringLiteral("pack:%1").arg(
                QString::fromStdString(base::sha256(film::toJson(view->direction))));
        }
        m_rows.push_back(std::move(row));
    }
    endResetModel();
    Q_EMIT checksChanged();
}

void ShotList::checkAll(bool on) {
    m_unchecked.clear();
    for (Row& row : m_rows) {
        row.checked = on;
        if (!on) m_unchecked.insert(row.id);
    }
    if (!m_rows.empty()) Q_EMIT dataChanged(index(0), index(rowCount() - 1), {Qt::CheckStateRole});
    Q_EMIT checksChanged();
}

std::set<film::ShotId> ShotList::checked() const {
    std::set<film::ShotId> ids;
    for (const Row& row : m_rows) {
        if (row.checked) ids.insert(row.id);
    }
    return ids;
}

int ShotList::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QImage ShotList::picture(const Row& row) const {
    const QImage known = m_context.render.knownThumbnail(row.pictureKey);
    if (!known.isNull()) return known;
    const auto view = app::viewShot(*m_context.library, m_context.document.film(), row.id);
    if (!view) return {};
    return m_context.render.thumbnail(row.pictureKey, view->scene,
                                      app::frameSize(view->measured, 2 * pictureWidth));
}

QVariant ShotList::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= rowCount()) return {};
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    switch (role) {
        case Qt::DisplayRole:
        case Qt::AccessibleTextRole:
            return row.title;
        case Qt::AccessibleDescriptionRole:
        case SceneRole:
            return row.scene;
        case Qt::CheckStateRole:
            return row.checked ? Qt::Checked : Qt::Unchecked;
        case PictureRole:
            return picture(row);
        case IdRole:
            return QString::fromStdString(row.id.str());
        default:
            return {};
    }
}

bool ShotList::setData(const QModelIndex& index, const QVariant& value, int role) {
    if (!index.isValid() || role != Qt::CheckStateRole) return false;
    Row& row = m_rows[static_cast<std::size_t>(index.row())];
    row.checked = value.toInt() == Qt::Checked;
    if (row.checked) {
        m_unchecked.erase(row.id);
    } else {
        m_unchecked.insert(row.id);
    }
    Q_EMIT dataChanged(index, index, {Qt::CheckStateRole});
    Q_EMIT checksChanged();
    return true;
}

Qt::ItemFlags ShotList::flags(const QModelIndex& index) const {
    if (!index.isValid()) return {};
    return Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable | Qt::ItemNeverHasChildren;
}

QSize ShotDelegate::sizeHint(const QStyleOptionViewItem& /*option*/, const QModelIndex& /*index*/) const {
    return {300, 64};
}

void ShotDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                         const QModelIndex& index) const {
    painter->save();
    painter->setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    const bool checked = index.data(Qt::CheckStateRole).toInt() == Qt::Checked;
    if (option.state & (QStyle::State_MouseOver | QStyle::State_HasFocus)) {
        painter->setPen(option.state & QStyle::State_HasFocus ? QPen(paint::accent(), 1) : QPen(Qt::NoPen));
        painter->setBrush(paint::withAlpha(paint::raised(), 0.8));
        painter->drawRoundedRect(QRectF(option.rect).adjusted(1.5, 1.5, -1.5, -1.5), 6, 6);
    }
    const QRectF box(option.rect.left() + 10, option.rect.center().y() - 7.5, 16, 16);
    painter->setPen(checked ? QPen(Qt::NoPen) : QPen(paint::dim(), 1));
    painter->setBrush(checked ? QBrush(paint::accent()) : QBrush(Qt::NoBrush));
    painter->drawRoundedRect(box, 4, 4);
    if (checked) {
        QPainterPath tick;
        tick.moveTo(box.left() + 4, box.center().y());
        tick.lineTo(box.left() + 7, box.bottom() - 4.5);
        tick.lineTo(box.right() - 3.5, box.top() + 4.5);
        painter->setBrush(Qt::NoBrush);
        painter->setPen(QPen(paint::well(), 1.8, Qt::SolidLine, Qt::RoundCap));
        painter->drawPath(tick);
    }
    const QRectF frame(box.right() + 12, option.rect.top() + 5, ShotList::pictureWidth,
                       option.rect.height() - 10);
    QPainterPath shape;
    shape.addRoundedRect(frame, 3, 3);
    painter->fillPath(shape, paint::well());
    const auto picture = index.data(ShotList::PictureRole).value<QImage>();
    if (!picture.isNull()) {
        painter->setClipPath(shape);
        QRectF target(QPointF(), QSizeF(picture.size()).scaled(frame.size(), Qt::KeepAspectRatio));
        target.moveCenter(frame.center());
        painter->setOpacity(checked ? 1 : 0.45);
        painter->drawImage(target, picture);
        painter->setOpacity(1);
        painter->setClipping(false);
    }
    const QRectF words(frame.right() + 12, option.rect.top() + 12, option.rect.right() - frame.right() - 24,
                       20);
    painter->setFont(Theme::body());
    painter->setPen(checked ? paint::ink() : paint::dim());
    paint::lineOfText(*painter, words, Qt::AlignLeft | Qt::AlignVCenter,
                      index.data(Qt::DisplayRole).toString());
    painter->setFont(Theme::small());
    painter->setPen(paint::dim());
    paint::lineOfText(*painter, words.translated(0, 20), Qt::AlignLeft | Qt::AlignVCenter,
                      index.data(ShotList::SceneRole).toString());
    painter->restore();
}

bool ShotDelegate::editorEvent(QEvent* event, QAbstractItemModel* model, const QStyleOptionViewItem& option,
                               const QModelIndex& index) {
    bool toggle = false;
    if (event->type() == QEvent::MouseButtonRelease) {
        const auto* mouse = static_cast<QMouseEvent*>(event);
        toggle = mouse->button() == Qt::LeftButton && option.rect.contains(mouse->position().toPoint());
    } else if (event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        toggle = key == Qt::Key_Space || key == Qt::Key_Select;
    }
    if (!toggle) return false;
    const bool on = index.data(Qt::CheckStateRole).toInt() == Qt::Checked;
    return model->setData(index, on ? Qt::Unchecked : Qt::Checked, Qt::CheckStateRole);
}

}  // namespace groundglass::ui::packs
