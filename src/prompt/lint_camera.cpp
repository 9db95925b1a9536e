#include "english.hpp"
#include "lint_rules.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>

namespace groundglass::prompt {
namespace {

using film::Move;

bool isFast(const Move& move) {
    return kindHas(move, "whip") || kindHas(move, "crash") || kindHas(move, "snap") ||
           move.speed.str() == "whip" || move.speed.str() == "crash";
}
bool isRotation(const Move& move) {
    return kindHas(move, "pan_") || kindHas(move, "tilt_") || kindHas(move, "roll_");
}
bool isTravel(const Move& move) {
    return kindHas(move, "dolly_") || kindHas(move, "truck_") || kindHas(move, "pedestal_") ||
           kindHas(move, "track");
}

double secondsOf(const LintInput& in, const Move& move) {
    const double start = move.start ? static_cast<double>(move.start->count()) / 1000 : 0;
    const double end = move.end ? static_cast<double>(move.end->count()) / 1000 : in.seconds();
    return std::max(end - start, 0.1);
}

void stillAndMoving(const LintInput& in, Findings& out) {
    const auto& moves = in.direction.camera.moves;
    const auto still = std::find_if(moves.begin(), moves.end(), isStill);
    const auto moving = std::find_if(moves.begin(), moves.end(), isPrimary);
    if (still != moves.end() && moving != moves.end()) {
        Finding& f = out.add("camera/moves", {"a static camera", moveLabel(in, *moving)});
        std::vector<Move> kept;
        std::copy_if(moves.begin(), moves.end(), std::back_inserter(kept),
                     [](const Move& m) { return !isStill(m); });
        f.fixes.push_back({"Keep the move", "camera/moves", kept});
        f.fixes.push_back({"Hold still", "camera/moves", std::vector<Move>{*still}});
        return;
    }
    const auto& support = in.direction.camera.support;
    const auto& steady = in.direction.camera.steadiness;
    if (in.is(support, "lock_off") && moving != moves.end()) {
        Finding& f = out.add("camera/support", {"a lock-off", moveLabel(in, *moving)});
        f.fixes.push_back({"Take a dolly", "camera/support", std::string("dolly_track")});
        f.fixes.push_back({"Hold still", "camera/moves", film::FieldValue{}});
    } else if (support && steady && (support->str() == "tripod" || support->str() == "lock_off") &&
               (steady->str() == "lively" || steady->str() == "shaky" || steady->str() == "frantic")) {
        Finding& f = out.add("camera/steadiness", {"a tripod", "a handheld camera"});
        f.fixes.push_back({"Take it off the tripod", "camera/support", std::string("handheld_calm")});
        f.fixes.push_back({"Keep it still", "camera/steadiness", film::FieldValue{}});
    }
}

void tooManyMoves(const LintInput& in, Findings& out) {
    const auto& moves = in.direction.camera.moves;
    const auto primary = std::count_if(moves.begin(), moves.end(), isPrimary);
    const double seconds = in.seconds();
    const long most = seconds < 6 ? 1 : seconds < 12 ? 2 : 3;
    if (primary <= most) return;
    Finding& f =
        out.add("camera/moves", {countText(primary), numberText(seconds, 1) + " s", countText(most)});
    std::vector<Move> first;
    for (const Move& move : moves)
        if (!isPrimary(move) || first.size() < static_cast<std::size_t>(most)) first.push_back(move);
    f.fixes.push_back(
        {most == 1 ? "Keep the first move" : "Keep the first " + countText(most), "camera/moves", first});
}

void oppositeMoves(const LintInput& in, Findings& out) {
    struct Pair {
        std::string_view one, other;
    };
    constexpr std::array pairs{
        Pair{"dolly_in", "dolly_out"}, Pair{"pan_l", "pan_r"},           Pair{"tilt_u", "tilt_d"},
        Pair{"truck_l", "truck_r"},    Pair{"pedestal_u", "pedestal_d"}, Pair{"zoom_in", "zoom_out"},
        Pair{"crane_u", "crane_d"},    Pair{"arc_l", "arc_r"},           Pair{"roll_cw", "roll_ccw"}};
    const auto& moves = in.direction.camera.moves;
    for (std::size_t i = 1; i < moves.size(); ++i) {
        const Move& a = moves[i - 1];
        const Move& b = moves[i];
        const bool overlap = b.together || (a.start && a.end && b.start && *b.start < *a.end);
        if (!overlap) continue;
        for (const Pair& pair : pairs) {
            if (!((a.kind.str() == pair.one && b.kind.str() == pair.other) ||
                  (a.kind.str() == pair.other && b.kind.str() == pair.one)))
                continue;
            Finding& f = out.add(moveAt(i), {moveLabel(in, a), moveLabel(in, b)});
            std::vector<Move> changed = moves;
            changed[i].together = false;
            if (a.end) changed[i].start = a.end;
            f.fixes.push_back({"One after the other", "camera/moves", changed});
        }
    }
}

void tooFast(const LintInput& in, Findings& out) {
    const auto& moves = in.direction.camera.moves;
    for (std::size_t i = 0; i < moves.size(); ++i) {
        const Move& move = moves[i];
        if (!move.amount || isFast(move)) continue;
        const bool degrees = isRotation(move) || kindHas(move, "arc") || kindHas(move, "orbit");
        const bool metres = isTravel(move) || kindHas(move, "crane");
        const double limit = degrees ? 60 : metres ? 6 : 0;
        const double seconds = secondsOf(in, move);
        const double speed = std::abs(*move.amount) / seconds;
        if (limit <= 0 || speed <= limit) continue;
        const std::string unit = degrees ? "°/s" : " m/s";
        Finding& f = out.add(moveAt(i),
                             {moveLabel(in, move), numberText(speed, 1) + unit, numberText(limit, 0) + unit});
        std::vector<Move> changed = moves;
        changed[i].amount = std::floor(limit / 2 * seconds) * (*move.amount < 0 ? -1 : 1);
        f.fixes.push_back(
            {"Move less: " + numberText(std::abs(*changed[i].amount), 0) + (degrees ? "°" : " m"),
             "camera/moves", changed});
    }
}

void judder(const LintInput& in, Findings& out) {
    const auto& moves = in.direction.camera.moves;
    if (in.measured.rate.perSecond() > 31) return;
    for (std::size_t i = 0; i < moves.size(); ++i) {
        const Move& move = moves[i];
        if (!move.amount || !kindHas(move, "pan_") || isFast(move) || kindHas(move, "track") ||
            move.reference.str() == "subject")
            continue;
        const double limit = in.measured.hfov.value / 7;
        const double seconds = secondsOf(in, move);
        const double speed = std::abs(*move.amount) / seconds;
        if (speed <= limit * 1.05 || speed > 60) continue;
        Finding& f = out.add(moveAt(i), {numberText(speed, 1) + "°/s", numberText(limit, 1) + "°/s",
                                         numberText(in.measured.hfov.value, 0) + "°"});
        std::vector<Move> changed = moves;
        changed[i].amount = std::floor(limit * seconds) * (*move.amount < 0 ? -1 : 1);
        f.fixes.push_back(
            {"Pan " + numberText(std::abs(*changed[i].amount), 0) + "°", "camera/moves", changed});
        std::vector<Move> whip = moves;
        whip[i].kind = film::TermId("whip_pan");
        f.fixes.push_back({"Make it a whip pan", "camera/moves", whip});
    }
}

void openEnded(const LintInput& in, Findings& out) {
    const auto& moves = in.direction.camera.moves;
    for (std::size_t i = 0; i < moves.size(); ++i)
        if (isPrimary(moves[i]) && moves[i].endFrame.empty() && moves[i].motivation.empty())
            out.add(moveAt(i), {moveLabel(in, moves[i])});
}

void dollyZoom(const LintInput& in, Findings& out) {
    const auto& moves = in.direction.camera.moves;
    for (std::size_t i = 0; i < moves.size(); ++i) {
        if (moves[i].kind.str() != "dolly_zoom") continue;
        const double seconds = secondsOf(in, moves[i]);
        std::vector<Move> changed = moves;
        if (in.direction.cast.members.empty()) {
            Finding& f = out.add(moveAt(i), {"without a subject that keeps its size"});
            changed[i].kind = film::TermId("dolly_in");
            f.fixes.push_back({"Only move in", "camera/moves", changed});
        } else if (seconds < 2) {
            Finding& f = out.add(moveAt(i), {"in " + numberText(seconds, 1) + " s"});
            const double start = moves[i].start ? static_cast<double>(moves[i].start->count()) / 1000 : 0;
            if (start + 3 > in.seconds()) continue;
            changed[i].end = base::Milliseconds(static_cast<std::int64_t>(1000 * (start + 3)));
            f.fixes.push_back({"Give it 3 s", "camera/moves", changed});
        }
    }
}

void franticAndRazor(const LintInput& in, Findings& out) {
    const bool frantic = in.is(in.direction.camera.support, "handheld_frantic") ||
                         in.is(in.direction.camera.steadiness, "frantic");
    if (!frantic || !in.is(in.direction.lens.depth, "razor")) return;
    Finding& f = out.add("lens/depth");
    f.fixes.push_back({"Ask for shallow focus", "lens/depth", std::string("shallow")});
    f.fixes.push_back({"Calm the camera", "camera/support", std::string("handheld_calm")});
}

constexpr std::array rules{Rule{"C01", stillAndMoving}, Rule{"C02", tooManyMoves},
                           Rule{"C03", oppositeMoves},  Rule{"C04", tooFast},
                           Rule{"C05", judder},         Rule{"C07", openEnded},
                           Rule{"C13", dollyZoom},      Rule{"C14", franticAndRazor}};

}  // namespace

std::string moveLabel(const LintInput& in, const Move& move) {
    const craft::Term* term = in.vocabulary.find("move", move.kind.str());
    return term != nullptr ? term->label : move.kind.str();
}

std::span<const Rule> cameraRules() noexcept {
    return rules;
}

}  // namespace groundglass::prompt
