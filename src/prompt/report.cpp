#include "report.hpp"

#include "wording.hpp"

#include <array>
#include <charconv>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace groundglass::prompt {
namespace {

struct NamedPart {
    Slot part;
    std::string_view name;
};
constexpr std::array commonParts{NamedPart{Slot::Traits, "traits"},
                                 NamedPart{Slot::Wearing, "wardrobe"},
                                 NamedPart{Slot::Manner, "manner"},
                                 NamedPart{Slot::From, "start state"},
                                 NamedPart{Slot::To, "end state"},
                                 NamedPart{Slot::At, "timing"},
                                 NamedPart{Slot::Speed, "speed"},
                                 NamedPart{Slot::Easing, "easing"},
                                 NamedPart{Slot::Amount, "amount"},
                                 NamedPart{Slot::Start, "first frame"},
                                 NamedPart{Slot::End, "last frame"},
                                 NamedPart{Slot::Motivation, "motivation"},
                                 NamedPart{Slot::SubjectChange, "subject's size"},
                                 NamedPart{Slot::Delivery, "delivery"},
                                 NamedPart{Slot::Language, "language"},
                                 NamedPart{Slot::OffScreen, "place off screen"},
                                 NamedPart{Slot::Perspective, "perspective"}};
constexpr std::array lampParts{
    NamedPart{Slot::Role, "role"},         NamedPart{Slot::LampSide, "side"},
    NamedPart{Slot::LampColour, "colour"}, NamedPart{Slot::LampKelvin, "colour temperature"},
    NamedPart{Slot::LampLevel, "level"},   NamedPart{Slot::LampDetail, "size and distance"}};

/// Appends the parts of an item that its words left out; it then counts as weakened.
void appendMissing(Item& item, TextBlock& out) {
    const std::uint32_t missing = item.parts & ~item.saidParts;
    if (missing == 0 || item.fate != Fate::Said || item.slot == Slot::Filters || item.slot == Slot::Notes)
        return;
    bool first = true;
    const auto collect = [&](std::span<const NamedPart> list) {
        for (const NamedPart& named : list) {
            if ((missing & partBit(named.part)) == 0) continue;
            out.append(first ? "said without its " : ", ");
            out.append(named.name);
            first = false;
        }
    };
    collect(item.slot == Slot::Lights ? std::span<const NamedPart>(lampParts)
                                      : std::span<const NamedPart>(commonParts));
    if (!first) item.fate = Fate::Weakened;
}

/// Texts of the facts on their way into one block of memory, whose place is known only at the end.
class ReportWriter {
public:
    explicit ReportWriter(std::size_t facts) : m_pieces(facts) {}

    void write(std::size_t place, Item& item, Fact& fact) {
        Pieces& pieces = m_pieces[place];
        pieces.begin = m_text.size();
        if (item.index < 0 && item.leaf.empty())
            fact.field = item.field;
        else
            appendPath(item);
        pieces.fieldEnd = m_text.size();
        describe(item, m_text);
        pieces.textEnd = m_text.size();
        if (item.open && !item.implied) {
            item.fate = Fate::Dropped;
            if (!item.leftOut) {
                item.reason = "this dialect has no place for it";
                item.reasonLasts = true;
            }
        }
        if (item.slot == Slot::Notes && item.fate == Fate::Said &&
            (item.saidParts & partBit(Slot::NoteText)) == 0)
            item.fate = Fate::Weakened;
        if (item.fate == Fate::Weakened && item.reason.empty()) {
            item.reason = "said as what can be seen or heard";
            item.reasonLasts = true;
        }
        appendMissing(item, m_text);
        if (m_text.size() == pieces.textEnd && (item.fate == Fate::Weakened || item.fate == Fate::Dropped)) {
            if (item.reasonLasts)
                fact.reason = item.reason;
            else
                m_text.append(item.reason);
        }
        pieces.reasonEnd = m_text.size();
        fact.priority = info(item.slot).priority;
        fact.fate = item.fate;
    }

    void finish(Prompt& prompt) {
        const auto text = std::make_shared<const std::string>(m_text.take());
        const std::string_view all = *text;
        for (std::size_t i = 0; i < prompt.facts.size(); ++i) {
            const Pieces& p = m_pieces[i];
            Fact& fact = prompt.facts[i];
            if (p.fieldEnd > p.begin) fact.field = all.substr(p.begin, p.fieldEnd - p.begin);
            fact.text = all.substr(p.fieldEnd, p.textEnd - p.fieldEnd);
            if (p.reasonEnd > p.textEnd) fact.reason = all.substr(p.textEnd, p.reasonEnd - p.textEnd);
        }
        prompt.reportText = text;
    }

private:
    static constexpr std::size_t usualBytes = 3072;

    struct Pieces {
        std::size_t begin{}, fieldEnd{}, textEnd{}, reasonEnd{};
    };

    void appendPath(const Item& item) {
        m_text.append(item.field);
        if (item.index >= 0) {
            char digits[8] = "/";
            const auto written = std::to_chars(digits + 1, digits + sizeof digits, item.index);
            m_text.append({digits, static_cast<std::size_t>(written.ptr - digits)});
        }
        if (!item.leaf.empty()) {
            m_text.append("/");
            m_text.append(item.leaf);
        }
    }

    TextBlock m_text{usualBytes};
    std::vector<Pieces> m_pieces;
};

}  // namespace

void writeReport(Facts& facts, Writer& writer, Prompt& prompt) {
    const std::size_t count = facts.items().size();
    constexpr std::size_t unplaced = static_cast<std::size_t>(-1);
    std::vector<std::size_t> places(count, unplaced);
    ReportWriter report(count);
    prompt.facts.reserve(count);
    const auto take = [&](std::size_t index) {
        if (places[index] != unplaced) return;
        places[index] = prompt.facts.size();
        report.write(places[index], facts.items()[index], prompt.facts.emplace_back());
    };
    prompt.spans = writer.takeSpans();
    for (Span& span : prompt.spans) {
        take(span.fact);
        span.fact = places[span.fact];
    }
    for (std::size_t i = 0; i < count; ++i) take(i);
    report.finish(prompt);
    prompt.text = writer.takeText();
}

}  // namespace groundglass::prompt
