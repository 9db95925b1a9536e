#include "app/film_takes.hpp"
#include "app/home.hpp"
#include "groundglass/base/files.hpp"
#include "groundglass/base/hash.hpp"
#include "groundglass/base/json.hpp"
#include "groundglass/media/media.hpp"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

using namespace groundglass;
using namespace groundglass::test;

namespace {

/// A built-in clip of the doll, rolled through a queue.
jobs::Job rollIn(jobs::JobService& queue, const store::LoadedFilm& film) {
    auto request = app::requestFor(*library(), film.film, film.folder, viewOf(film.film, "doll"), "builtin",
                                   "groundglass");
    REQUIRE(request);
    const auto six = request->parameters.text.find("\"samples\":6");
    REQUIRE(six != std::string::npos);
    request->parameters.text.replace(six, 11, "\"samples\":1");
    const auto id = queue.submit(*request);
    REQUIRE(id);
    std::stop_source tooLong;
    std::mutex mutex;
    std::condition_variable_any over;
    const std::jthread alarm([&](const std::stop_token& done) {
        std::unique_lock lock(mutex);
        over.wait_for(lock, done, std::chrono::seconds(60), [] { return false; });
        if (!done.stop_requested()) tooLong.request_stop();
    });
    const auto job = queue.wait(*id, tooLong.get_token());
    REQUIRE(job);
    return *job;
}

jobs::Job roll(const store::LoadedFilm& film) {
    const auto queue = app::openJobs(library());
    REQUIRE(queue);
    REQUIRE((*queue)->owner());
    return rollIn(**queue, film);
}

/// The only take of the doll.
film::Take onlyTake(const store::LoadedFilm& film, const char* shot = "doll") {
    const auto takes = store::loadTakes(film.folder, film::ShotId(shot));
    for (const auto& problem : takes.problems) WARN(problem.file << " " << problem.message);
    CHECK(takes.problems.empty());
    REQUIRE(takes.takes.size() == 1);
    return takes.takes[0];
}

}  // namespace

TEST_CASE("a rolled shot becomes one take with its recipe, hash and picture", "[app]") {
    const Home home;
    const auto film = home.shortFilm();
    const auto job = roll(film);
    INFO(job.reason);
    REQUIRE(job.state == jobs::JobState::Stored);
    CHECK(job.progress == 1);
    const auto take = onlyTake(film);
    const auto place = store::takeFolder(film.folder, take.shot);
    CHECK(job.takeFile == (place / take.clip).string());
    CHECK(take.sha256 == *base::sha256File(place / take.clip));
    CHECK(take.sha256 == job.sha256);
    CHECK(take.bytes == static_cast<std::int64_t>(std::filesystem::file_size(place / take.clip)));
    CHECK(take.jobId == job.id.str());
    CHECK(take.prompt == job.request.prompt);
    CHECK(take.provider == "builtin");
    CHECK(base::compactJson(*base::parseJson(take.direction.text)) ==
          base::compactJson(*base::parseJson(job.request.direction.text)));
    CHECK(take.size == job.request.size);
    CHECK(take.duration == base::Milliseconds(250));
    CHECK(bytesOf(place / take.thumbnail).starts_with("\x89PNG\r\n"));
    const auto probe = media::probe(place / take.clip);
    REQUIRE(probe);
    CHECK(probe->frames == 6);
    CHECK(filesIn(home.path() / "STATE" / "groundglass" / "parts") == 0);

    const auto reopened = store::loadFilm(film.folder, library()->vocabulary);
    REQUIRE(reopened);
    CHECK(reopened->warnings.empty());
    const auto later = app::openJobs(library());
    REQUIRE(later);
    REQUIRE((*later)->jobs().size() == 1);
    CHECK((*later)->jobs()[0].state == jobs::JobState::Stored);
}

TEST_CASE("a stored clip is not drawn again while the queue goes on", "[app]") {
    const Home home;
    const auto film = home.shortFilm();
    const auto queue = app::openJobs(library());
    REQUIRE(queue);
    const auto first = rollIn(**queue, film);
    REQUIRE(first.state == jobs::JobState::Stored);
    const auto events = (*queue)->events(first.id).size();
    REQUIRE(rollIn(**queue, film).state == jobs::JobState::Stored);
    CHECK((*queue)->events(first.id).size() == events);
    CHECK((*queue)->job(first.id)->changedMs == first.changedMs);
    CHECK(store::loadTakes(film.folder, film::ShotId("doll")).takes.size() == 2);
    CHECK(filesIn(home.path() / "STATE" / "groundglass" / "parts") == 0);
}

TEST_CASE("a job that is stored twice makes one take, wherever the first time was cut", "[app]") {
    const Home home;
    const auto film = home.shortFilm();
    const auto clip = home.path() / "part.mp4";
    const auto writeClip = [&] {
        auto writer = media::ClipWriter::open(clip, {{64, 32}, {24, 1}, {}, false});
        REQUIRE(writer);
        const std::vector<std::uint8_t> grey(64U * 32U * 3U, 90);
        for (int i = 0; i < 6; ++i) REQUIRE(writer->add(grey));
        REQUIRE(writer->finish());
    };
    writeClip();
    jobs::Job job;
    job.id = jobs::JobId("job_1");
    job.request.film = film.folder.string();
    job.request.shot = "doll";
    job.request.provider = "builtin";
    app::FilmTakes takes;
    const auto first = takes.store(job, clip);
    REQUIRE(first);
    CHECK_FALSE(std::filesystem::exists(clip));
    const auto take = onlyTake(film);
    const auto place = store::takeFolder(film.folder, take.shot);
    const auto record = place / (take.id.str() + ".json");

    SECTION("after everything") {}
    SECTION("after everything, and the clip was made again") {
        writeClip();
    }
    SECTION("between the clip and its record") {
        std::filesystem::remove(record);
    }
    SECTION("between the clip and its record, and the clip was made again") {
        std::filesystem::remove(record);
        writeClip();
    }
    const auto again = takes.store(job, clip);
    INFO((again ? std::string() : again.error().message));
    REQUIRE(again);
    CHECK(*again == *first);
    auto same = onlyTake(film);
    same.createdAt = take.createdAt;
    CHECK(same == take);
    CHECK(filesIn(place) == 3);
}

TEST_CASE("a clip whose shot is gone goes to the inbox with its picture, once", "[app]") {
    const Home home;
    auto film = home.shortFilm();
    film.film.shots.erase(film::ShotId("doll"));
    REQUIRE(store::saveFilm(film));
    const auto clip = home.path() / "part.mp4";
    REQUIRE(base::AtomicFile::write(clip, "not a clip that can be shown"));
    SECTION("a clip that can be decoded") {
        auto writer = media::ClipWriter::open(clip, {{64, 32}, {24, 1}, {}, false});
        REQUIRE(writer);
        const std::vector<std::uint8_t> grey(64U * 32U * 3U, 90);
        REQUIRE(writer->add(grey));
        REQUIRE(writer->finish());
    }
    SECTION("a clip that cannot") {}
    const bool decodes = media::probe(clip).has_value();
    jobs::Job job;
    job.id = jobs::JobId("job_2");
    job.request.film = film.folder.string();
    job.request.shot = "doll";
    app::FilmTakes takes;
    const auto first = takes.store(job, clip);
    REQUIRE(first);
    const auto again = takes.store(job, clip);
    REQUIRE(again);
    CHECK(*again == *first);
    const auto take = onlyTake(film, "");
    const auto inbox = store::takeFolder(film.folder, {});
    CHECK(first->parent_path() == inbox);
    CHECK(take.shot.str() == "doll");
    CHECK(take.thumbnail.empty() == !decodes);
    if (decodes) CHECK(std::filesystem::exists(inbox / take.thumbnail));
    CHECK(filesIn(inbox) == (decodes ? 3 : 2));
    CHECK_FALSE(std::filesystem::exists(store::takeFolder(film.folder, film::ShotId("doll"))));
}

TEST_CASE("a library with damaged data names every damaged file", "[app]") {
    const TempDir folder;
    for (const char* part : {"vocabulary", "dialects", "lint", "catalog"})
        std::filesystem::copy(resources() / part, folder.path() / part);
    REQUIRE(app::Library::load(folder.path()));
    REQUIRE(base::AtomicFile::write(folder.path() / "vocabulary" / "mood.json", "{"));
    REQUIRE(base::AtomicFile::write(folder.path() / "dialects" / "veo31.json", "[]"));
    REQUIRE(base::AtomicFile::write(folder.path() / "catalog" / "builtin.json", "{\"id\": 5}"));
    const auto loaded = app::Library::load(folder.path());
    REQUIRE_FALSE(loaded);
    for (const char* wanted : {"mood.json", "veo31.json", "builtin.json"}) {
        INFO(wanted);
        CHECK(std::any_of(loaded.error().problems.begin(), loaded.error().problems.end(),
                          [&](const auto& p) { return p.file.find(wanted) != std::string::npos; }));
    }
}
