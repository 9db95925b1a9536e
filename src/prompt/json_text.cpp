#include "json_text.hpp"

#include "english.hpp"
#include "groundglass/base/format.hpp"
#include "groundglass/base/json.hpp"
#include "wording.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace groundglass::prompt {
namespace {

std::string jsonString(std::string_view text) {
    return base::Json(std::string(text)).dump(-1, ' ', false, base::Json::error_handler_t::replace);
}

/// The members of one object: keys as they are, values as spans of a fact.
class Members {
public:
    Members(Writer& writer, std::size_t fact) : m_writer(writer), m_fact(fact) { m_writer.label("{"); }

    void text(std::string_view key, std::string_view value) {
        if (!value.empty()) raw(key, jsonString(value));
    }
    void term(std::string_view key, const craft::Term* term, std::string_view id) {
        text(key, term != nullptr ? term->words("tag") : id);
    }
    void number(std::string_view key, double value) { raw(key, numberText(value, 3)); }
    void flag(std::string_view key, bool value) {
        if (value) raw(key, "true");
    }
    void seconds(std::string_view key, const std::optional<base::Milliseconds>& time) {
        if (time) number(key, static_cast<double>(time->count()) / 1000);
    }
    template <class Quantity>
    void quantity(std::string_view key, const std::optional<Quantity>& value) {
        if (value) number(key, value->value);
    }
    void end() { m_writer.label("}"); }

private:
    void raw(std::string_view key, std::string_view value) {
        m_writer.label(m_first ? "" : ", ");
        m_first = false;
        m_writer.label(jsonString(key) + ": ");
        m_writer.exact(value, m_fact);
    }

    Writer& m_writer;
    std::size_t m_fact;
    bool m_first = true;
};

class JsonText {
public:
    JsonText(Facts& facts, Writer& writer) : m_facts(facts), m_writer(writer) {}

    void write() {
        m_writer.label("{");
        std::string_view group;
        for (std::size_t i = 0; i < m_facts.items().size(); ++i) {
            const Item& item = m_facts.items()[i];
            if (!item.open || m_done[i]) continue;
            const std::string_view own = item.field.substr(0, item.field.find('/'));
            if (own != group) {
                if (!group.empty()) m_writer.label("\n  },");
                m_writer.label("\n  " + jsonString(own) + ": {");
                group = own;
            } else {
                m_writer.label(",");
            }
            m_writer.label("\n    " + jsonString(item.field.substr(item.field.find('/') + 1)) + ": ");
            field(i);
        }
        if (!group.empty()) m_writer.label("\n  }\n");
        m_writer.label("}");
    }

private:
    /// The field of that item: its value, or the list of all items of the same field.
    void field(std::size_t first) {
        const std::string_view path = m_facts.items()[first].field;
        if (m_facts.items()[first].index < 0 && m_facts.items()[first].leaf.empty()) {
            value(first);
            return;
        }
        m_writer.label("[");
        bool any = false;
        for (std::size_t i = first; i < m_facts.items().size(); ++i) {
            Item& item = m_facts.items()[i];
            if (!item.open || item.field != path) continue;
            if (any) m_writer.label(", ");
            any = true;
            if (item.leaf.empty())
                value(i);
            else
                performance(i);
        }
        m_writer.label("]");
    }

    void close(std::size_t i) {
        Item& item = m_facts.items()[i];
        item.open = false;
        item.implied = false;
        item.fate = Fate::Said;
        item.saidParts = item.parts;
        m_done[i] = true;
    }

    void performance(std::size_t first) {
        const std::int16_t index = m_facts.items()[first].index;
        const std::string_view path = m_facts.items()[first].field;
        m_writer.label("{");
        bool any = false;
        if (const film::CastMember* who = m_facts.member(m_facts.items()[first].owner)) {
            m_writer.label("\"who\": " + jsonString(who->phrase.empty() ? who->name : who->phrase));
            any = true;
        }
        for (std::size_t i = first; i < m_facts.items().size(); ++i) {
            const Item& item = m_facts.items()[i];
            if (!item.open || item.field != path || item.index != index) continue;
            m_writer.label((any ? ", " : "") + jsonString(item.leaf) + ": ");
            any = true;
            const bool number = info(item.slot).kind == SlotKind::Number;
            m_writer.exact(jsonString(number                 ? std::string_view(numberFor(item))
                                      : item.term != nullptr ? item.term->words("tag")
                                                             : std::string_view(item.text)),
                           i);
            close(i);
        }
        m_writer.label("}");
    }

    void value(std::size_t i) {
        const Item& item = m_facts.items()[i];
        switch (info(item.slot).kind) {
            case SlotKind::Items:
                object(i);
                break;
            case SlotKind::Number:
                number(i);
                break;
            case SlotKind::Term:
                if (!item.exact && item.number != 0)
                    m_writer.exact(jsonString(numberFor(item)), i);
                else
                    m_writer.exact(jsonString(item.term != nullptr ? item.term->words("tag") : item.text), i);
                break;
            default:
                m_writer.exact(jsonString(item.text), i);
        }
        close(i);
    }

    void number(std::size_t i) {
        const Item& item = m_facts.items()[i];
        if (item.slot != Slot::SplitTone) {
            m_writer.exact(jsonString(numberFor(item)), i);
            return;
        }
        const auto& tone = *static_cast<const film::SplitTone*>(item.object);
        Members m(m_writer, i);
        m.number("shadow_hue", tone.shadowHue);
        m.number("shadow_saturation", tone.shadowSaturation);
        m.number("highlight_hue", tone.highlightHue);
        m.number("highlight_saturation", tone.highlightSaturation);
        m.number("balance", tone.balance);
        m.end();
    }

    [[nodiscard]] std::string labelOf(const film::CastId& id, std::int16_t owner) const {
        const film::CastMember* who = m_facts.member(owner);
        if (who == nullptr) {
            const auto found = m_facts.input().film.cast.find(id);
            if (found == m_facts.input().film.cast.end()) return id.str();
            who = &found->second;
        }
        return who->phrase.empty() ? who->name : who->phrase;
    }

    void object(std::size_t i) {
        const Item& item = m_facts.items()[i];
        Members m(m_writer, i);
        switch (item.slot) {
            case Slot::Members:
                member(m, *static_cast<const film::CastMember*>(item.object));
                break;
            case Slot::Actions:
                beat(m, item, *static_cast<const film::Beat*>(item.object));
                break;
            case Slot::Moves:
                move(m, item, *static_cast<const film::Move*>(item.object));
                break;
            case Slot::Lights:
                light(m, item, *static_cast<const film::Light*>(item.object));
                break;
            case Slot::Filters:
                m.term("kind", item.term, item.text);
                m.text("strength", static_cast<const film::Filter*>(item.object)->strength);
                break;
            case Slot::Dialogue:
                line(m, item, *static_cast<const film::DialogueLine*>(item.object));
                break;
            case Slot::Notes: {
                const auto& note = *static_cast<const film::Note*>(item.object);
                m.term("kind", item.term, note.kind.str());
                m.text("text", note.text);
                m.text("evidence", note.evidence);
                break;
            }
            default: {
                const auto& sound = *static_cast<const film::Sound*>(item.object);
                m.text("what", sound.what);
                m.term("perspective", item.term, sound.perspective.str());
                m.seconds("start_s", sound.start);
            }
        }
        m.end();
    }

    void member(Members& m, const film::CastMember& who) const {
        m.text("label", who.phrase.empty() ? who.name : who.phrase);
        std::string traits;
        for (const std::string& trait : who.traits) traits.append(traits.empty() ? "" : ", ").append(trait);
        m.text("traits", traits);
        m.text("wardrobe", who.wardrobe);
    }
    void beat(Members& m, const Item& item, const film::Beat& beat) const {
        if (!beat.who.empty() || m_facts.memberCount() > 0) m.text("who", labelOf(beat.who, item.owner));
        m.text("does", beat.verb);
        m.term("manner", item.term, beat.manner.str());
        m.text("from", beat.from);
        m.text("to", beat.to);
        m.seconds("start_s", beat.start);
        m.seconds("end_s", beat.end);
    }
    void move(Members& m, const Item& item, const film::Move& move) const {
        m.term("kind", item.term, item.text);
        if (move.amount) m.number("amount", *move.amount);
        m.term("speed", m_facts.find("speed", move.speed), move.speed.str());
        m.term("easing", m_facts.find("easing", move.easing), move.easing.str());
        m.text("relative_to", move.reference.str());
        m.flag("at_the_same_time", move.together);
        m.seconds("start_s", move.start);
        m.seconds("end_s", move.end);
        m.text("start_frame", move.startFrame);
        m.text("end_frame", move.endFrame);
        m.text("motivation", move.motivation);
        m.text("subject", move.subjectChange.str());
    }
    void light(Members& m, const Item& item, const film::Light& light) const {
        m.text("role", light.role.str());
        m.term("source", item.term, light.source.str());
        m.text("description", light.description);
        m.quantity("azimuth_deg", light.azimuth);
        m.quantity("elevation_deg", light.elevation);
        m.quantity("distance_m", light.distance);
        m.quantity("size_m", light.size);
        m.quantity("kelvin", light.kelvin);
        m.quantity("level_stops", light.level);
        m.text("colour", light.colour);
    }
    void line(Members& m, const Item& item, const film::DialogueLine& line) const {
        m.text("speaker", labelOf(line.who, item.owner));
        m.text("words", line.words);
        m.text("delivery", line.delivery);
        m.text("language", line.language);
        m.flag("off_screen", line.offScreen);
        m.seconds("start_s", line.start);
    }

    Facts& m_facts;
    Writer& m_writer;
    std::vector<bool> m_done = std::vector<bool>(m_facts.items().size(), false);
};

}  // namespace

void writeJson(Facts& facts, Writer& writer) {
    JsonText(facts, writer).write();
}

}  // namespace groundglass::prompt
