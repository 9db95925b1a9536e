#include "ui/panels/strip/strip.hpp"

#include "ui/document.hpp"
#include "ui/models/shot_edits.hpp"
#include "ui/models/strip_model.hpp"
#include "ui/panels/strip/strip_delegate.hpp"
#include "ui/theme.hpp"
#include "ui/window/actions.hpp"

#include <QAction>
#include <QBoxLayout>
#include <QLabel>
#include <QListView>
#include <QMenu>
#include <QPushButton>
#include <QToolButton>

#include <algorithm>
#include <utility>

namespace groundglass::ui::strip {

Strip::Strip(PanelContext& context, QWidget* parent)
    : QWidget(parent),
      m_context(context),
      m_model(new StripModel(context.document, &context.render, this)),
      m_list(new QListView(this)) {
    setAttribute(Qt::WA_StyledBackground);
    setProperty("role", QStringLiteral("pane"));
    setMinimumWidth(200);

    auto* caption = new QLabel(tr("Scenes & shots"));
    caption->setFont(Theme::caption());
    caption->setProperty("role", QStringLiteral("caption"));
    const auto button = [&](const char* id) {
        auto* made = new QToolButton(this);
        made->setDefaultAction(context.actions[id]);
        made->setIconSize({16, 16});
        made->setAccessibleName(context.actions[id]->text());
        return made;
    };
    auto* head = new QHBoxLayout;
    head->setContentsMargins(Theme::gap, 6, Theme::unit, 2);
    head->setSpacing(2);
    head->addWidget(caption, 1);
    head->addWidget(button("scene_new"));
    head->addWidget(button("shot_new"));

    m_list->setModel(m_model);
    m_list->setItemDelegate(new StripDelegate(context.theme, m_list));
    m_list->setMouseTracking(true);
    m_list->setUniformItemSizes(false);
    m_list->setResizeMode(QListView::Adjust);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setContextMenuPolicy(Qt::CustomContextMenu);
    m_list->setAccessibleName(tr("Shots"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(head);
    column->addWidget(makeEmpty());
    column->addWidget(m_list, 1);

    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex& index) {
                const film::ShotId shot = m_model->shotAt(index);
                if (!shot.empty()) m_context.document.selectShot(shot);
                enableActions();
            });
    connect(m_list, &QListView::customContextMenuRequested, this, [this](const QPoint& place) {
        auto* menu = new QMenu(m_list);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        fillMenu(*menu, m_list->indexAt(place));
        menu->popup(m_list->viewport()->mapToGlobal(place));
    });
    connect(m_list, &QListView::doubleClicked, this,
            [this](const QModelIndex& index) { m_list->edit(index); });
    connect(&context.document, &Document::shotSelected, this, &Strip::choose);
    for (const auto signal : {&Document::opened, &Document::closed, &Document::viewChanged})
        connect(&context.document, signal, this, &Strip::refreshEmpty);
    refreshEmpty();
    connectActions();
    enableActions();
}

void Strip::choose(const film::ShotId& shot) {
    const QModelIndex index = m_model->indexOf(shot);
    if (index.isValid() && index != m_list->currentIndex()) m_list->setCurrentIndex(index);
    enableActions();
}

QWidget* Strip::makeEmpty() {
    m_empty = new QWidget(this);
    auto* words = new QLabel(tr("A film begins with a shot: what is in the frame, and how."), m_empty);
    words->setProperty("role", QStringLiteral("quiet"));
    words->setWordWrap(true);
    auto* add = new QPushButton(tr("Add the first shot"), m_empty);
    add->setToolTip(m_context.actions["shot_new"]->toolTip());
    connect(add, &QPushButton::clicked, m_context.actions["shot_new"], &QAction::trigger);
    auto* column = new QVBoxLayout(m_empty);
    column->setContentsMargins(Theme::gap, Theme::unit, Theme::gap, Theme::gap);
    column->setSpacing(Theme::gap);
    column->addWidget(words);
    column->addWidget(add);
    return m_empty;
}

void Strip::refreshEmpty() {
    m_empty->setVisible(m_context.document.isOpen() && m_context.document.film().shots.empty());
}

void Strip::connectActions() {
    Document& document = m_context.document;
    const auto on = [this](const char* id, auto act) {
        connect(m_context.actions[id], &QAction::triggered, this, act);
    };
    on("shot_new", [this, &document] {
        NewShot made = newShot(document.film(), m_model->sceneAt(m_list->currentIndex()),
                               m_model->shotAt(m_list->currentIndex()));
        afterEdit(document.edit(std::move(made.edit)).has_value(), made.id);
    });
    on("scene_new", [this, &document] {
        NewShot made = newScene(document.film(), m_model->sceneAt(m_list->currentIndex()));
        afterEdit(document.edit(std::move(made.edit)).has_value(), made.id);
    });
    on("shot_duplicate", [this, &document] {
        NewShot made = duplicateShot(document.film(), document.currentShot());
        if (made.edit) afterEdit(document.edit(std::move(made.edit)).has_value(), made.id);
    });
    on("shot_delete", [&document] {
        if (auto edit = deleteShot(document.film(), document.currentShot()))
            static_cast<void>(document.edit(std::move(edit)));
    });
    on("scene_delete", [this, &document] {
        auto edit = deleteScene(document.film(), m_model->sceneAt(m_list->currentIndex()));
        if (edit) static_cast<void>(document.edit(std::move(edit)));
    });
    const auto move = [this, &document](int by) {
        auto edit = moveShot(document.film(), document.currentShot(), by);
        if (edit) afterEdit(document.edit(std::move(edit)).has_value(), document.currentShot());
    };
    on("shot_up", [move] { move(-1); });
    on("shot_down", [move] { move(1); });
    on("shot_rename", [this] {
        if (m_list->currentIndex().isValid()) m_list->edit(m_list->currentIndex());
    });
    on("shot_previous", [this] { step(-1); });
    on("shot_next", [this] { step(1); });
}

void Strip::afterEdit(bool done, const film::ShotId& shot) {
    if (!done) return;
    m_context.document.selectShot(shot);
    choose(shot);
    m_list->scrollTo(m_list->currentIndex());
}

void Strip::step(int by) {
    for (int row = m_list->currentIndex().row() + by; row >= 0 && row < m_model->rowCount(); row += by) {
        const QModelIndex index = m_model->index(row);
        if (m_model->shotAt(index).empty()) continue;
        m_list->setCurrentIndex(index);
        return;
    }
}

void Strip::enableActions() {
    const bool shot = !m_context.document.currentShot().empty();
    for (const char* id :
         {"shot_duplicate", "shot_delete", "shot_up", "shot_down", "shot_previous", "shot_next"}) {
        m_context.actions[id]->setEnabled(shot);
    }
    const QModelIndex index = m_list->currentIndex();
    m_context.actions["shot_rename"]->setEnabled(index.isValid());
    m_context.actions["scene_delete"]->setEnabled(!m_model->sceneAt(index).empty());
}

void Strip::fillMenu(QMenu& menu, const QModelIndex& index) {
    if (index.isValid()) m_list->setCurrentIndex(index);
    const auto add = [&](const char* id) { menu.addAction(m_context.actions[id]); };
    const bool onShot = !m_model->shotAt(index).empty();
    add("shot_new");
    if (onShot) add("shot_duplicate");
    if (index.isValid()) add("shot_rename");
    if (onShot) {
        add("shot_up");
        add("shot_down");
        menu.addSeparator();
        add("shot_delete");
    }
    menu.addSeparator();
    add("scene_new");
    if (index.isValid() && !onShot) add("scene_delete");
}

std::vector<TourStep> Strip::tour() {
    std::vector<TourStep> steps;
    const auto shots = film::shotsInOrder(m_context.document.film());
    for (std::size_t i = 1; i < std::min<std::size_t>(shots.size(), 3); ++i) {
        TourStep step;
        step.name = QStringLiteral("shot-%1").arg(QString::fromStdString(shots[i].str()));
        step.show = [this, id = shots[i]] { m_context.document.selectShot(id); };
        if (i == 2) step.leave = [this, id = shots[0]] { m_context.document.selectShot(id); };
        steps.push_back(std::move(step));
    }
    return steps;
}

}  // namespace groundglass::ui::strip
