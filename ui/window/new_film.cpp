#include "ui/window/new_film.hpp"

#include "ui/bridge/film_bridge.hpp"
#include "ui/theme.hpp"

#include <QBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

namespace groundglass::ui {

NewFilm::NewFilm(QWidget* parent) : QDialog(parent), m_title(new QLineEdit) {
    setWindowTitle(tr("New film"));
    setFixedWidth(440);
    auto* label = new QLabel(tr("&Title"));
    label->setBuddy(m_title);
    m_title->setPlaceholderText(tr("Impossible Places"));
    m_title->setMaxLength(120);
    auto* place =
        new QLabel(tr("A folder in %1").arg(QString::fromStdString(FilmBridge::filmsFolder().string())));
    place->setTextFormat(Qt::PlainText);
    place->setProperty("role", QStringLiteral("quiet"));
    place->setFont(Theme::small());
    place->setWordWrap(true);

    auto* cancel = new QPushButton(tr("Cancel"));
    auto* make = new QPushButton(tr("Make the film"));
    make->setProperty("kind", QStringLiteral("accent"));
    make->setDefault(true);
    make->setEnabled(false);
    connect(m_title, &QLineEdit::textChanged, make,
            [make](const QString& text) { make->setEnabled(!text.trimmed().isEmpty()); });
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(make, &QPushButton::clicked, this, [this] {
        Q_EMIT wanted(m_title->text().trimmed());
        accept();
    });

    auto* buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(make);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(Theme::wide, Theme::wide, Theme::wide, Theme::wide);
    column->setSpacing(Theme::unit);
    column->addWidget(label);
    column->addWidget(m_title);
    column->addWidget(place);
    column->addSpacing(Theme::unit);
    column->addLayout(buttons);
}

}  // namespace groundglass::ui
