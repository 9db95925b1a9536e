#include "ui/window/film_title.hpp"

#include "ui/theme.hpp"
#include "ui/window/elided_label.hpp"

#include <QBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>

namespace groundglass::ui {
namespace {

constexpr int fieldWidth = 280;
constexpr int longestTitle = 200;

}  // namespace

FilmTitle::FilmTitle(QWidget* parent)
    : QWidget(parent), m_label(new ElidedLabel(this)), m_field(new QLineEdit(this)) {
    m_label->setFont(Theme::strong());
    m_label->installEventFilter(this);
    m_field->setFixedWidth(fieldWidth);
    m_field->setMaxLength(longestTitle);
    m_field->setAccessibleName(tr("Title of the film"));
    m_field->installEventFilter(this);
    m_field->hide();
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_label);
    row->addWidget(m_field);
    connect(m_field, &QLineEdit::editingFinished, this, [this] { endRename(true); });
}

void FilmTitle::setTitle(const QString& title) {
    m_title = title;
    m_label->setText(title);
}

void FilmTitle::startRename() {
    if (!m_mayChange || !m_field->isHidden()) return;
    m_field->setText(m_title);
    m_label->hide();
    m_field->show();
    m_field->selectAll();
    m_field->setFocus();
}

void FilmTitle::endRename(bool keep) {
    if (m_field->isHidden()) return;
    m_field->hide();
    m_label->show();
    const QString title = m_field->text().trimmed();
    if (keep && !title.isEmpty() && title != m_title) Q_EMIT renamed(title);
}

bool FilmTitle::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_label && event->type() == QEvent::MouseButtonDblClick) startRename();
    // Esc is also a command of the window.
    const bool key = event->type() == QEvent::KeyPress || event->type() == QEvent::ShortcutOverride;
    if (watched == m_field && key && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
        if (event->type() == QEvent::KeyPress) endRename(false);
        event->accept();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

}  // namespace groundglass::ui
