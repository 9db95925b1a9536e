#include "jobs/scheduler.hpp"

#include "groundglass/base/files.hpp"
#include "groundglass/base/format.hpp"
#include "groundglass/base/log.hpp"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <tuple>
#include <utility>
#include <vector>

namespace groundglass::jobs {
namespace {

constexpr std::int64_t writeRetry = 5'000;
constexpr int lastWaitsMost = 60;
constexpr std::chrono::milliseconds lastWait{50};

/// Downloads first, by nearest expiry; then what is running; then what is to be sent, in its order.
auto urgency(const Entry& entry) {
    using enum JobState;
    const JobState state = entry.job.state;
    const std::int64_t hour = 3'600'000;
    if (state == Done || state == Downloading) {
        return std::tuple(0, entry.expiresMs > 0 ? entry.expiresMs : entry.job.changedMs + hour);
    }
    if (state == Ready || state == NotSent) return std::tuple(2, entry.job.queueOrder);
    return std::tuple(1, entry.job.queueOrder);
}

}  // namespace

Scheduler::Scheduler(ServiceParts parts, Ledger::Opened opened, std::unique_ptr<Transport> transport)
    : m_parts(std::move(parts)),
      m_ledger(std::move(opened.ledger)),
      m_transport(std::move(transport)),
      m_caps(loadCaps(m_parts.stateFolder)),
      m_random(std::random_device{}()) {
    for (Entry& entry : opened.entries) {
        m_nextOrder = std::max(m_nextOrder, entry.job.queueOrder + 1);
        Work& work = m_works[entry.job.id];
        work.entry = std::move(entry);
        if (!isEnd(work.entry.job.state)) m_active.insert(&work);
    }
    startUp();
    m_thread = std::jthread([this](std::stop_token stop) { run(stop); });
}

Scheduler::~Scheduler() {
    m_ending = true;
    m_clips.stop();
    m_filer.stop();  // a clip on its way into the film gets there
    m_thread.request_stop();
    m_transport->wake();
    m_thread.join();
    m_board.close();
}

/// Files that a killed run left unfinished; nobody else writes here while the ledger is ours.
void Scheduler::sweep() const {
    std::error_code error;
    std::vector<std::filesystem::path> left;
    for (std::filesystem::directory_iterator at(m_parts.stateFolder / "parts", error), end;
         !error && at != end; at.increment(error)) {
        if (at->path().filename().string().starts_with(base::temporaryPrefix)) left.push_back(at->path());
    }
    for (const auto& file : left) std::filesystem::remove(file, error);
}

void Scheduler::startUp() {
    sweep();
    for (auto& [id, work] : m_works) {
        work.due = now();
        m_shown.insert(&work);
        const JobState state = work.entry.job.state;
        work.startUp = state != JobState::Ready && state != JobState::NotSent;
        if (state == JobState::Reserved) change(work, JobState::Ready, "It was not sent; resume to send it.");
        if (isLocal(work) || state != JobState::Intent) continue;
        change(work, JobState::Unknown,
               "Groundglass ended while this clip was being ordered. It may have been charged; nothing is "
               "sent again.");
        work.entry.job.cost = work.entry.job.request.estimate;
        work.entry.job.costKnown = false;
    }
    flush();
}

void Scheduler::run(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
        turn();
        if (stop.stop_requested()) break;
        for (Outcome& outcome : m_transport->wait(untilNext())) handle(std::move(outcome));
    }
    lastAnswers();
    std::vector<Command> left;
    {
        const std::scoped_lock lock(m_inboxMutex);
        m_closed = true;
        left.swap(m_inbox);
    }
    for (const Command& command : left) {
        if (command.refuse)
            command.refuse(base::Error{base::ErrorCode::Cancelled, "the queue is closing", {}, {}});
    }
}

/// Everything that can be done now, each round committed before what it starts.
void Scheduler::turn() {
    do {
        m_again = false;
        m_again = runInbox() || m_again;
        if (m_writeAgain == 0) stepDue();
        flush();
    } while (m_again && m_writeAgain == 0);
}

/// A POST whose answer is seconds away would become a doubtful charge: wait for it, but not for long.
void Scheduler::lastAnswers() {
    m_stopping = true;
    takeBackUnsent();
    for (int waits = 0; !m_paying.empty() && waits < lastWaitsMost; ++waits) {
        for (Outcome& outcome : m_transport->wait(lastWait)) {
            if (m_paying.contains(outcome.id)) handle(std::move(outcome));
        }
        flush();
    }
    runInbox();
    m_writeAgain = 0;
    flush();
}

/// Orders whose intent could not be written were never sent; the next start must not doubt them.
void Scheduler::takeBackUnsent() {
    for (const Start& start : std::exchange(m_starts, {})) {
        if (start.ordered == nullptr) continue;
        m_paying.erase(start.exchange);
        m_answers.erase(start.exchange);
        Work& work = *start.ordered;
        if (work.entry.job.state != JobState::Intent) continue;  // a repeat of frozen bytes stays a doubt
        work.entry.job.cost.micros = 0;
        work.entry.job.costKnown = true;
        change(work, JobState::NotSent, "Groundglass ended before this was sent.");
    }
}

bool Scheduler::runInbox() {
    std::vector<Command> commands;
    {
        const std::scoped_lock lock(m_inboxMutex);
        commands.swap(m_inbox);
    }
    for (const Command& command : commands) command.run();
    return !commands.empty();
}

void Scheduler::stepDue() {
    std::vector<Work*> due;
    const std::int64_t time = now();
    m_stepped = time;
    for (Work* work : m_active) {
        const bool ready = !work->busy && !work->held && !m_fresh.contains(work);
        if (ready && work->due <= time) due.push_back(work);
    }
    std::sort(due.begin(), due.end(),
              [](const Work* a, const Work* b) { return urgency(a->entry) < urgency(b->entry); });
    for (Work* work : due) step(*work);
}

void Scheduler::step(Work& work) {
    using enum JobState;
    const JobState state = work.entry.job.state;
    if (isEnd(state)) return;  // ended in this very turn: it is still among the active ones
    if (state == Ready || state == NotSent) {
        if (work.consent && !m_paused && !m_stopping) stepSubmit(work);
    } else if (isLocal(work)) {
        stepLocal(work);
    } else if (state == Unknown) {
        stepReconcile(work);
    } else if (state == Accepted || state == Running || state == Cancelling) {
        stepPoll(work);
    } else if (state == Done || state == Downloading) {
        stepFetch(work);
    }
}

void Scheduler::flush() {
    const std::int64_t time = now();
    if (m_writeAgain != 0 && time < m_writeAgain) return;
    for (const Work* work : m_dirty) m_batch.entries.push_back(work->entry);
    const auto written = m_ledger->write(m_batch);
    m_batch.entries.clear();
    if (written) {
        m_batch = {};
        if (m_writeAgain != 0) m_shown.insert(m_dirty.begin(), m_dirty.end());  // they are saved after all
        m_dirty.clear();
        m_again = m_again || m_writeAgain != 0 || !m_fresh.empty();  // what waited for the disk goes on
        m_fresh.clear();
        m_writeAgain = 0;
    } else {
        base::logError("ledger: " + written.error().message);
        m_writeAgain = std::max<std::int64_t>(1, time + scaled(writeRetry));
        m_whyUnsaved = written.error().message;
        m_shown.insert(m_dirty.begin(), m_dirty.end());
    }
    publish();  // before the answers: who submitted a job finds it
    for (const auto& answer : std::exchange(m_promises, {})) answer(written);
    if (!written || m_stopping) return;
    for (const Start& start : std::exchange(m_starts, {})) start.run();
}

void Scheduler::publish() {
    std::vector<Job> changed;
    for (Work* work : std::exchange(m_shown, {})) {
        Job& job = work->entry.job;
        const bool waits = job.state == JobState::Ready || job.state == JobState::NotSent;
        job.rests = isEnd(job.state) || work->held || job.state == JobState::Refused ||
                    job.state == JobState::NotFound || job.lacks == Lack::Room ||
                    (waits && (!work->consent || m_paused));
        changed.push_back(job);
        if (m_writeAgain != 0 && m_dirty.contains(work)) {
            Job& shown = changed.back();
            shown.lacks = Lack::Room;
            shown.place = m_parts.stateFolder.string();
            shown.rests = true;
            shown.reason = base::format(
                "This cannot be saved ({}); free some room, it is tried again every few seconds.{}",
                m_whyUnsaved,
                job.remoteId.empty() ? std::string() : " Keep the id at the service: " + job.remoteId);
        }
        if (isEnd(job.state)) m_active.erase(work);
    }
    m_board.publish(changed);
}

std::optional<std::chrono::milliseconds> Scheduler::untilNext() const {
    std::int64_t next = m_writeAgain == 0 ? never : m_writeAgain;
    const std::int64_t time = now();
    if (m_writeAgain == 0) {
        for (const Work* work : m_active) {
            if (!work->busy && !work->held && work->due > m_stepped) next = std::min(next, work->due);
        }
    }
    if (next == never) return std::nullopt;
    return std::chrono::milliseconds{std::max<std::int64_t>(0, next - time)};
}

void Scheduler::post(std::function<void()> task) {
    {
        const std::scoped_lock lock(m_inboxMutex);
        if (m_closed) return;
        m_inbox.push_back({.run = std::move(task), .refuse = {}});
    }
    m_transport->wake();
}

void Scheduler::handle(Outcome outcome) {
    const auto found = m_answers.find(outcome.id);
    if (found == m_answers.end()) return;
    const auto answer = std::move(found->second);
    m_answers.erase(found);
    m_paying.erase(outcome.id);
    answer(std::move(outcome));
}

}  // namespace groundglass::jobs
