#include "groundglass/film/json.hpp"

#include "groundglass/base/files.hpp"
#include "groundglass/base/json.hpp"
#include "groundglass/film/fields.hpp"
#include "support/catch.hpp"
#include "support/temp_dir.hpp"

#include <cstdlib>
#include <regex>
#include <set>

using namespace groundglass;
using namespace groundglass::film;
using base::Json;

namespace {

/// The part of JSON Schema that our schemas use.
void validate(const Json& value, const Json& schema, const std::string& at) {
    INFO("at " << at);
    if (schema.contains("const")) CHECK(value == schema["const"]);
    if (schema.contains("type")) {
        const auto type = schema["type"].get<std::string>();
        const bool right =
            (type == "object" && value.is_object()) || (type == "array" && value.is_array()) ||
            (type == "string" && value.is_string()) || (type == "boolean" && value.is_boolean()) ||
            (type == "integer" && value.is_number_integer()) || (type == "number" && value.is_number());
        CHECK(right);
        if (!right) return;
    }
    if (value.is_number() && schema.contains("minimum"))
        CHECK(value.get<double>() >= schema["minimum"].get<double>());
    if (value.is_number() && schema.contains("maximum"))
        CHECK(value.get<double>() <= schema["maximum"].get<double>());
    if (value.is_string() && schema.contains("pattern")) {
        CHECK(std::regex_match(value.get<std::string>(), std::regex(schema["pattern"].get<std::string>())));
    }
    if (value.is_array()) {
        if (schema.contains("maxItems")) CHECK(value.size() <= schema["maxItems"].get<std::size_t>());
        if (schema.contains("minItems")) CHECK(value.size() >= schema["minItems"].get<std::size_t>());
        for (std::size_t i = 0; schema.contains("items") && i < value.size(); ++i) {
            validate(value[i], schema["items"], base::pointerTo(at, i));
        }
    }
    if (value.is_object()) {
        if (schema.contains("required")) {
            for (const auto& key : schema["required"]) CHECK(value.contains(key.get<std::string>()));
        }
        if (!schema.contains("properties")) return;
        for (const auto& [key, member] : value.items()) {
            const auto found = schema["properties"].find(key);
            // Our own files hold nothing that the schema does not know.
            CHECK(found != schema["properties"].end());
            if (found != schema["properties"].end()) validate(member, *found, base::pointerTo(at, key));
        }
    }
}

}  // namespace

TEST_CASE("a shot comes back from its file as it was", "[film][json]") {
    Shot shot;
    shot.id = ShotId("cafe");
    shot.title = "The coffee";
    shot.scene = SceneId("paris");
    auto& d = shot.direction;
    d.lens.focal = base::Millimetres{50};
    d.frame.size = TermId("cu");
    d.camera.moves = {Move{TermId("dolly_in"),
                           0.3,
                           TermId("slow"),
                           TermId("ease_both"),
                           base::Milliseconds(0),
                           base::Milliseconds(8000),
                           {},
                           false,
                           TermId("grows"),
                           "her hands",
                           "her eyes",
                           "pressure",
                           {}}};
    d.story.actions = {Beat{CastId("woman"), "drinking coffee", {}, {}, {}, {}, {}, {}}};
    d.light.others = {Light{TermId("practical"),
                            TermId("candle"),
                            "",
                            base::Degrees{-120},
                            {},
                            {},
                            {},
                            base::Kelvin{1850},
                            {},
                            "",
                            {}}};
    d.grade.cdl = Cdl{{1.05, 1, 0.95}, {0.01, 0, -0.01}, {1, 1.02, 1.05}, 0.9};
    d.sound.noMusic = true;
    d.sound.silence = true;
    Performance held;
    held.who = CastId("woman");
    held.masked = true;
    held.posture = "shoulders squared";
    held.gait = "dragging the left foot";
    held.microAction = "a thumb turning the ring";
    held.breath = "a held breath";
    held.proximity = "an arm's length from the door";
    held.tempo = "unhurried";
    held.energy = 2;
    held.reaction = base::Milliseconds(400);
    d.cast.performances = {held};
    d.story.notes = {Note{TermId("subtext"), "she has decided", "a packed bag", {}}};
    d.output.rate = base::FrameRate{24000, 1001};
    d.output.labelAsAi = false;
    const std::string text = toJson(shot);
    const auto back = shotFromJson(text);
    REQUIRE(back);
    CHECK(*back == shot);
    CHECK(toJson(*back) == text);
}

TEST_CASE("keys that are not known stay at their places", "[film][json]") {
    const std::string text = R"({"schema": "groundglass/shot", "version": 1, "id": "a", "future": {"x": [1]},
        "direction": {"lens": {"focal": 50, "coating": "T*"}, "smell": {"of": "coffee"},
                      "camera": {"moves": [{"kind": "pan_l", "mount": "gib"}]}}})";
    const auto shot = shotFromJson(text);
    REQUIRE(shot);
    const auto written = base::parseJson(toJson(*shot));
    REQUIRE(written);
    CHECK((*written)["future"]["x"][0] == 1);
    CHECK((*written)["direction"]["lens"]["coating"] == "T*");
    CHECK((*written)["direction"]["lens"]["focal"] == 50);
    CHECK((*written)["direction"]["smell"]["of"] == "coffee");
    CHECK((*written)["direction"]["camera"]["moves"][0]["mount"] == "gib");
}

TEST_CASE("every problem of a file is reported with its pointer", "[film][json]") {
    const std::string text = R"({"schema": "groundglass/shot", "version": 1, "id": "Bad Id",
        "direction": {"lens": {"focal": "fifty", "aperture": 1000}, "frame": {"composition": "thirds"},
                      "camera": {"moves": [{"kind": 3}]}, "output": {"rate": [24]}}})";
    const auto shot = shotFromJson(text, "shots/a.json");
    REQUIRE_FALSE(shot);
    std::set<std::string> pointers;
    for (const auto& problem : shot.error().problems) {
        CHECK(problem.file == "shots/a.json");
        CHECK_FALSE(problem.remedy.empty());
        pointers.insert(problem.pointer);
    }
    CHECK(pointers == std::set<std::string>{"/id", "/direction/lens/focal", "/direction/lens/aperture",
                                            "/direction/frame/composition", "/direction/camera/moves/0/kind",
                                            "/direction/output/rate"});
}

TEST_CASE("a newer file is refused in words, a file of another kind too", "[film][json]") {
    const auto newer = sceneFromJson(R"({"schema": "groundglass/scene", "version": 99, "id": "a"})");
    REQUIRE_FALSE(newer);
    CHECK(newer.error().problems[0].message.find("newer") != std::string::npos);
    CHECK_FALSE(sceneFromJson(R"({"schema": "groundglass/shot", "version": 1, "id": "a"})"));
    CHECK_FALSE(sceneFromJson("[]"));
    CHECK_FALSE(sceneFromJson(R"({"schema": "groundglass/scene", "version": 1})"));
}

TEST_CASE("the shipped schemas are what the code reads and writes", "[film][schema]") {
    for (const auto* kind : {"film", "cast", "location", "look", "scene", "shot", "take", "review"}) {
        const auto file = test::resources() / "schemas" / (std::string(kind) + ".schema.json");
        if (std::getenv("GROUNDGLASS_UPDATE_GOLDEN") != nullptr)
            REQUIRE(base::AtomicFile::write(file, schemaOf(kind)));
        INFO(kind);
        const auto text = base::readFile(file);
        REQUIRE(text);
        CHECK(*text == schemaOf(kind));
    }
    CHECK(schemaOf("nothing").empty());
}

TEST_CASE("every sample film and starter look keeps to the schemas", "[film][schema]") {
    std::size_t files = 0;
    for (const auto* folder : {"samples", "looks"}) {
        for (const auto& entry : std::filesystem::recursive_directory_iterator(test::resources() / folder)) {
            if (entry.path().extension() != ".json") continue;
            const auto json = base::readJson(entry.path().string());
            INFO(entry.path());
            REQUIRE(json);
            const std::string kind = (*json)["schema"].get<std::string>().substr(12);
            const auto schema = base::parseJson(schemaOf(kind));
            REQUIRE(schema);
            validate(*json, *schema, {});
            ++files;
        }
    }
    CHECK(files > 20);
}

TEST_CASE("a rate without seconds and a version in words are problems", "[film][json]") {
    const auto rate = film::shotFromJson(
        R"({"schema":"groundglass/shot","version":1,"id":"a","direction":{"output":{"rate":[24,0]}}})",
        "a.json");
    REQUIRE_FALSE(rate);
    CHECK(rate.error().problems.front().pointer == "/direction/output/rate");
    const auto version =
        film::shotFromJson(R"({"schema":"groundglass/shot","version":"1","id":"a"})", "a.json");
    REQUIRE_FALSE(version);
    CHECK(version.error().problems.front().pointer == "/version");
    CHECK(version.error().problems.front().message.find("whole number") != std::string::npos);
}
