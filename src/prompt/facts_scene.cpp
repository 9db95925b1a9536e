#include "english.hpp"
#include "facts.hpp"

#include <algorithm>

namespace groundglass::prompt {
namespace {

void collectStory(Facts& facts, const film::StoryFields& story) {
    // The beat and the purpose of a shot are for the people who make it: no facts of the picture.
    std::int16_t at = 0;
    for (const film::Note& note : story.notes) {
        Item& item = facts.add(Slot::Notes, "story/notes", at++);
        item.object = &note;
        item.term = facts.find("note", note.kind);
        item.text = note.text;
        item.parts = partBit(Slot::NoteText);
        if (!note.kind.empty()) item.parts |= partBit(Slot::NoteKind);
        if (!trimmedPhrase(note.evidence).empty()) item.parts |= partBit(Slot::NoteEvidence);
    }
    at = 0;
    for (const film::Beat& beat : story.actions) {
        Item& item = facts.add(Slot::Actions, "story/actions", at++);
        item.object = &beat;
        item.text = beat.verb;
        item.owner = beat.who.empty() ? std::int16_t{0} : facts.ownerOf(beat.who);
        item.parts = partBit(Slot::ItemDoing);
        if (!beat.manner.empty()) {
            item.term = facts.find("manner", beat.manner);
            item.parts |= partBit(Slot::Manner);
        }
        if (!beat.from.empty()) item.parts |= partBit(Slot::From);
        if (!beat.to.empty()) item.parts |= partBit(Slot::To);
        if (beat.start || beat.end) item.parts |= partBit(Slot::At);
        if (trimmedPhrase(beat.verb).empty()) settle(item, Fate::Dropped, "the beat has no verb");
    }
}

void performancePart(Facts& facts, Slot slot, std::int16_t index, std::string_view leaf, std::int16_t owner,
                     std::string_view text, std::string_view facet = {}) {
    if (text.empty()) return;
    Item& item = facts.add(slot, "cast/performances", index);
    item.leaf = leaf;
    item.owner = owner;
    item.text = text;
    if (!facet.empty()) item.term = facts.input().vocabulary.find(facet, text);
    if (owner < 0) settle(item, Fate::Dropped, "that member of the cast is not in this shot");
}

void performanceNumber(Facts& facts, Slot slot, std::int16_t index, std::string_view leaf, std::int16_t owner,
                       double value) {
    Item& item = facts.add(slot, "cast/performances", index);
    item.leaf = leaf;
    item.owner = owner;
    item.number = value;
    item.exact = false;
    item.reason = "said as a word, not as a number";
    if (owner < 0) settle(item, Fate::Dropped, "that member of the cast is not in this shot");
    if (slot == Slot::Energy && value == 3) imply(item, "the usual case, left unsaid");
}

/// A stance lasts while something else is done; any other pose is an activity, which the actions show better.
bool shownByAction(const Facts& facts, const Item& pose) {
    bool acts = false;
    bool named = false;
    const std::string_view words = pose.term != nullptr ? pose.term->words("phrase") : pose.text;
    const std::string_view first = words.substr(0, words.find(' '));
    for (auto at = facts.first(Slot::Actions); at >= 0;
         at = facts.items()[static_cast<std::size_t>(at)].next) {
        const Item& beat = facts.items()[static_cast<std::size_t>(at)];
        if (beat.owner != pose.owner) continue;
        acts = true;
        named = named || beat.text.find(first) != std::string_view::npos;
    }
    for (const std::string_view stance : {"sitting", "standing", "kneeling", "crouching", "lying", "leaning",
                                          "head_", "arms_", "hands_", "sleeping"})
        if (pose.text.starts_with(stance)) return named && !stance.ends_with('_');
    return acts;
}

void collectPerformances(Facts& facts, const std::vector<film::Performance>& performances) {
    std::int16_t at = 0;
    for (const film::Performance& p : performances) {
        const std::int16_t owner = p.who.empty() ? std::int16_t{0} : facts.ownerOf(p.who);
        performancePart(facts, Slot::Emotion, at, "emotion", owner, p.emotion.str(), "emotion");
        if (!p.emotion.empty()) {
            facts.items().back().number = static_cast<double>(p.intensity.value_or(0));
            facts.items().back().object = &p;
        }
        performancePart(facts, Slot::Pose, at, "pose", owner, p.pose.str(), "pose");
        if (!p.pose.empty() && owner >= 0) {
            Item& pose = facts.items().back();
            if (shownByAction(facts, pose)) settle(pose, Fate::Weakened, "the action shows it");
            if (p.gesture.find("head bowed") != std::string::npos && p.pose.str() == "head_bowed")
                settle(pose, Fate::Weakened, "the gesture shows it");
        }
        performancePart(facts, Slot::Eyeline, at, "eyeline", owner, p.eyeline.str(), "eyeline");
        performancePart(facts, Slot::Gesture, at, "gesture", owner, p.gesture);
        performancePart(facts, Slot::Posture, at, "posture", owner, trimmedPhrase(p.posture));
        performancePart(facts, Slot::Gait, at, "gait", owner, trimmedPhrase(p.gait));
        performancePart(facts, Slot::MicroAction, at, "micro_action", owner, trimmedPhrase(p.microAction));
        performancePart(facts, Slot::Breath, at, "breath", owner, trimmedPhrase(p.breath));
        performancePart(facts, Slot::Proximity, at, "proximity", owner, trimmedPhrase(p.proximity));
        performancePart(facts, Slot::Tempo, at, "tempo", owner, trimmedPhrase(p.tempo));
        if (p.energy)
            performanceNumber(facts, Slot::Energy, at, "energy", owner, static_cast<double>(*p.energy));
        if (p.reaction)
            performanceNumber(facts, Slot::Reaction, at, "reaction", owner,
                              static_cast<double>(p.reaction->count()) / 1000);
        performancePart(facts, Slot::Wardrobe, at, "wardrobe", owner, p.wardrobe);
        ++at;
    }
}

void collectCast(Facts& facts, const film::CastFields& cast) {
    std::int16_t at = 0;
    for (const film::CastId& id : cast.members) {
        Item& item = facts.add(Slot::Members, "cast/members", at);
        item.owner = at++;
        item.parts = partBit(Slot::Name);
        item.object = facts.member(item.owner);
        if (item.object == nullptr) {
            item.text = id.str();
            settle(item, Fate::Dropped, "the film has no such member of the cast");
            continue;
        }
        const film::CastMember& member = *facts.member(item.owner);
        item.text = trimmedPhrase(member.phrase.empty() ? member.name : member.phrase);
        if (!member.traits.empty()) item.parts |= partBit(Slot::Traits);
        if (!member.wardrobe.empty()) item.parts |= partBit(Slot::Wearing);
    }
    collectPerformances(facts, cast.performances);
    // What a performance wears replaces the cast sheet.
    for (const Item& worn : facts.items()) {
        if (worn.slot != Slot::Wardrobe || worn.owner < 0) continue;
        for (Item& item : facts.items())
            if (item.slot == Slot::Members && item.owner == worn.owner) item.parts &= ~partBit(Slot::Wearing);
    }
}

void collectPlace(Facts& facts, const film::PlaceFields& place) {
    if (place.description)
        facts.add(Slot::Place, "place/description").text = trimmedPhrase(*place.description);
    if (place.location) {
        Item& item = facts.add(Slot::Place, "place/location");
        const auto found = facts.input().film.locations.find(*place.location);
        if (found != facts.input().film.locations.end()) {
            item.text =
                trimmedPhrase(found->second.phrase.empty() ? found->second.name : found->second.phrase);
            if (place.description) settle(item, Fate::Weakened, "the description replaces its words");
        } else {
            item.text = place.location->str();
            settle(item, Fate::Dropped, "the film has no such location");
        }
    }
    const auto text = [&facts](Slot slot, std::string_view field, const std::optional<std::string>& value) {
        if (value) facts.add(slot, field).text = trimmedPhrase(*value);
    };
    text(Slot::Era, "place/era", place.era);
    if (place.timeOfDay) facts.term(Slot::Time, "place/time_of_day", "time_of_day", *place.timeOfDay);
    std::int16_t at = 0;
    for (const film::TermId& id : place.weather)
        facts.term(Slot::Weather, "place/weather", "weather", id, at++);
    at = 0;
    for (const std::string& piece : place.dressing)
        facts.add(Slot::Dressing, "place/dressing", at++).text = trimmedPhrase(piece);
    text(Slot::Foreground, "place/foreground", place.foreground);
    text(Slot::Midground, "place/midground", place.midground);
    text(Slot::Background, "place/background", place.background);
}

/// "the Victorian age" beside a Victorian doll: the name of the era stands in the subject's own words.
void implySaidEra(Facts& facts) {
    std::string_view name;
    for (const Item& era : facts.items()) {
        if (era.slot != Slot::Era) continue;
        for (std::size_t at = 0; at < era.text.size();) {
            const std::size_t end = std::min(era.text.find(' ', at), era.text.size());
            if (era.text[at] >= 'A' && era.text[at] <= 'Z') name = era.text.substr(at, end - at);
            at = end + 1;
        }
    }
    if (name.empty()) return;
    const auto says = [name](const Item& item) {
        return (item.slot == Slot::Members || item.slot == Slot::Place) && item.open &&
               item.text.find(name) != std::string_view::npos;
    };
    if (std::none_of(facts.items().begin(), facts.items().end(), says)) return;
    for (Item& era : facts.items())
        if (era.slot == Slot::Era) settle(era, Fate::Weakened, "the subject's own words say it");
}

/// The location's own words already name that weather: "a rainy city street" and rain.
void implySaidWeather(Facts& facts) {
    std::string_view where;
    for (const Item& item : facts.items())
        if (item.slot == Slot::Place && item.open) where = item.text;
    for (Item& item : facts.items()) {
        if (item.slot != Slot::Weather || where.empty() || item.text.size() < 4) continue;
        if (where.find(item.text.substr(0, 4)) != std::string_view::npos)
            settle(item, Fate::Weakened, "the place's own words say it");
        if (item.text == "underwater" &&
            (where.find("ocean") != std::string_view::npos || where.find("sea") != std::string_view::npos))
            settle(item, Fate::Weakened, "the place's own words say it");
    }
}

}  // namespace

void collectScene(Facts& facts) {
    const film::Direction& direction = facts.input().effective.direction;
    collectStory(facts, direction.story);
    collectCast(facts, direction.cast);
    collectPlace(facts, direction.place);
    implySaidWeather(facts);
    implySaidEra(facts);
}

}  // namespace groundglass::prompt
