#include "groundglass/viewfinder/render.hpp"

#include <png.h>

namespace groundglass::viewfinder {

base::Result<std::string> toPng(const Image& image) {
    const auto needed = static_cast<std::size_t>(std::max(0, image.width)) *
                        static_cast<std::size_t>(std::max(0, image.height)) * 3;
    if (needed == 0 || image.rgb.size() != needed)
        return base::fail(base::ErrorCode::Io, "picture has no pixels");
    png_image png{};
    png.version = PNG_IMAGE_VERSION;
    png.width = static_cast<png_uint_32>(image.width);
    png.height = static_cast<png_uint_32>(image.height);
    png.format = PNG_FORMAT_RGB;
    png_alloc_size_t size = PNG_IMAGE_PNG_SIZE_MAX(png);
    std::string bytes(size, '\0');
    if (png_image_write_to_memory(&png, bytes.data(), &size, 0, image.rgb.data(), 0, nullptr) == 0)
        return base::fail(base::ErrorCode::Io, std::string("libpng: ") + png.message);
    bytes.resize(size);
    return bytes;
}

}  // namespace groundglass::viewfinder
