// The readers of a film's files: whatever they accept is written and read again as the same value; whatever
// they refuse has a problem with a message.

#include "fuzz/driver.hpp"
#include "groundglass/film/json.hpp"
#include "support/temp_dir.hpp"

using namespace groundglass;

namespace {

template <class T>
std::string checkKind(const char* kind, std::string_view input,
                      base::Result<T> (*read)(std::string_view, std::string_view),
                      std::string (*write)(const T&)) {
    const auto value = read(input, "file.json");
    if (!value) {
        const auto& error = value.error();
        if (error.code != base::ErrorCode::InvalidInput) return std::string(kind) + ": not an InvalidInput";
        if (error.problems.empty()) return std::string(kind) + ": refused without a problem";
        for (const auto& problem : error.problems) {
            if (problem.message.empty() || problem.file != "file.json")
                return std::string(kind) + ": a problem without message or file";
        }
        return {};
    }
    const auto text = write(*value);
    const auto again = read(text, "again.json");
    if (!again) return std::string(kind) + ": what was written is refused: " + again.error().message;
    if (!(*again == *value)) return std::string(kind) + ": another value came back";
    if (write(*again) != text) return std::string(kind) + ": another text came back";
    return {};
}

std::string check(std::string_view input) {
    using namespace film;
    for (const auto& wrong : {checkKind<Film>("film", input, filmFromJson, filmToJson),
                              checkKind<CastMember>("cast", input, castFromJson, toJson),
                              checkKind<Location>("location", input, locationFromJson, toJson),
                              checkKind<Look>("look", input, lookFromJson, toJson),
                              checkKind<Scene>("scene", input, sceneFromJson, toJson),
                              checkKind<Shot>("shot", input, shotFromJson, toJson),
                              checkKind<Take>("take", input, takeFromJson, toJson),
                              checkKind<Review>("review", input, reviewFromJson, toJson),
                              checkKind<Direction>("direction", input, directionFromJson, toJson)}) {
        if (!wrong.empty()) return wrong;
    }
    return {};
}

}  // namespace

int main(int argc, char** argv) {
    fuzz::Target target{fuzz::filesBelow((test::resources() / "samples").string(), ".json"),
                        fuzz::jsonTokens(), check};
    for (const auto& text : fuzz::filesBelow((test::resources() / "looks").string(), ".json"))
        target.corpus.push_back(text);
    film::Take take;
    take.id = film::TakeId("take_1");
    take.shot = film::ShotId("cafe");
    take.clip = "take_1.mp4";
    take.sha256 = std::string(64, 'a');
    take.createdAt = "2026-11-24T10:00:00Z";
    take.request.text = R"({"seed":1})";
    target.corpus.push_back(film::toJson(take));
    target.corpus.push_back(film::toJson(film::Review{true, 3, "the one", {}}));
    const auto shot = film::shotFromJson(target.corpus[target.corpus.size() / 3]);
    if (shot) target.corpus.push_back(film::toJson(shot->direction));
    target.tokens.insert(target.tokens.end(),
                         {"\"groundglass/film\"", "\"groundglass/shot\"", "\"groundglass/take\"",
                          "\"actions\"", "\"moves\"", "\"others\"", "\"cdl\"", "\"split_tone\"", "\"rate\""});
    return fuzz::run(argc, argv, target);
}
