#include "ui/models/strip_model.hpp"

#include "ui/bridge/render_bridge.hpp"
#include "ui/document.hpp"
#include "ui/models/shot_facts.hpp"
#include "ui/theme.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace groundglass::ui {
namespace {

constexpr int thumbnailWidth = 192;  ///< Twice what the strip draws, for dense screens.
constexpr int thumbnailSamples = 8;

QString prefixOf(const std::string& shot) {
    return QStringLiteral("strip/%1/").arg(QString::fromStdString(shot));
}

}  // namespace

StripModel::StripModel(Document& document, RenderBridge* render, QObject* parent)
    : QAbstractListModel(parent), m_document(document), m_render(render) {
    m_rows = rowsOf(document.film());
    connect(&document, &Document::changed, this, &StripModel::follow);
    m_settling.setSingleShot(true);
    m_settling.setInterval(350);
    connect(&m_settling, &QTimer::timeout, this, &StripModel::drawStale);
    const auto reset = [this] {
        beginResetModel();
        m_known.clear();
        ++m_version;
        if (m_render) m_render->forgetWaiting(QStringLiteral("strip/"));
        m_rows = m_document.isOpen() ? rowsOf(m_document.film()) : std::vector<Row>{};
        endResetModel();
    };
    connect(&document, &Document::opened, this, reset);
    connect(&document, &Document::closed, this, reset);
    if (!render) return;
    connect(render, &RenderBridge::thumbnailReady, this, [this](const QString& key, const QImage& image) {
        if (!key.startsWith(QStringLiteral("strip/"))) return;
        const QString shot = key.section(QLatin1Char('/'), 1, 1);
        const auto known = m_known.find(shot);
        if (known == m_known.end() || known->key != key) return;
        known->picture = image;
        const QModelIndex index = indexOf(film::ShotId(shot.toStdString()));
        if (index.isValid()) Q_EMIT dataChanged(index, index, {PictureRole});
    });
}

std::vector<StripModel::Row> StripModel::rowsOf(const film::Film& film) const {
    std::vector<Row> rows;
    for (const film::SceneId& scene : film::scenesInOrder(film)) {
        rows.push_back({true, scene.str(), scene.str()});
        for (const film::ShotId& shot : film::shotsInOrder(film, scene))
            rows.push_back({false, shot.str(), scene.str()});
    }
    const auto unplaced = film::shotsInOrder(film, film::SceneId());
    if (!unplaced.empty()) rows.push_back({true, {}, {}});
    for (const film::ShotId& shot : unplaced) rows.push_back({false, shot.str(), {}});
    return rows;
}

void StripModel::follow(const std::vector<film::Change>& changes) {
    using What = film::Change::What;
    m_settling.start();
    bool places = false;
    bool every = false;
    for (const film::Change& change : changes) {
        places = places || change.path.empty() || change.path == "order" || change.path == "scene";
        if (change.what == What::Shot) {
            outdate(change.id);
        } else if (change.what != What::Scene || change.path != "title") {
            every = true;
        }
    }
    if (places) moveTo(rowsOf(m_document.film()));
    if (every) {
        for (const Row& row : m_rows) {
            if (!row.scene) outdate(row.id);
        }
    }
    if (m_rows.empty()) return;
    if (every || places || changes.size() > 1 || changes.front().what != What::Shot) {
        Q_EMIT dataChanged(index(0), index(static_cast<int>(m_rows.size()) - 1));
        return;
    }
    const QModelIndex changed = indexOf(film::ShotId(changes.front().id));
    if (changed.isValid()) Q_EMIT dataChanged(changed, changed);
}

void StripModel::moveTo(std::vector<Row> rows) {
    // What is equal at both ends stays; the middle is exchanged.
    const auto mismatch = std::mismatch(m_rows.begin(), m_rows.end(), rows.begin(), rows.end());
    const auto head = static_cast<int>(std::distance(m_rows.begin(), mismatch.first));
    int tail = 0;
    const int oldSize = static_cast<int>(m_rows.size());
    const int newSize = static_cast<int>(rows.size());
    while (tail < oldSize - head && tail < newSize - head &&
           m_rows[static_cast<std::size_t>(oldSize - 1 - tail)] ==
               rows[static_cast<std::size_t>(newSize - 1 - tail)]) {
        ++tail;
    }
    const int removed = oldSize - head - tail;
    const int added = newSize - head - tail;
    if (removed > 0) {
        beginRemoveRows({}, head, head + removed - 1);
        m_rows.erase(m_rows.begin() + head, m_rows.begin() + head + removed);
        endRemoveRows();
    }
    if (added > 0) {
        beginInsertRows({}, head, head + added - 1);
        m_rows.insert(m_rows.begin() + head, rows.begin() + head, rows.begin() + head + added);
        endInsertRows();
    }
}

void StripModel::outdate(const std::string& shot) {
    const auto known = m_known.find(QString::fromStdString(shot));
    if (known == m_known.end()) return;
    known->stale = true;
    known->pictureStale = true;
    known->version = ++m_version;
}

const StripModel::Known& StripModel::look(const std::string& shot) const {
    Known& known = m_known[QString::fromStdString(shot)];
    const bool drawNow = known.pictureStale && (known.picture.isNull() || !m_settling.isActive());
    if (!known.stale && !drawNow) return known;
    known.stale = false;
    const auto view = app::viewShot(m_document.library(), m_document.film(), film::ShotId(shot));
    if (!view) {
        known.facts.clear();
        return known;
    }
    known.facts = shotFacts(m_document.library(), *view);
    if (!m_render || !drawNow) return known;
    known.pictureStale = false;
    m_render->forgetWaiting(prefixOf(shot));
    known.key = prefixOf(shot) + QStringLiteral("%1-%2").arg(m_version).arg(known.version);
    const QImage image = m_render->thumbnail(
        known.key, view->scene, app::frameSize(view->measured, thumbnailWidth), thumbnailSamples);
    if (!image.isNull()) known.picture = image;
    return known;
}

void StripModel::drawStale() {
    for (int row = 0; row < rowCount(); ++row) {
        const auto known =
            m_known.constFind(QString::fromStdString(m_rows[static_cast<std::size_t>(row)].id));
        if (known == m_known.cend() || !known->pictureStale) continue;
        Q_EMIT dataChanged(index(row), index(row), {PictureRole});
    }
}

int StripModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant StripModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    const film::Film& film = m_document.film();
    if (role == IdRole) return QString::fromStdString(row.id);
    if (role == IsSceneRole) return row.scene;
    if (role == SceneRole) return QString::fromStdString(row.sceneId);
    if (row.scene) {
        const auto scene = film.scenes.find(film::SceneId(row.id));
        if (role == Qt::DisplayRole)
            return scene == film.scenes.end()    ? tr("Unplaced")
                   : scene->second.title.empty() ? tr("Untitled scene")
                                                 : shown(scene->second.title);
        if (role == Qt::EditRole && scene != film.scenes.end())
            return QString::fromStdString(scene->second.title);
        if (role == Qt::AccessibleTextRole)
            return tr("Scene %1").arg(data(index, Qt::DisplayRole).toString());
        return {};
    }
    const auto shot = film.shots.find(film::ShotId(row.id));
    if (shot == film.shots.end()) return {};
    switch (role) {
        case Qt::DisplayRole:
            return shot->second.title.empty() ? tr("Untitled shot") : shown(shot->second.title);
        case Qt::EditRole:
            return QString::fromStdString(shot->second.title);
        case NumberRole:
            return shown(shot->second.number);
        case FactsRole:
            return look(row.id).facts;
        case PictureRole:
            return look(row.id).picture;
        case Qt::AccessibleTextRole:
            return tr("Shot %1 %2, %3")
                .arg(shown(shot->second.number), shown(shot->second.title), look(row.id).facts);
        default:
            return {};
    }
}

bool StripModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    if (role != Qt::EditRole || !checkIndex(index, CheckIndexOption::IndexIsValid)) return false;
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    const std::string title = value.toString().trimmed().toStdString();
    if (title.empty() || title == data(index, Qt::EditRole).toString().toStdString()) return false;
    const film::FieldOwner owner =
        row.scene ? film::FieldOwner(film::SceneId(row.id)) : film::FieldOwner(film::ShotId(row.id));
    return m_document.edit(film::setTitle(owner, title)).has_value();
}

Qt::ItemFlags StripModel::flags(const QModelIndex& index) const {
    if (!index.isValid()) return Qt::NoItemFlags;
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    if (row.scene && row.id.empty()) return Qt::ItemIsEnabled;
    return Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsEditable | Qt::ItemNeverHasChildren;
}

QModelIndex StripModel::indexOf(const film::ShotId& shot) const {
    const auto found = std::find_if(m_rows.begin(), m_rows.end(),
                                    [&](const Row& row) { return !row.scene && row.id == shot.str(); });
    return found == m_rows.end() ? QModelIndex()
                                 : index(static_cast<int>(std::distance(m_rows.begin(), found)));
}

film::ShotId StripModel::shotAt(const QModelIndex& index) const {
    if (!index.isValid()) return {};
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    return row.scene ? film::ShotId() : film::ShotId(row.id);
}

film::SceneId StripModel::sceneAt(const QModelIndex& index) const {
    return index.isValid() ? film::SceneId(m_rows[static_cast<std::size_t>(index.row())].sceneId)
                           : film::SceneId();
}

}  // namespace groundglass::ui
