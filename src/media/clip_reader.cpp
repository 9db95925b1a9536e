#include "groundglass/media/media.hpp"
#include "media/helper_process.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <algorithm>
#include <cerrno>
#include <cstring>
#include <string>

namespace groundglass::media {
namespace {

using base::ErrorCode;
using base::fail;

constexpr std::int64_t largestFile = std::int64_t{4} << 30;

base::Result<Descriptor> openClip(const std::filesystem::path& clip) {
    Descriptor file(::open(clip.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    struct stat what {};
    if (!file || ::fstat(file.get(), &what) != 0) {
        const auto code = errno == ENOENT ? ErrorCode::NotFound : ErrorCode::Io;
        return fail(code, "cannot open " + clip.string() + ": " + std::strerror(errno), clip.string());
    }
    if (!S_ISREG(what.st_mode) || what.st_size == 0) {
        return fail(ErrorCode::InvalidInput, "not a clip we show: no file with bytes in it", clip.string());
    }
    if (what.st_size > largestFile) {
        return fail(ErrorCode::InvalidInput, "not a clip we show: larger than 4 GiB", clip.string());
    }
    return file;
}

base::Result<HelperProcess> startFor(const std::filesystem::path& clip, const wire::Fields& request) {
    const auto file = openClip(clip);
    if (!file) return tl::unexpected(file.error());
    return HelperProcess::start(*file, request);
}

/// The picture of a frame message; checked, since the helper may have been taken over by the clip.
base::Result<std::pair<Picture, base::Milliseconds>> pictureFrom(Message&& message) {
    if (message.kind == wire::Kind::Frame && message.payload.size() > wire::frameTailSize) {
        const std::size_t bytes = message.payload.size() - wire::frameTailSize;
        const auto tail = wire::unpackTail(message.payload.data() + bytes);
        if (tail.width > 0 && tail.height > 0 && tail.width <= wire::largestSide &&
            tail.height <= wire::largestSide &&
            static_cast<std::size_t>(tail.width) * static_cast<std::size_t>(tail.height) * 3 == bytes) {
            message.payload.resize(bytes);
            return std::pair{Picture{tail.width, tail.height, std::move(message.payload)},
                             base::Milliseconds(tail.timeMs)};
        }
    }
    return fail(ErrorCode::Io, "the helper program answered nonsense");
}

tl::unexpected<base::Error> about(const std::filesystem::path& clip, base::Error error) {
    if (error.subject.empty()) error.subject = clip.string();
    return tl::unexpected(std::move(error));
}

std::string sideLimit(int maxWidth) {
    return std::to_string(std::clamp(maxWidth, 2, int{wire::largestSide}));
}

}  // namespace

base::Result<Probe> probe(const std::filesystem::path& clip) {
    auto helper = startFor(clip, {{"verb", "probe"}});
    if (!helper) return about(clip, helper.error());
    const auto answer = helper->receive();
    if (!answer) return about(clip, answer.error());
    const auto fields = wire::unpack(answer->text());
    if (answer->kind != wire::Kind::Result || !fields) {
        return fail(ErrorCode::Io, "the helper program answered nonsense", clip.string());
    }
    const auto side = [&fields](std::string_view name) {
        return static_cast<std::int32_t>(
            std::clamp(wire::number(*fields, name), std::int64_t{0}, std::int64_t{INT32_MAX}));
    };
    Probe result;
    result.container = wire::text(*fields, "container");
    result.videoCodec = wire::text(*fields, "video_codec");
    result.audioCodec = wire::text(*fields, "audio_codec");
    result.size = {side("width"), side("height")};
    result.rate = {side("rate_numerator"), std::max(1, side("rate_denominator"))};
    result.duration = base::Milliseconds(wire::number(*fields, "duration_ms"));
    result.frames = wire::number(*fields, "frames");
    return result;
}

base::Result<Picture> frameAt(const std::filesystem::path& clip, base::Milliseconds time, int maxWidth) {
    auto helper = startFor(clip, {{"verb", "frame"},
                                  {"time_ms", std::to_string(std::max<std::int64_t>(0, time.count()))},
                                  {"max_width", sideLimit(maxWidth)}});
    if (!helper) return about(clip, helper.error());
    auto answer = helper->receive();
    if (!answer) return about(clip, answer.error());
    auto picture = pictureFrom(std::move(*answer));
    if (!picture) return about(clip, picture.error());
    return std::move(picture->first);
}

base::Status frames(const std::filesystem::path& clip, int maxWidth, const FrameSink& sink,
                    std::stop_token stop) {
    auto helper = startFor(clip, {{"verb", "frames"}, {"max_width", sideLimit(maxWidth)}});
    if (!helper) return about(clip, helper.error());
    const std::stop_callback onStop(stop, [&helper] { helper->interrupt(); });
    for (;;) {
        auto answer = helper->receive();
        if (stop.stop_requested()) return fail(ErrorCode::Cancelled, "stopped", clip.string());
        if (!answer) return about(clip, answer.error());
        if (answer->kind == wire::Kind::Done) return {};
        auto picture = pictureFrom(std::move(*answer));
        if (!picture) return about(clip, picture.error());
        if (!sink(std::move(picture->first), picture->second)) return {};
    }
}

}  // namespace groundglass::media
