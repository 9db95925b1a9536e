#pragma once

#include <QDialog>
#include <QString>

namespace groundglass::ui::dailies {

/// A page of plain text in a window of its own, with a button that copies it. Deletes itself when closed.
class TextSheet final : public QDialog {
    Q_OBJECT
public:
    TextSheet(const QString& title, const QString& text, QWidget* parent);
};

}  // namespace groundglass::ui::dailies
