#include "ui/panels/dailies/review_box.hpp"

#include "ui/theme.hpp"
#include "ui/window/actions.hpp"

#include <QAction>
#include <QBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QToolButton>

namespace groundglass::ui::dailies {

ReviewBox::ReviewBox(PanelContext& context, QWidget* parent)
    : QWidget(parent),
      m_context(context),
      m_title(new QLabel),
      m_circle(new QToolButton),
      m_note(new QLineEdit) {
    setFixedWidth(232);
    m_title->setFont(Theme::strong());
    m_circle->setCheckable(true);
    m_circle->setIcon(context.theme.icon(QStringLiteral("circle")));
    m_circle->setIconSize({18, 18});
    m_circle->setAccessibleName(tr("Circle this take"));
    m_circle->setToolTip(context.actions["take_circle"]->toolTip());
    connect(m_circle, &QToolButton::clicked, this, &ReviewBox::circled);
    auto* row = new QHBoxLayout;
    row->setSpacing(0);
    row->addWidget(m_circle);
    row->addSpacing(Theme::unit);
    for (int i = 1; i <= 5; ++i) {
        auto* star = new QToolButton;
        star->setIconSize({16, 16});
        star->setAccessibleName(tr("%n star(s)", nullptr, i));
        star->setToolTip(star->accessibleName());
        connect(star, &QToolButton::clicked, this, [this, i] { Q_EMIT starred(i == m_count ? 0 : i); });
        m_stars.push_back(star);
        row->addWidget(star);
    }
    row->addStretch(1);
    m_note->setPlaceholderText(tr("Note"));
    m_note->setAccessibleName(tr("Note on this take"));
    m_note->setMaxLength(2000);
    connect(m_note, &QLineEdit::editingFinished, this, [this] {
        if (const auto note = takeNote()) Q_EMIT noted(*note);
    });
    auto* recipe = new QPushButton(tr("Recipe"));
    recipe->setToolTip(context.actions["take_recipe"]->toolTip());
    connect(recipe, &QPushButton::clicked, context.actions["take_recipe"], &QAction::trigger);
    auto* play = new QPushButton(tr("Play"));
    connect(play, &QPushButton::clicked, context.actions["take_play"], &QAction::trigger);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(Theme::unit);
    buttons->addWidget(play, 1);
    buttons->addWidget(recipe, 1);

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(Theme::gap, 0, Theme::gap, Theme::unit);
    column->setSpacing(6);
    column->addWidget(m_title);
    column->addLayout(row);
    column->addWidget(m_note);
    column->addLayout(buttons);
    column->addStretch(1);
}

void ReviewBox::setReview(const QString& take, const film::Review& review) {
    m_title->setText(take);
    m_circle->setChecked(review.circled);
    m_circle->setIcon(
        m_context.theme.icon(review.circled ? QStringLiteral("circle_filled") : QStringLiteral("circle")));
    if (!m_note->isModified()) m_note->setText(QString::fromStdString(review.note));
    showStars(static_cast<int>(review.stars));
}

void ReviewBox::showStars(int stars) {
    m_count = stars;
    const Theme& theme = m_context.theme;
    for (std::size_t i = 0; i < m_stars.size(); ++i) {
        const bool on = static_cast<int>(i) < stars;
        m_stars[i]->setIcon(on ? theme.icon(QStringLiteral("star_filled"), theme.accent)
                               : theme.icon(QStringLiteral("star"), theme.quiet));
    }
}

std::optional<QString> ReviewBox::takeNote() {
    if (!m_note->isModified()) return std::nullopt;
    m_note->setModified(false);
    return m_note->text();
}

void ReviewBox::focusNote() {
    m_note->setFocus(Qt::ShortcutFocusReason);
    m_note->selectAll();
}

}  // namespace groundglass::ui::dailies
