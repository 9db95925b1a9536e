#pragma once

#include "media/helper/channel.hpp"

namespace groundglass::media::helper {

// The verbs that read a clip; each answers through the channel.

[[nodiscard]] MayFail probe(int file, Channel& channel);
[[nodiscard]] MayFail frameAt(int file, Channel& channel, const wire::Fields& request);
[[nodiscard]] MayFail frames(int file, Channel& channel, const wire::Fields& request);

}  // namespace groundglass::media::helper
