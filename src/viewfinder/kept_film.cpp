#include "viewfinder/kept_film.hpp"

#include <algorithm>

namespace groundglass::viewfinder {

TraceKey::TraceKey(const Scene& s, const RenderOptions& o, const CameraPose& at)
    : width(o.size.width),
      height(o.size.height),
      time(o.time.count()),
      duration(s.measured.duration.count()),
      optics{s.measured.imageHeight, s.measured.aperture.value, s.measured.squeeze},
      pose(at),
      set(s.set),
      depthSet(s.depthSet),
      setHeading(s.setHeading),
      haze(s.haze),
      bokehEdge(s.bokehEdge),
      catEye(s.catEye),
      blades(s.blades),
      fisheye(s.fisheye),
      distortion(s.distortion),
      wetGround(s.wetGround),
      rain(s.rain),
      snow(s.snow),
      figures(s.figures),
      lights(s.lights),
      colours{s.skyZenith, s.skyHorizon, s.ambient, s.setLight},
      seed(s.seed) {}

Film& KeptFilms::film(const TraceKey& key, int samples) {
    constexpr std::size_t most = 2;  // the quick small one and the one that refines
    auto found = std::find_if(m_kept.begin(), m_kept.end(), [&](const auto& k) { return k->key == key; });
    if (found == m_kept.end())
        found = std::find_if(m_kept.begin(), m_kept.end(), [&](const auto& k) {
            return k->film.width == key.width && k->film.height == key.height;
        });
    if (found == m_kept.end()) {
        if (m_kept.size() >= most) m_kept.erase(m_kept.begin());
        m_kept.push_back(std::make_unique<Kept>(Kept{key, Film(key.width, key.height)}));
        return m_kept.back()->film;
    }
    std::rotate(found, found + 1, m_kept.end());
    Kept& kept = *m_kept.back();
    if (!(kept.key == key) || kept.film.samples > samples) kept.film.clear();
    kept.key = key;
    return kept.film;
}

void KeptFilms::spoil(const Film& film) {
    std::erase_if(m_kept, [&](const auto& k) { return &k->film == &film; });
}

void KeptFilms::tidy() {
    std::erase_if(m_kept, [](const auto& k) { return k->film.width * k->film.height > 1'000'000; });
}

}  // namespace groundglass::viewfinder
