#pragma once

#include "groundglass/read/read.hpp"
#include "lexicon.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace groundglass::read {

/// A sentence, or a line of a labelled block: tokens [first, last).
struct Piece {
    std::uint32_t first{}, last{};
    Section section = Section::None;
    int shot = 0;        ///< Of a prompt with several shots, from 0.
    bool block = false;  ///< A line of a block whose label stands on a line of its own.
    std::optional<base::Milliseconds> start, end;
    Facet facet = Facet::Count;             ///< Of which alone it speaks.
    std::uint32_t label = 0, labelEnd = 0;  ///< Tokens of its own label.
};

/// Part of a piece between commas and the like: tokens [first, last).
struct Clause {
    std::uint32_t first{}, last{};
};

/// One reading of one text. Each step looks at the tokens that the steps before it left free.
class Pass {
public:
    Pass(std::string_view text, const Lexicon& lexicon);
    Reading run(std::string_view dialect);
    [[nodiscard]] bool hasWords() const;

private:
    // ---- sections.cpp
    void findQuotes();
    void cut();
    void cutJson();
    [[nodiscard]] Facet facetOf(std::string_view group, std::string_view name) const;
    [[nodiscard]] std::uint32_t labelAt(std::uint32_t at, Section& section) const;
    std::uint32_t timeCodeAt(std::uint32_t at, Piece& piece);
    [[nodiscard]] std::uint32_t timeAt(std::uint32_t at, double& seconds) const;
    void finishTimes();

    // ---- piece.cpp
    void readPiece(Piece& piece);
    bool ownLists(Piece& piece);
    void readLights(std::uint32_t first, std::uint32_t last);
    void jsonLight(const Piece& piece);
    void readSpeed(const Piece& piece);
    void findOnlySound(const Piece& piece);
    void findNegations(const Piece& piece);
    void takeNegation(std::uint32_t at, std::uint32_t end);
    [[nodiscard]] std::vector<std::string> listOf(std::uint32_t first, std::uint32_t last,
                                                  std::string_view field, bool semicolons);

    // ---- terms.cpp
    void findTerms(const Piece& piece);
    [[nodiscard]] double score(const Sense& sense, const Lexicon::Match& match, const Piece& piece,
                               const Clause& clause) const;
    [[nodiscard]] bool headNear(std::uint64_t context, const Lexicon::Match& match,
                                const Clause& clause) const;
    [[nodiscard]] bool alone(const Lexicon::Match& match, const Clause& clause) const;
    [[nodiscard]] bool feels(const Lexicon::Match& match, const Clause& clause) const;
    [[nodiscard]] bool taken(const Sense& sense) const;
    void assign(const Sense& sense, const Lexicon::Match& match, double confidence, const Piece& piece);
    void addMove(const Sense& sense, const Lexicon::Match& match, const Piece& piece);
    void findSpeeds(const Piece& piece, std::size_t firstMove);
    void setOne(std::optional<film::TermId>& field, const Sense& sense, const Lexicon::Match& match,
                double confidence, const Piece& piece);
    void setMany(std::vector<film::TermId>& field, std::size_t most, const Sense& sense,
                 const Lexicon::Match& match, double confidence);
    void addFilter(const Sense& sense, const Lexicon::Match& match);
    void addLight(std::string_view role, std::string_view source, std::string description,
                  const Lexicon::Match& match);

    // ---- measures.cpp
    void findMeasures(const Piece& piece);
    void measureAt(std::uint32_t at, const Piece& piece);
    bool lengthAt(std::uint32_t at, std::uint32_t next, const Piece& piece);
    bool metresAt(std::uint32_t at, std::uint32_t next, const Piece& piece);
    bool angleAt(std::uint32_t at, std::uint32_t next, const Piece& piece);
    bool kelvinAt(std::uint32_t at, std::uint32_t next, const Piece& piece);
    bool timeAt(std::uint32_t at, std::uint32_t next, const Piece& piece);
    bool linesAt(std::uint32_t at, std::uint32_t next);
    bool ratioAt(std::uint32_t at);
    bool apertureAt(std::uint32_t at);
    bool eraAt(std::uint32_t at);
    void findSides(const Piece& piece);

    // ---- sound.cpp
    void findSpeech(Piece& piece);
    void addLine(std::string_view words, std::uint32_t quoteBegin, std::uint32_t quoteEnd, const Piece& piece,
                 std::uint32_t speakerFirst, std::uint32_t speakerLast);
    bool colonSpeech(Piece& piece);
    bool labelledSpeech(Piece& piece);
    void findBracketSounds(const Piece& piece);
    void readSounds(const Piece& piece, Section kind);
    void addSound(std::uint32_t first, std::uint32_t last, Section kind);
    [[nodiscard]] bool soundClause(std::uint32_t first, std::uint32_t last) const;

    // ---- scene.cpp
    void readScene(const Piece& piece);
    void readClause(const Piece& piece, Clause clause, bool tag);
    bool leadIn(std::uint32_t& first, std::uint32_t last);
    bool placePhrase(std::uint32_t first, std::uint32_t last, bool certain);
    [[nodiscard]] std::uint32_t verbIn(std::uint32_t first, std::uint32_t last, bool hasSubject) const;
    bool heard(const Piece& piece, std::uint32_t first, std::uint32_t last, bool tag);
    [[nodiscard]] bool framing(std::uint32_t at) const;
    void nounClause(const Piece& piece, std::uint32_t first, std::uint32_t last, bool tag);
    void action(const Piece& piece, int who, std::uint32_t verb, std::uint32_t last);
    [[nodiscard]] std::uint32_t placeTail(std::uint32_t first, std::uint32_t last) const;

    // ---- cast.cpp
    int subjectOf(std::uint32_t first, std::uint32_t last);
    int member(std::uint32_t first, std::uint32_t last);
    int memberNamed(std::string phrase, std::uint32_t head, std::uint32_t first, std::uint32_t last);
    [[nodiscard]] std::uint32_t headOf(std::uint32_t first, std::uint32_t last) const;
    film::Performance& performance(int who);
    bool wearing(std::uint32_t first, std::uint32_t last, int who);

    // ---- finish.cpp
    void finish(std::string_view dialect);
    void collectLeftovers();
    void readNotes(const Piece& piece);
    [[nodiscard]] std::string_view groupOf(const Piece& piece) const;
    [[nodiscard]] std::string_view dialectOf() const;

    // ---- small things, pass.cpp
    [[nodiscard]] std::string_view slice(std::uint32_t first, std::uint32_t last) const;
    [[nodiscard]] std::string phrase(std::uint32_t first, std::uint32_t last) const;  ///< Without article.
    [[nodiscard]] std::string_view lower(std::uint32_t at) const;
    [[nodiscard]] bool is(std::uint32_t at, Class c) const {
        return at < m_tokens.size() && m_lexicon.is(m_tokens[at], c);
    }
    [[nodiscard]] bool mark(std::uint32_t at, char c) const {
        return at < m_tokens.size() && m_tokens[at].kind == TokenKind::Mark && m_tokens[at].mark == c;
    }
    [[nodiscard]] bool word(std::uint32_t at, std::string_view lowerText) const {
        return at < m_tokens.size() && m_tokens[at].kind == TokenKind::Word && lower(at) == lowerText;
    }
    template <class... Texts>
    [[nodiscard]] bool oneOf(std::uint32_t at, Texts... texts) const {
        return at < m_tokens.size() && m_tokens[at].kind == TokenKind::Word &&
               ((lower(at) == std::string_view(texts)) || ...);
    }
    [[nodiscard]] bool number(std::uint32_t at) const {
        return at < m_tokens.size() && m_tokens[at].kind == TokenKind::Number;
    }
    [[nodiscard]] bool either(std::uint32_t at, Class c) const {  ///< The word or its singular.
        return is(at, c) || (at < m_tokens.size() && m_tokens[at].singular != 0 &&
                             (m_lexicon.words.classes(m_tokens[at].singular) & bit(c)) != 0);
    }
    [[nodiscard]] bool person(
        std::uint32_t at) const;  ///< Somebody, by the list or by the ending of a trade.
    [[nodiscard]] bool lightClause(std::uint32_t first, std::uint32_t last) const;
    [[nodiscard]] bool thing(std::uint32_t at) const;  ///< A term that can act: rain, a lantern, dust.
    [[nodiscard]] bool free(std::uint32_t at) const {
        return at < m_tokens.size() && m_tokens[at].use == Use::Free;
    }
    void use(std::uint32_t first, std::uint32_t last, Use how);
    void span(std::uint32_t first, std::uint32_t last, std::string field, double confidence = 1);
    void conflict(std::string_view field, std::string_view taken, std::uint32_t first, std::uint32_t last);
    [[nodiscard]] std::vector<Clause> clausesOf(const Piece& piece) const;
    [[nodiscard]] static std::uint64_t contextOf(Section section);
    [[nodiscard]] bool has(const Piece& piece, Class c) const;
    film::Direction& direction() { return m_reading.direction; }

    std::string_view m_text;
    const Lexicon& m_lexicon;
    std::vector<Token> m_tokens;
    std::vector<Piece> m_pieces;
    std::vector<Clause> m_clauses;  ///< Of the piece being read.
    Reading m_reading;
    mutable std::string m_lower;
    int m_subject = -1;          ///< Whom the last clause was about; index into the cast.
    int m_layer = 0;             ///< 1 foreground, 2 midground, 3 background: what the next clause describes.
    bool m_light = false;        ///< The piece being read is about light.
    bool m_cameraPiece = false;  ///< It is about the camera.
    bool m_told = false;         ///< It holds a line of dialogue.
    bool m_predicate = false;    ///< It begins like "She is".
    bool m_lightWord = false;    ///< It holds a word of light.
    std::size_t m_firstSpan = 0;  ///< First span of the piece.
    bool m_json = false;
    int m_shots = 1;
    double m_lastEnd = 0;  ///< Seconds: end of the last time code.
    int m_timeCodes = 0;
    struct Taken {
        std::string_view field;
        std::uint32_t first{}, last{};
        double confidence{};
        int shot{};
    };
    std::vector<Taken> m_taken;  ///< What single fields were taken from.
};

}  // namespace groundglass::read
