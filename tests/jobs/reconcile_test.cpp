#include "fakes.hpp"
#include "support/catch.hpp"

using namespace groundglass;
using namespace groundglass::test;

namespace {

constexpr std::int64_t minute = 60'000;

/// The order breaks; what is asked afterwards is answered by the test, the rest by a good service.
ScriptedTransport::Script doubtful(std::function<std::optional<Outcome>(const Exchange&)> asked) {
    return [asked = std::move(asked), good = goodService(),
            paid = false](const Exchange& exchange) mutable -> std::optional<Outcome> {
        if (exchange.purpose == Purpose::Pay && !std::exchange(paid, true)) return failure(Failure::Broken);
        if (exchange.purpose == Purpose::Ask) {
            if (auto answered = asked(exchange)) return answered;
        }
        return good(exchange);
    };
}

std::size_t asks(Rig& rig, const std::string& part) {
    std::size_t count = 0;
    for (const Exchange& exchange : rig.stage->sentNow())
        count += exchange.request.url.find(part) != std::string::npos ? 1U : 0U;
    return count;
}

bool isList(const Exchange& exchange) {
    return exchange.request.url.ends_with("/videos") ||
           exchange.request.url.find("/videos?") != std::string::npos;
}

}  // namespace

TEST_CASE("a service that knows our own ids is asked for the one of the order", "[jobs]") {
    Rig rig;
    rig.adapter->kind = CrashClass::LookUp;
    int missing = 0;
    std::string found = "accepted r7";
    rig.stage->script = doubtful([&](const Exchange& exchange) -> std::optional<Outcome> {
        if (!exchange.request.url.ends_with("/orders/kx")) return std::nullopt;
        if (missing-- > 0) return answer(404, "");
        return answer(200, found);
    });
    SECTION("it is there") {
        missing = 3;
        const auto id = rig.open().submit(request("x"));
        REQUIRE(id);
        const Job job = rig.waitFor(*id);
        CHECK(job.state == JobState::Stored);
        CHECK(job.remoteId == "r7");
        CHECK(asks(rig, "/orders/kx") == 4);
    }
    SECTION("it is not: the search lasts as long as the model's longest run") {
        missing = 1'000'000;
        Request wish = request("x");
        wish.longestRun = base::Milliseconds{5 * minute};
        const auto id = rig.open().submit(wish);
        REQUIRE(id);
        CHECK(rig.waitFor(*id).state == JobState::NotFound);
        CHECK(asks(rig, "/orders/kx") == 11);  // each half minute of five
    }
    SECTION("an answer that cannot be read is no answer") {
        found = "nonsense";
        const auto id = rig.open().submit(request("x"));
        REQUIRE(id);
        rig.waitForExchanges(4);
        CHECK(rig.service->job(*id)->state == JobState::Unknown);
    }
    CHECK(rig.stage->posts() == 1);
}

TEST_CASE("the pages of a list are followed until what is searched for cannot come any more", "[jobs]") {
    Rig rig;
    rig.adapter->kind = CrashClass::List;
    std::map<std::string, std::string> pages;
    rig.stage->script = doubtful([&](const Exchange& exchange) -> std::optional<Outcome> {
        if (!isList(exchange)) return std::nullopt;
        const auto mark = exchange.request.url.find("after=");
        const std::string after = mark == std::string::npos ? "" : exchange.request.url.substr(mark + 6);
        const auto page = pages.find(after);
        if (page != pages.end()) return answer(200, page->second);
        const int number = after.empty() ? 0 : std::stoi(after);
        return answer(200, "r" + after + "=other>" + std::to_string(number + 1));
    });
    SECTION("one match on the third page is adopted") {
        pages = {{"", "r1=a r2=b>r2"}, {"r2", "r3=c>r3"}, {"r3", "r4=x"}};
        const auto id = rig.open().submit(request("x"));
        REQUIRE(id);
        const Job job = rig.waitFor(*id);
        CHECK(job.state == JobState::Stored);
        CHECK(job.remoteId == "r4");
        CHECK(asks(rig, "after=") == 2);
    }
    SECTION("matches on two pages ask a person") {
        pages = {{"", "r1=x>r1"}, {"r1", "r2=x"}};
        const auto id = rig.open().submit(request("x"));
        REQUIRE(id);
        const Job job = rig.waitFor(*id);
        CHECK(job.state == JobState::Unknown);
        CHECK(job.candidates == std::vector<std::string>{"r1", "r2"});
    }
    SECTION("a list without an end is left at the limit, and nothing is said to be absent") {
        const auto id = rig.open().submit(request("x"));
        REQUIRE(id);
        const Job job = rig.waitFor(*id);
        CHECK(job.state == JobState::Unknown);
        CHECK(job.rests);
        CHECK(asks(rig, "/videos") == 21);  // the order and twenty pages
    }
    SECTION("a match before that limit is not adopted either: there could be another one") {
        pages = {{"", "r1=x>1"}};
        const auto id = rig.open().submit(request("x"));
        REQUIRE(id);
        const Job job = rig.waitFor(*id);
        CHECK(job.state == JobState::Unknown);
        CHECK(job.candidates == std::vector<std::string>{"r1"});
    }
    CHECK(rig.stage->posts() == 1);
}

TEST_CASE("asking again while a search is under way does not end it", "[jobs]") {
    Rig rig;
    rig.adapter->kind = CrashClass::List;
    rig.stage->clock->advance(24 * 60 * minute);
    rig.stage->script = doubtful([](const Exchange& exchange) -> std::optional<Outcome> {
        return isList(exchange) ? failure(Failure::Refused) : answer(200, "running");
    });
    auto silent = rig.stage->script;
    rig.stage->script = [silent](const Exchange& exchange) mutable -> std::optional<Outcome> {
        if (exchange.purpose == Purpose::Ask && isList(exchange)) return std::nullopt;  // the test answers
        return silent(exchange);
    };
    const auto id = rig.open().submit(request("x"));
    REQUIRE(id);
    rig.waitForExchanges(2);
    REQUIRE(rig.service->reconcile(*id));
    auto empty = answer(200, "");
    empty.id = rig.stage->sentNow().back().id;
    rig.stage->deliver(std::move(empty));
    rig.waitForExchanges(3);  // the search goes on
    CHECK(rig.service->job(*id)->state == JobState::Unknown);
}

TEST_CASE("a person says which one of several it is, and the service must know it", "[jobs]") {
    Rig rig;
    rig.adapter->kind = CrashClass::List;
    rig.stage->script = doubtful([&](const Exchange& exchange) -> std::optional<Outcome> {
        if (isList(exchange)) return answer(200, "r8=x r9=x");
        if (exchange.request.url.ends_with("/none")) return answer(404, "");
        return std::nullopt;
    });
    const auto id = rig.open().submit(request("x"));
    REQUIRE(id);
    REQUIRE(rig.waitFor(*id).candidates.size() == 2);
    SECTION("one that it knows") {
        REQUIRE(rig.service->take(*id, "r9"));
        const Job job = rig.waitFor(*id);
        CHECK(job.state == JobState::Stored);
        CHECK(job.remoteId == "r9");
        CHECK(job.candidates.empty());
        CHECK_FALSE(rig.service->take(*id, "r8"));
    }
    SECTION("one that it does not know changes nothing") {
        REQUIRE(rig.service->take(*id, "none"));
        const Job job = rig.waitFor(*id);
        CHECK(job.state == JobState::Unknown);
        CHECK(job.remoteId.empty());
        CHECK(job.reason.find("does not know none") != std::string::npos);
    }
    SECTION("what is no id is refused") {
        CHECK_FALSE(rig.service->take(*id, "../r9"));
        CHECK_FALSE(rig.service->take(*id, ""));
        CHECK_FALSE(rig.service->take(JobId{"job_none"}, "r9"));
        CHECK(rig.service->job(*id)->state == JobState::Unknown);
    }
    SECTION("it was never made: it does not count, and only a person sends again") {
        REQUIRE(rig.service->wasNotSent(*id));
        const Job job = rig.waitFor(*id);
        CHECK(job.state == JobState::NotFound);
        CHECK(job.costKnown);
        CHECK(spendingOf(job).all() == 0);
    }
    CHECK(rig.stage->posts() == 1);
}

TEST_CASE("one job of a service is never two jobs here", "[jobs]") {
    Rig rig;
    rig.adapter->kind = CrashClass::List;
    rig.stage->script = [paid = 0,
                         good = goodService()](const Exchange& exchange) mutable -> std::optional<Outcome> {
        if (exchange.purpose == Purpose::Pay && paid++ == 1) return failure(Failure::Broken);
        if (exchange.purpose == Purpose::Ask && isList(exchange)) return answer(200, "r1=x r2=x r3=x");
        return good(exchange);
    };
    const auto first = rig.open().submit(request("x"));
    REQUIRE(first);
    REQUIRE(rig.waitFor(*first).state == JobState::Stored);
    const auto second = rig.service->submit(request("x"));
    REQUIRE(second);
    CHECK(rig.waitFor(*second).candidates == std::vector<std::string>{"r2", "r3"});
    const auto taken = rig.service->take(*second, "r1");
    REQUIRE_FALSE(taken);
    CHECK(taken.error().message.find(first->str()) != std::string::npos);
}

TEST_CASE("what another order owns, or may be about to own, is not adopted", "[jobs]") {
    Rig rig;
    rig.adapter->kind = CrashClass::List;
    rig.stage->script = [paid = 0,
                         good = goodService()](const Exchange& exchange) mutable -> std::optional<Outcome> {
        if (exchange.purpose == Purpose::Pay && paid++ == 0) return failure(Failure::Broken);
        if (exchange.purpose == Purpose::Pay) return std::nullopt;  // the test answers
        if (exchange.purpose == Purpose::Ask && isList(exchange)) return std::nullopt;
        return good(exchange);
    };
    const auto tell = [&](std::size_t exchange, const std::string& body) {
        auto told = answer(200, body);
        told.id = rig.stage->sentNow().at(exchange).id;
        rig.stage->deliver(std::move(told));
    };
    const auto doubtful = rig.open().submit(request("x"));
    REQUIRE(doubtful);
    rig.waitForExchanges(2);  // the order that breaks, and the list
    const auto other = rig.service->submit(request("x"));
    REQUIRE(other);
    rig.waitForExchanges(3);
    SECTION("the other order was answered between two pages") {
        tell(1, "r2=x>r2");
        rig.waitForExchanges(4);
        tell(2, "accepted r2");
        CHECK(rig.waitFor(*other, JobState::Stored).remoteId == "r2");
        const std::size_t asked = asks(rig, "/videos");
        tell(3, "");
        rig.waitForExchanges(asked + 1);  // it is looked for again
        CHECK(rig.service->job(*doubtful)->state == JobState::Unknown);
        CHECK(rig.service->job(*doubtful)->remoteId.empty());
    }
    SECTION("the other order has no answer yet: what is listed may be its clip") {
        tell(1, "r2=x");
        rig.waitForExchanges(4);  // the list is asked for again
        CHECK(rig.service->job(*doubtful)->remoteId.empty());
        tell(2, "accepted r2");
        CHECK(rig.waitFor(*other, JobState::Stored).remoteId == "r2");
        tell(3, "r2=x r5=x");
        CHECK(rig.waitFor(*doubtful, JobState::Stored).remoteId == "r5");
    }
}

TEST_CASE("the clip of an earlier attempt is not adopted for a later one, also after a restart", "[jobs]") {
    Rig rig;
    rig.adapter->kind = CrashClass::List;
    std::atomic<int> paid = 0;
    rig.stage->script = [&paid](const Exchange& exchange) -> std::optional<Outcome> {
        if (exchange.purpose == Purpose::Pay) {
            return paid++ == 0 ? answer(200, "accepted r1") : failure(Failure::Broken);
        }
        return isList(exchange) ? answer(200, "r1=x") : answer(200, "failed out of memory");
    };
    const auto id = rig.open().submit(request("x"));
    REQUIRE(id);
    REQUIRE(rig.waitFor(*id).state == JobState::Failed);
    SECTION("in the same run") {
        REQUIRE(rig.service->sendAgain(*id));
    }
    SECTION("in the next run") {
        rig.open();
        REQUIRE(rig.service->sendAgain(*id));
    }
    SECTION("from a ledger that was rebuilt from its mirror") {
        REQUIRE(rig.service->sendAgain(*id));
        REQUIRE(rig.waitFor(*id).state == JobState::NotFound);
        rig.service.reset();
        std::filesystem::remove(rig.state / "ledger.db");
        rig.open();
        REQUIRE(rig.service->sendAgain(*id));
    }
    const Job job = rig.waitFor(*id);
    CHECK(job.state == JobState::NotFound);
    CHECK(job.remoteId.empty());
}

TEST_CASE("a clip is given up for lost after three times its longest run, two hours at least", "[jobs]") {
    Rig rig;
    rig.stage->script = [](const Exchange& exchange) -> std::optional<Outcome> {
        return answer(200, exchange.purpose == Purpose::Pay ? "accepted r1" : "running");
    };
    Request wish = request("x");
    std::int64_t hours = 2;
    SECTION("not known") {}
    SECTION("short") {
        wish.longestRun = base::Milliseconds{5 * minute};
    }
    SECTION("long") {
        wish.longestRun = base::Milliseconds{120 * minute};
        hours = 6;
    }
    const std::int64_t start = rig.stage->clock->monotonicMs();
    const auto id = rig.open().submit(wish);
    REQUIRE(id);
    CHECK(rig.waitFor(*id).state == JobState::Lost);
    const std::int64_t passed = rig.stage->clock->monotonicMs() - start;
    CHECK(passed >= hours * 60 * minute);
    CHECK(passed < hours * 60 * minute + 5 * minute);
}
