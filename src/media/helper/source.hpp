#pragma once

#include "media/helper/channel.hpp"
#include "media/helper/ffmpeg.hpp"

#include <functional>

namespace groundglass::media::helper {

/// A clip that is open by descriptor: its bytes looked at, its container forced, its bounds checked.
class Source {
public:
    Source(int file, Channel& channel) : m_file(file), m_channel(channel) {}
    ~Source();
    Source(const Source&) = delete;
    Source& operator=(const Source&) = delete;

    [[nodiscard]] MayFail open();
    [[nodiscard]] wire::Fields describe() const;

    /// Decodes from the key frame at or before `fromMs`; `use` returns false to stop. Fails when nothing
    /// decodes.
    using Use = std::function<bool(const AVFrame& frame, std::int64_t timeMs)>;
    [[nodiscard]] MayFail decode(std::int64_t fromMs, int threads, const Use& use);

private:
    [[nodiscard]] MayFail openContainer();
    [[nodiscard]] MayFail chooseStreams();
    [[nodiscard]] MayFail checkBounds();
    [[nodiscard]] MayFail openDecoder(int threads);
    [[nodiscard]] int drain(AVFrame& frame, const Use& use, bool& going);
    [[nodiscard]] std::int64_t msOf(std::int64_t timestamp) const;
    [[nodiscard]] const AVStream& video() const { return *m_format->streams[m_video]; }
    static int readBytes(void* self, std::uint8_t* to, int most);
    static std::int64_t seekTo(void* self, std::int64_t offset, int whence);

    int m_file;
    Channel& m_channel;
    std::int64_t m_size{}, m_at{};
    std::string m_container;
    AVFormatContext* m_format{};
    Io m_io;
    Codec m_decoder;
    unsigned m_video{};
    int m_audio = -1;
    std::int64_t m_decoded{};
};

}  // namespace groundglass::media::helper
