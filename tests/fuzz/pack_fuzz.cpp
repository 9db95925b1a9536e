// The pack reader: a pack that is accepted has safe names and true hashes; a refused one says why. Manifests
// are tried alone as well, because few mutants of an archive reach them.

#include "fuzz/driver.hpp"
#include "groundglass/base/hash.hpp"
#include "groundglass/store/pack.hpp"
#include "store/pack_rules.hpp"
#include "support/temp_dir.hpp"

#include <fstream>
#include <iterator>

using namespace groundglass;

namespace {

std::string refusal(const base::Error& error) {
    if (error.code != base::ErrorCode::InvalidInput) return "not an InvalidInput: " + error.message;
    if (error.problems.empty()) return "refused without a problem";
    for (const auto& problem : error.problems) {
        if (problem.message.empty()) return "a problem without a message";
    }
    return {};
}

std::string checkManifest(std::string_view input) {
    const auto manifest = store::manifestFromJson(input, "manifest.json");
    if (!manifest) return refusal(manifest.error());
    for (const auto& entry : manifest->entries) {
        if (!store::refuseName(entry.name).empty()) return "a manifest with a name that is refused";
    }
    const auto again = store::manifestFromJson(store::manifestToJson(*manifest), "manifest.json");
    return again && again->entries.size() == manifest->entries.size() ? std::string()
                                                                      : "a manifest that does not come back";
}

std::string checkPack(std::string_view input, const std::filesystem::path& file) {
    std::ofstream(file, std::ios::binary | std::ios::trunc) << input;
    const auto info = store::inspectPack(file);
    if (!info) return refusal(info.error());
    for (const auto& [name, hash] : info->entries) {
        if (!store::refuseName(name).empty()) return "accepted with the name " + name;
        const auto bytes = store::readPackEntry(file, name);
        if (!bytes) return "an entry of an accepted pack cannot be read: " + name;
        if (base::sha256(*bytes) != hash) return "an entry with another hash: " + name;
    }
    return {};
}

std::string packOf(const std::filesystem::path& file, std::vector<store::PackEntry> entries) {
    if (!store::writePack(file, "A film", std::move(entries), "2026-11-24T10:00:00Z")) return {};
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

int main(int argc, char** argv) {
    const test::TempDir folder;
    const auto file = folder.path() / "mutant.ggpack";
    fuzz::Target target;
    target.corpus.push_back(packOf(file, {{"prompts/cafe.txt", "a woman in a café\n"}}));
    target.corpus.push_back(packOf(file, {{"a.txt", std::string(3000, 'a')},
                                          {"pictures/a.png", "\x89PNG\r\n\x1a\n" + std::string(200, '\x7f')},
                                          {"shots/a.json", "{\n  \"id\": \"a\"\n}\n"}}));
    target.corpus.push_back(packOf(file, {}));
    target.corpus.push_back(
        store::manifestToJson({"A film",
                               "2026-11-24T10:00:00Z",
                               {{"a.txt", 3, std::string(64, '0')}, {"b/c.png", 9, std::string(64, 'f')}}}));
    target.tokens = fuzz::jsonTokens();
    for (const auto* each : {"PK\x03\x04", "PK\x01\x02", "PK\x05\x06", "../", "/", "manifest.json", "a.txt"})
        target.tokens.emplace_back(each);
    target.tokens.emplace_back(4, '\0');
    target.tokens.emplace_back(4, '\xff');
    target.check = [&](std::string_view input) {
        if (auto wrong = checkManifest(input); !wrong.empty()) return wrong;
        return checkPack(input, file);
    };
    return fuzz::run(argc, argv, target);
}
