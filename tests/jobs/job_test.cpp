#include "groundglass/jobs/job.hpp"

#include "support/catch.hpp"

#include <map>
#include <set>
#include <string>

using namespace groundglass::jobs;

namespace {

/// The state table of the reliability rules, by name. Beyond it, a job may go from *ready* straight to
/// *intent* (no budget is reserved yet) and to *refused* (the adapter cannot say it in its service's terms).
const std::map<std::string, std::set<std::string>>& table() {
    static const std::map<std::string, std::set<std::string>> rows{
        {"draft", {"ready"}},
        {"ready", {"reserved", "intent", "refused", "cancelled"}},
        {"reserved", {"intent", "ready", "cancelled"}},
        {"intent", {"accepted", "refused", "not_sent", "unknown"}},
        {"not_sent", {"intent", "cancelled"}},
        {"refused", {"ready", "failed"}},
        {"unknown", {"accepted", "refused", "not_found", "abandoned"}},
        {"not_found", {"ready", "abandoned"}},
        {"accepted", {"running", "done", "cancelling", "failed", "blocked", "lost"}},
        {"running", {"done", "failed", "blocked", "cancelling", "lost"}},
        {"cancelling", {"cancelled", "done", "running", "failed", "blocked", "lost"}},
        {"done", {"downloading", "expired", "failed", "blocked"}},
        {"downloading", {"stored", "done", "expired", "failed", "lost"}},
        {"stored", {}},
        {"failed", {"ready"}},
        {"blocked", {"ready"}},
        {"cancelled", {"ready"}},
        {"expired", {"ready"}},
        {"lost", {"ready"}},
        {"abandoned", {"ready"}}};
    return rows;
}

}  // namespace

TEST_CASE("every pair of states follows the table and nothing else", "[jobs]") {
    REQUIRE(table().size() == 20);
    for (const auto& [from, followers] : table()) {
        for (const auto& [to, ignored] : table()) {
            INFO(from << " to " << to);
            CHECK(mayFollow(stateFromName(from).value(), stateFromName(to).value()) ==
                  followers.contains(to));
        }
    }
}

TEST_CASE("state names go both ways and unknown ones are refused", "[jobs]") {
    for (int i = 0; i < 20; ++i) {
        const auto state = static_cast<JobState>(i);
        CHECK(stateFromName(name(state)) == state);
    }
    CHECK_FALSE(stateFromName("gone"));
    CHECK_FALSE(stateFromName(""));
}

TEST_CASE("an end is left only by a person sending the job again", "[jobs]") {
    for (const auto& [from, followers] : table()) {
        const auto state = stateFromName(from).value();
        if (isEnd(state)) CHECK((followers.empty() || followers == std::set<std::string>{"ready"}));
    }
    CHECK_FALSE(isEnd(JobState::Unknown));
    CHECK_FALSE(isEnd(JobState::NotFound));
    CHECK_FALSE(isEnd(JobState::Refused));
}
