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

/// What is in the way of a few cells that lie together.
struct Near {
    std::vector<Disc> discs;
    const std::vector<Layer>* seen{};
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
    std::vector<Disc> sharp;   ///< Lamps that rays meet.
    std::vector<Layer> plain;  ///< What the lens sees beside solid things where no lamp is.

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
    /// Lane `i` becomes lane `lane` of another one.
    void copyRay(int i, const Shadows& from, int lane);
};

/// Light of the lamps beside the key or, where `surroundings` is not 0, of what is around; shadows included.
void lookAround(const Setup& setup, const LitPoints& points, const int* wanted, const int* surroundings,
                const Pairs& chance, const Pairs& on, V16& sum);

/// What mirrors show at hits; null: no mirror there. `x`, `y`: any pixel of them.
void reflections(const Setup& setup, const Hit* const* hits, int x, int y, int sample, V16& sum);

/// One sample of a square of sixteen pixels.
class Cell {
public:
    static constexpr int side = 4;

    Cell(const Setup& setup, Film& film, int x, int y, int sample);
    void look(const Near& near);  ///< What the lens sees.
    void light();                 ///< Of the key and of everything else.
    void end(const Near& near);
    [[nodiscard]] bool lit() const { return m_anyLit; }

private:
    friend class FirstLight;
    [[nodiscard]] int pixelX(int i) const { return m_x + i % side; }
    [[nodiscard]] int pixelY(int i) const { return m_y + i / side; }
    [[nodiscard]] std::size_t at(int i) const {
        return static_cast<std::size_t>(pixelY(i)) * static_cast<std::size_t>(m_film.width) +
               static_cast<std::size_t>(pixelX(i));
    }
    void primary(const std::vector<Layer>& seen);
    void meet(int i);
    void mirror();
    void store(int i);
    void disc(const Disc& disc);

    const Setup& m_setup;
    const World& m_world;
    Film& m_film;
    int m_x, m_y, m_sample;
    Sight m_seen;
    Valid m_valid;  ///< Inside the picture.
    Valid m_lit;    ///< Wants light.
    Hit m_hit[lanes];
    V16 m_sum;
    LitPoints m_points;
    Pairs m_jitter, m_hole, m_onKey, m_choose, m_onOther;
    alignas(64) float m_depth[lanes];
    bool m_mirrored = false, m_anyLit = false;
};

/// Light of the sky without its sharp parts.
[[nodiscard]] inline V3 softSky(const World& w, V3 d) {
    return w.ambient * (0.85F + 0.35F * d.y);
}

}  // namespace groundglass::viewfinder
