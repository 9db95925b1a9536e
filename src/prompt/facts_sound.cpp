#include "english.hpp"
#include "facts.hpp"

namespace groundglass::prompt {
namespace {

void collectSounds(Facts& facts, Slot slot, std::string_view field, const std::vector<film::Sound>& sounds) {
    std::int16_t at = 0;
    for (const film::Sound& sound : sounds) {
        Item& item = facts.add(slot, field, at++);
        item.object = &sound;
        item.text = trimmedPhrase(sound.what);
        item.term = facts.find("sound_perspective", sound.perspective);
        item.parts = partBit(Slot::What);
        if (!sound.perspective.empty()) item.parts |= partBit(Slot::Perspective);
        if (sound.start) item.parts |= partBit(Slot::At);
        if (item.text.empty()) settle(item, Fate::Dropped, "the sound has no words");
    }
}

}  // namespace

void collectSound(Facts& facts) {
    const film::SoundFields& sound = facts.input().effective.direction.sound;
    std::int16_t at = 0;
    for (const film::DialogueLine& line : sound.dialogue) {
        Item& item = facts.add(Slot::Dialogue, "sound/dialogue", at++);
        item.object = &line;
        item.text = line.words;
        item.owner = line.who.empty() ? std::int16_t{0} : facts.ownerOf(line.who);
        item.parts = partBit(Slot::Words) | partBit(Slot::Speaker);
        if (!line.delivery.empty()) item.parts |= partBit(Slot::Delivery);
        if (!line.language.empty() && !line.language.starts_with("en")) item.parts |= partBit(Slot::Language);
        if (line.offScreen) item.parts |= partBit(Slot::OffScreen);
        if (line.start) item.parts |= partBit(Slot::At);
        if (line.words.empty()) settle(item, Fate::Dropped, "the line has no words");
    }
    collectSounds(facts, Slot::Effects, "sound/effects", sound.effects);
    collectSounds(facts, Slot::Ambience, "sound/ambience", sound.ambience);
    if (sound.music) facts.add(Slot::Music, "sound/music").text = trimmedPhrase(*sound.music);
    if (sound.noMusic) {
        Item& item = facts.add(Slot::NoMusic, "sound/no_music");
        item.text = *sound.noMusic ? "no music" : "music allowed";
        if (!*sound.noMusic) settle(item, Fate::Weakened, "left to the model");
    }
    if (sound.silence) {
        Item& item = facts.add(Slot::Silence, "sound/silence");
        item.text = *sound.silence ? "complete silence" : "sound allowed";
        if (!*sound.silence)
            settle(item, Fate::Weakened, "left to the model");
        else if (!sound.dialogue.empty() || !sound.effects.empty() || !sound.ambience.empty() || sound.music)
            settle(item, Fate::Dropped, "the shot asks for sounds");
        else if (sound.onlySound)
            settle(item, Fate::Weakened, "the only sound says it");
    }
    if (sound.onlySound)
        facts.add(Slot::OnlySound, "sound/only_sound").text = trimmedPhrase(*sound.onlySound);
    at = 0;
    for (const std::string& item : facts.input().effective.direction.avoid.items)
        facts.add(Slot::Avoid, "avoid/items", at++).text = trimmedPhrase(item);
}

void collectOutput(Facts& facts) {
    const film::OutputFields& o = facts.input().effective.direction.output;
    if (o.duration)
        facts.add(Slot::Duration, "output/duration").number = static_cast<double>(o.duration->count()) / 1000;
    if (o.ratio) facts.add(Slot::AspectRatio, "output/ratio").number = o.ratio->value;
    if (o.height) facts.add(Slot::Lines, "output/height").number = static_cast<double>(*o.height);
    if (o.rate) facts.add(Slot::Rate, "output/rate").number = o.rate->perSecond();
    if (o.seed) {
        Item& item = facts.add(Slot::Seed, "output/seed");
        item.number = static_cast<double>(*o.seed);
        item.object = &*o.seed;
    }
    std::int16_t at = 0;
    for (const film::Reference& reference : o.references) {
        Item& item = facts.add(Slot::References, "output/references", at++);
        item.object = &reference;
        item.text = reference.file;
    }
    if (o.labelAsAi) facts.add(Slot::LabelAsAi, "output/label_as_ai").text = *o.labelAsAi ? "true" : "false";
}

}  // namespace groundglass::prompt
