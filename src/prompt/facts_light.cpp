#include "english.hpp"
#include "facts.hpp"
#include "wording.hpp"

#include <cmath>

namespace groundglass::prompt {
namespace {

Item& inexact(Facts& facts, Slot slot, std::string_view field, double value, std::string_view reason) {
    Item& item = facts.add(slot, field);
    item.number = value;
    item.exact = false;
    item.reason = reason;
    return item;
}

constexpr std::string_view asWord = "said as a word, not as a number";
constexpr std::string_view usual = "the usual case, left unsaid";

void collectKey(Facts& facts, const film::LightFields& l) {
    const bool fits = l.pattern && facts.input().measured.pattern == l.pattern->str();
    if (l.pattern) facts.term(Slot::Pattern, "light/pattern", "light_pattern", *l.pattern);
    if (l.sourceDescription)
        facts.add(Slot::Source, "light/source_description").text = trimmedPhrase(*l.sourceDescription);
    if (l.source) {
        Item* item = facts.term(Slot::Source, "light/source", "light_source", *l.source);
        if (item != nullptr && l.sourceDescription)
            settle(*item, Fate::Weakened, "the description replaces its words");
    }
    if (l.quality) facts.term(Slot::Quality, "light/quality", "light_quality", *l.quality);
    if (l.modifier) facts.term(Slot::Modifier, "light/modifier", "light_modifier", *l.modifier);
    if (l.keyAzimuth) {
        Item& item =
            inexact(facts, Slot::KeyAzimuth, "light/key_azimuth", l.keyAzimuth->value, "said as a side");
        if (l.pattern && (std::abs(item.number) <= 20 || std::abs(item.number) > 150))
            imply(item, "the pattern says it");
    }
    if (l.keyElevation) {
        Item& item = inexact(facts, Slot::KeyElevation, "light/key_elevation", l.keyElevation->value, asWord);
        if (fits)
            imply(item, "the pattern says it");
        else if (item.number > -10 && item.number <= 60)
            imply(item, usual);
    }
    const std::string_view size = "the light's quality says it";
    if (l.keySize) {
        Item& item = inexact(facts, Slot::KeySize, "light/key_size", l.keySize->value, asWord);
        if (l.quality) imply(item, size);
    }
    if (l.keyDistance)
        imply(inexact(facts, Slot::KeyDistance, "light/key_distance", l.keyDistance->value, asWord), size);
    const double balance = facts.input().measured.whiteBalance.value;
    if (l.keyKelvin) {
        Item& item = inexact(facts, Slot::KeyKelvin, "light/key_kelvin", l.keyKelvin->value, asWord);
        if (warmth(item.number, balance) == "neutral") imply(item, usual);
    }
    if (l.ratio) {
        Item& item = inexact(facts, Slot::Ratio, "light/ratio", l.ratio->value, asWord);
        if (fits)
            imply(item, "the pattern says it");
        else if (item.number >= 2.5 && item.number <= 4.5)
            imply(item, usual);
    }
    if (l.fillKelvin) {
        Item& item = inexact(facts, Slot::FillKelvin, "light/fill_kelvin", l.fillKelvin->value, asWord);
        if (warmth(item.number, balance) == "neutral") imply(item, usual);
    }
    if (l.whiteBalance)
        imply(inexact(facts, Slot::WhiteBalance, "light/white_balance", l.whiteBalance->value, asWord),
              "it decides which light looks warm or cool");
    if (l.exposure) {
        Item& item = inexact(facts, Slot::Exposure, "light/exposure", l.exposure->value, asWord);
        if (std::abs(item.number) < 0.2) imply(item, usual);
    }
    if (l.atmosphere) facts.term(Slot::Atmosphere, "light/atmosphere", "atmosphere", *l.atmosphere);
}

std::uint32_t lampParts(const film::Light& light) {
    std::uint32_t parts = 0;
    if (!light.role.empty()) parts |= partBit(Slot::Role);
    if (!light.source.empty() || !light.description.empty()) parts |= partBit(Slot::Lamp);
    if (light.azimuth) parts |= partBit(Slot::LampSide);
    if (!light.colour.empty() && light.description.find(light.colour) == std::string::npos)
        parts |= partBit(Slot::LampColour);
    if (light.kelvin) parts |= partBit(Slot::LampKelvin);
    if (light.level) parts |= partBit(Slot::LampLevel);
    if (light.elevation || light.distance || light.size) parts |= partBit(Slot::LampDetail);
    return parts;
}

}  // namespace

void collectLight(Facts& facts) {
    const film::LightFields& light = facts.input().effective.direction.light;
    collectKey(facts, light);
    std::int16_t at = 0;
    for (const film::Light& other : light.others) {
        Item& item = facts.add(Slot::Lights, "light/others", at++);
        item.object = &other;
        item.term = facts.find("light_source", other.source);
        item.text = other.description.empty() ? std::string_view(other.source.str())
                                              : trimmedPhrase(other.description);
        item.parts = lampParts(other);
        if (item.parts == 0) settle(item, Fate::Dropped, "the light has neither source nor place");
    }
}

void collectFinish(Facts& facts) {
    const film::Direction& direction = facts.input().effective.direction;
    const film::GradeFields& g = direction.grade;
    if (g.grade) {
        Item* item = facts.term(Slot::Grade, "grade/grade", "grade", *g.grade);
        if (item != nullptr && item->text == "neutral") settle(*item, Fate::Weakened, usual);
    }
    if (g.strength) {
        Item& item = inexact(facts, Slot::Strength, "grade/strength", g.strength->value, asWord);
        if (!g.grade || item.number >= 0.75) imply(item, usual);
    }
    if (g.cdl)
        settle(facts.add(Slot::Cdl, "grade/cdl"), Fate::Dropped,
               "its numbers grade the picture; it has no words");
    const craft::Term* grade = g.grade ? facts.find("grade", *g.grade) : nullptr;
    const bool colourless = grade != nullptr && grade->number("saturation").value_or(1) <= 0.05;
    if (g.splitTone) {
        Item& item = inexact(facts, Slot::SplitTone, "grade/split_tone", 0, "said as two colours");
        item.object = &*g.splitTone;
    }
    if (g.contrast) {
        Item& item = inexact(facts, Slot::Contrast, "grade/contrast", *g.contrast, asWord);
        if (std::abs(item.number - 1) < 0.12) imply(item, usual);
    }
    if (g.saturation) {
        Item& item = inexact(facts, Slot::Saturation, "grade/saturation", *g.saturation, asWord);
        if (std::abs(item.number - 1) < 0.12) imply(item, usual);
        if (item.number <= 0.05 && colourless) imply(item, "the grade says it");
    }
    if (g.blackLevel) {
        Item& item = inexact(facts, Slot::BlackLevel, "grade/black_level", *g.blackLevel, asWord);
        if (std::abs(item.number) < 0.005) imply(item, usual);
    }
    if (g.harmony) {
        Item* item = facts.term(Slot::Harmony, "grade/harmony", "harmony", *g.harmony);
        if (item != nullptr && colourless && item->text == "monochrome") imply(*item, "the grade says it");
    }
    std::int16_t at = 0;
    for (const std::string& anchor : g.palette)
        facts.add(Slot::Palette, "grade/palette", at++).text = trimmedPhrase(anchor);
    if (g.stock) facts.term(Slot::Stock, "grade/stock", "film_stock", *g.stock);

    const film::TextureFields& t = direction.texture;
    if (t.grain) facts.term(Slot::Grain, "texture/grain", "grain", *t.grain);
    if (t.grainStrength) {
        Item& item =
            inexact(facts, Slot::GrainStrength, "texture/grain_strength", t.grainStrength->value, asWord);
        if (t.grain) imply(item, "the grain says it");
    }
    if (t.halation) inexact(facts, Slot::Halation, "texture/halation", t.halation->value, asWord);
    if (t.bloom) inexact(facts, Slot::Bloom, "texture/bloom", t.bloom->value, asWord);
    if (t.vignette) {
        Item& item = inexact(facts, Slot::Vignette, "texture/vignette", t.vignette->value, asWord);
        if (item.number > -0.15) imply(item, usual);
    }
    if (t.gateWeave) inexact(facts, Slot::GateWeave, "texture/gate_weave", t.gateWeave->value, asWord);
    at = 0;
    for (const film::TermId& id : t.artefacts)
        facts.term(Slot::Artefacts, "texture/artefacts", "artefact", id, at++);

    const film::MoodFields& m = direction.mood;
    at = 0;
    for (const film::TermId& id : m.moods) {
        Item* item = facts.term(Slot::Moods, "mood/moods", "mood", id, at++);
        if (item != nullptr && facts.feels(*item)) imply(*item, "the emotion says it");
    }
    if (m.valence) {
        Item& item = inexact(facts, Slot::Valence, "mood/valence", *m.valence, asWord);
        if (!m.moods.empty()) imply(item, "the mood says it");
    }
    if (m.arousal) {
        Item& item = inexact(facts, Slot::Arousal, "mood/arousal", *m.arousal, asWord);
        if (!m.moods.empty() || m.valence) imply(item, "the mood says it");
    }
    if (m.tone) facts.add(Slot::Tone, "mood/tone").text = trimmedPhrase(*m.tone);
    if (m.genre) facts.term(Slot::Genre, "mood/genre", "genre", *m.genre);
}

}  // namespace groundglass::prompt
