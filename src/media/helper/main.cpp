#include "media/helper/encode.hpp"
#include "media/helper/ffmpeg.hpp"
#include "media/helper/read.hpp"
#include "media/helper/sandbox.hpp"

#include <fcntl.h>
#include <unistd.h>
#include <cerrno>
#include <string_view>

namespace helper = groundglass::media::helper;
namespace wire = groundglass::media::wire;

namespace {

constexpr std::size_t longestRequest = 64U << 10U;
constexpr std::uint64_t gibibyte = std::uint64_t{1} << 30U;
constexpr std::uint64_t shortCpu = 20;   // seconds
constexpr std::uint64_t longCpu = 7200;  // seconds; a player or an encoder works as long as its clip asks

helper::MayFail serve(helper::Channel& channel) {
    const auto message = channel.receive(longestRequest);
    if (!message || message->kind != wire::Kind::Request) return helper::Failure{true, "no request"};
    const auto request =
        wire::unpack({reinterpret_cast<const char*>(message->payload.data()), message->payload.size()});
    if (!request) return helper::Failure{true, "an unreadable request"};

    const std::string verb = wire::text(*request, "verb");
    const bool writes = verb == "encode";
    const bool brief = verb == "probe" || verb == "frame";
    // Pictures to encode are our own; a clip to decode is a stranger's.
    if (auto failure = helper::enterSandbox(
            {brief ? shortCpu : longCpu, writes ? 8 * gibibyte : gibibyte, writes ? 16 * gibibyte : 0})) {
        return failure;
    }
    if (verb == "probe") return helper::probe(wire::clipDescriptor, channel);
    if (verb == "frame") return helper::frameAt(wire::clipDescriptor, channel, *request);
    if (verb == "frames") return helper::frames(wire::clipDescriptor, channel, *request);
    if (writes) return helper::encode(wire::clipDescriptor, channel, *request);
    return helper::Failure{true, "an unknown request"};
}

/// 0 when the limits hold here: nothing can be opened, and the filter is what says so.
int checkSandbox() {
    if (helper::enterSandbox({shortCpu, gibibyte, 0})) return 1;
    return ::open("/", O_RDONLY | O_CLOEXEC) < 0 && errno == EPERM ? 0 : 1;
}

}  // namespace

/// With the word "check" it only proves that it starts and can lock itself in.
int main(int argumentCount, char** arguments) {
    if (argumentCount == 2 && std::string_view(arguments[1]) == "check") ::_exit(checkSandbox());
    av_log_set_level(AV_LOG_QUIET);
    helper::Channel channel(wire::socketDescriptor);
    channel.ping();
    const auto failure = serve(channel);
    if (failure) channel.fail(*failure);
    ::_exit(failure ? 1 : 0);
}
