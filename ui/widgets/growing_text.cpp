#include "ui/widgets/growing_text.hpp"

#include "ui/widgets/paint.hpp"

#include <QAbstractTextDocumentLayout>
#include <QKeyEvent>
#include <QMimeData>
#include <QTextBlock>
#include <QTextLayout>

#include <algorithm>
#include <cmath>

namespace groundglass::ui {

GrowingText::GrowingText(int mostLines, QWidget* parent) : QPlainTextEdit(parent), m_mostLines(mostLines) {
    setTabChangesFocus(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    document()->setDocumentMargin(0);
    dress(true);
    setUndoRedoEnabled(false);
    connect(this, &QPlainTextEdit::textChanged, this, [this] {
        fit();
        if (!m_showing) Q_EMIT typed(toPlainText());
    });
}

void GrowingText::show(const QString& text, bool own) {
    dress(own);
    if (toPlainText() == text) return;
    m_showing = true;
    setPlainText(text);
    m_showing = false;
    fit();
}

/// Its own frame: style sheets for scroll areas would take it away.
void GrowingText::dress(bool own) {
    if (m_dressed && m_own == own) return;
    m_dressed = true;
    m_own = own;
    setStyleSheet(
        QStringLiteral(
            "QPlainTextEdit { background: %1; border: 1px solid %2; border-radius: 6px; padding: 5px 6px; "
            "min-height: 0px; color: %3; } QPlainTextEdit:hover { border-color: %4; } "
            "QPlainTextEdit:focus { border-color: %5; } "
            "QPlainTextEdit[readOnly=\"true\"] { background: transparent; border-color: transparent; }")
            .arg(paint::raised().name(), paint::line().name(), (own ? paint::ink() : paint::dim()).name(),
                 paint::dim().name(), paint::accent().name()));
    fit();
}

void GrowingText::fit() {
    const int wanted = wantedHeight();
    if (minimumHeight() != wanted || maximumHeight() != wanted) setFixedHeight(wanted);
}

void GrowingText::showEvent(QShowEvent* event) {
    QPlainTextEdit::showEvent(event);
    fit();
}

int GrowingText::wantedHeight() const {
    int lines = 0;
    for (QTextBlock block = document()->begin(); block.isValid(); block = block.next()) {
        lines += std::max(1, block.layout() != nullptr ? block.layout()->lineCount() : 1);
    }
    const double line = QFontMetricsF(font()).lineSpacing();
    const int shownLines = std::clamp(lines, 1, m_mostLines);
    return std::max(30, static_cast<int>(std::ceil(shownLines * line)) + 14);
}

QSize GrowingText::sizeHint() const {
    return {160, wantedHeight()};
}
QSize GrowingText::minimumSizeHint() const {
    return {80, wantedHeight()};
}

void GrowingText::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        Q_EMIT settled();
        return;
    }
    // Undo belongs to the film, not to the field.
    if (event->matches(QKeySequence::Undo) || event->matches(QKeySequence::Redo)) {
        event->ignore();
        return;
    }
    QPlainTextEdit::keyPressEvent(event);
}

void GrowingText::focusOutEvent(QFocusEvent* event) {
    QPlainTextEdit::focusOutEvent(event);
    Q_EMIT settled();
}

void GrowingText::resizeEvent(QResizeEvent* event) {
    QPlainTextEdit::resizeEvent(event);
    if (event->oldSize().width() != event->size().width()) fit();
}

/// Pasted lines become one phrase.
void GrowingText::insertFromMimeData(const QMimeData* source) {
    insertPlainText(source->text().simplified());
}

}  // namespace groundglass::ui
