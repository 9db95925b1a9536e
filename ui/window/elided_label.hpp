#pragma once

#include <QString>
#include <QWidget>

namespace groundglass::ui {

/// One line of plain text that ends in "…" when there is no room; the whole text is then in the tool tip.
class ElidedLabel final : public QWidget {
    Q_OBJECT
public:
    explicit ElidedLabel(QWidget* parent = nullptr, Qt::TextElideMode mode = Qt::ElideRight);

    void setText(const QString& text);
    [[nodiscard]] const QString& text() const { return m_text; }
    void setColour(const QColor& colour);
    void setAlignment(Qt::Alignment alignment);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void refreshTip();

    QString m_text;
    QColor m_colour;
    Qt::Alignment m_alignment = Qt::AlignLeft | Qt::AlignVCenter;
    Qt::TextElideMode m_mode;
};

}  // namespace groundglass::ui
