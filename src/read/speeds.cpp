#include "pass.hpp"

#include <cstddef>

namespace groundglass::read {

/// Speed, easing and the frames at both ends of the moves that this piece added.
void Pass::findSpeeds(const Piece& piece, std::size_t firstMove) {
    auto& moves = direction().camera.moves;
    for (std::size_t m = 0; m < moves.size(); ++m) {
        film::Move& move = moves[m];
        const std::string path = "camera/moves/" + std::to_string(m);
        const Span* at = nullptr;
        for (std::size_t s = m_firstSpan; s < m_reading.spans.size(); ++s)
            if (m_reading.spans[s].field == path) at = &m_reading.spans[s];
        if (piece.last <= piece.first || at == nullptr || (m < firstMove && !move.speed.empty())) continue;
        const std::size_t begin = at->begin;
        for (const Clause& clause : m_clauses) {
            if (m_tokens[clause.last - 1].end <= begin) continue;
            const bool own = m_tokens[clause.first].begin <= begin;
            for (std::uint32_t i = clause.first; i < clause.last; ++i) {
                std::string_view speed;
                const bool very = i > clause.first && word(i - 1, "very");
                if (oneOf(i, "slowly", "slow", "gently", "gentle", "unhurried") &&
                    !oneOf(i + 1, "motion", "mo"))
                    speed = very ? "imperceptible" : "slow";
                else if (oneOf(i, "imperceptibly", "imperceptible"))
                    speed = "imperceptible";
                else if (oneOf(i, "quickly", "fast", "quick", "rapidly", "rapid", "brisk", "briskly",
                               "swiftly"))
                    speed = "fast";
                else if (word(i, "steadily"))
                    speed = "medium";
                else if (word(i, "pace") && i > clause.first)
                    speed = word(i - 1, "walking") ? "walking" : word(i - 1, "steady") ? "medium" : "";
                else if (word(i, "whip") && i > clause.first && word(i - 1, "sudden"))
                    speed = "whip";
                if (!speed.empty() && own && move.speed.empty()) {
                    move.speed = film::TermId(speed);
                    use(i, i + 1, Use::Term);
                    if (very) use(i - 1, i, Use::Term);
                    span(i, i + 1, path + "/speed", 0.9);
                }
            }
            const std::uint32_t a = clause.first;
            if (!own && (oneOf(a, "easing", "gathering", "slowing", "snapping") ||
                         (word(a, "at") && word(a + 1, "constant")))) {
                const std::string_view easing = word(a, "easing")      ? "ease_both"
                                                : word(a, "gathering") ? "ease_in"
                                                : word(a, "slowing")   ? "ease_out"
                                                : word(a, "snapping")  ? "snap"
                                                                       : "linear";
                if (move.easing.empty()) move.easing = film::TermId(easing);
                use(clause.first, clause.last, Use::Term);
                span(clause.first, clause.last, path + "/easing");
            }
            if (!own && oneOf(a, "starting", "ending") && word(a + 1, "on") && a + 2 < clause.last) {
                std::string& frame = word(a, "starting") ? move.startFrame : move.endFrame;
                if (!frame.empty() || !free(a)) continue;
                frame = std::string(slice(a + 2, clause.last));
                span(a + 2, clause.last, path + (word(a, "starting") ? "/start_frame" : "/end_frame"));
                use(a, clause.last, Use::Text);
            }
        }
    }
}

}  // namespace groundglass::read
