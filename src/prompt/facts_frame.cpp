#include "english.hpp"
#include "facts.hpp"

#include <algorithm>
#include <cmath>

namespace groundglass::prompt {
namespace {

constexpr std::string_view usual = "the usual case, left unsaid";

/// A number that stands for a term of the same slot: kept for dialects that take numbers, else its words.
void number(Facts& facts, Slot slot, std::string_view field, double value, const craft::Term* nearest,
            bool hasTerm, std::string_view term) {
    Item& item = facts.add(slot, field);
    item.number = value;
    item.term = nearest;
    item.exact = false;
    if (hasTerm) {
        settle(item, Fate::Weakened, term);
    } else if (nearest == nullptr) {
        settle(item, Fate::Dropped, "no word of the trade covers this number");
    } else {
        item.text = nearest->id;
        item.reason = "said as the word that covers the number";
    }
}

void quiet(Item* item, std::string_view id) {
    if (item != nullptr && item->text == id) settle(*item, Fate::Weakened, usual);
}

void collectFraming(Facts& facts, const film::FrameFields& f) {
    if (f.size) facts.term(Slot::Size, "frame/size", "shot_size", *f.size);
    if (f.extent)
        number(facts, Slot::Size, "frame/extent", f.extent->value,
               facts.inRange("shot_size", "extent_min_m", "extent_max_m", f.extent->value),
               f.size.has_value(), "the shot size says it");
    if (f.tightness)
        quiet(facts.term(Slot::Tightness, "frame/tightness", "tightness", *f.tightness), "normal");
    if (f.coverage) {
        Item* item = facts.term(Slot::Coverage, "frame/coverage", "coverage", *f.coverage);
        if (f.size) quiet(item, "single_clean");
    }
    if (f.angle) quiet(facts.term(Slot::Angle, "frame/angle", "angle", *f.angle), "eye_neutral");
    if (f.tilt) {
        number(facts, Slot::Angle, "frame/tilt", f.tilt->value,
               facts.inRange("angle", "tilt_min_deg", "tilt_max_deg", f.tilt->value), f.angle.has_value(),
               "the angle says it");
        quiet(&facts.items().back(), "eye_neutral");
    }
    if (f.height) {
        Item* item = facts.term(Slot::Height, "frame/height", "camera_height", *f.height);
        if (item != nullptr && item->text.starts_with("eye_")) settle(*item, Fate::Weakened, usual);
    }
    if (f.heightMetres)
        number(facts, Slot::Height, "frame/height_metres", f.heightMetres->value,
               facts.inRange("camera_height", "height_min_m", "height_max_m", f.heightMetres->value),
               f.height.has_value(), "the camera height says it");
    if (f.roll) quiet(facts.term(Slot::Roll, "frame/roll", "roll", *f.roll), "level");
    if (f.rollDegrees) {
        const double turned = std::abs(f.rollDegrees->value);
        number(facts, Slot::Roll, "frame/roll_degrees", f.rollDegrees->value,
               facts.inRange("roll", "roll_min_deg", "roll_max_deg", turned), f.roll.has_value(),
               "the roll says it");
    }
    if (f.view) quiet(facts.term(Slot::View, "frame/view", "view", *f.view), "front");
    if (f.viewAzimuth) {
        const double turned = std::abs(f.viewAzimuth->value);
        number(facts, Slot::View, "frame/view_azimuth", f.viewAzimuth->value,
               facts.inRange("view", "azimuth_min_deg", "azimuth_max_deg", turned), f.view.has_value(),
               "the view says it");
        quiet(&facts.items().back(), "front");
    }
    std::int16_t at = 0;
    for (const film::TermId& id : f.composition) {
        Item* item = facts.term(Slot::Composition, "frame/composition", "composition", id, at++);
        const film::PlaceFields& place = facts.input().effective.direction.place;
        if (item != nullptr && item->text == "layered_depth" && place.foreground && place.background)
            settle(*item, Fate::Weakened, "the layers themselves say it");
    }
}

std::uint32_t moveParts(const film::Move& move) {
    std::uint32_t parts = partBit(Slot::Verb);
    if (!move.speed.empty()) parts |= partBit(Slot::Speed);
    if (!move.easing.empty() && move.easing.str() != "linear") parts |= partBit(Slot::Easing);
    if (move.amount) parts |= partBit(Slot::Amount);
    if (!move.startFrame.empty()) parts |= partBit(Slot::Start);
    if (!move.endFrame.empty()) parts |= partBit(Slot::End);
    if (!move.motivation.empty()) parts |= partBit(Slot::Motivation);
    if (move.start || move.end) parts |= partBit(Slot::At);
    if (!move.subjectChange.empty()) parts |= partBit(Slot::SubjectChange);
    return parts;
}

void collectCamera(Facts& facts, const film::CameraFields& c) {
    std::int16_t at = 0;
    for (const film::Move& move : c.moves) {
        Item& item = facts.add(Slot::Moves, "camera/moves", at++);
        item.object = &move;
        item.term = facts.find("move", move.kind);
        item.text = move.kind.str();
        item.parts = moveParts(move);
        if (move.kind.empty()) settle(item, Fate::Dropped, "the move has no kind");
    }
    if (c.support) {
        Item* item = facts.term(Slot::Support, "camera/support", "support", *c.support);
        if (item != nullptr && item->term != nullptr) {
            const std::string_view noun = item->term->words("noun");
            for (const Item& move : facts.items())
                if (move.slot == Slot::Moves && move.term != nullptr &&
                    move.term->words("verb").find(noun) != std::string_view::npos)
                    settle(*item, Fate::Weakened, "the move says it");
        }
    }
    if (c.steadiness) {
        Item* item = facts.term(Slot::Steadiness, "camera/steadiness", "steadiness", *c.steadiness);
        if (item != nullptr && c.support && item->text == c.support->str())
            settle(*item, Fate::Weakened, "the support says it");
    }
    if (c.timeLook) quiet(facts.term(Slot::TimeLook, "camera/time_look", "time_look", *c.timeLook), "cinema");
    if (c.shutter) {
        Item& item = facts.add(Slot::Shutter, "camera/shutter");
        item.number = c.shutter->value;
        item.exact = false;
        item.reason = "said as its look";
        if (item.number >= 160 && item.number <= 200) imply(item, usual);
    }
}

}  // namespace

void collectFrame(Facts& facts) {
    collectFraming(facts, facts.input().effective.direction.frame);
    collectCamera(facts, facts.input().effective.direction.camera);
}

void collectLens(Facts& facts) {
    const film::LensFields& lens = facts.input().effective.direction.lens;
    if (lens.format) facts.term(Slot::Format, "lens/format", "capture_format", *lens.format);
    if (lens.focal) facts.add(Slot::Focal, "lens/focal").number = lens.focal->value;
    if (lens.family) facts.term(Slot::Family, "lens/family", "lens_family", *lens.family);
    if (lens.construction)
        facts.term(Slot::Construction, "lens/construction", "lens_construction", *lens.construction);
    if (lens.aperture) facts.add(Slot::Aperture, "lens/aperture").number = lens.aperture->value;
    if (lens.depth) facts.term(Slot::Depth, "lens/depth", "depth_of_field", *lens.depth);
    if (lens.focusDistance)
        facts.add(Slot::FocusDistance, "lens/focus_distance").number = lens.focusDistance->value;
    if (lens.focusTarget)
        facts.add(Slot::FocusTarget, "lens/focus_target").text = trimmedPhrase(*lens.focusTarget);
    if (lens.squeeze) {
        Item& item = facts.add(Slot::Squeeze, "lens/squeeze");
        item.number = *lens.squeeze;
        item.exact = false;
        item.reason = "said without its factor";
        if (*lens.squeeze < 1.05) imply(item, usual);
        if (lens.format && lens.format->str().starts_with("anamorphic"))
            imply(item, "the capture format says it");
    }
    std::int16_t at = 0;
    for (const film::TermId& id : lens.character) {
        if (id.empty()) continue;
        const craft::Term* term = facts.find("lens_character", id);
        const bool bokeh = term != nullptr && term->words("noun").ends_with("bokeh");
        Item& item = facts.add(bokeh ? Slot::Bokeh : Slot::Character, "lens/character", at++);
        item.term = term;
        item.text = id.str();
    }
    at = 0;
    for (const film::Filter& filter : lens.filters) {
        Item& item = facts.add(Slot::Filters, "lens/filters", at++);
        item.object = &filter;
        item.term = facts.find("filter", filter.kind);
        item.text = filter.kind.str();
        item.parts = partBit(Slot::FilterKind);
        if (!filter.strength.empty()) item.parts |= partBit(Slot::FilterStrength);
    }
}

}  // namespace groundglass::prompt
