#pragma once

#include "dialect_data.hpp"
#include "facts.hpp"
#include "realise.hpp"

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace groundglass::prompt {

/// The text of one shot while it is made to fit: written, measured, shortened, written again.
class Draft {
public:
    /// `speakers`: who spoke in the shots before; may be null, else outlives the draft.
    Draft(const ComposeInput& input, const Dialect& dialect,
          const std::vector<film::CastId>* speakers = nullptr)
        : m_input(input), m_dialect(dialect), m_speakers(speakers) {}

    /// Writes the shot without what was left out so far; `apart`: its opening, its own part and its closing
    /// as pieces, for a request of several shots.
    void write(bool apart = false);

    /// Leaves out the least needed facts that are written, worth `over` in the dialect's unit. False: what
    /// is left must be said.
    [[nodiscard]] bool shorten(std::size_t over, std::size_t limit);

    /// Takes back what was left out, the most needed first, as far as the text stays within the limit.
    /// `length` measures what was written.
    void refill(std::size_t limit, const std::function<std::size_t(const Draft&)>& length);

    [[nodiscard]] std::string_view text() const { return m_writer->text(); }
    [[nodiscard]] const std::vector<Span>& spans() const { return m_writer->spans(); }
    [[nodiscard]] const std::vector<Piece>& pieces() const { return m_pieces; }
    [[nodiscard]] const ComposeInput& input() const { return m_input; }

    /// Hands over the prompt with its report; the draft is spent. `length` is that of the text.
    [[nodiscard]] Prompt take(std::size_t length);

private:
    void settleOpen();

    const ComposeInput& m_input;
    const Dialect& m_dialect;
    const std::vector<film::CastId>* m_speakers;
    std::vector<std::pair<std::size_t, std::string>> m_left;
    std::optional<Facts> m_facts;
    std::optional<Writer> m_writer;
    std::vector<Piece> m_pieces;
    bool m_apart = false;
    Prompt m_prompt;
};

[[nodiscard]] std::size_t lengthIn(Unit unit, std::string_view text);
/// Estimate: characters ÷ 3.
[[nodiscard]] std::size_t tokensOf(std::size_t characters);

}  // namespace groundglass::prompt
