#include "english.hpp"
#include "groundglass/base/utf8.hpp"
#include "lint_rules.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace groundglass::prompt {
namespace {

using film::Move;

void travelOrZoom(const LintInput& in, Findings& out) {
    const auto& moves = in.direction.camera.moves;
    for (std::size_t i = 0; i < moves.size(); ++i) {
        const bool travels = kindHas(moves[i], "dolly_") && moves[i].kind.str() != "dolly_zoom";
        const bool zooms = kindHas(moves[i], "zoom_in") || kindHas(moves[i], "zoom_out");
        if (!travels && !zooms) continue;
        const Hit* hit = in.words.first(travels ? Word::Zoom : Word::Travel, [&](const TextPlace& place) {
            return (place.field == "camera/moves" && place.item == i) || place.part == Part::Verb;
        });
        if (hit == nullptr) continue;
        Finding& f = out.add(moveAt(i), {base::lowerAscii(moveLabel(in, moves[i])), in.words.textOf(*hit)});
        const std::string_view way = moves[i].kind.str().ends_with("_in") ? "in" : "out";
        std::vector<Move> changed = moves;
        changed[i].kind = film::TermId(std::string(travels ? "zoom_" : "dolly_").append(way));
        changed[i].amount.reset();
        f.fixes.push_back({travels ? "Zoom" : "Move the camera", "camera/moves", changed});
        return;
    }
}

void hitsTheWall(const LintInput& in, Findings& out) {
    const auto depth = roomDepth(in);
    if (!depth) return;
    const auto& moves = in.direction.camera.moves;
    for (std::size_t i = 0; i < moves.size(); ++i) {
        const Move& move = moves[i];
        const double amount = std::abs(move.amount.value_or(0));
        const bool round = kindHas(move, "orbit") || (kindHas(move, "arc_") && amount > 90);
        const bool across = kindHas(move, "truck_") || kindHas(move, "dolly_") || kindHas(move, "track_");
        const double radius = in.measured.distance.value;
        std::vector<Move> changed = moves;
        if (round && radius > *depth / 2) {
            Finding& f =
                out.add(moveAt(i), {moveLabel(in, move), "a circle of " + numberText(2 * radius, 1) + " m",
                                    numberText(*depth, 1) + " m"});
            changed[i].kind = film::TermId(kindHas(move, "arc_r") ? "arc_r" : "arc_l");
            changed[i].amount = 60;
            f.fixes.push_back({"Arc through 60°", "camera/moves", changed});
            return;
        }
        if (across && move.kind.str() != "dolly_zoom" && amount > *depth) {
            Finding& f = out.add(moveAt(i), {moveLabel(in, move), numberText(amount, 1) + " m of way",
                                             numberText(*depth, 1) + " m"});
            changed[i].amount = std::floor(*depth * 5) / 10;
            f.fixes.push_back({"Move " + numberText(*changed[i].amount, 1) + " m", "camera/moves", changed});
            return;
        }
    }
}

/// The move without a crane or a drone that comes nearest.
std::string_view onTheFloor(const Move& move) {
    const std::string_view kind = move.kind.str();
    if (kind == "crane_d") return "pedestal_d";
    if (kind == "crane_u" || kind == "jib" || kind == "drone_rise") return "pedestal_u";
    return "dolly_in";
}

void noRoomForRig(const LintInput& in, Findings& out) {
    const auto& camera = in.direction.camera;
    const bool macro = in.is(in.direction.lens.family, "macro") || in.is(in.direction.frame.size, "macro");
    if (in.is(camera.support, "steadicam") && macro) {
        Finding& f = out.add("camera/support", {"A Steadicam", "within centimetres of the subject"});
        f.fixes.push_back({"Take a slider", "camera/support", std::string("slider")});
    }
    const bool flies =
        oneOf(camera.support, {"crane", "cable_cam", "drone_stable", "drone_fpv", "helicopter"});
    const auto rises = [](const Move& move) {
        return kindHas(move, "crane_") || kindHas(move, "drone_") || kindHas(move, "fpv") ||
               move.kind.str() == "jib";
    };
    const bool moved = std::any_of(camera.moves.begin(), camera.moves.end(), rises);
    if ((!flies && !moved) || in.words.has(Word::Tall) || !isInterior(in)) return;
    std::vector<Move> changed = camera.moves;
    for (Move& move : changed)
        if (rises(move)) move.kind = film::TermId(onTheFloor(move));
    if (flies) {
        Finding& f = out.add("camera/support", {"\"" + in.labelOf("support", camera.support) + "\"",
                                                "under the ceiling of a room"});
        Fix fix{"Take a slider", "camera/support", std::string("slider")};
        if (moved) fix.also.emplace_back("camera/moves", changed);
        f.fixes.push_back(std::move(fix));
    } else {
        Finding& f = out.add("camera/moves", {"A crane or drone", "under the ceiling of a room"});
        f.fixes.push_back({"Move on the floor", "camera/moves", changed});
    }
}

void heldByFrames(const LintInput& in, Findings& out) {
    const film::Reference* first = nullptr;
    const film::Reference* last = nullptr;
    for (const film::Reference& reference : in.direction.output.references) {
        if (reference.role == "first_frame") first = &reference;
        if (reference.role == "last_frame") last = &reference;
    }
    if (first == nullptr || last == nullptr) return;
    const auto& moves = in.direction.camera.moves;
    const auto primary = std::count_if(moves.begin(), moves.end(), isPrimary);
    const bool returns =
        std::any_of(moves.begin(), moves.end(), [](const Move& m) { return m.kind.str() == "orbit_360"; });
    const bool same = first->file == last->file;
    if (!(same && primary > 0 && !returns) && primary < 2) return;
    Finding& f =
        out.add("camera/moves",
                {same ? "First and last frame are the same picture, so a camera that travels has to come back"
                      : "First and last frame fix one way, and the shot has " + countText(primary) +
                            " moves between them"});
    std::vector<film::Reference> kept;
    for (const film::Reference& reference : in.direction.output.references)
        if (reference.role != "last_frame") kept.push_back(reference);
    f.fixes.push_back({"Leave the end to the move", "output/references", kept});
    if (same) f.fixes.push_back({"Hold still", "camera/moves", film::FieldValue{}});
}

void partingWays(const LintInput& in, Findings& out) {
    const Hit* side =
        in.words.first(Word::Side, [](const TextPlace& place) { return place.part == Part::Verb; });
    if (side == nullptr) return;
    const TextPlace& place = in.words.placeOf(*side);
    const film::Beat& beat = in.direction.story.actions[place.item];
    const Hit* body = in.words.first(
        Word::Body, [&](const TextPlace& p) { return p.part == Part::Verb && p.item == place.item; });
    if (body == nullptr && !oneOf(beat.manner, {"quickly", "urgently", "suddenly", "frantically"})) return;
    const bool left = side->entry->say.ends_with("left");
    const auto& moves = in.direction.camera.moves;
    for (std::size_t i = 0; i < moves.size(); ++i) {
        if (!(kindHas(moves[i], "pan_") || kindHas(moves[i], "truck_")) ||
            !moves[i].kind.str().ends_with(left ? "_r" : "_l"))
            continue;
        Finding& f = out.add(moveAt(i), {left ? "left" : "right"});
        std::vector<Move> changed = moves;
        std::string kind = moves[i].kind.str();
        kind.back() = left ? 'l' : 'r';
        changed[i].kind = film::TermId(kind);
        f.fixes.push_back({"Go with the action", "camera/moves", changed});
        return;
    }
}

void angleAndMove(const LintInput& in, Findings& out) {
    if (!in.dialect.id.starts_with("wan22") || !in.direction.frame.angle ||
        in.is(in.direction.frame.angle, "eye_neutral"))
        return;
    const auto& moves = in.direction.camera.moves;
    if (std::none_of(moves.begin(), moves.end(), isPrimary)) return;
    Finding& f = out.add("frame/angle", {in.dialect.title});
    f.fixes.push_back({"Leave the angle to the first frame",
                       "frame/angle",
                       std::string("eye_neutral"),
                       {{"frame/tilt", film::FieldValue{}}}});
}

constexpr std::array rules{Rule{"C06", travelOrZoom}, Rule{"C08", hitsTheWall}, Rule{"C09", noRoomForRig},
                           Rule{"C10", heldByFrames}, Rule{"C11", partingWays}, Rule{"C15", angleAndMove}};

}  // namespace

std::span<const Rule> rigRules() noexcept {
    return rules;
}

}  // namespace groundglass::prompt
