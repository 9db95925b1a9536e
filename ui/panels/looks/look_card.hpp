#pragma once

#include <QImage>
#include <QString>
#include <QWidget>

namespace groundglass::ui::looks {

/// A look on the wall: its picture, title and key numbers. Space or Enter chooses it.
class LookCard final : public QWidget {
    Q_OBJECT

public:
    explicit LookCard(QWidget* parent);

    void setWords(const QString& title, const QString& numbers, const QString& badge);
    void setPicture(const QImage& picture);
    void setChosen(bool chosen);
    /// Marked as the other side of a comparison.
    void setPinned(bool pinned);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] int heightForWidth(int width) const override;
    static constexpr int pictureWidth = 208;  ///< At least.

Q_SIGNALS:
    void chosen();
    void applied();  ///< Double click or Ctrl+Enter.

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    /// As many facts as the width has room for, none cut.
    [[nodiscard]] QString factsWithin(double width) const;

    QString m_title, m_numbers, m_badge;
    QImage m_picture;
    bool m_chosen{}, m_pinned{};
};

}  // namespace groundglass::ui::looks
