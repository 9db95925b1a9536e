#pragma once

#include "groundglass/film/direction.hpp"

#include <QRectF>
#include <QWidget>

class QPainter;

namespace groundglass::ui {

/// A few display colours that tell a grade apart (shadows, skins, foliage, sky, highlights) after a CDL.
void paintGraded(QPainter& painter, const QRectF& box, const film::Cdl& cdl, double radius = 3);

/// The patches without and with the grade, one above the other, with the curve of each channel at the right.
class GradeStrip final : public QWidget {
    Q_OBJECT

public:
    explicit GradeStrip(QWidget* parent = nullptr);
    void setCdl(const film::Cdl& cdl);
    [[nodiscard]] QSize sizeHint() const override { return {320, 88}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {200, 88}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    film::Cdl m_cdl;
};

}  // namespace groundglass::ui
