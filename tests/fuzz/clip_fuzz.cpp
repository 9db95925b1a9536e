// Clips that arrive: what is filed begins like a clip, and the helper that decodes one neither crashes nor
// hangs nor says a number that no clip has.

#include "fuzz/driver.hpp"
#include "groundglass/base/hash.hpp"
#include "groundglass/media/media.hpp"
#include "jobs/part_file.hpp"
#include "support/temp_dir.hpp"

#include <fstream>
#include <iterator>

using namespace groundglass;

namespace {

std::string checkSeal(const std::filesystem::path& folder, std::string_view input) {
    const auto part = folder / "a.part";
    std::ofstream(part, std::ios::binary | std::ios::trunc) << input;
    const auto sealed = jobs::sealClip(part, folder / "a");
    const bool mp4 = input.size() >= 8 && input.substr(4, 4) == "ftyp";
    const bool matroska = input.size() >= 8 && input.starts_with("\x1a\x45\xdf\xa3");
    if (!sealed) {
        if (mp4 || matroska) return "a clip was refused: " + sealed.error().message;
        return sealed.error().code == base::ErrorCode::InvalidInput ? std::string() : "not an InvalidInput";
    }
    if (!mp4 && !matroska) return "filed although it does not begin like a clip";
    if (sealed->file.extension() != (mp4 ? ".mp4" : ".webm")) return "filed with the wrong ending";
    return sealed->sha256 == base::sha256(input) ? std::string() : "filed with the wrong hash";
}

std::string checkProbe(const std::filesystem::path& folder, std::string_view input) {
    const auto file = folder / "b.mp4";
    std::ofstream(file, std::ios::binary | std::ios::trunc) << input;
    const auto probe = media::probe(file);
    if (!probe) {
        return probe.error().code == base::ErrorCode::InvalidInput
                   ? std::string()
                   : "the helper gave up: " + probe.error().message;
    }
    const bool sane = probe->size.width > 0 && probe->size.height > 0 && probe->rate.numerator > 0 &&
                      probe->rate.denominator > 0 && probe->duration.count() >= 0 && probe->frames >= 0;
    if (!sane) return "numbers that no clip has";
    const auto frame = media::frameAt(file, probe->duration / 2, 64);
    if (!frame)
        return frame.error().code == base::ErrorCode::InvalidInput ? std::string() : "the helper gave up";
    const auto bytes = static_cast<std::size_t>(frame->width) * static_cast<std::size_t>(frame->height) * 3;
    return frame->width > 0 && frame->width <= 64 && frame->rgb.size() == bytes
               ? std::string()
               : "a picture of the wrong size";
}

}  // namespace

int main(int argc, char** argv) {
    const test::TempDir folder;
    const auto file = folder.path() / "sample.mp4";
    auto writer = media::ClipWriter::open(file, {{32, 16}, {24, 1}, {}, false});
    if (!writer) return 2;
    std::vector<std::uint8_t> rgb(32U * 16U * 3U);
    for (unsigned frame = 0; frame < 5; ++frame) {
        for (std::size_t i = 0; i < rgb.size(); ++i)
            rgb[i] = static_cast<std::uint8_t>((i * 7 + frame * 31) % 251);
        if (!writer->add(rgb)) return 2;
    }
    if (!writer->finish()) return 2;
    std::ifstream in(file, std::ios::binary);
    fuzz::Target target;
    target.corpus.emplace_back(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>{});
    for (const char* each : {"ftyp", "moov", "mdat", "stsz", "stco", "stsc", "stts", "avcC", "trak"})
        target.tokens.emplace_back(each);
    target.tokens.emplace_back(4, '\0');
    target.tokens.emplace_back(4, '\xff');
    target.tokens.emplace_back("\x1a\x45\xdf\xa3");
    target.check = [&](std::string_view input) {
        if (auto wrong = checkSeal(folder.path(), input); !wrong.empty()) return wrong;
        return checkProbe(folder.path(), input);
    };
    return fuzz::run(argc, argv, target);
}
