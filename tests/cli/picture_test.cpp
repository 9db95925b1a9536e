#include "cli/program.hpp"

#include <signal.h>
#include <chrono>
#include <cstdio>
#include <thread>

using namespace groundglass;
using namespace groundglass::test;

namespace {

std::uint32_t big(const std::string& bytes, std::size_t at) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < 4; ++i) value = (value << 8U) | static_cast<unsigned char>(bytes.at(at + i));
    return value;
}

/// Width, height, frames a second and seconds of a clip by ffprobe; nothing where there is none.
std::string ffprobe(const std::filesystem::path& clip) {
    const std::string command =
        "ffprobe -v error -select_streams v:0 -count_frames -show_entries "
        "stream=codec_name,width,height,r_frame_rate,nb_read_frames -of csv=p=0 '" +
        clip.string() + "' 2>/dev/null";
    std::string out;
    if (FILE* pipe = ::popen(command.c_str(), "r")) {
        char buffer[256];
        while (std::fgets(buffer, sizeof buffer, pipe) != nullptr) out += buffer;
        ::pclose(pipe);
    }
    while (out.ends_with('\n')) out.pop_back();
    return out;
}

std::vector<std::filesystem::path> filesOf(const std::filesystem::path& folder, const char* ending) {
    std::vector<std::filesystem::path> files;
    std::error_code error;
    for (std::filesystem::directory_iterator at(folder, error), end; !error && at != end;
         at.increment(error)) {
        if (at->path().string().ends_with(ending)) files.push_back(at->path());
    }
    return files;
}

Json jobsOf(const Program& program) {
    const auto listed = program.run({"jobs", "list", "--json"});
    REQUIRE(listed.exit == 0);
    return listed.json().at("result");
}

/// Exactly one take of the doll, whole, and one job that is stored.
void checkOneTake(const Program& program, const std::filesystem::path& film) {
    const auto place = film / "takes" / "doll";
    REQUIRE(filesOf(place, ".mp4").size() == 1);
    REQUIRE(filesOf(place, ".json").size() == 1);
    const auto clip = filesOf(place, ".mp4")[0];
    const auto record = Json::parse(bytesOf(filesOf(place, ".json")[0]));
    CHECK(record.at("sha256") == base::sha256(bytesOf(clip)));
    CHECK(bytesOf(clip).substr(4, 4) == "ftyp");
    const auto jobs = jobsOf(program);
    REQUIRE(jobs.size() == 1);
    CHECK(jobs[0].at("state") == "stored");
    CHECK(jobs[0].at("clip") == clip.string());
    for (const auto& left : filesOf(program.state() / "parts", "")) FAIL_CHECK("left behind: " << left);
}

}  // namespace

TEST_CASE("render draws a picture of exactly the wanted size", "[cli]") {
    const Program program;
    const auto film = program.film().string();
    const auto file = program.home() / "doll.png";
    const auto json = program
                          .run({"render", film, "--shot", "doll", "-o", file.string(), "--size", "97x41",
                                "--samples", "1", "--json"})
                          .json();
    CHECK(json.at("result").at("width") == 97);
    const auto png = bytesOf(file);
    REQUIRE(png.starts_with("\x89PNG\r\n"));
    CHECK(big(png, 16) == 97);
    CHECK(big(png, 20) == 41);
    CHECK(json.at("result").at("measured").at("focal_mm").is_number());
    const auto before = hashesOf(program.home()).at("doll.png");
    CHECK(
        program
            .run({"render", film, "--shot", "doll", "-o", file.string(), "--size", "97x41", "--samples", "1"})
            .exit == 0);
    CHECK(hashesOf(program.home()).at("doll.png") == before);
}

TEST_CASE("a moment after the end of a shot has no picture", "[cli]") {
    const Program program;
    const auto film = program.film(500).string();
    const auto file = program.home() / "doll.png";
    const auto at = [&](const char* time) {
        return program.run({"render", film, "--shot", "doll", "-o", file.string(), "--size", "32x16",
                            "--samples", "1", "--time", time, "--json"});
    };
    const auto problem = onlyProblem(at("0.6"));
    CHECK(problem.at("file") == "--time");
    CHECK(problem.at("message").get<std::string>().find("0.5 s") != std::string::npos);
    CHECK_FALSE(std::filesystem::exists(file));
    CHECK(at("0.5").exit == 0);
}

TEST_CASE("a clip of odd sides loses a pixel and says so", "[cli]") {
    const Program program;
    const auto film = program.film(100).string();
    const auto ran =
        program.run({"render", film, "--shot", "doll", "-o", (program.home() / "doll.mp4").string(), "--size",
                     "67x33", "--samples", "1", "--clip", "--json"});
    INFO(ran.err);
    REQUIRE(ran.exit == 0);
    CHECK(ran.json().at("result").at("width") == 66);
    CHECK(ran.json().at("result").at("height") == 32);
    CHECK(ran.err.find("66x32 instead of 67x33") != std::string::npos);
}

TEST_CASE("a place that cannot hold the file is refused before anything is drawn", "[cli]") {
    const Program program;
    const auto film = program.film().string();
    std::filesystem::create_directories(program.home() / "folder.png");
    std::filesystem::create_directories(program.home() / "folder.mp4");
    std::filesystem::create_directories(program.home() / "folder.ggpack");
    const auto in = [&](const char* name) { return (program.home() / name).string(); };
    for (const Arguments& run :
         {Arguments{"render", film, "--shot", "doll", "-o", in("folder.png")},
          Arguments{"render", film, "--shot", "doll", "--clip", "-o", in("folder.mp4")},
          Arguments{"pack", "export", film, "-o", in("folder.ggpack")}}) {
        auto words = run;
        words.emplace_back("--json");
        const auto problem = onlyProblem(program.run(words));
        CHECK(problem.at("file") == run.back());
        CHECK(problem.at("message").get<std::string>().find("folder") != std::string::npos);
    }
}

TEST_CASE("generate with the built-in provider stores a clip that other programs can read", "[cli]") {
    const Program program;
    const auto film = program.film();
    const auto ran = program.run({"generate", film.string(), "--shot", "doll", "--provider", "builtin",
                                  "--wait", "--samples", "1", "--json"});
    INFO(ran.err);
    REQUIRE(ran.exit == 0);
    const auto job = ran.json().at("result");
    CHECK(job.at("state") == "stored");
    CHECK(job.at("cost_micros") == 0);
    CHECK(job.at("progress") == 1.0);
    checkOneTake(program, film);
    const auto seen = ffprobe(job.at("clip").get<std::string>());
    if (seen.empty()) {
        WARN("ffprobe is not there: the clip was not looked at from outside");
    } else {
        CHECK(seen == "h264," + std::to_string(job.at("width").get<int>()) + ",144,24/1,12");
    }
    const auto id = job.at("id").get<std::string>();
    CHECK(program.run({"jobs", "show", id, "--json"}).json().at("result").at("sha256") == job.at("sha256"));
    const auto events = program.run({"jobs", "events", id, "--json"}).json().at("result");
    REQUIRE(events.size() >= 4);
    CHECK(events.front().at("state") == "ready");
    CHECK(events.back().at("state") == "stored");
    CHECK(onlyProblem(program.run({"jobs", "show", "job_none", "--json"})).at("file") == "job_none");

    const auto second =
        program.run({"generate", film.string(), "--shot", "doll", "--wait", "--samples", "1"});
    REQUIRE(second.exit == 0);
    CHECK(second.out.starts_with("clip: "));
    CHECK(filesOf(film / "takes" / "doll", ".mp4").size() == 2);
    CHECK(jobsOf(program).size() == 2);
}

TEST_CASE("a retired model is refused before anything is written", "[cli]") {
    const Program program;
    const auto film = program.film();
    const auto before = hashesOf(film);
    onlyProblem(program.run({"generate", film.string(), "--shot", "doll", "--provider", "openai_videos",
                             "--model", "sora-2", "--json"}));
    onlyProblem(program.run({"generate", film.string(), "--shot", "doll", "--provider", "none", "--json"}));
    CHECK(hashesOf(film) == before);
    CHECK(jobsOf(program).empty());
}

TEST_CASE("a clip whose program was killed is finished by resume, once", "[cli]") {
    const Program program;
    const auto film = program.film(1000);
    std::filesystem::path watched = program.state() / "parts";
    SECTION("killed while the clip is drawn") {}
    SECTION("killed while the take is filed") {
        watched = film / "takes" / "doll";
    }
    const auto pid = program.start(
        {"generate", film.string(), "--shot", "doll", "--provider", "builtin", "--wait", "--samples", "1"});
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(60);
    while (filesOf(watched, "").empty() && std::chrono::steady_clock::now() < end)
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
    REQUIRE(std::chrono::steady_clock::now() < end);
    ::kill(pid, SIGKILL);
    const auto killed = program.finish(pid);
    if (killed.exit != -SIGKILL) WARN("the program ended before it could be killed");

    const auto resumed = program.run({"jobs", "resume", "--wait"});
    INFO(resumed.out << resumed.err);
    CHECK(resumed.exit == 0);
    checkOneTake(program, film);
    const auto again = program.run({"jobs", "resume", "--wait"});
    CHECK(again.exit == 0);
    checkOneTake(program, film);
}

TEST_CASE("an interrupted wait leaves the job in the queue and ends with 6", "[cli]") {
    const Program program;
    const auto film = program.film(20000);
    const auto pid = program.start({"generate", film.string(), "--shot", "doll", "--provider", "builtin",
                                    "--wait", "--samples", "1", "--json"});
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(60);
    while (filesOf(program.state() / "parts", "").empty() && std::chrono::steady_clock::now() < end)
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
    ::kill(pid, SIGINT);
    const auto stopped = program.finish(pid);
    CHECK(stopped.exit == 6);
    const auto jobs = jobsOf(program);
    REQUIRE(jobs.size() == 1);
    const auto id = jobs[0].at("id").get<std::string>();
    CHECK(program.run({"jobs", "cancel", id}).exit == 0);
    CHECK(jobsOf(program)[0].at("state") == "cancelled");
    CHECK(filesOf(film / "takes" / "doll", ".mp4").empty());
}
