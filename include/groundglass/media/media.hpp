#pragma once

#include "groundglass/base/result.hpp"
#include "groundglass/base/units.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace groundglass::media {

// Client of the helper program `groundglass-media`, which alone loads FFmpeg. The helper gets descriptors,
// never paths or URLs, runs without network and with bounded memory and time, and is killed when it goes
// silent.

struct Probe {
    std::string container;  ///< mp4, matroska.
    std::string videoCodec, audioCodec;
    base::Pixels size;
    base::FrameRate rate;
    base::Milliseconds duration{};
    std::int64_t frames{};
};

/// Errors: NotFound, InvalidInput ("not a clip we show", damaged), Io (helper missing or killed). Thread:
/// any; blocks.
[[nodiscard]] base::Result<Probe> probe(const std::filesystem::path& clip);

/// RGB, rows from the top.
struct Picture {
    int width{}, height{};
    std::vector<std::uint8_t> rgb;
};

/// The frame nearest to `time`, not wider than `maxWidth`. Errors as probe.
[[nodiscard]] base::Result<Picture> frameAt(const std::filesystem::path& clip, base::Milliseconds time,
                                            int maxWidth);

/// All frames in order, not wider than `maxWidth`; `sink` returns false to stop. For the player. Errors as
/// probe.
using FrameSink = std::function<bool(Picture&& frame, base::Milliseconds time)>;
[[nodiscard]] base::Status frames(const std::filesystem::path& clip, int maxWidth, const FrameSink& sink,
                                  std::stop_token stop = {});

/// Writes an MP4 (H.264, yuv420p, faststart), frame by frame. Thread: one at a time.
class ClipWriter {
public:
    struct Options {
        base::Pixels size;  ///< Even; 16…8192.
        base::FrameRate rate;
        std::string title;  ///< Metadata; may be empty.
        bool labelAsAi{};   ///< Metadata: digital source type "trained algorithmic media".
    };
    /// Starts the helper. Errors: Io (helper or file), InvalidInput (size).
    [[nodiscard]] static base::Result<ClipWriter> open(const std::filesystem::path& file,
                                                       const Options& options);
    /// `rgb` holds width × height × 3 bytes. Errors: Io (disk full, helper gone).
    [[nodiscard]] base::Status add(std::span<const std::uint8_t> rgb);
    /// Finishes the file; it is whole and synced when this returns. Without it the destructor removes the
    /// file.
    [[nodiscard]] base::Status finish();
    ClipWriter(ClipWriter&&) noexcept;
    ClipWriter& operator=(ClipWriter&&) noexcept;
    ~ClipWriter();

private:
    struct Impl;
    explicit ClipWriter(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

}  // namespace groundglass::media
