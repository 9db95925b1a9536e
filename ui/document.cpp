#include "ui/document.hpp"

#include "ui/edit_command.hpp"
#include "ui/theme.hpp"

#include <algorithm>
#include <utility>

namespace groundglass::ui {

Document::Document(std::shared_ptr<const app::Library> library, QObject* parent)
    : QObject(parent), m_library(std::move(library)) {
    m_stack.setUndoLimit(500);
    connect(&m_stack, &QUndoStack::cleanChanged, this,
            [this](bool clean) { Q_EMIT dirtyChanged(m_open && !clean); });
    connect(&m_stack, &QUndoStack::indexChanged, this, &Document::followStack);
}

Document::~Document() {
    m_stack.disconnect(this);
}

void Document::open(store::LoadedFilm loaded) {
    m_loaded = std::move(loaded);
    m_open = true;
    m_snapshotVersion.reset();
    m_stack.clear();
    m_wasClean = true;
    m_current = {};
    m_order = film::shotsInOrder(m_loaded.film);
    if (!m_order.empty()) m_current = m_order.front();
    refreshView();
    Q_EMIT opened();
    Q_EMIT shotSelected(m_current);
    Q_EMIT viewChanged();
}

void Document::recover(film::Film film) {
    if (!m_open) return;
    m_stack.push(new ReplaceFilmCommand(*this, std::move(film), tr("Recover unsaved edits")));
}

void Document::close() {
    if (!m_open) return;
    m_open = false;
    m_stack.clear();
    m_wasClean = true;
    m_loaded = {};
    m_current = {};
    refreshView();
    Q_EMIT closed();
    Q_EMIT shotSelected(m_current);
    Q_EMIT viewChanged();
}

void Document::setReadOnly(const QString& why) {
    if (m_readOnly == why) return;
    m_readOnly = why;
    Q_EMIT readOnlyChanged(m_readOnly);
}

base::Status Document::edit(std::unique_ptr<film::Edit> edit) {
    if (!m_open) return base::fail(base::ErrorCode::NotFound, "no film is open");
    if (!edit) return base::fail(base::ErrorCode::InvalidInput, "no edit");
    if (!m_readOnly.isEmpty()) {
        Q_EMIT editRefused(m_readOnly);
        return base::fail(base::ErrorCode::Io, m_readOnly.toStdString(), folder().string());
    }
    m_refusal.reset();
    m_stack.push(new EditCommand(*this, std::move(edit), m_mergeRun));
    if (!m_refusal) return {};
    base::Error error = *std::exchange(m_refusal, std::nullopt);
    Q_EMIT editRefused(shown(error.message));
    return tl::unexpected(std::move(error));
}

void Document::step(const QString& label, QObject* context, std::function<void()> forth,
                    std::function<void()> back) {
    if (!m_open) return;
    endMerge();
    m_stack.push(new AsideCommand(*this, label, context, std::move(forth), std::move(back)));
}

void Document::review(const film::Take& take, const film::Review& before, const film::Review& after) {
    if (before == after) return;
    if (!m_readOnly.isEmpty()) {
        Q_EMIT editRefused(m_readOnly);
        return;
    }
    const QString label = before.circled != after.circled
                              ? after.circled ? tr("Circle a take") : tr("Uncircle a take")
                          : before.stars != after.stars ? tr("Rate a take")
                                                        : tr("Note on a take");
    step(
        label, this, [this, take, after] { Q_EMIT reviewed(take, after); },
        [this, take, before] { Q_EMIT reviewed(take, before); });
}

void Document::followStack() {
    // What was saved is still the film that stands here when the step did not touch the film.
    if (m_stepWasAside && m_wasClean && !m_stack.isClean()) m_stack.setClean();
    m_stepWasAside = false;
    m_wasClean = m_stack.isClean();
}

base::Status Document::setField(std::string path, film::FieldValue value, std::string mergeKey) {
    if (m_current.empty()) return base::fail(base::ErrorCode::NotFound, "no shot is selected");
    return edit(film::setField(m_current, std::move(path), std::move(value), std::move(mergeKey)));
}

void Document::selectShot(const film::ShotId& shot) {
    if (shot == m_current || !m_loaded.film.shots.contains(shot)) return;
    endMerge();
    m_current = shot;
    refreshView();
    Q_EMIT shotSelected(m_current);
    Q_EMIT viewChanged();
}

std::string Document::dialect() const {
    if (m_view && !m_view->shot.dialect.empty()) return m_view->shot.dialect;
    return m_loaded.film.dialect;
}

film::FieldValue Document::value(std::string_view path) const {
    const film::FieldDescriptor* field = film::findField(path);
    return field && m_view ? field->get(m_view->effective.direction) : film::FieldValue{};
}

film::FieldValue Document::ownValue(std::string_view path) const {
    const film::FieldDescriptor* field = film::findField(path);
    return field && m_view ? field->get(m_view->shot.direction) : film::FieldValue{};
}

film::Origin Document::origin(std::string_view path) const {
    return m_view ? m_view->effective.origin(path) : film::Origin{};
}

store::LoadedFilm Document::snapshot() {
    endMerge();
    m_snapshotVersion = m_version;
    return m_loaded;
}

void Document::saved(std::map<std::string, std::string> texts) {
    m_loaded.texts = std::move(texts);
    // The undo stack can only call its present state clean; when there are newer edits, the film stays dirty.
    if (m_version == m_snapshotVersion) {
        m_stack.setClean();
    } else {
        m_stack.resetClean();
    }
    m_snapshotVersion.reset();
    m_wasClean = m_stack.isClean();
}

base::Result<std::unique_ptr<film::Edit>> Document::apply(const film::Edit& edit) {
    auto inverse = edit.apply(m_loaded.film);
    if (!inverse) {
        m_refusal = inverse.error();
        return inverse;
    }
    announce(edit.changes());
    return inverse;
}

film::Film Document::replace(film::Film film) {
    std::swap(m_loaded.film, film);
    announce({film::Change{film::Change::What::Film, {}, {}}});
    return film;
}

void Document::announce(const std::vector<film::Change>& changes) {
    ++m_version;
    const film::ShotId before = m_current;
    const bool placesChanged = std::any_of(changes.begin(), changes.end(), [](const film::Change& change) {
        return change.path.empty() || change.path == "order" || change.path == "scene";
    });
    if (placesChanged) keepCurrentShot();
    refreshView();
    Q_EMIT changed(changes);
    if (before != m_current) Q_EMIT shotSelected(m_current);
    Q_EMIT viewChanged();
}

void Document::keepCurrentShot() {
    if (!m_current.empty() && m_loaded.film.shots.contains(m_current)) {
        m_order = film::shotsInOrder(m_loaded.film);
        return;
    }
    // The shot that took the place of the one that is gone.
    const auto place = std::find(m_order.begin(), m_order.end(), m_current) - m_order.begin();
    m_order = film::shotsInOrder(m_loaded.film);
    m_current = {};
    if (!m_order.empty()) m_current = m_order[std::min(static_cast<std::size_t>(place), m_order.size() - 1)];
}

void Document::refreshView() {
    m_view.reset();
    m_prompt.reset();
    m_findings.clear();
    m_composeProblem.clear();
    if (!m_open || m_current.empty()) return;
    auto view = app::viewShot(*m_library, m_loaded.film, m_current);
    if (!view) {
        m_composeProblem = shown(view.error().message);
        return;
    }
    m_view = std::move(view).value();
    auto prompt = app::composeShot(*m_library, m_loaded.film, *m_view);
    if (prompt) {
        m_prompt = std::move(prompt).value();
    } else {
        m_composeProblem = shown(prompt.error().message);
    }
    m_findings =
        app::lintShot(*m_library, m_loaded.film, *m_view, dialect(), m_prompt ? &*m_prompt : nullptr);
}

}  // namespace groundglass::ui
