#include "english.hpp"
#include "groundglass/base/format.hpp"
#include "realise.hpp"
#include "wording.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <optional>

namespace groundglass::prompt {
namespace {

std::string seconds(base::Milliseconds time) {
    return numberText(static_cast<double>(time.count()) / 1000, 2);
}

std::string clock(base::Milliseconds time) {
    const std::int64_t whole = time.count() / 1000;
    return base::format("{:02}:{:02}", whole / 60, whole % 60);
}

/// "from 5 s to 7 s", "at 1.2 s"; style "range": "5.00–7.00"; style "clock": "00:05-00:07".
std::string timeText(std::optional<base::Milliseconds> start, std::optional<base::Milliseconds> end,
                     std::string_view style) {
    if (!start && !end) return {};
    if (style == "grid") {
        const auto whole = [](base::Milliseconds t) {
            return base::format("{}s", std::llround(static_cast<double>(t.count()) / 1000));
        };
        std::string text = whole(start.value_or(base::Milliseconds{0}));
        if (end) text.append("-").append(whole(*end));
        return text;
    }
    if (style == "range" || style == "clock") {
        const auto one = [&](base::Milliseconds t) {
            return style == "clock" ? clock(t)
                                    : base::format("{:.2f}", static_cast<double>(t.count()) / 1000);
        };
        const std::string_view dash = style == "clock" ? "-" : "–";
        std::string text = one(start.value_or(base::Milliseconds{0}));
        if (end) text.append(dash).append(one(*end));
        return text;
    }
    if (start && end) {
        if (start->count() == 0) return base::format("in the first {} s", seconds(*end));
        return base::format("from {} s to {} s", seconds(*start), seconds(*end));
    }
    return start ? base::format("at {} s", seconds(*start)) : base::format("by {} s", seconds(*end));
}

std::string amountText(const film::Move& move) {
    const double amount = std::abs(*move.amount);
    const std::string_view kind = move.kind.str();
    const auto has = [kind](std::string_view part) { return kind.find(part) != std::string_view::npos; };
    if (has("zoom") && !has("dolly")) return base::format("{}×", numberText(amount, 1));
    if (has("pan") || has("tilt") || has("roll") || has("arc") || has("orbit"))
        return base::format("{}°", numberText(amount, 0));
    return base::format("{} m", numberText(amount, 2));
}

}  // namespace

bool Realiser::part(const Node& node) {
    if (m_item < 0) return false;
    Item& item = at(m_item);
    if (node.slot == Slot::At) {
        std::optional<base::Milliseconds> start, end;
        if (item.slot == Slot::Actions) {
            start = static_cast<const film::Beat*>(item.object)->start;
            end = static_cast<const film::Beat*>(item.object)->end;
        } else if (item.slot == Slot::Moves) {
            start = static_cast<const film::Move*>(item.object)->start;
            end = static_cast<const film::Move*>(item.object)->end;
        } else if (item.slot == Slot::Dialogue) {
            start = static_cast<const film::DialogueLine*>(item.object)->start;
        } else if (item.slot == Slot::Effects || item.slot == Slot::Ambience) {
            start = static_cast<const film::Sound*>(item.object)->start;
        }
        return sayPart(Slot::At, timeText(start, end, node.text));
    }
    switch (item.slot) {
        case Slot::Members:
            return memberPart(node, item);
        case Slot::Actions:
            return beatPart(node, item);
        case Slot::Moves:
            return movePart(node, item);
        case Slot::Dialogue:
            return linePart(node, item);
        case Slot::Lights:
            return lampPart(node, item);
        case Slot::Effects:
        case Slot::Ambience: {
            if (node.slot == Slot::What) return sayPart(Slot::What, item.text);
            if (node.slot != Slot::Perspective || (item.parts & partBit(Slot::Perspective)) == 0)
                return false;
            const auto& sound = *static_cast<const film::Sound*>(item.object);
            return sayPart(Slot::Perspective, item.term != nullptr
                                                  ? words(*item.term, node.text)
                                                  : std::string_view(sound.perspective.str()));
        }
        case Slot::Filters: {
            const auto& filter = *static_cast<const film::Filter*>(item.object);
            if (node.slot == Slot::FilterStrength)
                return sayPart(Slot::FilterStrength, trimmedPhrase(filter.strength));
            if (node.slot != Slot::FilterKind) return false;
            return sayPart(Slot::FilterKind, item.term != nullptr ? words(*item.term, node.text) : item.text);
        }
        case Slot::Notes: {
            const auto& note = *static_cast<const film::Note*>(item.object);
            if (node.slot == Slot::NoteEvidence)
                return sayPart(Slot::NoteEvidence, trimmedPhrase(note.evidence));
            if (node.slot == Slot::NoteText) return sayPart(Slot::NoteText, trimmedPhrase(note.text));
            if (node.slot != Slot::NoteKind || note.kind.empty()) return false;
            return sayPart(Slot::NoteKind, item.term != nullptr ? words(*item.term, node.text)
                                                                : std::string_view(note.kind.str()));
        }
        default:
            return false;
    }
}

bool Realiser::movePart(const Node& node, Item& item) {
    const auto& move = *static_cast<const film::Move*>(item.object);
    const auto word = [&](std::string_view facet, const film::TermId& id) -> std::string_view {
        const craft::Term* term = m_facts.find(facet, id);
        return term != nullptr ? words(*term, node.text) : std::string_view(id.str());
    };
    switch (node.slot) {
        case Slot::Verb:
            if (item.term != nullptr) {
                if (node.strict && !hasWords(*item.term, node.text)) return false;
                return sayPart(Slot::Verb, words(*item.term, node.text));
            }
            {
                std::string kind(item.text);
                for (char& c : kind)
                    if (c == '_') c = ' ';
                return sayPart(Slot::Verb,
                               base::format("makes {} {} move", takesAn(kind) ? "an" : "a", kind));
            }
        case Slot::Speed: {
            if (move.speed.empty()) return false;
            const craft::Term* speed = m_facts.find("speed", move.speed);
            if (node.text != "before")
                return sayPart(Slot::Speed, speed != nullptr ? words(*speed, node.text)
                                                             : std::string_view(move.speed.str()));
            // "slowly rises on a drone", but "pushes in slowly": an adverb does not trail a long verb.
            const std::string_view verb =
                item.term != nullptr ? words(*item.term, "verb") : std::string_view();
            const std::string_view adverb = speed != nullptr ? words(*speed, "adverb") : std::string_view();
            return adverb.ends_with("ly") && std::count(verb.begin(), verb.end(), ' ') > 2 &&
                   sayPart(Slot::Speed, adverb);
        }
        case Slot::Easing:
            return (item.parts & partBit(Slot::Easing)) != 0 &&
                   sayPart(Slot::Easing, word("easing", move.easing));
        case Slot::Amount:
            return move.amount.has_value() && sayPart(Slot::Amount, amountText(move));
        case Slot::Start:
            return sayPart(Slot::Start, trimmedPhrase(move.startFrame));
        case Slot::End:
            return sayPart(Slot::End, trimmedPhrase(move.endFrame));
        case Slot::Motivation:
            return sayPart(Slot::Motivation, trimmedPhrase(move.motivation));
        case Slot::MoveReference:
            return sayPart(Slot::MoveReference, relation(move, node.text));
        case Slot::SubjectChange:
            return (item.parts & partBit(Slot::SubjectChange)) != 0 &&
                   sayPart(Slot::SubjectChange, word("subject_change", move.subjectChange));
        case Slot::Amplitude:
            return sayPart(Slot::Amount, amplitude(move));
        default:
            return false;
    }
}

/// "small" below 15 % of the framing, "large" above 40 %; nothing in between, which is the usual case.
std::string_view Realiser::amplitude(const film::Move& move) const {
    if (!move.amount) return {};
    const craft::MeasuredShot& shot = m_facts.input().measured;
    const std::string_view kind = move.kind.str();
    const auto has = [kind](std::string_view part) { return kind.find(part) != std::string_view::npos; };
    const double amount = std::abs(*move.amount);
    double share = 0;
    if (has("zoom") && !has("dolly"))
        share = std::abs(amount - 1);
    else if (has("pan"))
        share = amount / std::max(shot.hfov.value, 1.0);
    else if (has("tilt"))
        share = amount / std::max(shot.vfov.value, 1.0);
    else if (has("roll") || has("arc") || has("orbit"))
        share = amount / 90;
    else if (has("dolly") || has("push") || has("track"))
        share = amount / std::max(shot.distance.value, 0.1);
    else
        share = amount / std::max(shot.extent.value, 0.1);
    return share < 0.15 ? "small" : share > 0.4 ? "large" : "";
}

/// What the move keeps its relation to, where that is not in its verb already.
std::string_view Realiser::relation(const film::Move& move, std::string_view part) const {
    const bool level = part == "level";
    const std::string_view id = move.kind.str();
    const auto begins = [id](std::string_view lead) { return id.starts_with(lead); };
    const std::string_view to = move.reference.str();
    if (to == "subject") {
        if (begins("dolly_in")) return level ? "" : "toward the subject";
        if (begins("dolly_out")) return level ? "" : "away from the subject";
        if (!level) return {};
        if (begins("truck") || begins("pedestal") || begins("crane")) return "keeping level with the subject";
        return {};
    }
    if (level && to == "ground" && (begins("truck") || begins("dolly") || begins("pedestal")))
        return "at a fixed pace over the ground";
    return {};
}

bool Realiser::linePart(const Node& node, Item& item) {
    const auto& line = *static_cast<const film::DialogueLine*>(item.object);
    const film::CastMember* who = m_facts.member(item.owner);
    if (who == nullptr) {
        const auto found = m_facts.input().film.cast.find(line.who);
        if (found != m_facts.input().film.cast.end()) who = &found->second;
    }
    switch (node.slot) {
        case Slot::Speaker: {
            const std::string noun = nounOf(line.who, item.owner);
            return sayPart(Slot::Speaker,
                           noun.empty() ? std::string_view("a voice") : std::string_view(noun));
        }
        case Slot::Label: {
            std::string noun = nounOf(line.who, item.owner);
            std::string label(noun.empty() ? std::string_view("voice") : withoutArticle(noun));
            char letter[2];
            if (const std::size_t length = capitalOf(label, letter); length > 0)
                label.replace(0, length, letter, length);
            return sayPart(Slot::Speaker, label);
        }
        case Slot::Delivery:
            return sayPart(Slot::Delivery, trimmedPhrase(line.delivery));
        case Slot::Words:
            return sayPart(Slot::Words, line.words);
        case Slot::Language:
            if (node.text == "always")
                return sayPart(Slot::Language, languageName(line.language.empty() ? "en" : line.language));
            return (item.parts & partBit(Slot::Language)) != 0 &&
                   sayPart(Slot::Language, languageName(line.language));
        case Slot::SpeakerId: {
            const std::size_t number = m_facts.speaker(line);
            return number > 0 && sayPart(Slot::Speaker, base::format("S{}", number));
        }
        case Slot::OffScreen:
            return line.offScreen && sayPart(Slot::OffScreen, "off screen");
        case Slot::VoiceOf:
            return who != nullptr && !who->voice.empty() && sayPart(Slot::VoiceOf, trimmedPhrase(who->voice));
        default:
            return false;
    }
}

bool Realiser::lampPart(const Node& node, Item& item) {
    const auto& lamp = *static_cast<const film::Light*>(item.object);
    switch (node.slot) {
        case Slot::Role: {
            if (lamp.role.empty()) return false;
            const craft::Term* role = m_facts.find("light_role", lamp.role);
            return sayPart(Slot::Role,
                           role != nullptr ? words(*role, node.text) : std::string_view(lamp.role.str()));
        }
        case Slot::Lamp:
            if ((item.parts & partBit(Slot::Lamp)) == 0) return false;
            if (lamp.description.empty() && item.term != nullptr)
                return sayPart(Slot::Lamp, words(*item.term, node.text));
            return sayPart(Slot::Lamp, item.text);
        case Slot::LampSide: {
            if (!lamp.azimuth) return false;
            const bool whole = node.text == "phrase";
            const double size = std::abs(lamp.azimuth->value);
            const bool right = lamp.azimuth->value > 0;
            if (size <= 20) return sayPart(Slot::LampSide, whole ? "from the front" : "front");
            if (size > 165)
                return sayPart(Slot::LampSide, whole ? "from straight behind" : "straight behind");
            if (size > 110 && whole)
                return sayPart(Slot::LampSide, right ? "from the back right" : "from the back left");
            if (size > 110) return sayPart(Slot::LampSide, right ? "back right" : "back left");
            if (whole) return sayPart(Slot::LampSide, right ? "from the right" : "from the left");
            return sayPart(Slot::LampSide, right ? "right" : "left");
        }
        case Slot::LampColour:
            return (item.parts & partBit(Slot::LampColour)) != 0 &&
                   sayPart(Slot::LampColour, trimmedPhrase(lamp.colour));
        case Slot::LampKelvin:
            if (!lamp.kelvin) return false;
            if (node.text == "number")
                return sayPart(Slot::LampKelvin, numberText(lamp.kelvin->value, 0) + " K");
            {
                const std::string_view tint =
                    warmth(lamp.kelvin->value, m_facts.input().measured.whiteBalance.value);
                if (tint == "neutral" || item.text.find(tint) != std::string_view::npos) return false;
                return sayPart(Slot::LampKelvin, tint);
            }
        case Slot::LampLevel:
            if (!lamp.level) return false;
            if (std::abs(lamp.level->value) < 0.2) return sayPart(Slot::LampLevel, "as bright as the key");
            return sayPart(Slot::LampLevel,
                           base::format("{} {} {} the key", numberText(std::abs(lamp.level->value), 1),
                                        std::abs(lamp.level->value) <= 1 ? "stop" : "stops",
                                        lamp.level->value > 0 ? "over" : "under"));
        default:
            return false;
    }
}

}  // namespace groundglass::prompt
