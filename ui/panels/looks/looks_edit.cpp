#include "groundglass/base/ids.hpp"
#include "groundglass/base/paths.hpp"
#include "groundglass/store/library.hpp"
#include "ui/bridge/background.hpp"
#include "ui/document.hpp"
#include "ui/panels/looks/look_details.hpp"
#include "ui/panels/looks/looks_page.hpp"
#include "ui/theme.hpp"
#include "ui/widgets/flow_layout.hpp"

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <system_error>

namespace groundglass::ui::looks {

namespace {
std::filesystem::path libraryFolder() {
    return base::dataFolder() / "looks";
}
}  // namespace

void LooksPage::build() {
    setProperty("role", QStringLiteral("ground"));
    setAttribute(Qt::WA_StyledBackground);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(1);
    auto* left = new QVBoxLayout;
    left->setContentsMargins(0, 0, 0, 0);
    left->setSpacing(0);
    left->addWidget(makeHead());
    auto* scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* walls = new QWidget(scroll);
    auto* column = new QVBoxLayout(walls);
    column->setContentsMargins(Theme::wide, Theme::unit, Theme::wide, Theme::wide);
    column->setSpacing(Theme::unit);
    m_film = makeWall(
        *column, tr("In this film"),
        tr("This film has no look of its own yet. Direct a shot until its light, lens and grade are right, "
           "then save them above as a look; or use one from below."));
    m_library = makeWall(*column, tr("My library"), tr("Looks that you keep here are there in every film."));
    m_starter = makeWall(*column, tr("To start from"), {});
    column->addStretch(1);
    scroll->setWidget(walls);
    left->addWidget(scroll, 1);
    row->addLayout(left, 1);
    m_details = new LookDetails(m_context, this);
    row->addWidget(m_details);
    connect(m_details, &LookDetails::applyWanted, this, &LooksPage::apply);
    connect(m_details, &LookDetails::renamed, this, &LooksPage::rename);
    connect(m_details, &LookDetails::noteChanged, this, &LooksPage::annotate);
    connect(m_details, &LookDetails::editingEnded, this, [this] {
        endLibraryEdit();
        m_context.document.endMerge();
    });
    connect(m_details, &LookDetails::removeWanted, this, &LooksPage::removeChosen);
    connect(m_details, &LookDetails::keepWanted, this, &LooksPage::keepChosen);
    connect(m_details, &LookDetails::pinWanted, this, [this] {
        m_pinned = m_pinned == m_chosen ? QString() : m_chosen;
        refresh();
    });
}

QWidget* LooksPage::makeHead() {
    auto* head = new QWidget(this);
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(Theme::wide, Theme::gap, Theme::wide, Theme::unit);
    row->setSpacing(Theme::unit);
    auto* title = new QLabel(tr("Looks"), head);
    title->setFont(Theme::title());
    row->addWidget(title);
    row->addSpacing(Theme::gap);
    auto* segments = new QWidget(head);
    segments->setProperty("role", QStringLiteral("segments"));
    segments->setAttribute(Qt::WA_StyledBackground);
    auto* pair = new QHBoxLayout(segments);
    pair->setContentsMargins(2, 2, 2, 2);
    pair->setSpacing(0);
    const auto segment = [&](const QString& words, bool on) {
        auto* button = new QToolButton(segments);
        button->setText(words);
        button->setProperty("segment", true);
        button->setCheckable(true);
        button->setAutoExclusive(true);
        button->setChecked(on);
        pair->addWidget(button);
        connect(button, &QToolButton::toggled, this, [this](bool checked) {
            if (checked) refresh();
        });
        return button;
    };
    m_onPortrait = segment(tr("On a portrait"), true);
    m_onShot = segment(tr("On the current shot"), false);
    row->addWidget(segments);
    m_trouble = new QLabel(head);
    m_trouble->setTextFormat(Qt::PlainText);
    m_trouble->setProperty("role", QStringLiteral("bad"));
    row->addWidget(m_trouble, 1);
    m_newTitle = new QLineEdit(head);
    m_newTitle->setPlaceholderText(tr("Title of a new look"));
    m_newTitle->setAccessibleName(tr("Title of a new look"));
    m_newTitle->setFixedWidth(200);
    m_save = new QPushButton(tr("Save from the shot"), head);
    m_save->setToolTip(tr("Makes a look of the current shot’s lens, light, grade, texture and mood."));
    row->addWidget(m_newTitle);
    row->addWidget(m_save);
    connect(m_save, &QPushButton::clicked, this, &LooksPage::saveFromShot);
    connect(m_newTitle, &QLineEdit::returnPressed, this, &LooksPage::saveFromShot);
    return head;
}

LooksPage::Wall LooksPage::makeWall(QVBoxLayout& column, const QString& title, const QString& empty) {
    Wall wall;
    wall.title = new QLabel(title, this);
    wall.title->setFont(Theme::caption());
    wall.title->setProperty("role", QStringLiteral("caption"));
    wall.title->setContentsMargins(4, Theme::unit, 0, 0);
    wall.empty = new QLabel(empty, this);
    wall.empty->setProperty("role", QStringLiteral("quiet"));
    wall.empty->setWordWrap(true);
    wall.empty->setMaximumWidth(560);
    wall.empty->setContentsMargins(4, 0, 0, 0);
    wall.cards = new QWidget(this);
    (new FlowLayout(wall.cards, Theme::unit))->setFilling(true);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    wall.cards->setSizePolicy(policy);
    column.addWidget(wall.title);
    column.addWidget(wall.empty);
    column.addWidget(wall.cards);
    return wall;
}

void LooksPage::loadShelves(const QString& told) {
    m_loaded = true;
    struct Shelves {
        base::Result<std::vector<film::Look>> starter, library;
    };
    const auto starters = m_context.library->resources / "looks";
    m_context.background.run(
        this,
        [starters](std::stop_token) {
            return Shelves{store::loadLooks(starters), store::loadLooks(libraryFolder())};
        },
        [this, told](Shelves shelves) {
            QString trouble = told;
            if (shelves.starter) m_starterLooks = std::move(*shelves.starter);
            if (shelves.library) m_libraryLooks = std::move(*shelves.library);
            if (!shelves.library)
                trouble = tr("Your library: %1").arg(shown(shelves.library.error().message));
            if (!shelves.starter)
                trouble = tr("Starter looks: %1").arg(shown(shelves.starter.error().message));
            m_trouble->setText(trouble);
            refresh();
        });
}

void LooksPage::apply(int level) {
    const ShelvedLook* chosen = find(m_chosen);
    Document& document = m_context.document;
    const app::ShotView* view = document.view();
    if (chosen == nullptr || !document.isOpen() || (level < 2 && view == nullptr)) return;
    film::FieldOwner owner = document.film().id;
    if (level == 0) owner = document.currentShot();
    if (level == 1) owner = view->shot.scene;
    const film::Look look = chosen->look;
    (void)document.edit(applyLook(document.film(), look, owner));
    document.endMerge();
}

void LooksPage::saveFromShot() {
    Document& document = m_context.document;
    const app::ShotView* view = document.view();
    if (view == nullptr) return;
    const QString title = m_newTitle->text().trimmed();
    if (title.isEmpty()) {
        m_newTitle->setFocus(Qt::OtherFocusReason);
        return;
    }
    const std::string words = title.toStdString();
    const film::LookId id = freeLookId(document.film(), words);
    if (!document.edit(film::putLook(id, film::lookFrom(view->effective.direction, id, words)))) return;
    document.endMerge();
    m_newTitle->clear();
    refresh();
    choose(ShelvedLook{Shelf::Film, document.film().looks.at(id)}.key());
}

void LooksPage::rename(const QString& title) {
    const ShelvedLook* chosen = find(m_chosen);
    if (chosen == nullptr || title.trimmed().isEmpty()) return;
    film::Look look = chosen->look;
    look.title = title.trimmed().toStdString();
    changeChosen(look);
}

void LooksPage::annotate(const QString& note) {
    const ShelvedLook* chosen = find(m_chosen);
    if (chosen == nullptr) return;
    film::Look look = chosen->look;
    look.note = note.toStdString();
    changeChosen(look);
}

void LooksPage::changeChosen(const film::Look& look) {
    const ShelvedLook* chosen = find(m_chosen);
    if (chosen->shelf == Shelf::Film) {
        (void)m_context.document.edit(film::putLook(look.id, look));
        return;
    }
    if (chosen->shelf != Shelf::Library) return;
    const auto kept = std::ranges::find(m_libraryLooks, look.id, &film::Look::id);
    if (kept == m_libraryLooks.end()) return;
    if (m_libraryEdit && m_libraryEdit->id != look.id) endLibraryEdit();
    if (!m_libraryBefore) m_libraryBefore = *kept;
    *kept = look;
    m_libraryEdit = look;
    m_libraryWrite.start();
    stale();
}

void LooksPage::removeChosen() {
    const ShelvedLook* chosen = find(m_chosen);
    if (chosen == nullptr) return;
    const film::LookId id = chosen->look.id;
    if (chosen->shelf == Shelf::Film) {
        (void)m_context.document.edit(removeLook(m_context.document.film(), id));
        m_context.document.endMerge();
        return;
    }
    if (chosen->shelf != Shelf::Library) return;
    endLibraryEdit();
    const auto kept = std::ranges::find(m_libraryLooks, id, &film::Look::id);
    if (kept == m_libraryLooks.end()) return;
    changeLibrary(tr("Remove “%1” from the library").arg(shown(kept->title)), *kept, std::nullopt);
}

void LooksPage::keepChosen() {
    const ShelvedLook* chosen = find(m_chosen);
    if (chosen == nullptr) return;
    film::Look look = chosen->look;
    for (int number = 2;
         std::ranges::any_of(m_libraryLooks, [&look](const auto& kept) { return kept.id == look.id; });
         ++number) {
        look.id = film::LookId(base::idFromTitle(look.title).substr(0, 36) + "_" + std::to_string(number));
    }
    changeLibrary(tr("Keep “%1” in the library").arg(shown(look.title)), std::nullopt, look);
}

void LooksPage::endLibraryEdit() {
    m_libraryWrite.stop();
    const auto before = std::exchange(m_libraryBefore, std::nullopt);
    const auto after = std::exchange(m_libraryEdit, std::nullopt);
    if (before && after && before != after)
        changeLibrary(tr("Edit “%1” in the library").arg(shown(after->title)), before, after);
}

void LooksPage::changeLibrary(const QString& label, std::optional<film::Look> before,
                              std::optional<film::Look> after) {
    const film::LookId id = after ? after->id : before->id;
    m_context.document.step(
        label, this, [this, id, after] { putInLibrary(id, after); },
        [this, id, before] { putInLibrary(id, before); });
}

void LooksPage::putInLibrary(const film::LookId& id, const std::optional<film::Look>& look) {
    const auto known = std::ranges::find(m_libraryLooks, id, &film::Look::id);
    if (!look) {
        if (known != m_libraryLooks.end()) m_libraryLooks.erase(known);
    } else if (known != m_libraryLooks.end()) {
        *known = *look;
    } else {
        m_libraryLooks.push_back(*look);
    }
    stale();
    m_context.background.run(
        this,
        [id, look](std::stop_token) -> base::Status {
            if (look) return store::saveLook(libraryFolder(), *look);
            std::error_code error;
            std::filesystem::remove(libraryFolder() / (id.str() + ".json"), error);
            if (error) return base::fail(base::ErrorCode::Io, error.message());
            return {};
        },
        [this](const base::Status& status) {
            if (status) {
                m_trouble->clear();
                return;
            }
            // What is shown is what is kept.
            loadShelves(tr("Your library stays as it was: %1").arg(shown(status.error().message)));
        });
}

}  // namespace groundglass::ui::looks
