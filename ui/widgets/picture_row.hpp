#pragma once

#include <QColor>
#include <QString>
#include <QWidget>

#include <functional>
#include <vector>

namespace groundglass::ui {

/// One choice that is shown as a picture.
struct Picture {
    QString id;
    QString caption;
    QString tip;  ///< Plain text.
    std::function<void(QPainter&, const QRectF&, const QColor& ink)> draw;
};

/// A row (or rows) of pictures of which one is chosen.
///
/// Keys: arrows, Home and End choose; Delete gives the value back.
class PictureRow final : public QWidget {
    Q_OBJECT

public:
    /// `columns` cells share the width; `cellHeight` is the picture's height without its caption.
    PictureRow(int columns, int cellHeight, QWidget* parent = nullptr);

    void setPictures(std::vector<Picture> pictures);
    /// An id that is no picture marks none. `own` false marks the picture as inherited or free.
    void setCurrent(const QString& id, bool own);
    [[nodiscard]] const QString& current() const { return m_current; }
    void setHue(const QColor& hue);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return {columnsWidth(), sizeHint().height()}; }
    [[nodiscard]] QRectF cell(int index) const;

Q_SIGNALS:
    void chosen(const QString& id);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool event(QEvent* event) override;

private:
    [[nodiscard]] int columnsWidth() const { return m_columns * 26; }
    [[nodiscard]] int at(const QPointF& point) const;
    [[nodiscard]] int currentIndex() const;
    void paintCell(QPainter& painter, int index) const;

    std::vector<Picture> m_pictures;
    QString m_current;
    QColor m_hue;
    int m_columns{};
    int m_cellHeight{};
    int m_hover = -1;
    bool m_own{};
};

}  // namespace groundglass::ui
