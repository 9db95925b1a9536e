#include "ui/panels/dailies/takes_view.hpp"

#include "ui/bridge/film_bridge.hpp"
#include "ui/document.hpp"
#include "ui/models/recipe.hpp"
#include "ui/panels/dailies/review_box.hpp"
#include "ui/panels/dailies/take_delegate.hpp"
#include "ui/panels/dailies/text_sheet.hpp"
#include "ui/selection.hpp"
#include "ui/theme.hpp"
#include "ui/window/actions.hpp"

#include <QAction>
#include <QBoxLayout>
#include <QLabel>
#include <QListView>

#include <algorithm>
#include <utility>

namespace groundglass::ui::dailies {

TakesView::TakesView(PanelContext& context, QWidget* parent)
    : QWidget(parent),
      m_context(context),
      m_model(new TakesModel(&context.media, this)),
      m_list(new QListView),
      m_caption(new QLabel),
      m_empty(new QLabel),
      m_review(new ReviewBox(context)) {
    m_model->setCatalog(&context.library->catalog);
    m_caption->setFont(Theme::caption());
    m_caption->setProperty("role", QStringLiteral("caption"));
    m_caption->setFixedHeight(34);
    m_caption->setTextFormat(Qt::PlainText);
    m_empty->setProperty("role", QStringLiteral("quiet"));
    m_empty->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_empty->setWordWrap(true);
    m_list->setModel(m_model);
    m_list->setItemDelegate(new TakeDelegate(context.theme, m_list));
    m_list->setFlow(QListView::LeftToRight);
    m_list->setWrapping(false);
    m_list->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_list->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setResizeMode(QListView::Adjust);
    m_list->setMouseTracking(true);
    m_list->setAccessibleName(tr("Takes"));

    auto* left = new QVBoxLayout;
    left->setContentsMargins(Theme::gap, 0, 0, Theme::half);
    left->setSpacing(0);
    left->addWidget(m_caption);
    left->addWidget(m_empty, 1);
    left->addWidget(m_list, 1);
    auto* right = new QVBoxLayout;
    right->setContentsMargins(0, 10, 0, 0);
    right->addWidget(m_review);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addLayout(left, 1);
    row->addLayout(right);

    connect(&context.document, &Document::shotSelected, this, [this] {
        keepNote(m_list->currentIndex());
        if (!m_playWanted) m_wanted.clear();
        reload();
    });
    connect(&context.document, &Document::opened, this, &TakesView::reload);
    connect(&context.document, &Document::reviewed, this, &TakesView::showReview);
    connect(m_list->selectionModel(), &QItemSelectionModel::selectionChanged, this, &TakesView::refreshState);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex&, const QModelIndex& before) { keepNote(before); });
    connect(m_model, &QAbstractItemModel::dataChanged, this, &TakesView::refreshState);
    connect(m_list, &QListView::clicked, this, &TakesView::playSelected);
    connect(m_list, &QListView::activated, this, &TakesView::playSelected);
    connectActions();
    refreshState();
}

void TakesView::connectActions() {
    const auto on = [this](const char* id, auto act) {
        connect(m_context.actions[id], &QAction::triggered, this, act);
    };
    on("take_circle",
       [this] { review(m_list->currentIndex(), [](film::Review& r) { r.circled = !r.circled; }); });
    on("take_stars", [this] {
        review(m_list->currentIndex(), [](film::Review& r) { r.stars = r.stars >= 5 ? 0 : r.stars + 1; });
    });
    on("take_note", [this] { m_review->focusNote(); });
    on("take_recipe", [this] { showRecipe(); });
    on("take_play", [this] { playSelected(); });
    connect(m_review, &ReviewBox::circled, this, [this](bool on_) {
        review(m_list->currentIndex(), [on_](film::Review& r) { r.circled = on_; });
    });
    connect(m_review, &ReviewBox::starred, this, [this](int stars) {
        review(m_list->currentIndex(), [stars](film::Review& r) { r.stars = stars; });
    });
    connect(m_review, &ReviewBox::noted, this, [this](const QString& note) {
        review(m_list->currentIndex(), [&](film::Review& r) { r.note = note.toStdString(); });
    });
}

void TakesView::showClip(const std::filesystem::path& clip, bool play) {
    m_wanted = clip;
    m_playWanted = play;
    reload();
}

void TakesView::reload() {
    const film::ShotId shot = m_context.document.currentShot();
    if (shot.empty() || !m_context.document.isOpen()) {
        m_model->setTakes({}, {});
        refreshState();
        return;
    }
    m_context.films.takes(shot, this, [this, shot](store::Takes takes) { loaded(shot, std::move(takes)); });
}

void TakesView::loaded(const film::ShotId& shot, store::Takes takes) {
    if (shot != m_context.document.currentShot()) return;
    m_model->setTakes(store::takeFolder(m_context.document.folder(), shot), std::move(takes));
    QModelIndex wanted = m_model->indexOf(m_wanted);
    const bool found = wanted.isValid();
    if (!found && !m_list->currentIndex().isValid() && m_model->rowCount() > 0) wanted = m_model->index(0);
    if (wanted.isValid()) {
        m_list->setCurrentIndex(wanted);
        m_list->scrollTo(wanted);
    }
    if (found && std::exchange(m_playWanted, false)) playSelected();
    if (found) m_wanted.clear();
    refreshState();
}

void TakesView::refreshState() {
    const Document& document = m_context.document;
    const bool empty = m_model->rowCount() == 0;
    const app::ShotView* view = document.view();
    const QString number =
        view ? shown(view->shot.number.empty() ? view->shot.title : view->shot.number) : QString();
    m_caption->setText(number.isEmpty() ? tr("Takes") : tr("Takes of %1").arg(number));
    m_empty->setVisible(empty);
    m_list->setVisible(!empty);
    m_empty->setText(
        number.isEmpty()
            ? tr("Takes are kept with their shot.")
            : tr("No takes of %1 yet.\nRoll makes one; the built-in model is free and needs no network.")
                  .arg(number));
    const QModelIndex current = m_list->currentIndex();
    const bool chosen = current.isValid() && !empty;
    m_review->setVisible(chosen);
    if (chosen) m_review->setReview(current.data(Qt::DisplayRole).toString(), m_model->reviewAt(current));
    for (const char* id : {"take_circle", "take_stars", "take_note", "take_recipe", "take_play"}) {
        m_context.actions[id]->setEnabled(chosen);
    }
}

void TakesView::playSelected() {
    std::vector<PlayedTake> takes;
    const QModelIndex current = m_list->currentIndex();
    if (auto first = m_model->takeAt(current)) takes.push_back(std::move(*first));
    const auto selected = m_list->selectionModel()->selectedIndexes();
    for (const QModelIndex& index : selected) {
        if (index == current || takes.size() > 1) continue;
        if (auto other = m_model->takeAt(index)) takes.push_back(std::move(*other));
    }
    m_context.selection.playTakes(std::move(takes));
}

void TakesView::compareNewest() {
    if (m_model->rowCount() < 2) return;
    m_list->setCurrentIndex(m_model->index(0));
    m_list->selectionModel()->select(m_model->index(1), QItemSelectionModel::Select);
    playSelected();
}

void TakesView::keepNote(const QModelIndex& of) {
    // Typed, and the take changes before the field is left: the note belongs to the take it was typed for.
    const auto note = m_review->takeNote();
    const auto take = m_model->takeAt(of);
    if (!note || !take ||
        store::takeFolder(m_context.document.folder(), take->take.shot) != take->clip.parent_path())
        return;
    review(of, [&](film::Review& r) { r.note = note->toStdString(); });
}

void TakesView::review(const QModelIndex& of, const std::function<void(film::Review&)>& change) {
    const auto take = m_model->takeAt(of);
    if (!take) return;
    film::Review review = m_model->reviewAt(of);
    change(review);
    m_reviewing = true;
    m_context.document.review(take->take, m_model->reviewAt(of), review);
    m_reviewing = false;
}

void TakesView::showReview(const film::Take& take, const film::Review& review) {
    const QModelIndex index = m_model->indexOf(take.id);
    if (!index.isValid()) return;
    m_model->setReview(index, review);
    // What was undone or done again should be seen.
    if (!m_reviewing && index != m_list->currentIndex()) m_list->setCurrentIndex(index);
}

void TakesView::showRecipe() {
    const QModelIndex index = m_list->currentIndex();
    const auto take = m_model->takeAt(index);
    if (!take) return;
    auto* sheet = new TextSheet(tr("Recipe of take %1").arg(m_model->rowCount() - index.row()),
                                recipeText(take->take), window());
    sheet->show();
}

}  // namespace groundglass::ui::dailies
