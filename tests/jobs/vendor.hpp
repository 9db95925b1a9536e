#pragma once

#include "fakes.hpp"

#include <random>
#include <set>

namespace groundglass::test {

/// A service of the fake wire with a bill of its own: what it made is known whatever its answers say.
class Vendor {
public:
    struct Made {
        std::string id, prompt, key;
        int polls{};  ///< Until its end.
        JobState end = JobState::Done;
        bool cancelled{};
        bool spoiled{};  ///< Its clip was said to be gone, or came as something else.
    };

    explicit Vendor(std::minstd_rand& random) : m_random(random) {}

    bool calm{};  ///< No more faults.

    /// One exchange is done, or lost on the way.
    Outcome answerTo(const Exchange& exchange) {
        if (exchange.purpose == Purpose::Pay) return paid(exchange);
        if (exchange.purpose == Purpose::Fetch) return fetched(exchange);
        if (!calm && chance(12)) return asked(trouble());
        return asked(exchange);
    }

    /// The connection died under an order: it may have got there.
    void lose(const Exchange& exchange) {
        if (exchange.purpose == Purpose::Pay && chance(50)) make(exchange);
    }

    [[nodiscard]] const std::vector<Made>& all() const { return m_all; }
    [[nodiscard]] std::size_t billed(const std::string& prompt) const {
        return static_cast<std::size_t>(std::count_if(
            m_all.begin(), m_all.end(), [&](const Made& made) { return made.prompt == prompt; }));
    }
    [[nodiscard]] const Made* find(const std::string& id) const {
        const auto found =
            std::find_if(m_all.begin(), m_all.end(), [&](const Made& m) { return m.id == id; });
        return found == m_all.end() ? nullptr : &*found;
    }
    [[nodiscard]] bool made(const std::string& key) const {
        return std::any_of(m_all.begin(), m_all.end(), [&](const Made& each) { return each.key == key; });
    }
    [[nodiscard]] static std::string keyOf(const Exchange& exchange) {
        for (const auto& [name, value] : exchange.request.headers) {
            if (name == "Idempotency-Key") return value;
        }
        return {};
    }

private:
    bool chance(int percent) { return static_cast<int>(m_random() % 100) < percent; }
    std::size_t below(std::size_t count) { return m_random() % count; }

    /// The same key makes one job, as services with such keys promise.
    const Made& make(const Exchange& exchange) {
        const std::string key = keyOf(exchange);
        for (const Made& made : m_all) {
            if (made.key == key) return made;
        }
        constexpr std::array ends{JobState::Done, JobState::Done, JobState::Done, JobState::Failed,
                                  JobState::Blocked};
        m_all.push_back({.id = "r" + std::to_string(m_all.size() + 1),
                         .prompt = exchange.request.body.substr(5),
                         .key = key,
                         .polls = static_cast<int>(below(4)),
                         .end = ends.at(below(ends.size()))});
        return m_all.back();
    }

    Outcome taken(const Exchange& exchange) { return answer(200, "accepted " + make(exchange).id); }

    /// An order and every way in which its answer can be odd. What refuses makes nothing.
    Outcome paid(const Exchange& exchange) {
        if (calm || chance(55)) return taken(exchange);
        const bool makes = chance(50);
        const auto doubtful = [&](Outcome outcome) {
            if (makes) make(exchange);
            return outcome;
        };
        const auto kind = below(24);
        // An order that was taken is not refused as such when its key comes again.
        const bool refuses = kind == 18 || kind > 21;
        if (refuses && made(keyOf(exchange))) return taken(exchange);
        switch (kind) {
            case 0:
                return failure(Failure::NotSent);
            case 1:
                return failure(Failure::Certificate);
            case 2:
                return failure(Failure::Refused);
            case 3:
            case 4:
                return doubtful(failure(Failure::Broken));
            case 5:
                return doubtful(failure(Failure::TooLarge));
            case 6:
                return doubtful(answer(200, "<html>"));
            case 7:
                return doubtful(answer(200, ""));
            case 8:
                return doubtful(answer(204, ""));
            case 9:
                return doubtful(answer(302, "", {{"location", "https://elsewhere.example.com/"}}));
            case 10:
                return doubtful(answer(408, ""));
            case 11:
                return doubtful(answer(409, ""));
            case 12:
                return doubtful(answer(500, ""));
            case 13:
                return doubtful(answer(502, "<html>"));
            case 14:
                return doubtful(answer(503, "", {{"retry-after", "30"}}));
            case 15:
                return doubtful(answer(418, ""));
            case 16:
                return answer(429, "rate limit", {{"retry-after", "2000"}});
            case 17:
                return answer(429, "rate limit");
            case 18:
                return answer(400, "no such size");
            case 19:
                return answer(401, "the key is wrong");
            case 20:
                return answer(402, "no credit");
            case 21:
                return answer(403, "not for you");
            case 22:
                return answer(422, "too long");
            default:
                return answer(404, "no such model");
        }
    }

    Outcome trouble() {
        switch (below(7)) {
            case 0:
                return failure(Failure::NotSent);
            case 1:
                return failure(Failure::Broken);
            case 2:
                return answer(500, "");
            case 3:
                return answer(429, "");
            case 4:
                return answer(401, "");
            case 5:
                return answer(200, "<html>");
            default:
                return answer(503, "", {{"retry-after", "5"}});
        }
    }
    static Outcome asked(Outcome outcome) { return outcome; }

    Outcome asked(const Exchange& exchange) {
        const std::string& url = exchange.request.url;
        const std::string last = url.substr(url.rfind('/') + 1);
        if (url.find("/orders/") != std::string::npos) {
            for (const Made& made : m_all) {
                if (made.key == last) return answer(200, "accepted " + made.id);
            }
            return answer(404, "");
        }
        if (last == "videos" || last.starts_with("videos?after=")) return listed(last);
        for (Made& made : m_all) {
            if (made.id == last) return exchange.request.method == "DELETE" ? cancelled(made) : polled(made);
        }
        return answer(404, "");
    }

    Outcome cancelled(Made& made) {
        if (made.polls <= 0 || chance(30)) return answer(409, "too late");
        made.cancelled = true;
        return answer(200, "cancelled");
    }

    Outcome polled(Made& made) {
        if (made.cancelled) return answer(200, "cancelled");
        if (made.polls-- > 0) return answer(200, "running");
        return answer(200, std::string(name(made.end)) + " ");
    }

    /// Pages of five, the newest first.
    Outcome listed(const std::string& last) {
        constexpr std::size_t page = 5;
        const auto equals = last.find('=');
        const std::size_t from = equals == std::string::npos ? 0 : std::stoul(last.substr(equals + 1));
        std::string text;
        std::size_t at = from;
        for (; at < m_all.size() && at < from + page; ++at) {
            const Made& made = m_all[m_all.size() - 1 - at];
            text += (text.empty() ? "" : " ") + made.id + "=" + made.prompt;
        }
        if (at < m_all.size()) text += ">" + std::to_string(at);
        return answer(200, text);
    }

    Outcome fetched(const Exchange& exchange) {
        if (calm || chance(65)) return answer(200, clipBytes());
        const auto kind = below(7);
        for (Made& made : m_all) {
            const bool its = exchange.request.url.ends_with("/" + made.id + "/content");
            if (its && (kind == 3 || kind == 4)) made.spoiled = true;
        }
        switch (kind) {
            case 0:
                return failure(Failure::Broken);
            case 1:
                return failure(Failure::NotSent);
            case 2:
                return answer(500, "");
            case 3:
                return answer(404, "");
            case 4:
                return answer(200, "<html>an error page, not a clip at all</html>");
            case 5:
                return answer(302, "", {{"location", exchange.request.url}});
            default:
                return answer(429, "");
        }
    }

    std::minstd_rand& m_random;
    std::vector<Made> m_all;
};

}  // namespace groundglass::test
