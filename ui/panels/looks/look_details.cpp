#include "ui/panels/looks/look_details.hpp"

#include "ui/document.hpp"
#include "ui/theme.hpp"
#include "ui/widgets/growing_text.hpp"

#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace groundglass::ui::looks {

namespace {

QLabel* plain(const QString& role, QWidget* parent) {
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setProperty("role", role);
    label->setWordWrap(true);
    return label;
}

QPixmap fitted(const QImage& image, int width, double ratio) {
    if (image.isNull()) return {};
    QPixmap pixmap =
        QPixmap::fromImage(image.scaledToWidth(static_cast<int>(width * ratio), Qt::SmoothTransformation));
    pixmap.setDevicePixelRatio(ratio);
    return pixmap;
}

}  // namespace

LookDetails::LookDetails(PanelContext& context, QWidget* parent) : QWidget(parent), m_context(context) {
    build();
}

void LookDetails::build() {
    setProperty("role", QStringLiteral("pane"));
    setAttribute(Qt::WA_StyledBackground);
    setFixedWidth(columnWidth);
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    auto* empty = plain(QStringLiteral("quiet"), this);
    empty->setText(
        tr("Choose a look to see what it sets, and to put it on a shot, a scene or the whole film."));
    empty->setAlignment(Qt::AlignCenter);
    empty->setContentsMargins(Theme::wide, 0, Theme::wide, 0);
    m_empty = empty;
    outer->addWidget(empty, 1);

    auto* scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* body = new QWidget(scroll);
    auto* column = new QVBoxLayout(body);
    column->setContentsMargins(Theme::gap, Theme::gap, Theme::gap, Theme::gap);
    column->setSpacing(Theme::unit);
    m_pinnedPicture = new QLabel(body);
    m_pinnedTitle = plain(QStringLiteral("quiet"), body);
    m_picture = new QLabel(body);
    m_picture->setAccessibleName(tr("The look on a picture"));
    m_title = new QLineEdit(body);
    m_title->setAccessibleName(tr("Title of the look"));
    m_title->setFont(Theme::title());
    m_note = new GrowingText(4, body);
    m_note->setPlaceholderText(tr("What it is for"));
    m_note->setAccessibleName(tr("Note"));
    m_use = plain(QStringLiteral("quiet"), body);
    m_use->setFont(Theme::small());
    m_fields = new QWidget(body);
    m_applyShot = new QPushButton(tr("Put on the shot"), body);
    m_applyShot->setProperty("kind", QStringLiteral("accent"));
    m_applyScene = new QPushButton(tr("Scene"), body);
    m_applyFilm = new QPushButton(tr("Film"), body);
    m_keep = new QPushButton(tr("Keep in my library"), body);
    m_pin = new QPushButton(tr("Compare"), body);
    m_pin->setCheckable(true);
    m_remove = new QPushButton(tr("Remove"), body);
    column->addWidget(m_pinnedPicture);
    column->addWidget(m_pinnedTitle);
    column->addWidget(m_picture);
    column->addWidget(m_title);
    column->addWidget(m_note);
    column->addWidget(m_use);
    auto* apply = new QHBoxLayout;
    apply->setSpacing(Theme::unit);
    apply->addWidget(m_applyShot, 2);
    apply->addWidget(m_applyScene, 1);
    apply->addWidget(m_applyFilm, 1);
    column->addLayout(apply);
    auto* more = new QHBoxLayout;
    more->setSpacing(Theme::unit);
    more->addWidget(m_keep, 2);
    more->addWidget(m_pin, 1);
    more->addWidget(m_remove, 1);
    column->addLayout(more);
    column->addSpacing(Theme::unit);
    column->addWidget(m_fields);
    column->addStretch(1);
    scroll->setWidget(body);
    m_body = scroll;
    m_body->hide();
    outer->addWidget(scroll, 1);

    connect(m_applyShot, &QPushButton::clicked, this, [this] { Q_EMIT applyWanted(0); });
    connect(m_applyScene, &QPushButton::clicked, this, [this] { Q_EMIT applyWanted(1); });
    connect(m_applyFilm, &QPushButton::clicked, this, [this] { Q_EMIT applyWanted(2); });
    connect(m_keep, &QPushButton::clicked, this, &LookDetails::keepWanted);
    connect(m_pin, &QPushButton::clicked, this, &LookDetails::pinWanted);
    connect(m_remove, &QPushButton::clicked, this, &LookDetails::removeWanted);
    connect(m_title, &QLineEdit::textEdited, this, &LookDetails::renamed);
    connect(m_title, &QLineEdit::editingFinished, this, &LookDetails::editingEnded);
    connect(m_note, &GrowingText::typed, this, &LookDetails::noteChanged);
    connect(m_note, &GrowingText::settled, this, &LookDetails::editingEnded);
}

void LookDetails::show(const std::optional<ShelvedLook>& look, const std::optional<ShelvedLook>& pinned) {
    m_empty->setVisible(!look);
    m_body->setVisible(look.has_value());
    if (!look) return;
    const QString title = shown(look->look.title);
    if (m_title->text() != title) {
        const QSignalBlocker quiet(m_title);
        m_title->setText(title);
    }
    m_note->show(QString::fromStdString(look->look.note), true);
    const bool comparing = pinned && pinned->key() != look->key();
    m_pinnedPicture->setVisible(comparing);
    m_pinnedTitle->setVisible(comparing);
    if (comparing) m_pinnedTitle->setText(tr("A · %1, against B below").arg(shown(pinned->look.title)));
    m_pin->setChecked(pinned && pinned->key() == look->key());
    m_pin->setToolTip(tr("Holds this look as A; then choose another one to compare it with."));
    updateButtons(look);
    fillFields(look, comparing ? pinned : std::nullopt);
}

void LookDetails::updateButtons(const std::optional<ShelvedLook>& look) {
    const Document& document = m_context.document;
    const bool film = document.isOpen();
    const app::ShotView* view = document.view();
    const bool scene = view != nullptr && document.film().scenes.contains(view->shot.scene);
    m_applyShot->setEnabled(view != nullptr);
    m_applyScene->setEnabled(scene);
    m_applyFilm->setEnabled(film);
    const bool own = look->shelf != Shelf::Starter;
    m_title->setReadOnly(!own);
    m_note->setReadOnly(!own);
    m_remove->setEnabled(own);
    m_keep->setEnabled(look->shelf != Shelf::Library);
    const QString use = look->shelf == Shelf::Film ? usedBy(document.film(), look->look.id) : QString();
    switch (look->shelf) {
        case Shelf::Film:
            m_use->setText(use.isEmpty() ? tr("In this film, not used yet")
                                         : tr("In this film, on %1").arg(use));
            break;
        case Shelf::Library:
            m_use->setText(tr("In your library, for all films"));
            break;
        case Shelf::Starter:
            m_use->setText(tr("Comes with Groundglass; a copy goes into the film when you use it"));
            break;
    }
}

void LookDetails::fillFields(const std::optional<ShelvedLook>& look,
                             const std::optional<ShelvedLook>& pinned) {
    delete m_fields->layout();
    qDeleteAll(m_fields->findChildren<QLabel*>(Qt::FindDirectChildrenOnly));
    auto* grid = new QGridLayout(m_fields);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(Theme::unit);
    grid->setVerticalSpacing(Theme::half);
    grid->setColumnMinimumWidth(0, 96);
    grid->setColumnStretch(1, 1);
    if (pinned) grid->setColumnStretch(2, 1);
    const film::Direction nothing;
    const auto rows = differences(pinned ? pinned->look.direction : nothing, look->look.direction,
                                  m_context.library->vocabulary);
    int row = 0;
    const auto add = [&](const QString& words, int column, const char* role) {
        auto* label = plain(QLatin1String(role), m_fields);
        label->setText(words);
        label->setFont(Theme::small());
        grid->addWidget(label, row, column, Qt::AlignTop);
    };
    if (pinned) {
        add(tr("differs in"), 0, "quiet");
        add(tr("A"), 1, "quiet");
        add(tr("B"), 2, "quiet");
        ++row;
    }
    for (const Difference& difference : rows) {
        add(difference.field, 0, "quiet");
        if (pinned) {
            add(difference.a, 1, "text");
            add(difference.b, 2, "text");
        } else {
            add(difference.b, 1, "text");
        }
        ++row;
    }
}

void LookDetails::setPictures(const QImage& look, const QImage& pinned) {
    const int width = columnWidth - 2 * Theme::gap;
    m_picture->setPixmap(fitted(look, width, devicePixelRatioF()));
    m_pinnedPicture->setPixmap(fitted(pinned, width, devicePixelRatioF()));
}

}  // namespace groundglass::ui::looks
