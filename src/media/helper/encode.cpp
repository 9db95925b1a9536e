#include "media/helper/encode.hpp"

#include "media/helper/output.hpp"

#include <algorithm>
#include <thread>

namespace groundglass::media::helper {
namespace {

constexpr const char* encoders[] = {"libx264", "libopenh264", "h264_v4l2m2m"};
constexpr int mostThreads = 4;

class Encoder {
public:
    Encoder(Output& output, Channel& channel) : m_output(output), m_channel(channel) {}

    [[nodiscard]] MayFail open(const wire::Fields& request) {
        m_width = static_cast<int>(wire::number(request, "width"));
        m_height = static_cast<int>(wire::number(request, "height"));
        m_rate = {static_cast<int>(wire::number(request, "rate_numerator")),
                  static_cast<int>(wire::number(request, "rate_denominator"))};
        if (m_width < 16 || m_height < 16 || m_width > wire::largestSide || m_height > wire::largestSide ||
            m_width % 2 != 0 || m_height % 2 != 0 || m_rate.num <= 0 || m_rate.den <= 0) {
            return Failure{true, "this size or rate cannot be written"};
        }
        for (const char* name : encoders) {
            const AVCodec* codec = avcodec_find_encoder_by_name(name);
            if (codec != nullptr && openCodec(*codec)) break;
        }
        if (m_codec == nullptr) return machine("this machine's FFmpeg has no H.264 encoder (libx264)");
        return openPictures(request);
    }

    [[nodiscard]] MayFail add(const std::vector<std::uint8_t>& rgb) {
        if (rgb.size() != frameBytes()) return Failure{true, "a frame of the wrong size"};
        if (av_frame_make_writable(m_picture.get()) < 0) return machine("out of memory");
        const std::uint8_t* planes[4] = {rgb.data(), nullptr, nullptr, nullptr};
        const int strides[4] = {m_width * 3, 0, 0, 0};
        sws_scale(m_scaler.get(), planes, strides, 0, m_height, m_picture->data, m_picture->linesize);
        m_picture->pts = m_count++;
        return push(m_picture.get());
    }

    [[nodiscard]] MayFail finish() {
        if (auto failure = push(nullptr)) return failure;
        return m_output.finish();
    }

    [[nodiscard]] std::size_t frameBytes() const {
        return static_cast<std::size_t>(m_width) * static_cast<std::size_t>(m_height) * 3;
    }

private:
    bool openCodec(const AVCodec& codec) {
        Codec context(avcodec_alloc_context3(&codec));
        if (context == nullptr) return false;
        context->width = m_width;
        context->height = m_height;
        context->time_base = av_inv_q(m_rate);
        context->framerate = m_rate;
        context->pix_fmt = AV_PIX_FMT_YUV420P;
        context->color_primaries = AVCOL_PRI_BT709;
        context->color_trc = AVCOL_TRC_BT709;
        context->colorspace = AVCOL_SPC_BT709;
        context->color_range = AVCOL_RANGE_MPEG;
        context->sample_aspect_ratio = {1, 1};
        context->gop_size = std::max(1, static_cast<int>(av_q2d(m_rate) * 2));
        context->thread_count =
            std::clamp(static_cast<int>(std::thread::hardware_concurrency()), 1, mostThreads);
        context->flags |= AV_CODEC_FLAG_GLOBAL_HEADER;
        context->bit_rate =
            static_cast<std::int64_t>(m_width) * m_height * 6;  // for encoders without a quality aim
        AVDictionary* options = nullptr;
        if (std::string_view(codec.name) == "libx264") {
            context->bit_rate = 0;
            av_dict_set(&options, "preset", "veryfast", 0);
            av_dict_set(&options, "crf", "18", 0);
        }
        const bool opened = avcodec_open2(context.get(), &codec, &options) >= 0;
        av_dict_free(&options);
        if (opened) m_codec = std::move(context);
        return opened;
    }

    MayFail openPictures(const wire::Fields& request) {
        m_picture.reset(av_frame_alloc());
        m_packet.reset(av_packet_alloc());
        if (m_picture == nullptr || m_packet == nullptr) return machine("out of memory");
        m_picture->format = AV_PIX_FMT_YUV420P;
        m_picture->width = m_width;
        m_picture->height = m_height;
        m_picture->colorspace = AVCOL_SPC_BT709;
        m_picture->color_range = AVCOL_RANGE_MPEG;
        m_scaler.reset(sws_getContext(m_width, m_height, AV_PIX_FMT_RGB24, m_width, m_height,
                                      AV_PIX_FMT_YUV420P, SWS_BICUBIC | SWS_ACCURATE_RND | SWS_FULL_CHR_H_INP,
                                      nullptr, nullptr, nullptr));
        if (av_frame_get_buffer(m_picture.get(), 0) < 0 || m_scaler == nullptr)
            return machine("out of memory");
        sws_setColorspaceDetails(m_scaler.get(), sws_getCoefficients(SWS_CS_DEFAULT), 1,
                                 sws_getCoefficients(SWS_CS_ITU709), 0, 0, 1 << 16, 1 << 16);
        return m_output.open(*m_codec, wire::text(request, "title"),
                             wire::number(request, "label_as_ai") != 0);
    }

    MayFail push(const AVFrame* picture) {
        int error = avcodec_send_frame(m_codec.get(), picture);
        while (error >= 0) {
            m_channel.ping();
            error = avcodec_receive_packet(m_codec.get(), m_packet.get());
            if (error < 0) break;
            if (m_packet->duration == 0) m_packet->duration = 1;
            if (auto failure = m_output.write(*m_packet, m_codec->time_base)) return failure;
        }
        if (error == AVERROR(EAGAIN) || error == AVERROR_EOF) return std::nullopt;
        return machine("the encoder failed: " + reasonOf(error));
    }

    Output& m_output;
    Channel& m_channel;
    int m_width{}, m_height{};
    AVRational m_rate{24, 1};
    Codec m_codec;
    Frame m_picture;
    Packet m_packet;
    Scaler m_scaler;
    std::int64_t m_count{};
};

}  // namespace

MayFail encode(int file, Channel& channel, const wire::Fields& request) {
    Output output(file, channel);
    Encoder encoder(output, channel);
    if (auto failure = encoder.open(request)) return failure;
    for (;;) {
        const auto message = channel.receive(encoder.frameBytes());
        if (!message) return Failure{true, "a frame of the wrong size"};
        if (message->kind == wire::Kind::End) break;
        if (message->kind != wire::Kind::Frame) return Failure{true, "an unknown message"};
        if (auto failure = encoder.add(message->payload)) return failure;
    }
    if (auto failure = encoder.finish()) return failure;
    channel.send(wire::Kind::Done);
    return std::nullopt;
}

}  // namespace groundglass::media::helper
