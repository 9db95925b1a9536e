#include "groundglass/base/files.hpp"
#include "groundglass/base/hash.hpp"
#include "groundglass/media/media.hpp"
#include "media/helper_process.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cerrno>
#include <cstring>
#include <string>
#include <utility>

namespace groundglass::media {

using base::ErrorCode;
using base::fail;

struct ClipWriter::Impl {
    std::filesystem::path target, temporary;
    Descriptor file;
    HelperProcess helper;
    std::size_t frameBytes{};
    std::int64_t frames{};
    bool finished{};

    ~Impl() {
        if (finished) return;
        helper.kill();
        ::unlink(temporary.c_str());
    }
};

ClipWriter::ClipWriter(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {}
ClipWriter::ClipWriter(ClipWriter&&) noexcept = default;
ClipWriter& ClipWriter::operator=(ClipWriter&&) noexcept = default;
ClipWriter::~ClipWriter() = default;

namespace {

tl::unexpected<base::Error> cannotWrite(const std::string& target, int error) {
    const std::string message = std::string("the clip cannot be written: ") + std::strerror(error);
    return fail(
        ErrorCode::Io, message, target,
        {{target, {}, message, "choose a folder that is there and has room, and check its permissions"}});
}

/// The helper's failure, told about the file that it was to write.
tl::unexpected<base::Error> failedFor(const std::string& target, base::Error error) {
    error.subject = target;
    if (error.problems.empty())
        error.problems.push_back(
            {target, {}, error.message, "free some space if the disk is full, then try again"});
    for (auto& problem : error.problems) problem.file = target;
    return tl::unexpected(std::move(error));
}

base::Status check(const ClipWriter::Options& options) {
    const auto usable = [](std::int32_t side) {
        return side >= 16 && side <= wire::largestSide && side % 2 == 0;
    };
    if (!usable(options.size.width) || !usable(options.size.height)) {
        return fail(ErrorCode::InvalidInput, "a clip's sides are even and from 16 to 8192 pixels");
    }
    const double rate = options.rate.denominator > 0 ? options.rate.perSecond() : 0.0;
    if (!(rate > 0 && rate <= 240))
        return fail(ErrorCode::InvalidInput, "a clip's rate is above 0 and at most 240");
    return {};
}

wire::Fields requestFor(const ClipWriter::Options& options) {
    return {{"verb", "encode"},
            {"width", std::to_string(options.size.width)},
            {"height", std::to_string(options.size.height)},
            {"rate_numerator", std::to_string(options.rate.numerator)},
            {"rate_denominator", std::to_string(options.rate.denominator)},
            {"title", options.title},
            {"label_as_ai", options.labelAsAi ? "1" : "0"}};
}

}  // namespace

base::Result<ClipWriter> ClipWriter::open(const std::filesystem::path& file, const Options& options) {
    if (auto usable = check(options); !usable) return tl::unexpected(usable.error());
    const auto temporary = file.parent_path() / (std::string(base::temporaryPrefix) + base::randomHex(8) +
                                                 file.extension().string());
    Descriptor out(::open(temporary.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    if (!out) return cannotWrite(file.string(), errno);
    auto helper = HelperProcess::start(out, requestFor(options));
    if (!helper) {
        ::unlink(temporary.c_str());
        return tl::unexpected(helper.error());
    }
    const auto bytes =
        static_cast<std::size_t>(options.size.width) * static_cast<std::size_t>(options.size.height) * 3;
    return ClipWriter(std::unique_ptr<Impl>(
        new Impl{file, temporary, std::move(out), std::move(*helper), bytes, 0, false}));
}

base::Status ClipWriter::add(std::span<const std::uint8_t> rgb) {
    if (!m_impl) return fail(ErrorCode::InvalidInput, "this clip is finished");
    if (rgb.size() != m_impl->frameBytes) {
        return fail(ErrorCode::InvalidInput, "a frame has " + std::to_string(rgb.size()) +
                                                 " bytes instead of " + std::to_string(m_impl->frameBytes));
    }
    auto sent = m_impl->helper.send(wire::Kind::Frame, rgb);
    if (!sent) return failedFor(m_impl->target.string(), std::move(sent.error()));
    ++m_impl->frames;
    return {};
}

base::Status ClipWriter::finish() {
    if (!m_impl) return fail(ErrorCode::InvalidInput, "this clip is finished");
    const auto impl = std::move(m_impl);  // whatever fails below removes the temporary file
    const std::string target = impl->target.string();
    if (impl->frames == 0) return fail(ErrorCode::InvalidInput, "a clip needs a frame", target);
    auto sent = impl->helper.send(wire::Kind::End, {});
    auto answer = sent ? impl->helper.receive() : base::Result<Message>(tl::unexpected(sent.error()));
    if (!answer) return failedFor(target, std::move(answer.error()));
    if (answer->kind != wire::Kind::Done)
        return fail(ErrorCode::Io, "the helper program answered nonsense", target);

    struct stat old {};
    const mode_t mode = ::stat(impl->target.c_str(), &old) == 0 ? old.st_mode & 07777U : 0644U;
    if (::fchmod(impl->file.get(), mode) != 0 || ::fsync(impl->file.get()) != 0 ||
        ::rename(impl->temporary.c_str(), impl->target.c_str()) != 0) {
        return cannotWrite(target, errno);
    }
    impl->finished = true;
    const auto folder = impl->target.parent_path();
    return base::syncFolder(folder.empty() ? std::filesystem::path(".") : folder);
}

}  // namespace groundglass::media
