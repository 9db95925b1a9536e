#include "ui/widgets/grade_strip.hpp"

#include "groundglass/craft/colour.hpp"
#include "ui/widgets/paint.hpp"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <array>

namespace groundglass::ui {

namespace {

using Rgb = std::array<double, 3>;

// Display-coded Rec.709 means of common things: black, deep skin, foliage, brick, fair skin, sky, skin
// highlight, white.
constexpr std::array<Rgb, 9> patches{{{0.05, 0.05, 0.05},
                                      {0.22, 0.22, 0.22},
                                      {0.36, 0.24, 0.18},
                                      {0.30, 0.37, 0.20},
                                      {0.62, 0.26, 0.20},
                                      {0.76, 0.58, 0.49},
                                      {0.45, 0.60, 0.76},
                                      {0.70, 0.70, 0.70},
                                      {0.94, 0.94, 0.94}}};

QColor toColour(const Rgb& rgb) {
    const auto bounded = [](double v) { return static_cast<float>(std::clamp(v, 0.0, 1.0)); };
    return QColor::fromRgbF(bounded(rgb[0]), bounded(rgb[1]), bounded(rgb[2]));
}

}  // namespace

void paintGraded(QPainter& painter, const QRectF& box, const film::Cdl& cdl, double radius) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath shape;
    shape.addRoundedRect(box, radius, radius);
    painter.setClipPath(shape, Qt::IntersectClip);
    const double step = box.width() / static_cast<double>(patches.size());
    for (std::size_t i = 0; i < patches.size(); ++i) {
        const QRectF patch(box.left() + static_cast<double>(i) * step, box.top(), step + 0.6, box.height());
        painter.fillRect(patch, toColour(craft::applyCdl(cdl, patches[i])));
    }
    painter.restore();
}

GradeStrip::GradeStrip(QWidget* parent) : QWidget(parent) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("The grade on test colours"));
}

void GradeStrip::setCdl(const film::Cdl& cdl) {
    if (m_cdl == cdl) return;
    m_cdl = cdl;
    update();
}

void GradeStrip::paintEvent(QPaintEvent* /*event*/) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const double side = height();
    const QRectF curve(width() - side + 0.5, 0.5, side - 1, side - 1);
    const double wide = width() - side - 8;
    const double half = (height() - 22) / 2.0;
    painter.setFont(paint::scaled(font(), 0.8));
    painter.setPen(paint::dim());
    painter.drawText(QRectF(0, 0, wide, 16), Qt::AlignLeft | Qt::AlignVCenter, tr("before, and as graded"));
    paintGraded(painter, QRectF(0, 18, wide, half), film::Cdl{}, 4);
    paintGraded(painter, QRectF(0, 18 + half + 4, wide, half), m_cdl, 4);

    QPainterPath shape;
    shape.addRoundedRect(curve, 4, 4);
    painter.fillPath(shape, paint::well());
    painter.setClipPath(shape);
    painter.setPen(QPen(paint::line(), 1));
    painter.drawLine(curve.bottomLeft(), curve.topRight());
    static constexpr std::array<QRgb, 3> channel{0xffd8756b, 0xff7fb87f, 0xff6f95d6};
    for (std::size_t c = 0; c < 3; ++c) {
        QPainterPath path;
        for (int i = 0; i <= 40; ++i) {
            const double in = i / 40.0;
            const double out = std::clamp(craft::applyCdl(m_cdl, {in, in, in})[c], 0.0, 1.0);
            const QPointF at(curve.left() + in * curve.width(), curve.bottom() - out * curve.height());
            if (i == 0) {
                path.moveTo(at);
            } else {
                path.lineTo(at);
            }
        }
        painter.setPen(QPen(QColor::fromRgb(channel[c]), 1.3));
        painter.drawPath(path);
    }
    painter.setClipping(false);
    painter.setPen(paint::line());
    painter.drawPath(shape);
}

}  // namespace groundglass::ui
