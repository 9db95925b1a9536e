#pragma once

#include "viewfinder/packet.hpp"
#include "viewfinder/shade.hpp"
#include "viewfinder/tracer.hpp"

namespace groundglass::viewfinder {

/// A soft lamp and the part of the picture that it can reach.
struct Disc {
    const Bulb* bulb;
    float x, y, reach;
};

/// What every cell of a picture shares.
struct Setup {
    const World& world;
    const Lens& lens;
    Lens::Thin thin;
    OtherLamps others;
    LampPacket key;  ///< The key lamp in every lane; no light without one.
    bool keyed{};
    std::vector<Disc> discs;

    Setup(const World& world, const Lens& lens);
};

struct alignas(64) Valid {
    int lane[lanes]{};
};

/// Light waiting for its shadow rays.
struct Shadows {
    alignas(64) RTCRay16 rays;
    Valid valid;
    V16 light, otherwise;  ///< When the way is free, and when not.
    bool used = false;

    /// Takes what `from` sends to the points where `wanted` is not 0.
    void take(const LitPoints& points, const Arriving& from, const int* wanted);
    void cast(const World& world, V16& sum, bool coherent);
};

/// One sample of a square of sixteen pixels.
class Cell {
public:
    static constexpr int side = 4;

    Cell(const Setup& setup, Film& film, int x, int y, int sample);
    void run(const std::vector<Disc>& discs);

private:
    [[nodiscard]] int pixelX(int i) const { return m_x + i % side; }
    [[nodiscard]] int pixelY(int i) const { return m_y + i / side; }
    [[nodiscard]] std::size_t at(int i) const {
        return static_cast<std::size_t>(pixelY(i)) * static_cast<std::size_t>(m_film.width) +
               static_cast<std::size_t>(pixelX(i));
    }
    void primary();
    void meet(int i);
    void softer();
    void mirror();
    void store(int i);
    void disc(const Disc& disc);

    const Setup& m_setup;
    const World& m_world;
    Film& m_film;
    int m_x, m_y, m_sample;
    alignas(64) RTCRayHit16 m_rays;
    Valid m_valid;  ///< Inside the picture.
    Valid m_lit;    ///< Wants light.
    Hit m_hit[lanes];
    V16 m_sum;
    LitPoints m_points;
    Pairs m_jitter, m_hole, m_onKey, m_choose, m_onOther;
    bool m_mirrored = false;
};

/// Light of the sky without its sharp parts.
[[nodiscard]] inline V3 softSky(const World& w, V3 d) {
    return w.ambient * (0.85F + 0.35F * d.y);
}

}  // namespace groundglass::viewfinder
