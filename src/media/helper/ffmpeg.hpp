#pragma once

// FFmpeg 5.1 to 7.1; the only header that includes it.

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libavutil/opt.h>
#include <libavutil/pixdesc.h>
#include <libswscale/swscale.h>
}

#include <memory>
#include <string>

namespace groundglass::media::helper {

struct FreeAv {
    void operator()(AVPacket* packet) const { av_packet_free(&packet); }
    void operator()(AVFrame* frame) const { av_frame_free(&frame); }
    void operator()(AVCodecContext* codec) const { avcodec_free_context(&codec); }
    void operator()(SwsContext* scaler) const { sws_freeContext(scaler); }
    void operator()(AVIOContext* io) const {
        if (io != nullptr) av_freep(&io->buffer);
        avio_context_free(&io);
    }
};
using Packet = std::unique_ptr<AVPacket, FreeAv>;
using Frame = std::unique_ptr<AVFrame, FreeAv>;
using Codec = std::unique_ptr<AVCodecContext, FreeAv>;
using Scaler = std::unique_ptr<SwsContext, FreeAv>;
using Io = std::unique_ptr<AVIOContext, FreeAv>;

#if LIBAVFORMAT_VERSION_MAJOR >= 61
using BytesToWrite = const std::uint8_t*;
#else
using BytesToWrite = std::uint8_t*;
#endif

[[nodiscard]] inline std::string reasonOf(int error) {
    char text[AV_ERROR_MAX_STRING_SIZE] = {};
    av_strerror(error, text, sizeof text);
    return text;
}

}  // namespace groundglass::media::helper
