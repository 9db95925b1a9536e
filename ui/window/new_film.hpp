#pragma once

#include <QDialog>

class QLineEdit;

namespace groundglass::ui {

/// Asks for a film's title.
class NewFilm final : public QDialog {
    Q_OBJECT
public:
    explicit NewFilm(QWidget* parent = nullptr);

Q_SIGNALS:
    void wanted(const QString& title);

private:
    QLineEdit* m_title;
};

}  // namespace groundglass::ui
