#pragma once

#include "groundglass/jobs/catalog.hpp"
#include "groundglass/store/film_folder.hpp"
#include "ui/selection.hpp"

#include <QAbstractListModel>
#include <QImage>
#include <QString>

#include <filesystem>
#include <map>
#include <optional>
#include <vector>

namespace groundglass::ui {

class MediaBridge;

/// The takes of one shot, newest first.
class TakesModel final : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role {
        PictureRole = Qt::UserRole + 1,
        StarsRole,
        CircledRole,
        NoteRole,
        SourceRole,
        LengthRole,
        ProblemRole
    };

    /// `media` may be null: then there are no pictures.
    explicit TakesModel(MediaBridge* media, QObject* parent = nullptr);
    /// Whose titles are shown in place of the ids of models; may be null.
    void setCatalog(const jobs::Catalog* catalog) { m_catalog = catalog; }

    /// `folder` is where the shot's clips lie.
    void setTakes(std::filesystem::path folder, store::Takes takes);
    void setReview(const QModelIndex& index, const film::Review& review);
    [[nodiscard]] std::optional<PlayedTake> takeAt(const QModelIndex& index) const;
    [[nodiscard]] film::Review reviewAt(const QModelIndex& index) const;
    [[nodiscard]] QModelIndex indexOf(const std::filesystem::path& clip) const;
    [[nodiscard]] QModelIndex indexOf(const film::TakeId& take) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

private:
    [[nodiscard]] std::filesystem::path clipOf(const film::Take& take) const;

    MediaBridge* m_media;
    const jobs::Catalog* m_catalog = nullptr;
    std::filesystem::path m_folder;
    std::vector<film::Take> m_takes;  ///< Newest first.
    std::map<film::TakeId, film::Review> m_reviews;
};

}  // namespace groundglass::ui
