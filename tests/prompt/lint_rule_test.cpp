#include "lint_case.hpp"
#include "sample_film.hpp"

#include <algorithm>
#include <cstdint>
#include <set>
#include <variant>

using namespace groundglass;
using namespace groundglass::test;

namespace {

World world(const char* shot, const char* dialect = "generic_prose") {
    return worldOf({{"shot", base::Json::parse(shot)}}, dialect);
}

std::string said(int words) {
    std::string text;
    for (int i = 0; i < words; ++i) text += i == 0 ? "never" : " again";
    return R"({"output": {"duration": 8000}, "sound": {"dialogue": [{"who": "woman", "words": ")" + text +
           R"("}]}})";
}

}  // namespace

TEST_CASE("a plain shot has no finding", "[prompt][lint]") {
    for (const prompt::Finding& f : world("{}").lint()) {
        INFO(f.rule << " " << f.reason);
        CHECK(f.severity == prompt::Severity::Info);
    }
}

TEST_CASE("the shots of the sample film have no error", "[prompt][lint]") {
    const SampleFilm sample;
    for (const auto& [id, shot] : sample.film.shots) {
        const auto effective = film::cascade(sample.film, id);
        REQUIRE(effective);
        const auto measured = craft::measure(effective->direction, vocabulary());
        const prompt::ComposeInput input{sample.film, shot, *effective, measured, vocabulary()};
        const auto composed = prompt::compose(input, dialect("generic_prose"));
        REQUIRE(composed);
        for (const prompt::Finding& f :
             prompt::lint(input, dialect("generic_prose"), &*composed, &policy())) {
            INFO(id.str() << " " << f.rule << " " << f.reason);
            CHECK(f.severity != prompt::Severity::Error);
            CHECK(f.shot == id);
        }
    }
    for (const prompt::Finding& f : prompt::lintFilm(sample.film, vocabulary(), dialects())) {
        INFO(f.rule << " " << f.reason);
        CHECK(f.severity != prompt::Severity::Error);
    }
}

TEST_CASE("in the sample film every way out cures, brings no error and can be taken back", "[prompt][lint]") {
    const SampleFilm sample;
    for (const auto& [id, shot] : sample.film.shots) {
        for (const prompt::Dialect* target : dialects().all()) {
            World w{sample.film, target->id, false, id};
            const auto before = w.errors();
            for (const prompt::Finding& finding : w.lint()) {
                for (const prompt::Fix& fix : finding.fixes) {
                    INFO(id.str() << " " << target->id << " " << finding.rule << " " << finding.reason << " "
                                  << fix.label);
                    World fixed = w;
                    const auto inverse = prompt::editOf(finding.shot, fix)->apply(fixed.film);
                    REQUIRE(inverse);
                    const auto left = fixed.of(finding.rule);
                    CHECK(std::none_of(left.begin(), left.end(),
                                       [&](const prompt::Finding& f) { return f.reason == finding.reason; }));
                    for (const std::string& rule : fixed.errors()) {
                        INFO("new error " << rule);
                        CHECK(std::find(before.begin(), before.end(), rule) != before.end());
                    }
                    REQUIRE((*inverse)->apply(fixed.film));
                    CHECK(fixed.film == sample.film);
                }
            }
        }
    }
}

TEST_CASE("the manual names every rule", "[prompt][lint]") {
    const auto page = base::readFile(resources().parent_path() / "docs" / "manual" / "lint.md");
    REQUIRE(page);
    for (const prompt::RuleText& text : prompt::ruleTexts()) {
        INFO(text.id);
        CHECK(page->find("| " + std::string(text.id) + " | ") != std::string::npos);
        CHECK(page->find(text.title) != std::string::npos);
    }
}

TEST_CASE("errors come before warnings and warnings before advice", "[prompt][lint]") {
    const auto all = world(R"({"lens": {"depth": "deep_focus", "character": ["creamy"]},
        "frame": {"composition": ["centred", "rule_of_thirds"], "coverage": "two_shot"}})")
                         .lint();
    REQUIRE(all.size() >= 3);
    CHECK(std::is_sorted(all.begin(), all.end(),
                         [](const auto& a, const auto& b) { return a.severity > b.severity; }));
    CHECK(all.front().severity == prompt::Severity::Error);
}

TEST_CASE("a finding names the numbers it was computed from", "[prompt][lint]") {
    const auto found = world(R"({"output": {"duration": 5000}})", "veo31").of("F03");
    REQUIRE(found.size() == 1);
    CHECK(found[0].reason == "5 s asked; Veo 3.1 makes 4, 6, 8 s.");
    REQUIRE(found[0].fixes.size() == 2);
    CHECK(std::get<std::int64_t>(found[0].fixes[0].value) == 4000);
}

TEST_CASE("more speech than the clip is an error, nearly as much a warning", "[prompt][lint]") {
    const auto severity = [](int words) { return world(said(words).c_str()).of("E03").at(0).severity; };
    CHECK(severity(18) == prompt::Severity::Warning);
    CHECK(severity(40) == prompt::Severity::Error);
}

TEST_CASE("a rule that is set aside is told as ignored, last and with its note", "[prompt][lint]") {
    World w = world(R"({"lens": {"depth": "deep_focus", "character": ["creamy"]},
        "frame": {"composition": ["centred", "rule_of_thirds"]}})");
    const auto undo = film::ignoreRule(film::ShotId("s1"), "A01", "a dream")->apply(w.film);
    REQUIRE(undo);
    const auto all = w.lint();
    REQUIRE(all.size() >= 2);
    CHECK(all.back().rule == "A01");
    CHECK(all.back().ignored);
    CHECK(all.back().note == "a dream");
    CHECK_FALSE(all.front().ignored);
    REQUIRE((*undo)->apply(w.film));
    CHECK_FALSE(w.of("A01").at(0).ignored);
}

TEST_CASE("a value that the look gives is not cured by clearing it in the shot", "[prompt][lint]") {
    World w =
        worldOf({{"shot", base::Json::parse(R"({"sound": {"music": "a slow waltz"}})")}}, "generic_prose");
    const auto own = w.of("E10");
    REQUIRE(own.size() == 1);
    CHECK(own[0].fixes.size() == 2);
    film::Shot shot = w.film.shots.at(film::ShotId("s1"));
    shot.direction.sound.music.reset();
    w.film.shots[shot.id] = shot;
    w.film.scenes.at(film::SceneId("scene")).direction.sound.music = "a slow waltz";
    const auto inherited = w.of("E10");
    REQUIRE(inherited.size() == 1);
    CHECK(inherited[0].fixes.size() == 1);
}

TEST_CASE("the lists of the policy are dated, and every fault of a file is told", "[prompt][lint]") {
    std::set<std::string> rules;
    for (const prompt::PolicyList& list : policy().lists()) {
        INFO(list.title);
        CHECK(list.checked.size() == 10);
        CHECK_FALSE(list.source.empty());
        CHECK(list.words > 0);
        rules.insert(list.rule);
    }
    CHECK(rules == std::set<std::string>{"H01", "H02", "H03", "H04", "H05", "H06", "H08", "H09", "H10"});
    CHECK_FALSE(prompt::Policy::parse("{}", "p.json"));
    const auto bad = prompt::Policy::parse(
        R"({"schema": "groundglass/policy", "version": 1, "lists": [{"rule": "H02", "kind": "magic",
            "title": "t", "checked": "2026-01-01", "source": "s", "words": []}, {"kind": "right", "words": [{}]}]})",
        "p.json");
    REQUIRE_FALSE(bad);
    CHECK(bad.error().problems.size() >= 5);
    const auto empty =
        prompt::Policy::parse(R"({"schema": "groundglass/policy", "version": 1, "lists": []})", "p.json");
    REQUIRE(empty);
    CHECK(empty->lists().empty());
}

TEST_CASE("around a shot only its neighbours are compared", "[prompt][lint]") {
    const World w = worldOf(base::Json::parse(R"({"shots": [{}, {}, {}]})"), "generic_prose");
    const auto all = prompt::lintFilm(w.film, vocabulary(), dialects());
    const auto jumps = std::count_if(all.begin(), all.end(), [](const auto& f) { return f.rule == "B13"; });
    CHECK(jumps == 2);
    const auto near = prompt::lintAround(w.film, film::ShotId("s3"), vocabulary());
    REQUIRE(near.size() == 1);
    CHECK(near[0].shot == film::ShotId("s3"));
    CHECK(prompt::lintAround(w.film, film::ShotId("s1"), vocabulary()).empty());
    CHECK(prompt::lintAround(w.film, film::ShotId("gone"), vocabulary()).empty());
}
