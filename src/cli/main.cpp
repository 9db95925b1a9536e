#include "cli/verb.hpp"
#include "groundglass/base/format.hpp"
#include "groundglass/base/json.hpp"
#include "groundglass/base/log.hpp"
#include "groundglass/base/paths.hpp"
#include "groundglass/base/utf8.hpp"

#include <pthread.h>
#include <unistd.h>
#include <CLI/CLI.hpp>
#include <algorithm>
#include <csignal>
#include <cstdio>
#include <stop_token>
#include <thread>

namespace groundglass::cli {

namespace {

/// Turns Ctrl+C and a polite kill into a request to stop; a second one ends the program at once.
class StopOnSignal {
public:
    StopOnSignal() {
        sigemptyset(&m_signals);
        sigaddset(&m_signals, SIGINT);
        sigaddset(&m_signals, SIGTERM);
        sigaddset(&m_signals, SIGUSR2);
        pthread_sigmask(SIG_BLOCK, &m_signals, nullptr);
        m_thread = std::thread([this] { watch(); });
    }
    ~StopOnSignal() {
        m_ending.request_stop();
        pthread_kill(m_thread.native_handle(), SIGUSR2);
        m_thread.join();
    }
    StopOnSignal(const StopOnSignal&) = delete;
    StopOnSignal& operator=(const StopOnSignal&) = delete;
    [[nodiscard]] std::stop_token token() const { return m_stop.get_token(); }

private:
    void watch() {
        while (true) {
            int signal = 0;
            if (sigwait(&m_signals, &signal) != 0 || m_ending.stop_requested()) return;
            if (signal == SIGUSR2) continue;
            if (m_stop.stop_requested()) _exit(Cancelled);
            m_stop.request_stop();
        }
    }
    sigset_t m_signals{};
    std::stop_source m_stop;
    std::stop_source m_ending;
    std::thread m_thread;
};

void printProblems(const std::vector<base::Problem>& problems) {
    for (const auto& problem : problems) {
        std::string line = "groundglass: ";
        if (!problem.file.empty())
            line += base::visibleText(problem.file) + (problem.pointer.empty() ? ": " : "");
        if (!problem.pointer.empty()) line += base::visibleText("#" + problem.pointer) + ": ";
        line += base::visibleText(problem.message);
        if (!problem.remedy.empty()) line += "\n             → " + base::visibleText(problem.remedy);
        fmt::print(stderr, "{}\n", line);
    }
}

void printJson(std::string_view verb, const Outcome& outcome) {
    base::Json problems = base::Json::array();
    for (const auto& p : outcome.problems) {
        problems.push_back(
            {{"file", p.file}, {"pointer", p.pointer}, {"message", p.message}, {"remedy", p.remedy}});
    }
    auto result = base::parseJson(outcome.result.text.empty() ? "null" : outcome.result.text);
    const base::Json all{{"schema", base::format("groundglass/cli/{}", verb)},
                         {"ok", outcome.exit == Done || outcome.exit == Findings},
                         {"exit", outcome.exit},
                         {"result", result ? *result : base::Json()},
                         {"problems", problems}};
    fmt::print("{}", base::writeJson(all));
}

int run(int argc, char** argv) {
    CLI::App parser("Groundglass: direct AI video as a structured shot.", "groundglass");
    parser.require_subcommand(1);
    parser.set_version_flag("--version", GROUNDGLASS_VERSION);
    parser.footer(
        "Exit: 0 done · 1 done, with findings · 2 wrong usage · 3 bad input · 4 refused by the provider or "
        "the "
        "network · 5 may have been charged · 6 cancelled");
    auto all = verbs();
    bool json = false;
    std::vector<CLI::App*> parsers;
    for (const auto& verb : all) {
        auto* sub = parser.add_subcommand(std::string(verb->name()), std::string(verb->summary()));
        verb->declare(*sub);
        sub->add_flag("--json", json, "One JSON object on standard output");
        for (auto* inner : sub->get_subcommands({}))
            inner->add_flag("--json", json, "One JSON object on standard output");
        parsers.push_back(sub);
    }
    const std::string_view wanted = argc > 1 ? argv[1] : "-";
    if (!wanted.starts_with('-') &&
        std::ranges::none_of(all, [&](const auto& verb) { return verb->name() == wanted; })) {
        fmt::print(stderr, "groundglass: there is no verb \"{}\"\n             → see `groundglass --help`\n",
                   base::visibleText(std::string(wanted)));
        return WrongUsage;
    }
    try {
        parser.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return parser.exit(error) == 0 ? Done : WrongUsage;
    }
    base::startLog(base::stateFolder() / "logs" / "groundglass.log");
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (!parsers[i]->parsed()) continue;
        const StopOnSignal signals;
        const Outcome outcome = all[i]->run(signals.token());
        if (json) {
            printJson(all[i]->name(), outcome);
        } else {
            fmt::print("{}", outcome.text);
            printProblems(outcome.problems);
        }
        return std::fflush(stdout) == 0 ? outcome.exit : BadInput;
    }
    return WrongUsage;
}

}  // namespace

}  // namespace groundglass::cli

int main(int argc, char** argv) {
    try {
        return groundglass::cli::run(argc, argv);
    } catch (const std::exception& error) {
        fmt::print(stderr, "groundglass: {}\n", error.what());
        return groundglass::cli::BadInput;
    }
}
