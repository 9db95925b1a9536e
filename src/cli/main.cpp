#include "cli/usage.hpp"
#include "groundglass/base/format.hpp"
#include "groundglass/base/log.hpp"
#include "groundglass/base/paths.hpp"

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

bool takesValue(const CLI::Option* option) {
    return option->get_items_expected_max() > 0;
}

/// An unset variable of a script must not read as "not given".
std::string notEmpty(const std::string& text) {
    return text.empty() ? "its value is empty" : "";
}

/// Declares every verb; gives their parsers in the same order.
std::vector<CLI::App*> declareAll(CLI::App& parser, const std::vector<std::unique_ptr<Verb>>& all,
                                  bool& json) {
    const auto machines = [&](CLI::App& app) {
        for (CLI::Option* option : app.get_options(takesValue)) option->check(notEmpty);
        app.add_flag("--json", json, "One JSON object on standard output");
    };
    parser.require_subcommand(1);
    parser.set_version_flag("--version", GROUNDGLASS_VERSION);
    parser.footer(
        "Exit: 0 done · 1 done, with findings · 2 wrong usage · 3 bad input · 4 refused by the provider or "
        "the "
        "network · 5 may have been charged · 6 cancelled");
    machines(parser);
    std::vector<CLI::App*> parsers;
    for (const auto& verb : all) {
        auto* sub = parser.add_subcommand(std::string(verb->name()), std::string(verb->summary()));
        verb->declare(*sub);
        machines(*sub);
        for (auto* inner : sub->get_subcommands({})) machines(*inner);
        parsers.push_back(sub);
    }
    return parsers;
}

int show(const Outcome& outcome, bool json, const std::string& path) {
    if (print(outcome, json, path)) return outcome.exit;
    fmt::print(stderr,
               "groundglass: standard output cannot be written\n"
               "             → check where it is sent to, and that there is room\n");
    return BadInput;
}

int run(int argc, char** argv) {
    const Words arguments(argv + 1, argv + argc);
    const auto rest = std::ranges::find(arguments, "--");
    const bool machine = std::find(arguments.begin(), rest, "--json") != rest;
    if (const auto unread = checkText(arguments); unread.exit != Done) return show(unread, machine, {});
    CLI::App parser("Groundglass: direct AI video as a structured shot.", "groundglass");
    auto all = verbs();
    bool json = false;
    const auto parsers = declareAll(parser, all, json);
    try {
        parser.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        if (error.get_exit_code() == 0) return parser.exit(error) == 0 ? Done : WrongUsage;
        return show(usageProblems(parser, error, arguments), machine, verbPath(parser));
    }
    base::startLog(base::stateFolder() / "logs" / "groundglass.log");
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (!parsers[i]->parsed()) continue;
        const StopOnSignal signals;
        return show(all[i]->run(signals.token()), json, verbPath(parser));
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
