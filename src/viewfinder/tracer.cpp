#include "viewfinder/tracer.hpp"

#include "viewfinder/first_light.hpp"

#include <algorithm>
#include <atomic>
#include <iterator>
#include <thread>

namespace groundglass::viewfinder {
namespace {

constexpr int tile = 32;  // pixels a side

void traceTile(const Setup& setup, Film& film, int x0, int y0, int until, const std::stop_token& stop) {
    const auto inTile = [&](const Disc& d) {
        return d.x + d.reach > static_cast<float>(x0) && d.x - d.reach < static_cast<float>(x0 + tile) &&
               d.y + d.reach > static_cast<float>(y0) && d.y - d.reach < static_cast<float>(y0 + tile);
    };
    Near near;
    std::copy_if(setup.discs.begin(), setup.discs.end(), std::back_inserter(near.discs), inTile);
    near.seen =
        std::any_of(setup.sharp.begin(), setup.sharp.end(), inTile) ? &setup.world.seen : &setup.plain;
    const int bottom = std::min(y0 + tile, film.height), right = std::min(x0 + tile, film.width);
    for (int s = film.samples; s < until && !stop.stop_requested(); ++s)
        for (int y = y0; y < bottom; y += Cell::side)
            for (int x = x0; x < right; x += 2 * Cell::side) {
                Cell one(setup, film, x, y, s), two(setup, film, x + Cell::side, y, s);
                one.look(near);
                two.look(near);
                if (s == 0) {
                    FirstLight(one, two).add();
                } else {
                    one.light();
                    two.light();
                }
                one.end(near);
                two.end(near);
            }
}

}  // namespace

Film::Film(int w, int h) : width(w), height(h) {
    const auto n = static_cast<std::size_t>(w) * static_cast<std::size_t>(h);
    light.resize(n);
    discs.resize(n);
    normal.resize(n);
    albedo.resize(n);
    depth.resize(n);
}

void Film::clear() {
    samples = 0;
    calmSamples = -1;
}

bool trace(const World& world, const Lens& lens, Film& film, int until, int threads, std::stop_token stop) {
    const int across = (film.width + tile - 1) / tile, count = across * ((film.height + tile - 1) / tile);
    const Setup setup(world, lens);
    film.focus = setup.thin.focus;
    film.blurFarthest = lens.blurRadius(1e6F);
    std::atomic<int> next{0};
    const auto work = [&] {
        for (int i = next++; i < count && !stop.stop_requested(); i = next++)
            traceTile(setup, film, i % across * tile, i / across * tile, until, stop);
    };
    if (threads <= 0) threads = static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
    {
        std::vector<std::jthread> others;
        for (int i = 1; i < std::min(threads, count); ++i) others.emplace_back(work);
        work();
    }
    if (stop.stop_requested()) return false;
    film.samples = until;
    return true;
}

}  // namespace groundglass::viewfinder
