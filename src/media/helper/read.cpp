#include "media/helper/read.hpp"

#include "media/helper/source.hpp"

#include <algorithm>
#include <cstdlib>

namespace groundglass::media::helper {
namespace {

/// Turns decoded frames into RGB of at most one width.
class Picturer {
public:
    explicit Picturer(std::int64_t maxWidth)
        : m_maxWidth(std::clamp<std::int64_t>(maxWidth, 2, wire::largestSide)) {}

    /// False when the pixel format cannot be converted.
    [[nodiscard]] bool send(const AVFrame& frame, std::int64_t timeMs, Channel& channel) {
        const int width = static_cast<int>(std::min<std::int64_t>(frame.width, m_maxWidth));
        const int height = std::max(1, static_cast<int>(av_rescale(frame.height, width, frame.width)));
        if (!prepare(frame, width, height)) return false;
        m_rgb.resize(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 3);
        std::uint8_t* planes[4] = {m_rgb.data(), nullptr, nullptr, nullptr};
        const int strides[4] = {width * 3, 0, 0, 0};
        if (sws_scale(m_scaler.get(), frame.data, frame.linesize, 0, frame.height, planes, strides) !=
            height) {
            return false;
        }
        channel.send(wire::Kind::Frame, m_rgb, wire::packTail({width, height, timeMs}));
        return true;
    }

private:
    bool prepare(const AVFrame& frame, int width, int height) {
        const bool same = m_scaler != nullptr && frame.width == m_fromWidth && frame.height == m_fromHeight &&
                          frame.format == m_fromFormat;
        if (same) return true;
        const auto format = static_cast<AVPixelFormat>(frame.format);
        const int flags = SWS_BICUBIC | SWS_ACCURATE_RND | SWS_FULL_CHR_H_INT;
        m_scaler.reset(sws_getContext(frame.width, frame.height, format, width, height, AV_PIX_FMT_RGB24,
                                      flags, nullptr, nullptr, nullptr));
        if (m_scaler == nullptr) return false;
        // Clips that do not say: the larger ones are BT.709, the smaller ones BT.601.
        int space = frame.colorspace;
        if (space == AVCOL_SPC_UNSPECIFIED) {
            space = frame.width >= 1280 || frame.height > 576 ? AVCOL_SPC_BT709 : AVCOL_SPC_SMPTE170M;
        }
        const bool fullRange = frame.color_range == AVCOL_RANGE_JPEG || format == AV_PIX_FMT_YUVJ420P ||
                               format == AV_PIX_FMT_YUVJ422P || format == AV_PIX_FMT_YUVJ444P;
        sws_setColorspaceDetails(m_scaler.get(), sws_getCoefficients(space), fullRange ? 1 : 0,
                                 sws_getCoefficients(SWS_CS_DEFAULT), 1, 0, 1 << 16, 1 << 16);
        m_fromWidth = frame.width;
        m_fromHeight = frame.height;
        m_fromFormat = frame.format;
        return true;
    }

    std::int64_t m_maxWidth;
    Scaler m_scaler;
    int m_fromWidth{}, m_fromHeight{}, m_fromFormat = -1;
    std::vector<std::uint8_t> m_rgb;
};

}  // namespace

MayFail probe(int file, Channel& channel) {
    Source source(file, channel);
    if (auto failure = source.open()) return failure;
    if (auto failure = source.decode(0, 1, [](const AVFrame&, std::int64_t) { return false; }))
        return failure;
    channel.sendText(wire::Kind::Result, wire::pack(source.describe()));
    return std::nullopt;
}

MayFail frameAt(int file, Channel& channel, const wire::Fields& request) {
    Source source(file, channel);
    if (auto failure = source.open()) return failure;
    const std::int64_t wanted = wire::number(request, "time_ms");
    const Frame nearest(av_frame_alloc());
    if (nearest == nullptr) return machine("out of memory");
    std::int64_t nearestMs = 0;
    const auto choose = [&](const AVFrame& frame, std::int64_t timeMs) {
        const bool first = nearest->width == 0;
        if (first || std::llabs(timeMs - wanted) < std::llabs(nearestMs - wanted)) {
            av_frame_unref(nearest.get());
            if (av_frame_ref(nearest.get(), &frame) < 0) return false;
            nearestMs = timeMs;
        }
        return timeMs < wanted;
    };
    if (auto failure = source.decode(wanted, 1, choose)) return failure;
    Picturer picturer(wire::number(request, "max_width"));
    if (nearest->width == 0 || !picturer.send(*nearest, nearestMs, channel))
        return badClip("its pixels are not known");
    return std::nullopt;
}

MayFail frames(int file, Channel& channel, const wire::Fields& request) {
    Source source(file, channel);
    if (auto failure = source.open()) return failure;
    Picturer picturer(wire::number(request, "max_width"));
    bool converted = true;
    const auto send = [&](const AVFrame& frame, std::int64_t timeMs) {
        converted = picturer.send(frame, timeMs, channel);
        return converted;
    };
    if (auto failure = source.decode(0, 2, send)) return failure;
    if (!converted) return badClip("its pixels are not known");
    channel.send(wire::Kind::Done);
    return std::nullopt;
}

}  // namespace groundglass::media::helper
