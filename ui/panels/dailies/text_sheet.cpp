#include "ui/panels/dailies/text_sheet.hpp"

#include "ui/theme.hpp"

#include <QBoxLayout>
#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>

namespace groundglass::ui::dailies {

TextSheet::TextSheet(const QString& title, const QString& text, QWidget* parent) : QDialog(parent) {
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(title);
    resize(640, 560);
    auto* heading = new QLabel(title);
    heading->setTextFormat(Qt::PlainText);
    heading->setFont(Theme::title());
    auto* body = new QPlainTextEdit(text);
    body->setReadOnly(true);
    body->setAccessibleName(title);
    auto* copy = new QPushButton(tr("Copy"));
    auto* close = new QPushButton(tr("Close"));
    connect(copy, &QPushButton::clicked, this, [text] { QGuiApplication::clipboard()->setText(text); });
    connect(close, &QPushButton::clicked, this, &QDialog::close);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(copy);
    buttons->addStretch(1);
    buttons->addWidget(close);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(Theme::wide, Theme::wide, Theme::wide, Theme::gap);
    column->setSpacing(Theme::gap);
    column->addWidget(heading);
    column->addWidget(body, 1);
    column->addLayout(buttons);
}

}  // namespace groundglass::ui::dailies
