#pragma once

#include "groundglass/jobs/service.hpp"
#include "jobs/board.hpp"
#include "jobs/ledger.hpp"
#include "jobs/part_file.hpp"
#include "jobs/retry.hpp"
#include "jobs/transport.hpp"
#include "jobs/worker.hpp"

#include <atomic>
#include <cstdint>
#include <functional>
#include <limits>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <random>
#include <set>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

namespace groundglass::jobs {

/// The pictures of a request with their bytes. Errors: InvalidInput (gone, changed, no picture).
[[nodiscard]] base::Result<std::vector<LoadedPicture>> loadPictures(const Request& request);

/// The state machine of all jobs on a thread of its own. A change is committed before the step that depends
/// on it starts; changes of one turn share a transaction. Thread of the verbs: any but the scheduler's own.
class Scheduler {
public:
    Scheduler(ServiceParts parts, Ledger::Opened opened, std::unique_ptr<Transport> transport);
    /// Waits a moment for answers that are being paid for, then stops.
    ~Scheduler();
    Scheduler(const Scheduler&) = delete;
    Scheduler& operator=(const Scheduler&) = delete;

    [[nodiscard]] base::Result<JobId> submit(const Request& request);
    [[nodiscard]] base::Status cancel(const JobId& id);
    [[nodiscard]] base::Status resume();
    [[nodiscard]] base::Status pause();
    [[nodiscard]] base::Status pauseAt(const std::string& endpoint);
    [[nodiscard]] base::Status reorder(const JobId& id, const JobId& before);
    [[nodiscard]] base::Status reconcile(const JobId& id);
    [[nodiscard]] base::Status sendAgain(const JobId& id);
    [[nodiscard]] base::Status abandon(const JobId& id);
    [[nodiscard]] base::Status take(const JobId& id, const std::string& remoteId);
    [[nodiscard]] base::Status wasNotSent(const JobId& id);
    [[nodiscard]] base::Result<SpendingCaps> caps();
    [[nodiscard]] base::Status setCaps(const SpendingCaps& caps);
    [[nodiscard]] std::vector<JobEvent> events(const JobId& id);
    [[nodiscard]] Board& board() { return m_board; }

private:
    static constexpr std::int64_t never = std::numeric_limits<std::int64_t>::max();

    /// A job and what this run knows of it. Times are monotonic milliseconds.
    struct Work {
        Entry entry;
        bool consent{};  ///< May be sent in this run.
        bool held{};     ///< Waits for a person; the reason says why.
        bool busy{};     ///< An exchange or a task is under way.
        bool startUp{};  ///< Its first step of this run is not over.
        std::int64_t due{};
        std::int64_t since{};    ///< Of the first poll or search of this run.
        std::int64_t written{};  ///< Last time that mere progress was written.
        int tries{}, submitTries{}, polls{}, unreadable{}, missing{}, replays{};
        std::optional<Attempt> attempt;
        std::string taking;              ///< Remote id that a person named; asked about before it is adopted.
        std::string listAfter;           ///< Next page of the list; empty = the first.
        int listPages{};                 ///< Read in this search.
        std::vector<std::string> found;  ///< Ids of this search that could be the job.
        std::map<std::string, std::string> foundTrails;  ///< RemoteState::trail of those.
        std::set<const Work*> rivals;  ///< Orders of ours that one of them could be as well.
        bool looked{};                 ///< Cancelling: the state was asked before the cancel.
        bool cancelTaken{};            ///< Cancelling: the service said yes; what it does is looked at.
        int redirects{};
        int steps{};          ///< Answers in a row that were one of several.
        RemoteJob lookingAt;  ///< LookUp: what is asked about, after the first of several questions.
        std::vector<LoadedPicture> pictures;  ///< Of an order that is not made yet.
        std::string uploadTrail;
        bool refreshed{}, restarted{};
        std::string fetchUrl;  ///< Where a redirect pointed to; empty = the adapter's address.
        std::shared_ptr<PartFile> part;
        std::optional<SealedClip> sealed;  ///< Whole, but not in the film yet; may lie there already.
        std::int64_t farthest{};           ///< Of all tries to fetch; progress is only what goes beyond.
        std::stop_source clipStop;
    };

    /// What holds for one endpoint.
    struct Gate {
        RetryBudget budget;
        std::string closed;          ///< Why nothing is submitted until a person agrees; empty = open.
        std::int64_t closedUntil{};  ///< Throttled for long.
        int unknowns{};              ///< In a row.
        int calls{}, startUpCalls{};
    };

    /// What waits for the commit it depends on.
    struct Start {
        std::function<void()> run;
        Work* ordered{};           ///< When it is a call that pays; null = another one.
        std::uint64_t exchange{};  ///< Of that call.
    };

    struct Command {
        std::function<void()> run;
        std::function<void(base::Error)> refuse;
    };

    // scheduler.cpp: the thread
    void run(const std::stop_token& stop);
    void turn();
    void lastAnswers();
    void takeBackUnsent();
    void startUp();
    void sweep() const;
    bool runInbox();
    void stepDue();
    void step(Work& work);
    void flush();
    void publish();
    [[nodiscard]] std::optional<std::chrono::milliseconds> untilNext() const;
    void post(std::function<void()> task);
    [[nodiscard]] base::Status verb(std::function<base::Status()> body);
    void handle(Outcome outcome);

    // scheduler_calls.cpp: what the steps use
    void change(Work& work, JobState state, std::string reason = {});
    void note(Work& work, std::string reason);
    void hold(Work& work, std::string reason);
    /// Says where there is no room; the step is tried again by itself.
    void noRoom(Work& work, const std::filesystem::path& place, std::string reason);
    [[nodiscard]] static std::int64_t longestRun(const Work& work);
    void touch(Work& work);
    void backOff(Work& work, const Backoff& backoff, const HttpAnswer* answer);
    void later(Work& work, std::int64_t wait);
    [[nodiscard]] std::int64_t scaled(std::int64_t wait) const;
    [[nodiscard]] double share();
    [[nodiscard]] std::int64_t now() const { return m_parts.clock->monotonicMs(); }
    [[nodiscard]] bool isLocal(const Work& work) const { return work.entry.endpoint.id.empty(); }
    [[nodiscard]] const HttpAdapter* adapterOf(const Work& work) const;
    [[nodiscard]] Gate& gateOf(const Work& work) { return m_gates[work.entry.endpoint.id]; }
    [[nodiscard]] Work* find(const JobId& id);
    [[nodiscard]] std::optional<std::filesystem::path> wholeClip(const Work& work) const;
    [[nodiscard]] std::filesystem::path fileOf(const Work& work, const char* ending) const;
    [[nodiscard]] bool mayCall(const Work& work);
    /// Judges the address and attaches the key where it belongs. Errors: InvalidInput, Auth.
    [[nodiscard]] base::Result<Exchange> prepare(const Work& work, HttpRequest request, Purpose purpose);
    void call(Work& work, Exchange exchange, void (Scheduler::*answer)(Work&, Outcome));
    [[nodiscard]] RemoteJob jobOf(const Work& work) const;
    /// Keeps what the adapter wants back with the job's later calls.
    void keepTrail(Work& work, const std::string& trail);
    /// True when the answer was one of several and the next call follows at once.
    [[nodiscard]] bool goesOn(Work& work, const RemoteState& remote);

    // upload_step.cpp
    [[nodiscard]] bool bringPictures(Work& work);
    void brought(Work& work, Outcome outcome);

    // submit_step.cpp
    void stepSubmit(Work& work);
    void pay(Work& work);
    [[nodiscard]] std::optional<std::string> whyNotAffordable(const Work& work) const;
    [[nodiscard]] base::Result<Attempt> attemptFor(Work& work);
    void paid(Work& work, Outcome outcome);
    void settle(Work& work, const SubmitVerdict& verdict, const Outcome& outcome);
    void settleRepeat(Work& work, const SubmitVerdict& verdict, const Outcome& outcome);
    void notSent(Work& work, const SubmitVerdict& verdict, const Outcome& outcome);
    void accept(Work& work, const std::string& remoteId, const std::string& statusWord, std::string reason,
                const std::string& trail);
    void closeGate(const std::string& endpoint, const std::string& reason);

    // reconcile_step.cpp
    void stepReconcile(Work& work);
    void replay(Work& work);
    void inquire(Work& work, std::optional<HttpRequest> question, void (Scheduler::*answer)(Work&, Outcome));
    void search(Work& work);
    void searched(Work& work, Outcome outcome);
    [[nodiscard]] const Work* ownerOf(const std::string& remoteId, const std::string& endpoint) const;
    void collect(Work& work, const std::vector<ListedJob>& listed);
    [[nodiscard]] bool listGoesOn(const Work& work, const ListPage& page) const;
    void conclude(Work& work, bool whole);
    void absent(Work& work);
    void lookUp(Work& work);
    void lookedUp(Work& work, Outcome outcome);
    void lookedFurther(Work& work, Outcome outcome);
    void concludeLookUp(Work& work, const Outcome& outcome, const RemoteState& remote);
    void askTaken(Work& work);
    void taken(Work& work, Outcome outcome);
    [[nodiscard]] std::int64_t searchFrom(const Work& work) const;

    // poll_step.cpp
    void stepPoll(Work& work);
    void polled(Work& work, Outcome outcome);
    void apply(Work& work, const RemoteState& remote);
    void applyRunning(Work& work, const RemoteState& remote);
    void sendCancel(Work& work);
    void cancelled(Work& work, Outcome outcome);
    void askFailed(Work& work, AskVerdict verdict, const Outcome& outcome);
    [[nodiscard]] std::int64_t pollWait(const Work& work);
    [[nodiscard]] static std::int64_t deadline(const Work& work);

    // fetch_step.cpp
    void stepFetch(Work& work);
    void fetch(Work& work);
    void fetched(Work& work, Outcome outcome);
    void fetchEnded(Work& work, FetchVerdict verdict, const Outcome& outcome);
    void redirect(Work& work, const HttpAnswer& answer);
    void restart(Work& work, const std::string& reason);
    void refresh(Work& work, const Outcome& outcome);
    void askFresh(Work& work);
    void refreshedState(Work& work, Outcome outcome);
    void file(Work& work, bool seal);
    void filed(Work& work, const base::Result<SealedClip>& sealed,
               const base::Result<std::filesystem::path>& stored);

    // embedded_step.cpp
    void fetchEmbedded(Work& work);
    void fetchedEmbedded(Work& work, Outcome outcome);

    // local_step.cpp
    void stepLocal(Work& work);
    void makeClip(Work& work);
    void clipFailed(Work& work, const base::Error& error);
    void clipMade(Work& work, const base::Status& made);

    ServiceParts m_parts;
    std::unique_ptr<Ledger> m_ledger;
    std::unique_ptr<Transport> m_transport;
    Board m_board;

    // The scheduler's thread only.
    std::map<JobId, Work> m_works;
    std::set<Work*> m_active;  ///< Not at an end.
    std::map<std::string, Gate> m_gates;
    Batch m_batch;  ///< Waits to be committed; its entries are in m_dirty.
    std::set<Work*> m_dirty, m_shown;
    std::set<const Work*> m_fresh;  ///< Submitted, but not in the ledger yet: nothing starts from them.
    std::vector<Start> m_starts;    ///< After the commit.
    std::vector<std::function<void(const base::Status&)>>
        m_promises;  ///< Answers of verbs, after the commit.
    std::map<std::uint64_t, std::function<void(Outcome)>> m_answers;
    std::set<std::uint64_t> m_paying;
    std::uint64_t m_nextExchange = 1;
    std::int64_t m_nextOrder = 1;
    std::int64_t m_stepped{};     ///< What was due by then has been looked at.
    std::int64_t m_writeAgain{};  ///< The ledger could not be written; tried again then. 0 = it can.
    std::string m_whyUnsaved;
    base::Result<SpendingCaps> m_caps;
    bool m_again{}, m_paused{}, m_stopping{};
    std::atomic<bool> m_ending{};  ///< Set by the destructor, before anything is cut.
    Work* m_clip{};
    std::minstd_rand m_random;

    std::mutex m_inboxMutex;
    std::vector<Command> m_inbox;
    bool m_closed{};
    Worker m_clips, m_filer;
    std::jthread m_thread;  ///< Last: starts when all else is there.
};

}  // namespace groundglass::jobs
