#include "template.hpp"

#include "groundglass/base/format.hpp"
#include "letters.hpp"

#include <utility>

namespace groundglass::prompt {
namespace {

/// The fact that a reference is about; Slot::Count when it is about none.
Slot factOf(Slot reference) {
    switch (reference) {
        case Slot::Doing:
        case Slot::Does:
        case Slot::Does2:
            return Slot::Actions;
        case Slot::Subject:
        case Slot::Others:
        case Slot::Everyone:
            return Slot::Members;
        default:
            return Slot::Count;
    }
}

/// Parts whose bit is set exactly when there is something to say.
bool isCountedPart(Slot part) {
    switch (part) {
        case Slot::Traits:
        case Slot::Wearing:
        case Slot::Manner:
        case Slot::From:
        case Slot::To:
        case Slot::At:
        case Slot::Speed:
        case Slot::Easing:
        case Slot::Amount:
        case Slot::Start:
        case Slot::End:
        case Slot::Motivation:
        case Slot::Delivery:
        case Slot::Language:
        case Slot::OffScreen:
        case Slot::Perspective:
        case Slot::Role:
        case Slot::Lamp:
        case Slot::LampSide:
        case Slot::LampColour:
        case Slot::LampKelvin:
        case Slot::LampLevel:
        case Slot::FilterStrength:
        case Slot::NoteKind:
        case Slot::NoteEvidence:
        case Slot::SubjectChange:
            return true;
        default:
            return false;
    }
}

void add(Needs& needs, const Needs& more) {
    needs.words |= more.words;
    needs.any |= more.any;
    needs.parts |= more.parts;
}

void addSlot(Needs& needs, const Node& node) {
    if (node.slot < firstReference) {
        needs.any.add(node.slot);
        if (!node.asNumber) needs.words.add(node.slot);
    } else if (const Slot fact = factOf(node.slot); fact != Slot::Count) {
        needs.any.add(fact);
    } else if (isCountedPart(node.slot) && node.text != "always") {
        needs.parts |= partBit(node.slot);
    }
}

/// What every branch needs.
Needs shared(const std::vector<Branch>& branches) {
    Needs needs;
    if (branches.empty()) return needs;
    needs = branches.front().needs;
    for (const Branch& branch : branches) {
        needs.words &= branch.needs.words;
        needs.any &= branch.needs.any;
        needs.parts &= branch.needs.parts;
    }
    return needs;
}

Needs needsOf(const std::vector<Node>& nodes) {
    Needs needs;
    for (const Node& node : nodes) {
        switch (node.type) {
            case Node::Type::Slot:
            case Node::Type::If:
                addSlot(needs, node);
                break;
            case Node::Type::Choice:
            case Node::Type::List:
                add(needs, shared(node.branches));
                break;
            default:
                break;
        }
    }
    return needs;
}

class Parser {
public:
    explicit Parser(std::string_view text) : m_text(text) {}

    /// Reads until one of `stops` (kept unread) or the end.
    Branch sequence(std::string_view stops) {
        Branch branch;
        std::vector<Node>& nodes = branch.nodes;
        while (!failed() && m_at < m_text.size()) {
            const char c = m_text[m_at];
            if (stops.find(c) != std::string_view::npos) break;
            if (c == '{') {
                nodes.push_back(slot());
            } else if (c == '[') {
                nodes.push_back(branches(Node::Type::Optional, "]"));
            } else if (c == '(') {
                nodes.push_back(branches(Node::Type::Choice, ")"));
            } else if (c == '<') {
                nodes.push_back(list());
            } else if (c == ']' || c == ')' || c == '>' || c == '}') {
                fail(base::format("'{}' closes nothing", c));
            } else {
                nodes.push_back(literal(stops));
            }
        }
        branch.needs = needsOf(nodes);
        return branch;
    }

    [[nodiscard]] bool failed() const { return !m_error.empty(); }
    [[nodiscard]] std::string& error() { return m_error; }

private:
    void fail(std::string message) {
        if (m_error.empty()) m_error = base::format("{} (byte {})", message, m_at);
    }

    Node literal(std::string_view stops) {
        Node node;
        node.type = Node::Type::Text;
        while (m_at < m_text.size()) {
            char c = m_text[m_at];
            if (c == '\\' && m_at + 1 < m_text.size()) {
                c = m_text[++m_at];
            } else if (std::string_view("{}[]()<>").find(c) != std::string_view::npos ||
                       stops.find(c) != std::string_view::npos) {
                break;
            }
            node.text.push_back(c);
            ++m_at;
        }
        return node;
    }

    Node slot() {
        Node node;
        node.type = Node::Type::Slot;
        const std::size_t end = m_text.find('}', m_at);
        if (end == std::string_view::npos) {
            fail("'{' is not closed");
            return node;
        }
        std::string_view name = m_text.substr(m_at + 1, end - m_at - 1);
        if (name == "a" || name == "^") {
            node.type = name == "a" ? Node::Type::Article : Node::Type::Capital;
            m_at = end + 1;
            return node;
        }
        if (!name.empty() && (name.front() == '?' || name.front() == '!')) {
            node.type = name.front() == '?' ? Node::Type::If : Node::Type::Unless;
            name.remove_prefix(1);
        }
        if (const std::size_t dot = name.find_first_of(".+"); dot != std::string_view::npos) {
            node.strict = name[dot] == '+';
            node.text = name.substr(dot + 1);
            name = name.substr(0, dot);
        }
        const auto found = slotNamed(name);
        if (!found) {
            fail(base::format("there is no slot '{}'", name));
            return node;
        }
        node.slot = *found;
        if (node.text.empty()) node.text = info(*found).part;
        node.asNumber = node.text == "number";
        m_at = end + 1;
        return node;
    }

    Node branches(Node::Type type, std::string_view close) {
        Node node;
        node.type = type;
        ++m_at;
        readBranches(node, close);
        return node;
    }

    Node list() {
        Node node;
        node.type = Node::Type::List;
        const std::size_t colon = m_text.find(':', m_at);
        if (colon == std::string_view::npos) {
            fail("a list needs its separator and ':'");
            return node;
        }
        node.text = m_text.substr(m_at + 1, colon - m_at - 1);
        m_at = colon + 1;
        if (const std::size_t size = node.text.size();
            size >= 2 && node.text[size - 2] == '*' && isDigit(node.text[size - 1])) {
            node.most = static_cast<std::uint8_t>(node.text[size - 1] - '0');
            node.text.resize(size - 2);
        }
        readBranches(node, ">");
        return node;
    }

    void readBranches(Node& node, std::string_view close) {
        const std::string stops = std::string("|").append(close);
        while (!failed()) {
            node.branches.push_back(sequence(stops));
            if (failed()) return;
            if (m_at >= m_text.size()) {
                fail(base::format("'{}' is missing", close));
                return;
            }
            if (m_text[m_at++] == close.front()) return;
        }
    }

    std::string_view m_text;
    std::size_t m_at = 0;
    std::string m_error;
};

}  // namespace

Template parseTemplate(std::string_view text, std::string& error) {
    Parser parser(text);
    Template plan = parser.sequence({});
    error = std::move(parser.error());
    if (!error.empty()) plan = {};
    return plan;
}

}  // namespace groundglass::prompt
