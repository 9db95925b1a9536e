#include "ui/models/takes_model.hpp"

#include "ui/bridge/media_bridge.hpp"
#include "ui/models/shot_facts.hpp"
#include "ui/theme.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace groundglass::ui {
namespace {

constexpr int posterWidth = 352;  ///< Twice what the view draws.

}  // namespace

TakesModel::TakesModel(MediaBridge* media, QObject* parent) : QAbstractListModel(parent), m_media(media) {
    if (!media) return;
    connect(media, &MediaBridge::posterReady, this, [this](const QString& clip) {
        const QModelIndex index = indexOf(std::filesystem::path(clip.toStdString()));
        if (index.isValid()) Q_EMIT dataChanged(index, index, {PictureRole, ProblemRole});
    });
}

void TakesModel::setTakes(std::filesystem::path folder, store::Takes takes) {
    std::reverse(takes.takes.begin(), takes.takes.end());
    const bool same = folder == m_folder;
    // Takes are only ever added: the known ones keep their rows, the selection with them.
    const auto added =
        static_cast<std::ptrdiff_t>(takes.takes.size()) - static_cast<std::ptrdiff_t>(m_takes.size());
    if (same && added >= 0 && std::equal(m_takes.begin(), m_takes.end(), takes.takes.begin() + added)) {
        if (added > 0) {
            beginInsertRows({}, 0, static_cast<int>(added) - 1);
            m_takes = std::move(takes.takes);
            m_reviews = std::move(takes.reviews);
            endInsertRows();
        } else {
            m_reviews = std::move(takes.reviews);
        }
        if (!m_takes.empty()) Q_EMIT dataChanged(index(0), index(rowCount() - 1));
        return;
    }
    beginResetModel();
    m_folder = std::move(folder);
    m_takes = std::move(takes.takes);
    m_reviews = std::move(takes.reviews);
    endResetModel();
}

void TakesModel::setReview(const QModelIndex& index, const film::Review& review) {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return;
    m_reviews[m_takes[static_cast<std::size_t>(index.row())].id] = review;
    Q_EMIT dataChanged(index, index);
}

std::filesystem::path TakesModel::clipOf(const film::Take& take) const {
    return m_folder / take.clip;
}

std::optional<PlayedTake> TakesModel::takeAt(const QModelIndex& index) const {
    if (!index.isValid() || index.row() >= rowCount()) return std::nullopt;
    const film::Take& take = m_takes[static_cast<std::size_t>(index.row())];
    return PlayedTake{take, clipOf(take), rowCount() - index.row()};
}

film::Review TakesModel::reviewAt(const QModelIndex& index) const {
    if (!index.isValid() || index.row() >= rowCount()) return {};
    const auto found = m_reviews.find(m_takes[static_cast<std::size_t>(index.row())].id);
    return found == m_reviews.end() ? film::Review{} : found->second;
}

QModelIndex TakesModel::indexOf(const std::filesystem::path& clip) const {
    const auto found = std::find_if(m_takes.begin(), m_takes.end(),
                                    [&](const film::Take& take) { return clipOf(take) == clip; });
    return found == m_takes.end() ? QModelIndex()
                                  : index(static_cast<int>(std::distance(m_takes.begin(), found)));
}

QModelIndex TakesModel::indexOf(const film::TakeId& take) const {
    const auto found = std::ranges::find(m_takes, take, &film::Take::id);
    return found == m_takes.end() ? QModelIndex()
                                  : index(static_cast<int>(std::distance(m_takes.begin(), found)));
}

int TakesModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_takes.size());
}

QVariant TakesModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const film::Take& take = m_takes[static_cast<std::size_t>(index.row())];
    const film::Review review = reviewAt(index);
    const int number = rowCount() - index.row();
    switch (role) {
        case Qt::DisplayRole:
            return tr("Take %1").arg(number);
        case PictureRole:
            return m_media ? m_media->poster(clipOf(take), take.duration / 2, posterWidth) : QImage();
        case ProblemRole:
            return m_media && !m_media->problem(clipOf(take)).isEmpty() ? tr("The clip cannot be shown")
                                                                        : QString();
        case Qt::ToolTipRole:
            return m_media ? tip(m_media->problem(clipOf(take))) : QString();
        case StarsRole:
            return static_cast<int>(review.stars);
        case CircledRole:
            return review.circled;
        case NoteRole:
            return shown(review.note);
        case SourceRole:
            return QStringLiteral("%1 · %2").arg(modelTitle(m_catalog, take.provider, take.model),
                                                 shown(base::toText(take.cost)));
        case LengthRole:
            return secondsText(take.duration);
        case Qt::AccessibleTextRole:
            return tr("Take %1, %2, %n star(s)%3", nullptr, static_cast<int>(review.stars))
                .arg(number)
                .arg(secondsText(take.duration), review.circled ? tr(", circled") : QString());
        default:
            return {};
    }
}

}  // namespace groundglass::ui
