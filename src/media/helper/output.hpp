#pragma once

#include "media/helper/channel.hpp"
#include "media/helper/ffmpeg.hpp"

namespace groundglass::media::helper {

/// An MP4 whose index comes first, written into a descriptor.
class Output {
public:
    Output(int file, Channel& channel) : m_file(file), m_channel(channel) {}
    ~Output();
    Output(const Output&) = delete;
    Output& operator=(const Output&) = delete;

    [[nodiscard]] MayFail open(const AVCodecContext& codec, const std::string& title, bool labelAsAi);
    [[nodiscard]] MayFail write(AVPacket& packet, AVRational timeBase);
    [[nodiscard]] MayFail finish();

private:
    /// One reader or writer of the descriptor with its own place in it.
    struct Cursor {
        Output* output{};
        std::int64_t at{};
    };
    [[nodiscard]] MayFail failed(int error) const;
    [[nodiscard]] MayFail appendLabel();
    static int readBytes(void* cursor, std::uint8_t* to, int most);
    static int writeBytes(void* cursor, BytesToWrite from, int count);
    static std::int64_t seekTo(void* cursor, std::int64_t offset, int whence);
    static int reopen(AVFormatContext* format, AVIOContext** io, const char* url, int flags,
                      AVDictionary** options);
    static int closeAgain(AVFormatContext* format, AVIOContext* io);

    int m_file;
    Channel& m_channel;
    AVFormatContext* m_format{};
    Io m_io;
    Cursor m_writer, m_reader;
    std::int64_t m_end{};
    int m_errno{};
    bool m_label{};
};

}  // namespace groundglass::media::helper
