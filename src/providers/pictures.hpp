#pragma once

#include "providers/base64.hpp"
#include "providers/codec.hpp"

#include <string>

namespace groundglass::providers {

/// "data:image/png;base64,…".
[[nodiscard]] inline std::string dataUri(const jobs::LoadedPicture& picture) {
    return "data:" + picture.mediaType + ";base64," + toBase64(picture.bytes);
}

/// Where the service keeps it, or the picture itself.
[[nodiscard]] inline base::Json addressOrData(const jobs::LoadedPicture& picture) {
    return picture.at.empty() ? dataUri(picture) : picture.at;
}

}  // namespace groundglass::providers
