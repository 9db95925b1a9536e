#pragma once

#include "groundglass/media/media.hpp"
#include "support/catch.hpp"

#include <array>
#include <cmath>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace groundglass::test {

using Rgb = std::array<int, 3>;

/// Colour of a frame of the test clip; neighbours differ clearly.
inline Rgb colourOf(int frame) {
    return {40 + frame * 8, 200 - frame * 7, frame % 2 == 0 ? 60 : 120};
}

inline std::vector<std::uint8_t> flatFrame(base::Pixels size, Rgb colour) {
    std::vector<std::uint8_t> rgb;
    rgb.reserve(static_cast<std::size_t>(size.width) * static_cast<std::size_t>(size.height) * 3);
    for (int i = 0; i < size.width * size.height; ++i) {
        for (const int channel : colour) rgb.push_back(static_cast<std::uint8_t>(channel));
    }
    return rgb;
}

/// `count` flat frames of colourOf.
inline void writeClip(const std::filesystem::path& file, base::FrameRate rate, int count = 24,
                      base::Pixels size = {320, 180}) {
    auto writer = media::ClipWriter::open(file, {size, rate, "1A The coffee", true});
    INFO((writer ? std::string() : writer.error().message));
    REQUIRE(writer);
    for (int i = 0; i < count; ++i) {
        const auto added = writer->add(flatFrame(size, colourOf(i)));
        INFO((added ? std::string() : added.error().message));
        REQUIRE(added);
    }
    const auto finished = writer->finish();
    INFO((finished ? std::string() : finished.error().message));
    REQUIRE(finished);
}

/// Largest difference of a channel at the middle of the picture.
inline int distance(const media::Picture& picture, Rgb colour) {
    const auto at = (static_cast<std::size_t>(picture.height / 2) * static_cast<std::size_t>(picture.width) +
                     static_cast<std::size_t>(picture.width / 2)) *
                    3;
    int most = 0;
    for (std::size_t c = 0; c < 3; ++c)
        most = std::max(most, std::abs(int{picture.rgb.at(at + c)} - colour.at(c)));
    return most;
}

inline std::string bytesOf(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

inline void writeBytes(const std::filesystem::path& file, const std::string& bytes) {
    std::ofstream(file, std::ios::binary) << bytes;
}

}  // namespace groundglass::test
