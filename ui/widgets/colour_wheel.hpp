#pragma once

#include <QPixmap>
#include <QPointF>
#include <QWidget>

namespace groundglass::ui {

/// A disc of hues with one handle. Red points up… clockwise through yellow; the distance from the middle is
/// the amount.
///
/// Keys: arrows move the handle by 2 % of the radius, Delete puts it back in the middle.
class ColourWheel final : public QWidget {
    Q_OBJECT

public:
    explicit ColourWheel(QWidget* parent = nullptr);

    /// Handle in the unit disc, +x right, +y up.
    void setHandle(QPointF handle, bool own);
    [[nodiscard]] QPointF handle() const { return m_handle; }
    void setCaption(const QString& caption);

    [[nodiscard]] QSize sizeHint() const override { return {88, 108}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {64, 84}; }

Q_SIGNALS:
    void moved(QPointF handle);
    void settled();

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    [[nodiscard]] QRectF disc() const;
    void moveTo(QPointF handle);

    QPointF m_handle;
    QString m_caption;
    bool m_own{};
};

}  // namespace groundglass::ui
