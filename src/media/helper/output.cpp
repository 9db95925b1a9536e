#include "media/helper/output.hpp"

#include <unistd.h>
#include <algorithm>
#include <cerrno>
#include <cstring>

namespace groundglass::media::helper {
namespace {

constexpr int bufferBytes = 1 << 16;
constexpr std::int64_t largestFile = std::int64_t{16} << 30;

/// IPTC digital source type of media that a trained model made (NewsCodes, checked 2026-11-22).
constexpr const char* madeByModel = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia";

/// Box type of an XMP packet in ISO media files (XMP specification part 3).
constexpr unsigned char xmpBox[16] = {0xBE, 0x7A, 0xCF, 0xCB, 0x97, 0xA9, 0x42, 0xE8,
                                      0x9C, 0x71, 0x99, 0x94, 0x91, 0xE3, 0xAF, 0xAC};

std::string xmpPacket() {
    return std::string(
               "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>"
               "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">"
               "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">"
               "<rdf:Description rdf:about=\"\""
               " xmlns:Iptc4xmpExt=\"http://iptc.org/std/Iptc4xmpExt/2008-02-29/\""
               " Iptc4xmpExt:DigitalSourceType=\"") +
           madeByModel + "\"/></rdf:RDF></x:xmpmeta><?xpacket end=\"r\"?>";
}

}  // namespace

Output::~Output() {
    avformat_free_context(m_format);
}

int Output::readBytes(void* cursor, std::uint8_t* to, int most) {
    auto& reader = *static_cast<Cursor*>(cursor);
    reader.output->m_channel.ping();
    const ssize_t got = ::pread(reader.output->m_file, to, static_cast<std::size_t>(most), reader.at);
    if (got < 0) return AVERROR(errno);
    if (got == 0) return AVERROR_EOF;
    reader.at += got;
    return static_cast<int>(got);
}

int Output::writeBytes(void* cursor, BytesToWrite from, int count) {
    auto& writer = *static_cast<Cursor*>(cursor);
    Output& output = *writer.output;
    output.m_channel.ping();
    int done = 0;
    while (done < count) {
        const ssize_t wrote =
            ::pwrite(output.m_file, from + done, static_cast<std::size_t>(count - done), writer.at);
        if (wrote < 0 && errno == EINTR) continue;
        if (wrote <= 0) {
            output.m_errno = wrote < 0 ? errno : ENOSPC;
            return AVERROR(output.m_errno);
        }
        done += static_cast<int>(wrote);
        writer.at += wrote;
        output.m_end = std::max(output.m_end, writer.at);
    }
    return done;
}

std::int64_t Output::seekTo(void* cursor, std::int64_t offset, int whence) {
    auto& place = *static_cast<Cursor*>(cursor);
    if ((whence & AVSEEK_SIZE) != 0) return place.output->m_end;
    whence &= ~AVSEEK_FORCE;
    const std::int64_t from = whence == SEEK_CUR ? place.at : whence == SEEK_END ? place.output->m_end : 0;
    if (offset < -from || offset > largestFile) return AVERROR(EINVAL);
    place.at = from + offset;
    return place.at;
}

/// Moving the index to the front reads back what was written: the same descriptor, by a second cursor.
int Output::reopen(AVFormatContext* format, AVIOContext** io, const char*, int flags, AVDictionary**) {
    if ((flags & AVIO_FLAG_WRITE) != 0) return AVERROR(EPERM);
    auto& output = *static_cast<Output*>(format->opaque);
    output.m_reader = {&output, 0};
    auto* buffer = static_cast<unsigned char*>(av_malloc(bufferBytes));
    *io = avio_alloc_context(buffer, bufferBytes, 0, &output.m_reader, &Output::readBytes, nullptr,
                             &Output::seekTo);
    return *io == nullptr ? AVERROR(ENOMEM) : 0;
}

int Output::closeAgain(AVFormatContext*, AVIOContext* io) {
    FreeAv{}(io);
    return 0;
}

MayFail Output::failed(int error) const {
    if (m_errno == ENOSPC || m_errno == EDQUOT) return machine("the disk is full; the clip was not written");
    if (m_errno == EFBIG) return machine("the clip is larger than a file may be");
    if (m_errno != 0) return machine(std::string("the clip cannot be written: ") + std::strerror(m_errno));
    return machine("the clip cannot be written: " + reasonOf(error));
}

MayFail Output::open(const AVCodecContext& codec, const std::string& title, bool labelAsAi) {
    m_label = labelAsAi;
    m_writer = {this, 0};
    auto* buffer = static_cast<unsigned char*>(av_malloc(bufferBytes));
    m_io.reset(
        avio_alloc_context(buffer, bufferBytes, 1, &m_writer, nullptr, &Output::writeBytes, &Output::seekTo));
    avformat_alloc_output_context2(&m_format, nullptr, "mp4", "clip.mp4");
    AVStream* stream = m_format == nullptr ? nullptr : avformat_new_stream(m_format, nullptr);
    if (m_io == nullptr || stream == nullptr) return machine("out of memory");
    m_format->pb = m_io.get();
    m_format->opaque = this;
    m_format->io_open = &Output::reopen;
    m_format->io_close2 = &Output::closeAgain;
    m_format->flags |= AVFMT_FLAG_CUSTOM_IO | AVFMT_FLAG_BITEXACT;
    stream->time_base = codec.time_base;
    stream->avg_frame_rate = codec.framerate;
    avcodec_parameters_from_context(stream->codecpar, &codec);
    if (!title.empty()) av_dict_set(&m_format->metadata, "title", title.c_str(), 0);
    if (m_label) {
        av_dict_set(&m_format->metadata, "comment",
                    (std::string("Digital source type: ") + madeByModel).c_str(), 0);
    }
    AVDictionary* options = nullptr;
    av_dict_set(&options, "movflags", "+faststart+write_colr", 0);
    const int error = avformat_write_header(m_format, &options);
    av_dict_free(&options);
    return error < 0 ? failed(error) : std::nullopt;
}

MayFail Output::write(AVPacket& packet, AVRational timeBase) {
    const AVStream& stream = *m_format->streams[0];
    av_packet_rescale_ts(&packet, timeBase, stream.time_base);
    packet.stream_index = 0;
    const int error = av_interleaved_write_frame(m_format, &packet);
    return error < 0 || m_errno != 0 ? failed(error) : std::nullopt;
}

MayFail Output::finish() {
    const int error = av_write_trailer(m_format);
    avio_flush(m_io.get());
    if (error < 0 || m_errno != 0) return failed(error);
    return m_label ? appendLabel() : std::nullopt;
}

MayFail Output::appendLabel() {
    const std::string packet = xmpPacket();
    const std::size_t size = 8 + sizeof xmpBox + packet.size();
    std::vector<std::uint8_t> box;
    for (int shift = 24; shift >= 0; shift -= 8)
        box.push_back(static_cast<std::uint8_t>((size >> shift) & 0xFFU));
    for (const char letter : std::string_view("uuid")) box.push_back(static_cast<std::uint8_t>(letter));
    box.insert(box.end(), std::begin(xmpBox), std::end(xmpBox));
    box.insert(box.end(), packet.begin(), packet.end());
    m_writer.at = m_end;
    const int error = writeBytes(&m_writer, box.data(), static_cast<int>(box.size()));
    return error < 0 ? failed(error) : std::nullopt;
}

}  // namespace groundglass::media::helper
