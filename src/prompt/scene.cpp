#include "groundglass/prompt/scene.hpp"

#include "draft.hpp"
#include "english.hpp"
#include "groundglass/base/format.hpp"
#include "letters.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <optional>
#include <utility>

namespace groundglass::prompt {
namespace {

constexpr double usualSeconds = 4;
constexpr std::string_view nothingSaid = "N/A";  ///< What a field of a fixed form says when it is empty.

double secondsOf(const ComposeInput& shot) {
    const auto& duration = shot.effective.direction.output.duration;
    return duration ? static_cast<double>(duration->count()) / 1000 : usualSeconds;
}

std::string clockText(double seconds, std::string_view clock) {
    if (clock == "seconds") return numberText(seconds, 2);
    const auto thousandths = static_cast<std::int64_t>(std::llround(seconds * 1000));
    const std::int64_t whole = thousandths / 1000;
    if (clock == "clock") return base::format("{:02}:{:02}", whole / 60, whole % 60);
    return base::format("{:02}:{:02}.{:03}", whole / 60, whole % 60, thousandths % 1000);
}

/// Where each shot begins and the last one ends. On a grid the cuts are rounded, the sum is not changed by
/// more than half a step, and no shot is shorter than a step.
std::vector<double> cutTimes(std::span<const ComposeInput> shots, double grid) {
    std::vector<double> cuts{0};
    double exact = 0;
    for (const ComposeInput& shot : shots) {
        exact += secondsOf(shot);
        double cut = exact;
        if (grid > 0) cut = std::max(std::round(exact / grid) * grid, cuts.back() + grid);
        cuts.push_back(cut);
    }
    return cuts;
}

std::string markText(std::string_view pattern, std::size_t number, double from, double to,
                     std::string_view clock) {
    std::string text;
    for (std::size_t at = 0; at < pattern.size();) {
        const std::size_t open = pattern.find('{', at);
        text.append(pattern.substr(at, open - at));
        if (open == std::string_view::npos) break;
        const std::size_t close = pattern.find('}', open);
        const std::string_view name = pattern.substr(open + 1, close - open - 1);
        if (name == "n") text.append(std::to_string(number));
        if (name == "from") text.append(clockText(from, clock));
        if (name == "to") text.append(clockText(to, clock));
        if (name == "seconds") text.append(clockText(to - from, clock));
        at = close == std::string_view::npos ? pattern.size() : close + 1;
    }
    return text;
}

/// "the camera cuts to " goes on in the same sentence.
bool runsOn(std::string_view mark) {
    return mark.size() > 1 && mark.back() == ' ' && isLower(mark[mark.size() - 2]);
}

/// Puts pieces of drafts one after another, with their spans.
class Assembly {
public:
    explicit Assembly(SceneRequest& request) : m_request(request) {}

    void literal(std::string_view text) { m_request.text.append(text); }

    /// Bytes [begin, end) of the draft; `lower`: the first letter is no capital, unless it is a name's.
    void piece(const Draft& draft, std::size_t shot, std::size_t begin, std::size_t end, bool lower = false) {
        const std::size_t offset = m_request.text.size();
        m_request.text.append(draft.text().substr(begin, end - begin));
        if (lower && end > begin + 1) {
            char& first = m_request.text[offset];
            const char second = m_request.text[offset + 1];
            if (isUpper(first) && (isLower(second) || second == ' '))
                first = static_cast<char>(first - 'A' + 'a');
        }
        for (const Span& span : draft.spans()) {
            const std::size_t from = std::max(span.begin, begin);
            const std::size_t to = std::min(span.end, end);
            if (from < to)
                m_request.spans.push_back({offset + from - begin, offset + to - begin, shot, span.fact});
        }
    }

private:
    SceneRequest& m_request;
};

class SceneWriter {
public:
    SceneWriter(std::span<const ComposeInput> shots, const Dialect& dialect)
        : m_shots(shots), m_dialect(dialect), m_how(dialect.data->multishot) {
        m_speakers.resize(shots.size());
        for (std::size_t i = 1; i < shots.size(); ++i) {
            m_speakers[i] = m_speakers[i - 1];
            const film::Direction& before = shots[i - 1].effective.direction;
            for (const film::DialogueLine& line : before.sound.dialogue) {
                if (!line.who.empty())
                    m_speakers[i].push_back(line.who);
                else if (!before.cast.members.empty())
                    m_speakers[i].push_back(before.cast.members.front());
            }
        }
        for (std::size_t i = 0; i < shots.size(); ++i)
            m_drafts.emplace_back(shots[i], dialect, &m_speakers[i]);
    }

    base::Result<SceneRequest> write() {
        for (Draft& draft : m_drafts) draft.write(true);
        for (bool refilled = false;;) {
            SceneRequest request = assemble();
            const std::optional<std::size_t> longest = tooLong(request);
            if (!longest && !refilled) {
                // What the shots shared may differ afterwards, and then takes more than it gave.
                refilled = true;
                refill(request);
                continue;
            }
            if (!longest) return finish(std::move(request));
            if (!m_drafts[*longest].shorten(m_over, m_limit))
                return base::fail(base::ErrorCode::InvalidInput,
                                  base::format("what must be said of this shot does not fit {} {} of {}",
                                               m_limit, m_dialect.unit, m_dialect.title),
                                  m_shots[*longest].shot.id.str());
            m_drafts[*longest].write(true);
        }
    }

private:
    /// The text of the draft's pieces of that scope, as one range.
    struct Range {
        std::size_t begin{}, end{};
    };
    static Range own(const Draft& draft) {
        Range range;
        for (const Piece& piece : draft.pieces()) {
            if (piece.begin == piece.end || (piece.group != nullptr && piece.group->scope != Scope::Shot))
                continue;
            if (range.end == 0) range.begin = piece.begin;
            range.end = piece.end;
        }
        return range;
    }

    SceneRequest assemble() {
        SceneRequest request;
        request.dialect = m_dialect.id;
        Assembly assembly(request);
        const std::vector<double> cuts = cutTimes(m_shots, m_how.grid);
        request.seconds = cuts.back();
        const bool json = m_dialect.data->json;
        if (json) assembly.literal("[\n");
        shared(assembly, Scope::Opening);
        for (std::size_t i = 0; i < m_drafts.size(); ++i) {
            if (!request.text.empty() && !(json && i == 0)) assembly.literal(m_how.between);
            const std::string mark =
                markText(i == 0 ? m_how.first : m_how.mark, i + 1, cuts[i], cuts[i + 1], m_how.clock);
            assembly.literal(mark);
            const Range range = own(m_drafts[i]);
            SceneShot shot;
            shot.id = m_shots[i].shot.id;
            shot.from = cuts[i];
            shot.to = cuts[i + 1];
            shot.begin = request.text.size();
            const bool goesOn = runsOn(mark);
            if (!goesOn) differing(assembly, i, Scope::Opening, true);
            assembly.piece(m_drafts[i], i, range.begin, range.end, goesOn);
            if (goesOn) differing(assembly, i, Scope::Opening, false);
            differing(assembly, i, Scope::Closing, false);
            shot.end = request.text.size();
            request.shots.push_back(std::move(shot));
        }
        shared(assembly, Scope::Closing);
        if (json) assembly.literal("\n]");
        request.length = lengthIn(m_dialect.data->unit, request.text);
        return request;
    }

    /// What a group says in the shot's draft, without its label.
    [[nodiscard]] std::string_view said(std::size_t shot, std::size_t group) const {
        const Piece& piece = m_drafts[shot].pieces()[group];
        return m_drafts[shot].text().substr(piece.content, piece.end - piece.content);
    }

    /// Whether each shot says it for itself: it is no part of the common frame and the shots differ in it.
    [[nodiscard]] bool isOwn(std::size_t group, std::size_t shot) const {
        const Group& of = *m_drafts.front().pieces()[group].group;
        if (of.scope == Scope::Shot || said(shot, group).empty()) return false;
        if (!of.label.empty())
            return of.scope == Scope::Opening && shot > 0 && said(shot, group) != said(0, group);
        for (std::size_t i = 0; i < m_drafts.size(); ++i)
            if (said(i, group) != said(0, group)) return true;
        return false;
    }

    /// What this shot says of a scope for itself, each piece with a blank before or after it.
    void differing(Assembly& assembly, std::size_t shot, Scope scope, bool before) {
        const std::vector<Piece>& pieces = m_drafts[shot].pieces();
        for (std::size_t g = 0; g < pieces.size(); ++g) {
            const Piece& piece = pieces[g];
            if (piece.group == nullptr || piece.group->scope != scope || !isOwn(g, shot)) continue;
            const std::size_t blank = said(shot, g).front() == ' ' ? 1 : 0;
            if (!before) assembly.literal(" ");
            assembly.piece(m_drafts[shot], shot, piece.content + blank, piece.end);
            if (before) assembly.literal(" ");
        }
    }

    /// What the shots' groups of that scope say, each text once.
    void shared(Assembly& assembly, Scope scope) {
        const std::vector<Piece>& pieces = m_drafts.front().pieces();
        bool first = scope == Scope::Opening;
        for (std::size_t g = 0; g < pieces.size(); ++g) {
            if (pieces[g].group == nullptr || pieces[g].group->scope != scope) continue;
            const Group& group = *pieces[g].group;
            std::vector<std::size_t> shots;
            bool begun = false;
            for (std::size_t i = 0; i < m_drafts.size(); ++i) {
                const Piece& piece = m_drafts[i].pieces()[g];
                begun = begun || piece.end > piece.begin;
                const std::string_view text = said(i, g);
                const auto same = [&](std::size_t known) { return said(known, g) == text; };
                if (text.empty() || text == nothingSaid || isOwn(g, i) ||
                    std::any_of(shots.begin(), shots.end(), same))
                    continue;
                shots.push_back(i);
            }
            if (shots.empty() && (group.label.empty() || !begun)) continue;
            if (!first) assembly.literal(group.before);
            first = false;
            assembly.literal(group.label);
            for (const std::size_t i : shots) {
                if (i != shots.front()) assembly.literal(" ");
                assembly.piece(m_drafts[i], i, m_drafts[i].pieces()[g].content, m_drafts[i].pieces()[g].end);
            }
            if (shots.empty() && said(0, g) == nothingSaid) assembly.literal(nothingSaid);
        }
    }

    /// Shots take back, one after another, what still fits.
    void refill(const SceneRequest& request) {
        const Unit unit = m_dialect.data->unit;
        const auto ownLength = [unit](const Draft& draft) {
            const Range range = own(draft);
            return lengthIn(unit, draft.text().substr(range.begin, range.end - range.begin));
        };
        const auto length = [unit](const Draft& draft) { return lengthIn(unit, draft.text()); };
        const bool whole = m_how.form == Multishot::Form::Text && m_dialect.hardLimit > 0;
        std::size_t free = whole ? m_dialect.hardLimit - request.length : 0;
        for (Draft& draft : m_drafts) {
            if (m_how.shotLimit > 0) draft.refill(m_how.shotLimit, ownLength);
            if (!whole) continue;
            const std::size_t before = length(draft);
            draft.refill(before + free, length);
            free -= std::min(free, length(draft) - before);
        }
    }

    /// The shot to shorten, if any; sets how much is over which limit.
    std::optional<std::size_t> tooLong(const SceneRequest& request) {
        std::optional<std::size_t> longest;
        std::size_t most = 0;
        const Unit unit = m_dialect.data->unit;
        for (std::size_t i = 0; i < request.shots.size(); ++i) {
            const SceneShot& shot = request.shots[i];
            const std::size_t length =
                lengthIn(unit, std::string_view(request.text).substr(shot.begin, shot.end - shot.begin));
            if (m_how.shotLimit > 0 && length > m_how.shotLimit) {
                m_over = length - m_how.shotLimit;
                m_limit = m_how.shotLimit;
                return i;
            }
            if (length > most) {
                most = length;
                longest = i;
            }
        }
        if (m_how.form == Multishot::Form::Fields || m_dialect.hardLimit == 0 ||
            request.length <= m_dialect.hardLimit)
            return std::nullopt;
        m_limit = m_dialect.hardLimit;
        m_over = std::min(request.length - m_limit, most / 8 + 1);  // In turns, so that no shot bears it all.
        return longest;
    }

    SceneRequest finish(SceneRequest request) {
        std::vector<std::size_t> places;
        for (std::size_t i = 0; i < request.shots.size(); ++i) {
            SceneShot& shot = request.shots[i];
            if (m_how.form == Multishot::Form::Fields)
                request.fields.push_back(request.text.substr(shot.begin, shot.end - shot.begin));
            // The report numbers the facts anew; the spans keep their order.
            std::vector<std::size_t> old;
            for (const Span& span : m_drafts[i].spans()) old.push_back(span.fact);
            shot.prompt = m_drafts[i].take(lengthIn(m_dialect.data->unit, m_drafts[i].text()));
            for (SceneSpan& span : request.spans) {
                if (span.shot != i) continue;
                const auto at = std::find(old.begin(), old.end(), span.fact) - old.begin();
                span.fact = shot.prompt.spans[static_cast<std::size_t>(at)].fact;
            }
            if (request.negative.empty()) request.negative = shot.prompt.negative;
            if (i == 0) request.parameters = shot.prompt.parameters;
        }
        for (Parameter& parameter : request.parameters)
            if (parameter.field == "output/duration") parameter.value = numberText(request.seconds, 2) + " s";
        return request;
    }

    std::span<const ComposeInput> m_shots;
    const Dialect& m_dialect;
    const Multishot& m_how;
    std::vector<std::vector<film::CastId>> m_speakers;
    std::vector<Draft> m_drafts;
    std::size_t m_over = 0, m_limit = 0;
};

base::Result<SceneRequest> alone(const ComposeInput& shot, const Dialect& dialect) {
    auto prompt = compose(shot, dialect);
    if (!prompt) return tl::unexpected(prompt.error());
    SceneRequest request;
    request.dialect = dialect.id;
    request.text = prompt->text;
    request.negative = prompt->negative;
    request.parameters = prompt->parameters;
    request.length = prompt->length;
    request.seconds = secondsOf(shot);
    for (const Span& span : prompt->spans) request.spans.push_back({span.begin, span.end, 0, span.fact});
    request.shots.push_back({shot.shot.id, 0, request.seconds, 0, request.text.size(), std::move(*prompt)});
    return request;
}

/// How many of the shots, from the first on, one request may hold.
std::size_t fitting(std::span<const ComposeInput> shots, const Multishot& how) {
    if (how.form == Multishot::Form::None) return 1;
    std::size_t count = 0;
    double seconds = 0;
    while (count < shots.size() && count < how.mostShots) {
        seconds += secondsOf(shots[count]);
        if (count > 0 && how.mostSeconds > 0 && seconds > how.mostSeconds + 0.001) break;
        ++count;
    }
    return count;
}

}  // namespace

base::Result<std::vector<SceneRequest>> composeScene(std::span<const ComposeInput> shots,
                                                     const Dialect& dialect) {
    if (dialect.data == nullptr)
        return base::fail(base::ErrorCode::InvalidInput, "the dialect has no data", dialect.id);
    std::vector<SceneRequest> requests;
    while (!shots.empty()) {
        std::size_t count = fitting(shots, dialect.data->multishot);
        for (;; --count) {
            auto request =
                count == 1 ? alone(shots.front(), dialect) : SceneWriter(shots.first(count), dialect).write();
            if (request) {
                requests.push_back(std::move(*request));
                break;
            }
            if (count == 1) return tl::unexpected(request.error());
        }
        shots = shots.subspan(count);
    }
    return requests;
}

}  // namespace groundglass::prompt
