#include "report.hpp"

#include "wording.hpp"

#include <array>
#include <charconv>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace groundglass::prompt {
namespace {

/// Item parts that the words left out.
std::string missingParts(Item& item) {
    struct Named {
        Slot part;
        std::string_view name;
    };
    constexpr std::array common{Named{Slot::Traits, "traits"},
                                Named{Slot::Wearing, "wardrobe"},
                                Named{Slot::Manner, "manner"},
                                Named{Slot::From, "start state"},
                                Named{Slot::To, "end state"},
                                Named{Slot::At, "timing"},
                                Named{Slot::Speed, "speed"},
                                Named{Slot::Easing, "easing"},
                                Named{Slot::Amount, "amount"},
                                Named{Slot::Start, "first frame"},
                                Named{Slot::End, "last frame"},
                                Named{Slot::Motivation, "motivation"},
                                Named{Slot::Delivery, "delivery"},
                                Named{Slot::Language, "language"},
                                Named{Slot::OffScreen, "place off screen"},
                                Named{Slot::Perspective, "perspective"}};
    constexpr std::array lamp{
        Named{Slot::Role, "role"},         Named{Slot::LampSide, "side"},
        Named{Slot::LampColour, "colour"}, Named{Slot::LampKelvin, "colour temperature"},
        Named{Slot::LampLevel, "level"},   Named{Slot::LampDetail, "size and distance"}};
    const std::uint32_t missing = item.parts & ~item.saidParts;
    if (missing == 0 || item.fate != Fate::Said) return {};
    std::string names;
    const auto collect = [&](const auto& list) {
        for (const Named& named : list)
            if ((missing & partBit(named.part)) != 0)
                names.append(names.empty() ? "" : ", ").append(named.name);
    };
    if (item.slot == Slot::Lights)
        collect(lamp);
    else if (item.slot != Slot::Filters && item.slot != Slot::Notes)
        collect(common);
    if (names.empty()) return {};
    item.fate = Fate::Weakened;
    return "said without its " + names;
}

/// Texts of the facts on their way into one block of memory, whose place is known only at the end.
class ReportWriter {
public:
    explicit ReportWriter(std::size_t facts) : m_pieces(facts) { m_text.reserve(usualBytes); }

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
        const std::string missing = missingParts(item);
        if (!missing.empty())
            m_text += missing;
        else if (item.fate == Fate::Weakened || item.fate == Fate::Dropped) {
            if (item.reasonLasts)
                fact.reason = item.reason;
            else
                m_text += item.reason;
        }
        pieces.reasonEnd = m_text.size();
        fact.priority = info(item.slot).priority;
        fact.fate = item.fate;
    }

    void finish(Prompt& prompt) {
        const auto text = std::make_shared<const std::string>(std::move(m_text));
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
        m_text += item.field;
        if (item.index >= 0) {
            char digits[8];
            const auto written = std::to_chars(digits, digits + sizeof digits, item.index);
            m_text += '/';
            m_text.append(digits, written.ptr);
        }
        if (!item.leaf.empty()) {
            m_text += '/';
            m_text += item.leaf;
        }
    }

    std::string m_text;
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
