#pragma once

#include "groundglass/jobs/outside.hpp"

#include <string_view>
#include <vector>

namespace groundglass::providers::openai_videos {

// Meaning of the answers of servers that speak the OpenAI Videos format.

[[nodiscard]] jobs::RemoteState meaningOfCreate(const jobs::HttpAnswer& answer);

[[nodiscard]] jobs::RemoteState meaningOfPoll(const jobs::HttpAnswer& answer, const jobs::Endpoint& endpoint);

[[nodiscard]] base::Result<jobs::ListPage> meaningOfList(const jobs::HttpAnswer& answer);

}  // namespace groundglass::providers::openai_videos
