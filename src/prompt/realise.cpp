#include "realise.hpp"

namespace groundglass::prompt {
namespace {

/// The phrase of a list field's items.
PhraseId phraseOf(Slot slot) {
    switch (slot) {
        case Slot::Members:
            return PhraseId::Member;
        case Slot::Moves:
            return PhraseId::Move;
        case Slot::Filters:
            return PhraseId::Filter;
        case Slot::Lights:
            return PhraseId::Light;
        case Slot::Dialogue:
            return PhraseId::Line;
        case Slot::Effects:
            return PhraseId::Effect;
        case Slot::Ambience:
            return PhraseId::Ambience;
        case Slot::Notes:
            return PhraseId::Note;
        default:
            return PhraseId::Beat;
    }
}

}  // namespace

void Realiser::run(std::optional<Scope> scope) {
    const std::size_t begin = m_writer.size();
    const bool picture = m_facts.fromPicture() && !m_dialect.fromPicture.empty();
    for (const Group& next : picture ? m_dialect.fromPicture : m_dialect.groups)
        if (!scope)
            group(next, begin);
        else if (next.scope == *scope)
            m_pieces.push_back(group(next, begin));
}

Piece Realiser::group(const Group& group, std::size_t begin) {
    bool begun = false;
    Piece piece{&group, m_writer.size(), m_writer.size(), m_writer.size()};
    for (const Template& plan : group.plans) {
        m_item = -1;
        if (!promises(plan)) continue;
        const Mark start = mark();
        if (begun) {
            m_writer.literal(group.join);
        } else {
            if (m_writer.size() > begin) m_writer.literal(group.before);
            piece.begin = m_writer.size();
            if (!group.label.empty()) m_writer.label(group.label);
            piece.content = m_writer.size();
        }
        m_writer.capital();
        m_member = 0;
        if (sequence(plan)) {
            begun = true;
        } else {
            back(start);
        }
    }
    piece.end = m_writer.size();
    if (!begun) piece.begin = piece.content = piece.end;
    return piece;
}

void Realiser::back(const Mark& mark) {
    m_writer.back(mark.writer);
    while (m_log.size() > mark.log) {
        const Undo& undo = m_log.back();
        Item& item = at(undo.item);
        item.open = undo.open;
        item.fate = undo.fate;
        item.saidParts = undo.saidParts;
        if (undo.open) {
            m_waiting.any.add(item.slot);
            if (!item.implied) m_waiting.words.add(item.slot);
        }
        m_log.pop_back();
    }
    m_plural = mark.plural;
    m_actor = mark.speaker;
}

bool Realiser::sequence(const Branch& branch) {
    for (const Node& next : branch.nodes)
        if (!node(next)) return false;
    return true;
}

bool Realiser::node(const Node& node) {
    switch (node.type) {
        case Node::Type::Text:
            m_writer.literal(node.text);
            return true;
        case Node::Type::Article:
            m_writer.article();
            return true;
        case Node::Type::Capital:
            m_writer.capital();
            return true;
        case Node::Type::Slot:
            return slot(node);
        case Node::Type::If:
            return holds(node.slot);
        case Node::Type::Unless:
            return !holds(node.slot);
        case Node::Type::Optional:
        case Node::Type::Choice: {
            for (const Branch& branch : node.branches) {
                if (!promises(branch)) continue;
                const Mark start = mark();
                if (sequence(branch)) return true;
                back(start);
            }
            return node.type == Node::Type::Optional;
        }
        case Node::Type::List:
            return list(node);
    }
    return false;
}

bool Realiser::list(const Node& node) {
    const bool joined = node.text == "&";
    const std::string_view separator = joined ? std::string_view(", ") : std::string_view(node.text);
    Joints joints;
    for (const Branch& branch : node.branches) {
        if (joints.count + (joints.any ? 1U : 0U) >= node.most) break;
        if (promises(branch)) entry(joints, separator, [&] { return sequence(branch); });
    }
    if (joined) finishAnd(joints);
    return joints.any;
}

void Realiser::separate(Joints& joints, std::string_view separator) {
    ++joints.count;
    joints.lastBegin = m_writer.size();
    joints.lastLength = separator.size();
    m_writer.literal(separator);
}

void Realiser::finish(const Joints& joints, std::string_view last) {
    if (joints.count > 0 && !last.empty()) m_writer.replace(joints.lastBegin, joints.lastLength, last);
}

void Realiser::finishAnd(const Joints& joints) {
    finish(joints, joints.count == 1 ? " and " : ", and ");
}

bool Realiser::slot(const Node& node) {
    const SlotInfo& slot = info(node.slot);
    switch (slot.kind) {
        case SlotKind::Term:
        case SlotKind::Text:
        case SlotKind::Number:
            return fact(node, slot);
        case SlotKind::Items:
            return items(node.slot, node.slot == Slot::Moves && node.text == "plain" ? PhraseId::PlainMove
                                                                                     : phraseOf(node.slot));
        case SlotKind::Reference:
            return reference(node);
        case SlotKind::Part:
            return part(node);
        case SlotKind::Condition:
            return holds(node.slot);
    }
    return false;
}

bool Realiser::phrase(PhraseId id, std::int16_t item, std::int16_t member) {
    const std::int16_t outerItem = m_item;
    const std::int16_t outerMember = m_member;
    m_item = item;
    if (member >= 0) m_member = member;
    const Branch& how = m_dialect.phrases[static_cast<std::size_t>(id)].text;
    bool done = promises(how);
    if (done) {
        const Mark start = mark();
        done = sequence(how);
        if (!done)
            back(start);
        else if (item >= 0)
            close(item, true);
    }
    m_item = outerItem;
    m_member = outerMember;
    return done;
}

bool Realiser::say(std::int16_t item, std::string_view text) {
    return m_writer.fact(text, static_cast<std::size_t>(item));
}

bool Realiser::sayPart(Slot part, std::string_view text) {
    if (text.empty()) return false;
    if (!say(m_item, text)) return false;
    Item& item = at(m_item);
    m_log.push_back({m_item, item.open, item.fate, item.saidParts});
    item.saidParts |= partBit(part);
    return true;
}

void Realiser::close(std::int16_t item, bool exact) {
    Item& said = at(item);
    m_log.push_back({item, said.open, said.fate, said.saidParts});
    said.open = false;
    said.fate = exact ? Fate::Said : Fate::Weakened;
    await(said.slot);
}

void Realiser::await() {
    for (const Item& item : m_facts.items()) {
        if (!item.open) continue;
        m_waiting.any.add(item.slot);
        if (!item.implied) m_waiting.words.add(item.slot);
    }
}

void Realiser::await(Slot slot) {
    bool any = false;
    bool words = false;
    for (std::int16_t next = m_facts.first(slot); next >= 0; next = at(next).next) {
        any = any || at(next).open;
        words = words || (at(next).open && !at(next).implied);
    }
    if (!any) m_waiting.any.remove(slot);
    if (!words) m_waiting.words.remove(slot);
}

}  // namespace groundglass::prompt
