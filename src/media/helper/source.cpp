#include "media/helper/source.hpp"

#include <unistd.h>
#include <algorithm>
#include <cerrno>
#include <cstring>

namespace groundglass::media::helper {
namespace {

constexpr int bufferBytes = 1 << 16;
constexpr std::int64_t largestFile = std::int64_t{4} << 30;
constexpr std::int64_t largestFrame = 35'000'000;  // pixels
constexpr std::int64_t longestMs = 30 * 60 * 1000;
constexpr unsigned mostStreams = 8;
constexpr double fastest = 240;  // frames a second
constexpr AVRational milliseconds{1, 1000};
constexpr AVRational microseconds{1, 1'000'000};
constexpr const char* codecList =
    "h264,hevc,libdav1d,vp8,vp9,prores,mjpeg,aac,opus,mp3,mp3float,pcm_s16le,pcm_s16be,pcm_s24le,pcm_s24be,"
    "pcm_s32le,pcm_f32le,pcm_u8";

/// The demuxer that the first bytes ask for; null when they are no clip of ours.
const char* containerOf(const unsigned char* bytes, std::size_t count) {
    static constexpr unsigned char ebml[4] = {0x1A, 0x45, 0xDF, 0xA3};
    if (count >= 12 && std::memcmp(bytes + 4, "ftyp", 4) == 0) return "mov";
    if (count >= 4 && std::memcmp(bytes, ebml, 4) == 0) return "matroska";
    return nullptr;
}

const AVCodec* decoderFor(AVCodecID id) {
    switch (id) {
        case AV_CODEC_ID_H264:
        case AV_CODEC_ID_HEVC:
        case AV_CODEC_ID_VP8:
        case AV_CODEC_ID_VP9:
        case AV_CODEC_ID_PRORES:
        case AV_CODEC_ID_MJPEG:
            return avcodec_find_decoder(id);
        case AV_CODEC_ID_AV1:
            return avcodec_find_decoder_by_name("libdav1d");
        default:
            return nullptr;
    }
}

bool known(AVCodecID audio) {
    return audio == AV_CODEC_ID_AAC || audio == AV_CODEC_ID_OPUS || audio == AV_CODEC_ID_MP3 ||
           (audio >= AV_CODEC_ID_FIRST_AUDIO && audio < AV_CODEC_ID_ADPCM_IMA_QT);
}

int refuseOpen(AVFormatContext*, AVIOContext**, const char*, int, AVDictionary**) {
    return AVERROR(EPERM);
}

AVRational rateOf(const AVStream& stream) {
    if (stream.avg_frame_rate.num > 0 && stream.avg_frame_rate.den > 0) return stream.avg_frame_rate;
    return stream.r_frame_rate;
}

}  // namespace

Source::~Source() {
    avformat_close_input(&m_format);
}

int Source::readBytes(void* self, std::uint8_t* to, int most) {
    auto& source = *static_cast<Source*>(self);
    source.m_channel.ping();
    for (;;) {
        const ssize_t got = ::pread(source.m_file, to, static_cast<std::size_t>(most), source.m_at);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return AVERROR(EIO);
        if (got == 0) return AVERROR_EOF;
        source.m_at += got;
        return static_cast<int>(got);
    }
}

std::int64_t Source::seekTo(void* self, std::int64_t offset, int whence) {
    auto& source = *static_cast<Source*>(self);
    if ((whence & AVSEEK_SIZE) != 0) return source.m_size;
    whence &= ~AVSEEK_FORCE;
    const std::int64_t from = whence == SEEK_CUR ? source.m_at : whence == SEEK_END ? source.m_size : 0;
    if (offset < -from || offset > largestFile) return AVERROR(EINVAL);
    source.m_at = from + offset;
    return source.m_at;
}

MayFail Source::open() {
    m_size = ::lseek(m_file, 0, SEEK_END);
    if (m_size < 0) return machine("the clip cannot be read");
    if (m_size > largestFile) return badClip("larger than 4 GiB");
    if (auto failure = openContainer()) return failure;
    if (auto failure = chooseStreams()) return failure;
    return checkBounds();
}

MayFail Source::openContainer() {
    unsigned char start[12] = {};
    const ssize_t got = ::pread(m_file, start, sizeof start, 0);
    const char* container = containerOf(start, got < 0 ? 0 : static_cast<std::size_t>(got));
    if (container == nullptr) return badClip("its bytes are neither MP4 nor Matroska");
    m_container = std::strcmp(container, "mov") == 0 ? "mp4" : "matroska";

    auto* buffer = static_cast<unsigned char*>(av_malloc(bufferBytes));
    m_io.reset(
        avio_alloc_context(buffer, bufferBytes, 0, this, &Source::readBytes, nullptr, &Source::seekTo));
    m_format = avformat_alloc_context();
    if (m_io == nullptr || m_format == nullptr) return machine("out of memory");
    m_format->pb = m_io.get();
    m_format->io_open = &refuseOpen;
    AVDictionary* options = nullptr;
    av_dict_set(&options, "format_whitelist", "mov,matroska", 0);
    av_dict_set(&options, "protocol_whitelist", "", 0);
    av_dict_set(&options, "codec_whitelist", codecList, 0);
    av_dict_set_int(&options, "max_streams", mostStreams, 0);
    const int error = avformat_open_input(&m_format, nullptr, av_find_input_format(container), &options);
    av_dict_free(&options);
    if (error < 0) return badClip("damaged or cut short (" + reasonOf(error) + ")");
    return std::nullopt;
}

MayFail Source::chooseStreams() {
    if (m_format->nb_streams > mostStreams) return badClip("more than 8 streams");
    int found = -1;
    for (unsigned i = 0; i < m_format->nb_streams; ++i) {
        const AVStream& stream = *m_format->streams[i];
        const bool picture = (stream.disposition & AV_DISPOSITION_ATTACHED_PIC) != 0;
        if (stream.codecpar->codec_type == AVMEDIA_TYPE_VIDEO && !picture && found < 0)
            found = static_cast<int>(i);
        if (stream.codecpar->codec_type == AVMEDIA_TYPE_AUDIO && known(stream.codecpar->codec_id) &&
            m_audio < 0) {
            m_audio = static_cast<int>(i);
        }
    }
    if (found < 0) return badClip("no moving picture in it");
    m_video = static_cast<unsigned>(found);
    for (unsigned i = 0; i < m_format->nb_streams; ++i) {
        if (i != m_video) m_format->streams[i]->discard = AVDISCARD_ALL;
    }
    if (decoderFor(video().codecpar->codec_id) == nullptr) {
        return badClip(std::string("codec ") + avcodec_get_name(video().codecpar->codec_id));
    }
    if (rateOf(video()).num <= 0 || video().codecpar->width <= 0) {
        m_format->probesize = 8 << 20;
        if (avformat_find_stream_info(m_format, nullptr) < 0) return badClip("damaged");
    }
    return std::nullopt;
}

MayFail Source::checkBounds() {
    const AVCodecParameters& picture = *video().codecpar;
    const AVRational rate = rateOf(video());
    if (picture.width <= 0 || picture.height <= 0) return badClip("no picture size");
    if (picture.width > wire::largestSide || picture.height > wire::largestSide ||
        std::int64_t{picture.width} * picture.height > largestFrame) {
        return badClip("a picture larger than 8192 × 8192 or 35 megapixels");
    }
    if (rate.num <= 0 || rate.den <= 0) return badClip("no frame rate");
    if (av_q2d(rate) > fastest) return badClip("more than 240 frames a second");
    if (wire::number(describe(), "duration_ms") > longestMs) return badClip("longer than 30 minutes");
    const int entries = avformat_index_get_entries_count(&video());
    for (int i = 0; i < entries && m_container == "mp4"; ++i) {
        const AVIndexEntry* entry = avformat_index_get_entry(m_format->streams[m_video], i);
        if (entry != nullptr && (entry->pos < 0 || entry->pos + entry->size > m_size))
            return badClip("cut short");
    }
    return std::nullopt;
}

wire::Fields Source::describe() const {
    const AVStream& stream = video();
    const AVRational rate = rateOf(stream);
    std::int64_t durationMs = 0;
    if (stream.duration > 0) {
        durationMs = av_rescale_q(stream.duration, stream.time_base, milliseconds);
    } else if (m_format->duration > 0) {
        durationMs = av_rescale_q(m_format->duration, microseconds, milliseconds);
    }
    std::int64_t frames = stream.nb_frames;
    if (frames <= 0) frames = av_rescale_q(durationMs, milliseconds, av_inv_q(rate));
    const auto text = [](std::int64_t number) { return std::to_string(number); };
    return {
        {"container", m_container},
        {"video_codec", avcodec_get_name(stream.codecpar->codec_id)},
        {"audio_codec", m_audio < 0 ? "" : avcodec_get_name(m_format->streams[m_audio]->codecpar->codec_id)},
        {"width", text(stream.codecpar->width)},
        {"height", text(stream.codecpar->height)},
        {"rate_numerator", text(rate.num)},
        {"rate_denominator", text(rate.den)},
        {"duration_ms", text(durationMs)},
        {"frames", text(frames)}};
}

std::int64_t Source::msOf(std::int64_t timestamp) const {
    const std::int64_t start = video().start_time == AV_NOPTS_VALUE ? 0 : video().start_time;
    return av_rescale_q(timestamp - start, video().time_base, milliseconds);
}

MayFail Source::openDecoder(int threads) {
    const AVCodec* codec = decoderFor(video().codecpar->codec_id);
    m_decoder.reset(avcodec_alloc_context3(codec));
    if (m_decoder == nullptr || avcodec_parameters_to_context(m_decoder.get(), video().codecpar) < 0) {
        return machine("out of memory");
    }
    m_decoder->thread_count = threads;
    m_decoder->pkt_timebase = video().time_base;
    m_decoder->max_pixels = largestFrame + 4'000'000;  // coded sizes are rounded up
    if (const int error = avcodec_open2(m_decoder.get(), codec, nullptr); error < 0) {
        return badClip("the decoder refuses it (" + reasonOf(error) + ")");
    }
    return std::nullopt;
}

int Source::drain(AVFrame& frame, const Use& use, bool& going) {
    for (;;) {
        const int error = avcodec_receive_frame(m_decoder.get(), &frame);
        if (error < 0) return error;
        if (frame.width <= 0 || frame.height <= 0 || std::int64_t{frame.width} * frame.height > largestFrame)
            continue;
        const AVRational rate = rateOf(video());
        const std::int64_t time = frame.best_effort_timestamp != AV_NOPTS_VALUE
                                      ? msOf(frame.best_effort_timestamp)
                                      : av_rescale_q(m_decoded, av_inv_q(rate), milliseconds);
        ++m_decoded;
        m_channel.ping();
        going = use(frame, time);
        av_frame_unref(&frame);
        if (!going) return 0;
    }
}

MayFail Source::decode(std::int64_t fromMs, int threads, const Use& use) {
    if (auto failure = openDecoder(threads)) return failure;
    if (fromMs > 0) {
        const std::int64_t start = video().start_time == AV_NOPTS_VALUE ? 0 : video().start_time;
        const std::int64_t at = start + av_rescale_q(fromMs, milliseconds, video().time_base);
        if (av_seek_frame(m_format, static_cast<int>(m_video), at, AVSEEK_FLAG_BACKWARD) < 0) {
            av_seek_frame(m_format, static_cast<int>(m_video), start, AVSEEK_FLAG_BACKWARD);
        }
    }
    const Packet packet(av_packet_alloc());
    const Frame frame(av_frame_alloc());
    if (packet == nullptr || frame == nullptr) return machine("out of memory");
    bool going = true;
    while (going && av_read_frame(m_format, packet.get()) >= 0) {
        m_channel.ping();
        const bool ours = packet->stream_index == static_cast<int>(m_video);
        if (ours && avcodec_send_packet(m_decoder.get(), packet.get()) >= 0) {
            static_cast<void>(drain(*frame, use, going));
        }
        av_packet_unref(packet.get());
    }
    if (going && avcodec_send_packet(m_decoder.get(), nullptr) >= 0) {
        static_cast<void>(drain(*frame, use, going));
    }
    if (m_decoded == 0) return badClip("nothing in it decodes");
    return std::nullopt;
}

}  // namespace groundglass::media::helper
