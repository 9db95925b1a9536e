#include "fakes.hpp"
#include "support/catch.hpp"

using namespace groundglass;
using namespace groundglass::test;

namespace {

Request of(const char* film, const char* prompt = "x") {
    Request wish = request(prompt);
    wish.film = film;
    return wish;
}

}  // namespace

TEST_CASE("a cap stops an order before anything is sent, and says what is spent", "[jobs]") {
    Rig rig;  // a clip costs $0.40
    rig.stage->script = goodService(0);
    rig.open();
    SpendingCaps caps;
    std::string word;
    SECTION("of one clip") {
        caps.clip = 399'999;
        word = "one clip";
    }
    SECTION("of an hour") {
        REQUIRE(rig.service->submit(of("a")));
        caps.hour = 700'000;
        word = "last hour";
    }
    SECTION("of a day") {
        REQUIRE(rig.service->submit(of("a")));
        caps.day = 700'000;
        word = "24 hours";
    }
    SECTION("of a film") {
        REQUIRE(rig.service->submit(of("b")));
        caps.film = 700'000;
        word = "film";
    }
    for (const Job& job : rig.service->jobs()) rig.waitFor(job.id, JobState::Stored);
    const auto posts = rig.stage->posts();
    REQUIRE(rig.service->setCaps(caps));
    CHECK(rig.service->caps() == caps);
    const auto id = rig.service->submit(of("b"));
    REQUIRE(id);
    Job job = rig.waitFor(*id);
    CHECK(job.state == JobState::Ready);
    CHECK(job.lacks == Lack::Budget);
    CHECK(job.reason.find(word) != std::string::npos);
    CHECK(job.reason.find("Nothing was sent") != std::string::npos);
    CHECK(rig.stage->posts() == posts);

    rig.open();  // the caps outlive the program, and so does the stop
    REQUIRE(rig.service->resume());
    job = rig.waitFor(*id);
    CHECK(job.lacks == Lack::Budget);
    CHECK(rig.stage->posts() == posts);

    REQUIRE(rig.service->setCaps({}));
    REQUIRE(rig.service->resume());
    CHECK(rig.waitFor(*id, JobState::Stored).lacks == Lack::Nothing);
    CHECK(rig.stage->posts() == posts + 1);
}

TEST_CASE("another film and another day have room of their own", "[jobs]") {
    Rig rig;
    rig.stage->script = goodService(0);
    rig.open();
    REQUIRE(rig.service->setCaps({.clip = {}, .day = 900'000, .film = 500'000}));
    for (const char* film : {"a", "b"}) {
        const auto id = rig.service->submit(of(film));
        REQUIRE(id);
        CHECK(rig.waitFor(*id, JobState::Stored).state == JobState::Stored);
    }
    const auto third = rig.service->submit(of("c"));
    REQUIRE(third);
    CHECK(rig.waitFor(*third).lacks == Lack::Budget);
    rig.stage->clock->advance(24 * 3'600'000 + 1);
    REQUIRE(rig.service->resume());
    CHECK(rig.waitFor(*third, JobState::Stored).state == JobState::Stored);
}

TEST_CASE("a doubtful charge counts, and what earlier attempts may have cost goes on counting", "[jobs]") {
    Rig rig;
    rig.stage->script = [paid = 0,
                         good = goodService(0)](const Exchange& exchange) mutable -> std::optional<Outcome> {
        if (exchange.purpose == Purpose::Pay && paid++ == 0) return failure(Failure::Broken);
        return good(exchange);
    };
    rig.open();
    REQUIRE(rig.service->setCaps({.clip = {}, .day = 700'000, .film = {}}));
    const auto id = rig.service->submit(of("a"));
    REQUIRE(id);
    REQUIRE(rig.waitFor(*id).state == JobState::Unknown);
    CHECK(spendingOf(rig.service->jobs()).unknown == 400'000);
    REQUIRE(rig.service->sendAgain(*id));
    CHECK(rig.waitFor(*id).lacks == Lack::Budget);
    CHECK(rig.stage->posts() == 1);
    REQUIRE(rig.service->setCaps({.clip = {}, .day = 800'000, .film = {}}));
    REQUIRE(rig.service->resume());
    const Job job = rig.waitFor(*id, JobState::Stored);
    CHECK(job.earlier.micros == 400'000);
    CHECK(spendingOf(job).spent == 800'000);
    rig.open();
    CHECK(spendingOf(rig.service->jobs()).spent == 800'000);
}

TEST_CASE("what is about to be ordered is reserved, and a free clip needs no budget", "[jobs]") {
    Rig rig;
    rig.stage->script = [](const Exchange&) -> std::optional<Outcome> { return std::nullopt; };
    rig.open();
    REQUIRE(rig.service->setCaps({.clip = {}, .day = 500'000, .film = {}}));
    const auto first = rig.service->submit(of("a"));
    REQUIRE(first);
    rig.waitFor(*first, JobState::Intent);
    CHECK(spendingOf(rig.service->jobs()).reserved == 400'000);
    const auto second = rig.service->submit(of("a", "y"));
    REQUIRE(second);
    CHECK(rig.waitFor(*second).lacks == Lack::Budget);
    Request free = request("", "");
    free.estimate.micros = 0;
    const auto local = rig.service->submit(free);
    REQUIRE(local);
    CHECK(rig.waitFor(*local).state == JobState::Stored);
}

TEST_CASE("caps that cannot be read stop what costs, until they are set anew", "[jobs]") {
    Rig rig;
    rig.stage->script = goodService(0);
    std::filesystem::create_directories(rig.state);
    const auto file = rig.state / "spending.json";
    for (const char* text :
         {"{", "[]", R"({"day_micros": -1})", R"({"day_micros": "5", "clip_micros": 1.5})"}) {
        INFO(text);
        std::ofstream(file) << text;
        rig.open();
        const auto caps = rig.service->caps();
        REQUIRE_FALSE(caps);
        CHECK(caps.error().code == base::ErrorCode::InvalidInput);
        REQUIRE_FALSE(caps.error().problems.empty());
        for (const auto& problem : caps.error().problems) CHECK(problem.file == file.string());
    }
    const auto id = rig.service->submit(of("a"));
    REQUIRE(id);
    CHECK(rig.waitFor(*id).lacks == Lack::Budget);
    CHECK(rig.stage->posts() == 0);
    CHECK_FALSE(rig.service->setCaps({.clip = -1, .day = {}, .film = {}}));
    REQUIRE(rig.service->setCaps({.clip = 1'000'000, .day = {}, .film = {}}));
    REQUIRE(rig.service->resume());
    CHECK(rig.waitFor(*id, JobState::Stored).state == JobState::Stored);
}

TEST_CASE("caps and choices reach the process that holds the queue", "[jobs]") {
    Rig rig;
    rig.stage->script = goodService(0);
    rig.open();
    auto client = rig.tryOpen();
    REQUIRE(client);
    const SpendingCaps caps{.clip = 100'000, .day = {}, .film = 5, .hour = 7};
    REQUIRE((*client)->setCaps(caps));
    CHECK((*client)->caps() == caps);
    const auto id = (*client)->submit(request("x"));
    REQUIRE(id);
    const auto job = (*client)->wait(*id, {});
    REQUIRE(job);
    CHECK(job->lacks == Lack::Budget);
    CHECK_FALSE((*client)->take(*id, "r1"));
    CHECK_FALSE((*client)->wasNotSent(*id));
}

TEST_CASE("a clip whose making ends the program three times is left alone", "[jobs]") {
    Rig rig;
    std::filesystem::path copy;
    rig.clip->play = [&](std::stop_token, const std::function<void(double)>&) -> base::Status {
        if (copy.empty()) return {};
        std::filesystem::create_directories(copy);
        for (const auto& file : std::filesystem::directory_iterator(rig.state)) {
            if (file.is_regular_file()) std::filesystem::copy(file.path(), copy / file.path().filename());
        }
        copy.clear();
        return {};
    };
    std::optional<JobId> id;
    for (int death = 1; death <= 3; ++death) {  // what a kill in the middle leaves on the disk
        const auto left = rig.dir.path() / ("left" + std::to_string(death));
        copy = left;
        rig.open();
        if (!id) id = *rig.service->submit(request("", ""));
        CHECK(rig.waitFor(*id, JobState::Stored).state == JobState::Stored);
        rig.service.reset();
        rig.state = left;
    }
    const int made = rig.clip->made;
    rig.open();
    Job job = rig.waitFor(*id);
    CHECK(job.state == JobState::Failed);
    CHECK(job.reason.find("left alone") != std::string::npos);
    CHECK(rig.clip->made == made);
    REQUIRE(rig.service->sendAgain(*id));
    CHECK(rig.waitFor(*id, JobState::Stored).state == JobState::Stored);
}

TEST_CASE("a helper that dies three times over one clip is left alone", "[jobs]") {
    Rig rig;
    rig.clip->play = [](std::stop_token, const std::function<void(double)>&) -> base::Status {
        return base::fail(base::ErrorCode::Io, "the helper program has ended");
    };
    const auto id = rig.open().submit(request("", ""));
    REQUIRE(id);
    const Job job = rig.waitFor(*id);
    CHECK(job.state == JobState::Failed);
    CHECK(job.reason.find("left alone") != std::string::npos);
    CHECK(rig.clip->made == 3);
}
