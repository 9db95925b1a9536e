#include "viewfinder/glow.hpp"

#include "viewfinder/rows.hpp"

#include <algorithm>
#include <atomic>

namespace groundglass::viewfinder {
namespace {

// Box blur of a row of `length` by radius `r`, dark beyond the ends.
void blurLine(V3* to, const V3* from, int length, int r) {
    const float share = 1 / static_cast<float>(2 * r + 1);
    V3 sum{};
    for (int i = 0; i <= std::min(r, length - 1); ++i) sum += from[i];
    for (int i = 0; i < length; ++i) {
        to[i] = sum * share;
        if (i + r + 1 < length) sum += from[i + r + 1];
        if (i - r >= 0) sum += from[i - r] * -1.0F;
    }
}

// The same for the columns [x0, x1) of a plane.
void blurColumns(V3* to, const V3* from, int width, int height, int r, int x0, int x1) {
    const float share = 1 / static_cast<float>(2 * r + 1);
    std::vector<V3> sum(static_cast<std::size_t>(x1 - x0));
    const auto add = [&](int y, float sign) {
        const V3* row = from + static_cast<std::ptrdiff_t>(y) * width + x0;
        for (std::size_t x = 0; x < sum.size(); ++x) sum[x] += row[x] * sign;
    };
    for (int y = 0; y <= std::min(r, height - 1); ++y) add(y, 1);
    for (int y = 0; y < height; ++y) {
        V3* row = to + static_cast<std::ptrdiff_t>(y) * width + x0;
        for (std::size_t x = 0; x < sum.size(); ++x) row[x] = sum[x] * share;
        if (y + r + 1 < height) add(y + r + 1, 1);
        if (y - r >= 0) add(y - r, -1);
    }
}

// Where pixel `at` of a picture lies between the pixels of one that is `step` times smaller.
struct Between {
    int first, second;
    float share;

    Between(int at, int step, int size) {
        const float p = (static_cast<float>(at) + 0.5F) / static_cast<float>(step) - 0.5F, f = std::floor(p);
        first = std::clamp(static_cast<int>(f), 0, size - 1);
        second = std::clamp(static_cast<int>(f) + 1, 0, size - 1);
        share = p - f;
    }
};

}  // namespace

void Glow::Plane::resize(int w, int h) {
    width = w;
    height = h;
    pixels.resize(static_cast<std::size_t>(w) * static_cast<std::size_t>(h));
}

// What is brighter than `threshold`, `step` times smaller. False when nothing is.
bool Glow::gather(const std::vector<V3>& light, int width, int height, int step, float threshold,
                  int threads) {
    m_plane.resize((width + step - 1) / step, (height + step - 1) / step);
    std::atomic<bool> any{false};
    forRows(m_plane.height, threads, [&](int y0, int y1) {
        bool found = false;
        for (int py = y0; py < y1; ++py) {
            V3* row = m_plane.row(py);
            std::fill_n(row, m_plane.width, V3{});
            const int last = std::min(height, (py + 1) * step);
            for (int y = py * step; y < last; ++y) {
                const V3* from = light.data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(width);
                for (int x = 0; x < width; ++x) {
                    const float l = luma(from[x]), over = std::min(l - threshold, 6.0F);
                    if (over <= 0) continue;
                    found = true;
                    row[x / step] += from[x] * (over / l);
                }
            }
            for (int px = 0; px < m_plane.width; ++px)
                row[px] = row[px] *
                          (1 / static_cast<float>((last - py * step) * std::min(step, width - px * step)));
        }
        if (found) any = true;
    });
    return any;
}

// Three box blurs each way: close to a Gaussian of that sigma.
void Glow::blur(float sigma, int threads) {
    const int r = std::max(1, static_cast<int>(std::lround(std::sqrt(sigma * sigma * 4 + 1) * 0.5F - 0.5F)));
    const int w = m_plane.width, h = m_plane.height;
    m_other.resize(w, h);
    forRows(h, threads, [&](int y0, int y1) {
        for (int y = y0; y < y1; ++y) {
            blurLine(m_other.row(y), m_plane.row(y), w, r);
            blurLine(m_plane.row(y), m_other.row(y), w, r);
            blurLine(m_other.row(y), m_plane.row(y), w, r);
        }
    });
    forRows(w, threads, [&](int x0, int x1) {
        blurColumns(m_plane.row(0), m_other.row(0), w, h, r, x0, x1);
        blurColumns(m_other.row(0), m_plane.row(0), w, h, r, x0, x1);
        blurColumns(m_plane.row(0), m_other.row(0), w, h, r, x0, x1);
    });
}

void Glow::add(std::vector<V3>& light, int width, int height, const Spread& spread, int threads) {
    const int step = std::clamp(static_cast<int>(spread.sigma / 3), 1, 8);
    if (!gather(light, width, height, step, spread.threshold, threads)) return;
    blur(spread.sigma / static_cast<float>(step), threads);
    std::vector<Between> across;
    for (int x = 0; x < width; ++x) across.emplace_back(x, step, m_plane.width);
    forRows(height, threads, [&](int y0, int y1) {
        std::vector<V3> line(static_cast<std::size_t>(m_plane.width));
        for (int y = y0; y < y1; ++y) {
            const Between down(y, step, m_plane.height);
            const V3 *upper = m_plane.row(down.first), *lower = m_plane.row(down.second);
            for (std::size_t x = 0; x < line.size(); ++x)
                line[x] = mix(upper[x], lower[x], down.share) * spread.gain;
            V3* to = light.data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(width);
            for (int x = 0; x < width; ++x) {
                const Between& at = across[static_cast<std::size_t>(x)];
                to[x] += mix(line[static_cast<std::size_t>(at.first)],
                             line[static_cast<std::size_t>(at.second)], at.share);
            }
        }
    });
}

void Glow::draw(int x, int y, V3 light, const Lines& lines, float step) {
    const int reach = std::max(2, static_cast<int>(lines.length / step));
    for (int arm = 0; arm < lines.arms; ++arm) {
        // A star of four stands on its points, one of two lies.
        const float angle = 2 * pi * static_cast<float>(arm) / static_cast<float>(lines.arms) +
                            (lines.arms == 4 ? pi / 4 : 0.0F);
        const float dx = std::cos(angle), dy = std::sin(angle);
        for (int k = 1; k < reach; ++k) {
            const float t = static_cast<float>(k) / static_cast<float>(reach), left = 1 - t;
            const int px = x + static_cast<int>(std::lround(dx * static_cast<float>(k))),
                      py = y + static_cast<int>(std::lround(dy * static_cast<float>(k)));
            if (px < 0 || px >= m_other.width || py < 0 || py >= m_other.height) break;
            m_other.row(py)[px] += light * (left * left * left / static_cast<float>(reach));
        }
    }
}

void Glow::addLines(std::vector<V3>& light, int width, int height, const Lines& lines, int threads) {
    constexpr int step = 2;
    if (lines.arms < 2 || !gather(light, width, height, step, lines.threshold, threads)) return;
    struct Point {
        int x, y;
        float light;
    };
    std::vector<Point> points;
    for (int y = 0; y < m_plane.height; ++y)
        for (int x = 0; x < m_plane.width; ++x)
            if (const float l = luma(m_plane.row(y)[x]); l > 0) points.push_back({x, y, l});
    constexpr std::size_t most = 4000;
    if (points.size() > most) {
        std::nth_element(points.begin(), points.begin() + most, points.end(),
                         [](const Point& a, const Point& b) { return a.light > b.light; });
        points.resize(most);
        std::sort(points.begin(), points.end(),
                  [](const Point& a, const Point& b) { return a.y != b.y ? a.y < b.y : a.x < b.x; });
    }
    m_other.resize(m_plane.width, m_plane.height);
    std::fill(m_other.pixels.begin(), m_other.pixels.end(), V3{});
    for (const Point& p : points) draw(p.x, p.y, m_plane.row(p.y)[p.x], lines, step);
    forRows(height, threads, [&](int y0, int y1) {
        for (int y = y0; y < y1; ++y) {
            const Between down(y, step, m_other.height);
            V3* to = light.data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(width);
            for (int x = 0; x < width; ++x) {
                const Between across(x, step, m_other.width);
                const V3 *upper = m_other.row(down.first), *lower = m_other.row(down.second);
                to[x] += mix(mix(upper[across.first], upper[across.second], across.share),
                             mix(lower[across.first], lower[across.second], across.share), down.share) *
                         lines.gain;
            }
        }
    });
}

}  // namespace groundglass::viewfinder
