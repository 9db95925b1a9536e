#include "jobs/retry.hpp"

#include "fakes.hpp"
#include "support/catch.hpp"

using namespace groundglass;
using namespace groundglass::test;

TEST_CASE("each answer to the call that pays has one meaning", "[jobs]") {
    FakeAdapter adapter;
    const auto judge = [&](const Outcome& outcome) { return judgeSubmit(outcome, adapter); };
    SECTION("nothing was sent") {
        CHECK(judge(failure(Failure::NotSent)).remote.state == JobState::NotSent);
        CHECK(judge(failure(Failure::NotSent)).retry);
    }
    SECTION("a wrong certificate stops and tells") {
        CHECK(judge(failure(Failure::Certificate)).remote.state == JobState::NotSent);
        CHECK_FALSE(judge(failure(Failure::Certificate)).retry);
    }
    SECTION("our own refusal") {
        CHECK(judge(failure(Failure::Refused)).remote.state == JobState::Refused);
    }
    SECTION("lost after sending began") {
        CHECK(judge(failure(Failure::Broken)).remote.state == JobState::Unknown);
        CHECK(judge(failure(Failure::TooLarge)).remote.state == JobState::Unknown);
    }
    SECTION("a failing server may have done it") {
        for (const int status : {408, 409, 425, 500, 502, 503, 504, 520, 524, 529}) {
            INFO(status);
            CHECK(judge(answer(status, "accepted r1")).remote.state == JobState::Unknown);
            CHECK_FALSE(judge(answer(status, "")).retry);
        }
    }
    SECTION("throttling is safe only when the adapter's source or the answer itself says so") {
        CHECK(judge(answer(429, "")).remote.state == JobState::NotSent);
        CHECK(judge(answer(429, "")).throttled);
        adapter.throttleSafe = false;
        CHECK(judge(answer(429, "")).remote.state == JobState::Unknown);
        CHECK(judge(answer(429, "rate limit")).remote.state == JobState::NotSent);
        CHECK(judge(answer(429, "quota is used up")).remote.state == JobState::Refused);
        CHECK(judge(answer(429, "quota is used up")).pauseProvider);
    }
    SECTION("plain refusals") {
        for (const int status : {400, 404, 405, 410, 413, 415, 422}) {
            INFO(status);
            CHECK(judge(answer(status, "no")).remote.state == JobState::Refused);
            CHECK_FALSE(judge(answer(status, "no")).pauseProvider);
        }
    }
    SECTION("a wrong key or an empty purse closes the provider") {
        for (const int status : {401, 402, 403}) {
            INFO(status);
            CHECK(judge(answer(status, "no")).remote.state == JobState::Refused);
            CHECK(judge(answer(status, "no")).pauseProvider);
        }
    }
    SECTION("redirects and statuses without a meaning are doubtful") {
        for (const int status : {100, 301, 302, 307, 308, 406, 418, 451}) {
            INFO(status);
            CHECK(judge(answer(status, "accepted r1")).remote.state == JobState::Unknown);
        }
    }
    SECTION("a good answer needs an id") {
        CHECK(judge(answer(200, "accepted r1")).remote.state == JobState::Accepted);
        CHECK(judge(answer(201, "done r1")).remote.state ==
              JobState::Unknown);  // no id that could be asked for
        CHECK(judge(answer(200, "accepted")).remote.state == JobState::Unknown);
        CHECK(judge(answer(200, "<html>")).remote.state == JobState::Unknown);
        CHECK(judge(answer(200, "failed no")).remote.state == JobState::Refused);
    }
}

TEST_CASE("each answer to a question has one meaning", "[jobs]") {
    CHECK(judgeAsk(answer(200, "")) == AskVerdict::Answer);
    CHECK(judgeAsk(failure(Failure::NotSent)) == AskVerdict::Again);
    CHECK(judgeAsk(failure(Failure::Broken)) == AskVerdict::Again);
    CHECK(judgeAsk(failure(Failure::Certificate)) == AskVerdict::Stop);
    CHECK(judgeAsk(failure(Failure::Refused)) == AskVerdict::Stop);
    for (const int status : {408, 409, 425, 500, 503, 522})
        CHECK(judgeAsk(answer(status, "")) == AskVerdict::Again);
    CHECK(judgeAsk(answer(429, "")) == AskVerdict::Throttled);
    CHECK(judgeAsk(answer(404, "")) == AskVerdict::Missing);
    CHECK(judgeAsk(answer(401, "")) == AskVerdict::Key);
    CHECK(judgeAsk(answer(403, "")) == AskVerdict::Key);
    for (const int status : {301, 302, 400, 405}) CHECK(judgeAsk(answer(status, "")) == AskVerdict::Stop);
}

TEST_CASE("each answer to a download has one meaning", "[jobs]") {
    CHECK(judgeFetch(answer(200, "")) == FetchVerdict::Whole);
    CHECK(judgeFetch(answer(206, "")) == FetchVerdict::Whole);
    CHECK(judgeFetch(failure(Failure::Broken)) == FetchVerdict::Resume);
    CHECK(judgeFetch(failure(Failure::NotSent)) == FetchVerdict::Offline);
    CHECK(judgeFetch(failure(Failure::Sink)) == FetchVerdict::Disk);
    CHECK(judgeFetch(failure(Failure::Certificate)) == FetchVerdict::Stop);
    CHECK(judgeFetch(answer(416, "")) == FetchVerdict::Restart);
    CHECK(judgeFetch(answer(429, "")) == FetchVerdict::Throttled);
    CHECK(judgeFetch(answer(503, "")) == FetchVerdict::Again);
    for (const int status : {403, 404, 410}) CHECK(judgeFetch(answer(status, "")) == FetchVerdict::Refresh);
    for (const int status : {301, 302, 303, 307, 308})
        CHECK(judgeFetch(answer(status, "")) == FetchVerdict::Redirect);
    CHECK(judgeFetch(answer(400, "")) == FetchVerdict::Stop);
}

TEST_CASE("waits grow twofold up to a cap with full jitter", "[jobs]") {
    CHECK(networkBackoff.wait(0, 1) == 2'000);
    CHECK(networkBackoff.wait(3, 1) == 16'000);
    CHECK(networkBackoff.wait(3, 0.5) == 8'000);
    CHECK(networkBackoff.wait(3, 0) == 0);
    CHECK(networkBackoff.wait(1000, 1) == 60'000);
}

TEST_CASE("Retry-After is taken in seconds or as a date of the server's own clock", "[jobs]") {
    const auto after = [](std::string value, std::string date = {}) {
        return retryAfterMs({.status = 429, .headers = {{"retry-after", value}, {"date", date}}, .body = {}});
    };
    CHECK(after("7") == 7'000);
    CHECK(after("Wed, 25 Nov 2026 10:00:30 GMT", "Wed, 25 Nov 2026 10:00:00 GMT") == 30'000);
    CHECK_FALSE(after("Wed, 25 Nov 2026 10:00:30 GMT"));
    CHECK_FALSE(after("Wed, 25 Nov 2026 09:00:00 GMT", "Wed, 25 Nov 2026 10:00:00 GMT"));
    CHECK_FALSE(after("-3"));
    CHECK_FALSE(after("soon"));
    CHECK_FALSE(after(""));
    CHECK_FALSE(retryAfterMs({}));
}

TEST_CASE("the retry budget empties and refills slowly", "[jobs]") {
    RetryBudget budget;
    for (int i = 0; i < 10; ++i) CHECK(budget.spendFailure());
    CHECK_FALSE(budget.spendFailure());
    CHECK_FALSE(budget.spendThrottle());
    for (int i = 0; i < 4; ++i) budget.success();
    CHECK(budget.spendThrottle());
    CHECK(budget.tokens() == 0);
    for (int i = 0; i < 200; ++i) budget.success();
    CHECK(budget.tokens() == 100);
}
