#pragma once

#include "groundglass/base/result.hpp"
#include "groundglass/viewfinder/scene.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

namespace groundglass::viewfinder {

/// Eight-bit RGB, rows from the top, no padding.
struct Image {
    int width{}, height{};
    std::vector<std::uint8_t> rgb;
};

struct RenderOptions {
    base::Pixels size{960, 402};  ///< 16…8192 a side.
    int samples = 32;             ///< Per pixel, 1…4096.
    base::Milliseconds time{};
    int threads = 0;  ///< 0 = all cores.
    bool grain = true;
};

/// Called on a render thread with the picture so far and the samples in it; return false to stop.
using PassCallback = std::function<bool(const Image&, int samplesDone)>;

/// Traces and develops scenes. Keeps geometry and the last light in memory between calls: a scene of which
/// only the development changed is not traced again. Thread: any; calls on one object run one after another.
/// The same scene, options and seed give the same picture on any machine with any number of threads.
class Renderer {
public:
    /// `cache` holds baked meshes; empty = none kept on disk. Fast: meshes are made or read at first use.
    explicit Renderer(std::filesystem::path cache = {});
    ~Renderer();
    Renderer(const Renderer&) = delete;
    Renderer& operator=(const Renderer&) = delete;

    /// Errors: Cancelled, InvalidInput (size, samples).
    [[nodiscard]] base::Result<Image> still(const Scene& scene, const RenderOptions& options,
                                            std::stop_token stop = {});

    /// 1, 2, 4 … samples up to `options.samples`, each shown through `pass`; begins with as many as the last
    /// pictures left of the same light. Errors: Cancelled.
    [[nodiscard]] base::Status progressive(const Scene& scene, const RenderOptions& options,
                                           const PassCallback& pass, std::stop_token stop = {});

    /// Linear mean luminance of a rectangle (0…1 of the frame) before development; for tests and the ratio
    /// meter.
    [[nodiscard]] base::Result<double> meter(const Scene& scene, const RenderOptions& options, float x0,
                                             float y0, float x1, float y1);

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

/// PNG bytes. Thread: any. Errors: Io (out of memory).
[[nodiscard]] base::Result<std::string> toPng(const Image& image);

}  // namespace groundglass::viewfinder
