#pragma once

#include <QString>
#include <QWidget>

class QLineEdit;

namespace groundglass::ui {

class ElidedLabel;

/// The title of the film, changed in its place: a double click or startRename() opens it, Enter or leaving it
/// keeps what was typed, Esc does not.
class FilmTitle final : public QWidget {
    Q_OBJECT
public:
    explicit FilmTitle(QWidget* parent = nullptr);

    void setTitle(const QString& title);
    /// False: it can only be read.
    void setMayChange(bool may) { m_mayChange = may; }
    void startRename();

Q_SIGNALS:
    /// Never empty, never the title that it had.
    void renamed(const QString& title);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void endRename(bool keep);

    ElidedLabel* m_label;
    QLineEdit* m_field;
    QString m_title;
    bool m_mayChange = false;
};

}  // namespace groundglass::ui
