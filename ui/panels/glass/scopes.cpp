#include "ui/panels/glass/screen.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <vector>

namespace groundglass::ui::glass {

QImage differenceOf(const QImage& a, const QImage& b) {
    if (a.isNull() || b.isNull()) return {};
    const QImage first = a.convertToFormat(QImage::Format_RGB888);
    const QImage second = b.size() == a.size()
                              ? b.convertToFormat(QImage::Format_RGB888)
                              : b.scaled(a.size(), Qt::IgnoreAspectRatio, Qt::FastTransformation)
                                    .convertToFormat(QImage::Format_RGB888);
    QImage result(first.size(), QImage::Format_RGB888);
    for (int y = 0; y < first.height(); ++y) {
        const uchar* left = first.constScanLine(y);
        const uchar* right = second.constScanLine(y);
        uchar* out = result.scanLine(y);
        for (int i = 0; i < first.width() * 3; ++i) {
            out[i] = static_cast<uchar>(std::min(255, 2 * std::abs(int{left[i]} - int{right[i]})));
        }
    }
    return result;
}

QImage waveformOf(const QImage& picture, int columns, const QColor& tone) {
    constexpr int levels = 256;
    QImage result(columns, levels, QImage::Format_ARGB32_Premultiplied);
    result.fill(Qt::transparent);
    if (picture.isNull() || columns < 1) return result;
    const QImage source = picture.convertToFormat(QImage::Format_RGB888);
    std::vector<int> counts(static_cast<std::size_t>(columns) * levels, 0);
    for (int y = 0; y < source.height(); y += 2) {
        const uchar* line = source.constScanLine(y);
        for (int x = 0; x < source.width(); ++x) {
            const int luma = (54 * line[x * 3] + 183 * line[x * 3 + 1] + 19 * line[x * 3 + 2]) >> 8;
            const int column = x * columns / source.width();
            ++counts[static_cast<std::size_t>((levels - 1 - std::min(255, luma)) * columns + column)];
        }
    }
    const double whole = std::max(1.0, static_cast<double>(source.height()) / 2 * source.width() / columns);
    for (int y = 0; y < levels; ++y) {
        auto* line = reinterpret_cast<QRgb*>(result.scanLine(y));
        for (int x = 0; x < columns; ++x) {
            const double share = counts[static_cast<std::size_t>(y * columns + x)] / whole;
            const int alpha = std::min(235, static_cast<int>(share * 9000));
            line[x] = qPremultiply(qRgba(tone.red(), tone.green(), tone.blue(), alpha));
        }
    }
    return result;
}

}  // namespace groundglass::ui::glass
