#include "groundglass/store/film_lock.hpp"
#include "fixture.hpp"
#include "groundglass/base/clock.hpp"
#include "groundglass/base/json.hpp"

#include <sys/wait.h>
#include <unistd.h>
#include <csignal>

using namespace groundglass;
using test::slurp;
using test::spill;
namespace fs = std::filesystem;

namespace {

struct Held {
    test::TempDir dir;
    fs::path folder = dir.path() / "harbour.groundglass";
    fs::path file = folder / ".groundglass.lock";
    Held() { REQUIRE(store::createFilm(folder, test::smallFilm())); }

    /// A lock file like ours with some keys of another holder.
    void write(const base::Json& changes) const {
        auto lock = store::FilmLock::take(folder);
        REQUIRE(lock);
        auto json = base::parseJson(slurp(file));
        REQUIRE(json);
        json->update(changes);
        spill(file, base::writeJson(*json));
    }
};

/// A process that holds the film until it is killed.
class Other {
public:
    explicit Other(const fs::path& folder) {
        int ready[2];
        REQUIRE(::pipe(ready) == 0);
        m_pid = ::fork();
        REQUIRE(m_pid >= 0);
        if (m_pid == 0) {
            auto lock = store::FilmLock::take(folder);
            const char told = lock ? 'y' : 'n';
            static_cast<void>(::write(ready[1], &told, 1));
            while (true) ::pause();
        }
        char told = 0;
        REQUIRE(::read(ready[0], &told, 1) == 1);
        CHECK(told == 'y');
        ::close(ready[0]);
        ::close(ready[1]);
    }
    ~Other() { kill(); }
    void kill() {
        if (m_pid <= 0) return;
        ::kill(m_pid, SIGKILL);
        ::waitpid(m_pid, nullptr, 0);
        m_pid = 0;
    }
    [[nodiscard]] pid_t pid() const { return m_pid; }

private:
    pid_t m_pid{};
};

}  // namespace

TEST_CASE("a film is held by one, and free again when that one lets it go", "[store][lock]") {
    const Held film;
    CHECK_FALSE(store::FilmLock::holder(film.folder));
    {
        const auto first = store::FilmLock::take(film.folder);
        REQUIRE(first);
        const auto holder = store::FilmLock::holder(film.folder);
        REQUIRE(holder);
        CHECK(holder->pid == ::getpid());
        CHECK(holder->boot == base::bootId());
        CHECK_FALSE(holder->host.empty());
        CHECK(holder->since.ends_with("Z"));
        const auto second = store::FilmLock::take(film.folder);
        REQUIRE_FALSE(second);
        CHECK(second.error().code == base::ErrorCode::InvalidInput);
        CHECK(second.error().message.find(holder->host) != std::string::npos);
    }
    CHECK_FALSE(fs::exists(film.file));
    CHECK(store::FilmLock::take(film.folder));
}

TEST_CASE("moving a lock moves the right to the film", "[store][lock]") {
    const Held film;
    auto first = store::FilmLock::take(film.folder);
    REQUIRE(first);
    {
        const store::FilmLock second = std::move(*first);
        CHECK(second.folder() == film.folder);
        CHECK(fs::exists(film.file));
    }
    CHECK_FALSE(fs::exists(film.file));
}

TEST_CASE("a film that another living process holds cannot be taken or saved", "[store][lock]") {
    const Held film;
    auto loaded = store::loadFilm(film.folder, test::vocabulary());
    REQUIRE(loaded);
    loaded->film.title = "Mine";
    const auto before = slurp(film.folder / "film.json");
    Other other(film.folder);
    CHECK_FALSE(store::FilmLock::take(film.folder));
    const auto refused = store::saveFilm(*loaded);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == base::ErrorCode::Io);
    CHECK(refused.error().message.find(std::to_string(other.pid())) != std::string::npos);
    CHECK_FALSE(store::saveFilm(*loaded, store::OnConflict::Overwrite));
    CHECK(slurp(film.folder / "film.json") == before);

    SECTION("and can when that process was killed") {
        other.kill();
        CHECK_FALSE(store::FilmLock::holder(film.folder));
        const auto taken = store::FilmLock::take(film.folder);
        REQUIRE(taken);
        CHECK(store::FilmLock::holder(film.folder)->pid == ::getpid());
        CHECK(store::saveFilm(*loaded));
    }
}

TEST_CASE("a process that ended but was not waited for holds nothing", "[store][lock]") {
    const Held film;
    const Other other(film.folder);
    REQUIRE(::kill(other.pid(), SIGKILL) == 0);
    siginfo_t info{};
    REQUIRE(::waitid(P_PID, static_cast<id_t>(other.pid()), &info, WEXITED | WNOWAIT) == 0);
    CHECK(store::FilmLock::take(film.folder));
}

TEST_CASE("our own lock does not stop our own save", "[store][lock]") {
    const Held film;
    auto loaded = store::loadFilm(film.folder, test::vocabulary());
    REQUIRE(loaded);
    const auto lock = store::FilmLock::take(film.folder);
    loaded->film.title = "Mine";
    CHECK(store::saveFilm(*loaded));
}

TEST_CASE("only proof breaks a lock", "[store][lock]") {
    const Held film;
    SECTION("another boot of this machine is proof") {
        film.write({{"boot", "0d5a8a7e-0000-4000-8000-000000000000"}});
        CHECK(store::FilmLock::take(film.folder));
    }
    SECTION("a process that started at another time is proof") {
        film.write({{"started", "1"}});
        CHECK(store::FilmLock::take(film.folder));
    }
    SECTION("a process number that nobody has is proof") {
        film.write({{"pid", 4'194'999}});
        CHECK(store::FilmLock::take(film.folder));
    }
    SECTION("another machine is not") {
        film.write({{"host", "elsewhere"}, {"machine", "e1"}, {"pid", 4'194'999}, {"boot", "another"}});
        const auto refused = store::FilmLock::take(film.folder);
        REQUIRE_FALSE(refused);
        CHECK(refused.error().message.find("elsewhere") != std::string::npos);
    }
    SECTION("another machine of the same name is not") {
        film.write({{"machine", "e1"}, {"pid", 4'194'999}, {"boot", "another"}});
        CHECK_FALSE(store::FilmLock::take(film.folder));
    }
    SECTION("process numbers of another namespace are not") {
        film.write({{"namespace", "pid:[1]"}, {"pid", 4'194'999}});
        CHECK_FALSE(store::FilmLock::take(film.folder));
    }
    SECTION("a lock that cannot be read is not") {
        spill(film.file, "{\"pid\": ");
        CHECK_FALSE(store::FilmLock::take(film.folder));
        CHECK(slurp(film.file) == "{\"pid\": ");
    }
    SECTION("a lock from the future with words of odd characters is shown without them") {
        film.write({{"host", "else\u202Ewhere"}});
        const auto refused = store::FilmLock::take(film.folder);
        REQUIRE_FALSE(refused);
        CHECK(refused.error().message.find("\u202E") == std::string::npos);
    }
    for (const auto& entry : fs::directory_iterator(film.folder))
        CHECK_FALSE(entry.path().filename().string().starts_with(".gg-tmp-"));
}

TEST_CASE("letting go does not remove somebody else's lock", "[store][lock]") {
    const Held film;
    {
        const auto lock = store::FilmLock::take(film.folder);
        REQUIRE(lock);
        spill(film.file, "{\"program\": \"another\"}");
    }
    CHECK(fs::exists(film.file));
}

TEST_CASE("takes and copies need no lock", "[store][lock]") {
    const Held film;
    const Other other(film.folder);
    const auto clip = film.dir.path() / "clip.mp4";
    spill(clip,
          "\0\0\0\x18"
          "ftypmp42 clip");
    film::Take take;
    take.shot = film::ShotId("rope");
    take.createdAt = "2026-11-24T09:00:00Z";
    const auto stored = store::storeTake(film.folder, take, clip);
    CHECK(stored);
    const auto copy = film.dir.path() / "copy.groundglass";
    REQUIRE(store::copyFilm(film.folder, copy));
    CHECK_FALSE(fs::exists(copy / ".groundglass.lock"));
    auto loaded = store::loadFilm(copy, test::vocabulary());
    REQUIRE(loaded);
    loaded->film.title = "Copy";
    CHECK(store::saveFilm(*loaded));
}
