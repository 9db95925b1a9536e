#pragma once

#include "ui/theme.hpp"

#include <QImage>
#include <QWidget>

namespace groundglass::ui::glass {

/// The ground glass: a picture in its frame, with frame lines, thirds and a waveform over it; or two pictures
/// with a wipe or their difference.
class Screen final : public QWidget {
    Q_OBJECT
public:
    enum class Compare { None, Wipe, Difference };

    explicit Screen(const Theme& theme, QWidget* parent = nullptr);

    /// Width over height of the frame; the picture is fitted into the widget.
    void setRatio(double ratio);
    void setPicture(const QImage& picture);
    void setSecond(const QImage& picture, Compare compare);
    void clear();
    [[nodiscard]] const QImage& picture() const { return m_picture; }
    /// In device pixels: what a renderer has to draw.
    [[nodiscard]] QSize pixels() const;
    [[nodiscard]] QRectF frame() const;

    void setGuides(bool on);
    void setThirds(bool on);
    void setWaveform(bool on);
    /// A quiet line in the lower left corner, such as "nearest set to a busy café".
    void setNote(const QString& note);
    /// In the middle when there is no picture.
    void setEmptyText(const QString& text);
    /// Names of the two sides of a wipe.
    void setSides(const QString& left, const QString& right);

Q_SIGNALS:
    void pixelsChanged();
    void clicked();

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;

private:
    void paintPictures(QPainter& painter, const QRectF& box) const;
    void paintGuides(QPainter& painter, const QRectF& box) const;
    void paintWaveform(QPainter& painter, const QRectF& box);
    void paintTag(QPainter& painter, const QPointF& corner, const QString& text, bool right) const;

    const Theme& m_theme;
    QImage m_picture, m_second, m_difference, m_waveform;
    qint64 m_waveformOf = 0;
    Compare m_compare = Compare::None;
    double m_ratio = 16.0 / 9;
    double m_wipe = 0.5;
    bool m_guides = true, m_thirds = false, m_showWaveform = false;
    QString m_note, m_emptyText, m_leftSide, m_rightSide;
};

/// |a − b| of each channel, doubled so that small differences can be seen. The size of `a`.
[[nodiscard]] QImage differenceOf(const QImage& a, const QImage& b);
/// Luma (Rec.709) over columns: 256 levels high, `columns` wide.
[[nodiscard]] QImage waveformOf(const QImage& picture, int columns, const QColor& tone);

}  // namespace groundglass::ui::glass
