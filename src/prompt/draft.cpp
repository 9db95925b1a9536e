#include "draft.hpp"

#include "counting.hpp"
#include "groundglass/base/format.hpp"
#include "groundglass/base/utf8.hpp"
#include "json_text.hpp"
#include "plan.hpp"
#include "report.hpp"

#include <algorithm>
#include <cstdint>

namespace groundglass::prompt {
namespace {

/// The next fact to leave out: not P1, the highest rank, and among equals the last.
std::int32_t leastNeeded(const Facts& facts, const std::vector<Span>& spans) {
    std::int32_t best = -1;
    for (const Span& span : spans) {
        const std::size_t i = span.fact;
        const Item& item = facts.items()[i];
        const SlotInfo& slot = info(item.slot);
        if (slot.priority == 1 || item.fate == Fate::Dropped) continue;
        if (best >= 0) {
            const SlotInfo& least = info(facts.items()[static_cast<std::size_t>(best)].slot);
            if (slot.priority < least.priority || (slot.priority == least.priority && slot.rank < least.rank))
                continue;
        }
        best = static_cast<std::int32_t>(i);
    }
    return best;
}

bool isSeen(Slot slot) {
    return slot < Slot::Dialogue && slot != Slot::Notes && slot != Slot::Actions && slot != Slot::Moves;
}

bool isMood(Slot slot) {
    return slot == Slot::Moods || slot == Slot::Valence || slot == Slot::Arousal;
}

}  // namespace

std::size_t tokensOf(std::size_t characters) {
    return (characters + 2) / 3;
}

std::size_t lengthIn(Unit unit, std::string_view text) {
    switch (unit) {
        case Unit::Characters:
            return countLetters(text);
        case Unit::Utf16:
            return base::utf16Units(text);
        case Unit::Tokens:
            return tokensOf(countLetters(text));
        case Unit::Words:
            return countWords(text);
    }
    return text.size();
}

void Draft::write(bool apart) {
    const DialectData& data = *m_dialect.data;
    m_apart = apart;
    m_prompt = {};
    m_prompt.dialect = m_dialect.id;
    m_facts.emplace(m_input, m_speakers);
    m_facts->setOwnClock(!apart);
    m_pieces.clear();
    for (const auto& [index, reason] : m_left) {
        Item& item = m_facts->items()[index];
        settle(item, Fate::Dropped, reason);
        item.reasonLasts = false;
        item.leftOut = true;
    }
    plan(*m_facts, m_dialect, m_prompt);
    if (data.json) {
        m_writer.emplace();
        writeJson(*m_facts, *m_writer);
        if (apart) m_pieces.push_back({nullptr, 0, 0, m_writer->size()});
        return;
    }
    Realiser realiser(*m_facts, data);
    if (apart) {
        for (const Scope scope : {Scope::Opening, Scope::Shot, Scope::Closing}) realiser.run(scope);
        m_pieces = realiser.takePieces();
    } else {
        realiser.run();
    }
    m_writer.emplace(std::move(realiser.writer()));
}

bool Draft::shorten(std::size_t over, std::size_t limit) {
    // Several at once while far above the limit: their own words are a lower bound.
    const std::size_t before = m_left.size();
    const Unit unit = m_dialect.data->unit;
    for (;;) {
        const std::int32_t next = leastNeeded(*m_facts, m_writer->spans());
        if (next < 0) break;
        std::size_t size = 0;
        for (const Span& span : m_writer->spans())
            if (span.fact == static_cast<std::size_t>(next)) size += span.end - span.begin;
        if (unit == Unit::Tokens) size /= 3;
        if (unit == Unit::Words) size = size / 6 + 1;
        m_left.emplace_back(static_cast<std::size_t>(next),
                            base::format("left out to keep within {} {}", limit, m_dialect.unit));
        settle(m_facts->items()[static_cast<std::size_t>(next)], Fate::Dropped, {});
        if (size >= over) break;
        over -= size;
    }
    return m_left.size() != before;
}

void Draft::refill(std::size_t limit, const std::function<std::size_t(const Draft&)>& length) {
    if (m_left.empty()) return;
    auto waiting = std::move(m_left);
    m_left = waiting;
    const auto need = [this](std::size_t index) {
        const SlotInfo& slot = info(m_facts->items()[index].slot);
        return std::pair(slot.priority, slot.rank);
    };
    std::stable_sort(waiting.begin(), waiting.end(),
                     [&](const auto& a, const auto& b) { return need(a.first) < need(b.first); });
    bool stale = false;
    for (const auto& fact : waiting) {
        const auto before = m_left;
        std::erase_if(m_left, [&](const auto& left) { return left.first == fact.first; });
        write(m_apart);
        stale = length(*this) > limit;
        if (stale) m_left = before;
    }
    if (stale) write(m_apart);
}

/// What is still open and not for want of a place: the picture shows it, or other facts carry it.
void Draft::settleOpen() {
    const bool picture = m_facts->fromPicture();
    const bool observable = m_dialect.literalness <= 1;
    if (!picture && !observable) return;
    for (Item& item : m_facts->items()) {
        if (!item.open || item.implied) continue;
        if (picture && isSeen(item.slot))
            settle(
                item, Fate::Weakened,
                m_dialect.data->multishot.form == Multishot::Form::None && m_dialect.data->alwaysFromPicture
                    ? "the source picture shows it"
                    : "the first frame shows it");
        else if (observable && isMood(item.slot))
            settle(item, Fate::Weakened, "the light, the performance and the sound of the shot carry it");
    }
}

Prompt Draft::take(std::size_t length) {
    m_prompt.length = length;
    settleOpen();
    writeReport(*m_facts, *m_writer, m_prompt);
    const Unit unit = m_dialect.data->unit;
    m_prompt.words = unit == Unit::Words ? length : countWords(m_prompt.text);
    m_prompt.tokens = unit == Unit::Tokens       ? length
                      : unit == Unit::Characters ? tokensOf(length)
                                                 : tokensOf(countLetters(m_prompt.text));
    return std::move(m_prompt);
}

}  // namespace groundglass::prompt
