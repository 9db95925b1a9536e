#pragma once

#include "dialect_data.hpp"
#include "facts.hpp"
#include "writer.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace groundglass::prompt {

/// Where a group's text stands.
struct Piece {
    const Group* group{};
    std::size_t begin{}, content{}, end{};  ///< `content`: after the label.
};

/// Runs a dialect's plans over the facts of one shot. Marks items as said.
class Realiser {
public:
    Realiser(Facts& facts, const DialectData& dialect)
        : m_facts(facts), m_items(facts.items().data()), m_dialect(dialect) {
        m_log.reserve(128);
        await();
    }

    /// Runs the groups of that scope; all in the order of the dialect when there is none.
    void run(std::optional<Scope> scope = std::nullopt);
    [[nodiscard]] Writer& writer() { return m_writer; }
    /// What each group of the scopes that were run has written.
    [[nodiscard]] std::vector<Piece> takePieces() { return std::move(m_pieces); }

private:
    struct Undo {
        std::int16_t item;
        bool open;
        Fate fate;
        std::uint32_t saidParts;
    };
    struct Mark {
        Writer::Mark writer;
        std::size_t log;
        bool plural;
        std::int16_t speaker;
    };
    /// Separators written between list entries, so that the last can become "and".
    struct Joints {
        std::size_t count = 0;
        std::size_t lastBegin = 0;
        std::size_t lastLength = 0;
        bool any = false;  ///< Whether an entry is written.
    };

    /// What waits to be said, as the needs of a branch name it.
    struct Waiting {
        SlotSet words, any;
    };

    [[nodiscard]] Mark mark() const { return {m_writer.mark(), m_log.size(), m_plural, m_actor}; }
    void back(const Mark& mark);

    /// False: the branch would fail.
    [[nodiscard]] bool promises(const Branch& branch) const {
        return m_waiting.any.holds(branch.needs.any) && m_waiting.words.holds(branch.needs.words) &&
               (branch.needs.parts == 0 || (m_item >= 0 && (branch.needs.parts & ~at(m_item).parts) == 0));
    }
    bool sequence(const Branch& branch);
    bool node(const Node& node);
    bool list(const Node& node);
    bool slot(const Node& node);
    bool fact(const Node& node, const SlotInfo& slot);
    /// Writes a group after what stands from `begin` on; its piece is empty when it says nothing.
    Piece group(const Group& group, std::size_t begin);
    bool items(Slot slot, PhraseId phrase);
    bool reference(const Node& node);
    bool part(const Node& node);
    bool movePart(const Node& node, Item& item);
    bool beatPart(const Node& node, Item& item);
    [[nodiscard]] std::string_view amplitude(const film::Move& move) const;
    [[nodiscard]] std::string_view relation(const film::Move& move, std::string_view part) const;
    bool linePart(const Node& node, Item& item);
    bool lampPart(const Node& node, Item& item);
    bool memberPart(const Node& node, Item& item);
    [[nodiscard]] bool holds(Slot slot) const;

    bool phrase(PhraseId id, std::int16_t item, std::int16_t member);
    bool member(std::int16_t owner, PhraseId id);
    bool performances();
    bool remainingBeats(PhraseId id);
    bool say(std::int16_t item, std::string_view text);
    bool sayPart(Slot part, std::string_view text);
    void close(std::int16_t item, bool exact);
    /// Brings m_waiting up to date: for all slots, for one.
    void await();
    void await(Slot slot);
    /// The term's words as this dialect says them; empty: left unsaid.
    [[nodiscard]] std::string_view words(const craft::Term& term, std::string_view part) const {
        return m_dialect.words.empty() ? term.words(part) : ownWords(term, part);
    }
    [[nodiscard]] std::string_view ownWords(const craft::Term& term, std::string_view part) const;
    [[nodiscard]] bool hasWords(const craft::Term& term, std::string_view part) const;
    [[nodiscard]] std::string emotionWords(const Item& item, std::string_view part) const;
    void separate(Joints& joints, std::string_view separator);
    /// One entry more of a list: what `attempt` writes, after the separator; nothing when it fails.
    template <class Attempt>
    void entry(Joints& joints, std::string_view separator, const Attempt& attempt) {
        const Mark start = mark();
        const Joints before = joints;
        if (joints.any) separate(joints, separator);
        if (attempt()) {
            joints.any = true;
        } else {
            back(start);
            joints = before;
        }
    }
    void finish(const Joints& joints, std::string_view last);
    void finishAnd(const Joints& joints);
    [[nodiscard]] std::string_view wordsOf(const Item& item, const Node& node, std::string& store) const;
    [[nodiscard]] std::int16_t beatOf(std::int16_t owner) const;
    [[nodiscard]] std::string_view pronoun(std::int16_t owner) const;
    /// "the elderly woman"; a stranger to the shot comes as "an unseen narrator".
    [[nodiscard]] std::string nounOf(const film::CastId& who, std::int16_t owner) const;
    [[nodiscard]] bool sharesPronoun(std::int16_t owner) const;
    [[nodiscard]] bool isFace() const;
    [[nodiscard]] Item& at(std::int16_t item) { return m_items[item]; }
    [[nodiscard]] const Item& at(std::int16_t item) const { return m_items[item]; }

    Facts& m_facts;
    Item* m_items;  ///< Of m_facts, which has all its items.
    const DialectData& m_dialect;
    Writer m_writer;
    std::vector<Undo> m_log;
    std::vector<Piece> m_pieces;
    Waiting m_waiting;
    std::int16_t m_item = -1;   ///< List item at hand.
    std::int16_t m_member = 0;  ///< Member of the cast at hand.
    std::int16_t m_actor = -2;  ///< Who acted last within one list of beats.
    bool m_plural = false;      ///< Number of the last subject written.
};

}  // namespace groundglass::prompt
