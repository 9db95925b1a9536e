#include "lint_case.hpp"

#include <iostream>
#include <map>
#include <set>

using namespace groundglass;
using namespace groundglass::test;

namespace {

/// The fix is one edit: it silences the rule, brings no new error, and can be taken back.
void checkFix(const World& world, const prompt::Finding& finding, const prompt::Fix& fix) {
    INFO("fix: " << fix.label);
    World fixed = world;
    const auto inverse = prompt::editOf(finding.shot, fix)->apply(fixed.film);
    REQUIRE(inverse);
    CHECK_FALSE(fixed.film == world.film);
    const auto left = fixed.of(finding.rule);
    const bool silenced = std::none_of(left.begin(), left.end(), [&](const prompt::Finding& f) {
        return f.shot == finding.shot && f.reason == finding.reason;
    });
    CHECK(silenced);
    const auto before = world.errors();
    for (const std::string& rule : fixed.errors()) {
        INFO("new error " << rule);
        CHECK(std::find(before.begin(), before.end(), rule) != before.end());
    }
    REQUIRE((*inverse)->apply(fixed.film));
    CHECK(fixed.film == world.film);
}

struct Seen {
    int found = 0, silent = 0, exempt = 0;
    bool fix = false;
};

std::map<std::string, Seen>& check(const base::Json& one, std::map<std::string, Seen>& seen) {
    const std::string rule = one["rule"];
    const std::string dialect = one.value("dialect", std::string("generic_prose"));
    INFO(rule << " " << one["find"].dump());
    Seen& count = seen[rule];
    const World world = worldOf(one["find"], dialect);
    const auto findings = world.of(rule);
    CHECK_FALSE(findings.empty());
    for (const prompt::Finding& finding : findings) {
        ++count.found;
        CHECK_FALSE(finding.title.empty());
        CHECK_FALSE(finding.reason.empty());
        CHECK(finding.reason.find('{') == std::string::npos);
        for (const prompt::Fix& fix : finding.fixes) {
            count.fix = true;
            checkFix(world, finding, fix);
        }
    }
    for (const base::Json& silent : one["silent"]) {
        INFO("silent: " << silent.dump());
        const auto spoken = worldOf(silent, silent.value("dialect", dialect)).of(rule);
        for (const prompt::Finding& finding : spoken) UNSCOPED_INFO(finding.reason);
        CHECK(spoken.empty());
        ++count.silent;
        if (silent.value("exempt", false)) ++count.exempt;
    }
    return seen;
}

}  // namespace

TEST_CASE("every lint rule finds its cases, is silent beside them, and is cured by its fixes",
          "[prompt][lint]") {
    std::map<std::string, Seen> seen;
    std::size_t cases = 0;
    for (const base::Json& one : lintCases()) {
        check(one, seen);
        ++cases;
    }
    int fixes = 0;
    int silent = 0;
    for (const prompt::RuleText& text : prompt::ruleTexts()) {
        const Seen count = seen[std::string(text.id)];
        INFO(text.id);
        CHECK(count.found > 0);
        CHECK(count.silent > 0);
        if (!text.exempt.empty()) CHECK(count.exempt > 0);
        fixes += count.fix ? 1 : 0;
        silent += count.silent;
    }
    CHECK(seen.size() == prompt::ruleTexts().size());
    std::cout << "lint: " << prompt::ruleTexts().size() << " rules, " << fixes << " with a fix, " << cases
              << " cases to find, " << silent << " to be silent\n";
}
