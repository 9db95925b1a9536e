#pragma once

#include "media/helper/channel.hpp"

namespace groundglass::media::helper {

/// Takes RGB frames from the channel until its end and writes an MP4 into the descriptor.
[[nodiscard]] MayFail encode(int file, Channel& channel, const wire::Fields& request);

}  // namespace groundglass::media::helper
