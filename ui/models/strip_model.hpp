#pragma once

#include "groundglass/app/services.hpp"

#include <QAbstractListModel>
#include <QHash>
#include <QImage>
#include <QString>
#include <QTimer>

#include <optional>
#include <string>
#include <vector>

namespace groundglass::ui {

class Document;
class RenderBridge;

/// Scenes and their shots as one list: a scene's row, then its shots. Facts and thumbnails are made when a
/// row is looked at. Shots of no scene come last, under a row of their own.
class StripModel final : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role { IdRole = Qt::UserRole + 1, IsSceneRole, NumberRole, FactsRole, PictureRole, SceneRole };

    /// `render` may be null: then there are no thumbnails.
    StripModel(Document& document, RenderBridge* render, QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

    [[nodiscard]] QModelIndex indexOf(const film::ShotId& shot) const;
    [[nodiscard]] film::ShotId shotAt(const QModelIndex& index) const;    ///< Empty on a scene's row.
    [[nodiscard]] film::SceneId sceneAt(const QModelIndex& index) const;  ///< Of the row, or of its shot.

private:
    struct Row {
        bool scene{};
        std::string id;  ///< Scene or shot id; an empty scene id is the unplaced ones.
        std::string sceneId;
        bool operator==(const Row&) const = default;
    };
    struct Known {
        QString facts;
        QString key;     ///< Of the thumbnail that was asked for last.
        QImage picture;  ///< The newest that came.
        quint64 version = 0;
        bool stale = true;  ///< Facts.
        bool pictureStale = true;
    };

    [[nodiscard]] std::vector<Row> rowsOf(const film::Film& film) const;
    void follow(const std::vector<film::Change>& changes);
    void moveTo(std::vector<Row> rows);
    void outdate(const std::string& shot);
    const Known& look(const std::string& shot) const;
    void drawStale();

    Document& m_document;
    RenderBridge* m_render;
    std::vector<Row> m_rows;
    mutable QHash<QString, Known> m_known;
    quint64 m_version = 0;
    QTimer m_settling;  ///< Runs while edits follow one another; known pictures are drawn anew after it.
};

}  // namespace groundglass::ui
