#include "pass.hpp"

#include <algorithm>

namespace groundglass::read {
namespace {

constexpr std::size_t mostNotes = 16;

}  // namespace

/// "Notes: subtext: a tightening grip; the clock over the shop".
void Pass::readNotes(const Piece& piece) {
    auto& notes = direction().story.notes;
    std::uint32_t begin = piece.first;
    for (std::uint32_t i = piece.first; i <= piece.last; ++i) {
        if (i < piece.last && !mark(i, ';')) continue;
        film::Note note;
        std::uint32_t first = begin;
        for (std::uint32_t k = begin; k < std::min(i, begin + 5); ++k)
            if (mark(k, ':')) {
                const Lexicon::Match match =
                    m_lexicon.match(m_tokens, is(begin, Class::Article) ? begin + 1 : begin);
                if (match.end == k)
                    for (const Sense& sense : *match.senses)
                        if (sense.facet == Facet::Note) note.kind = m_lexicon.id(Facet::Note, sense.term);
                if (!note.kind.empty()) first = k + 1;
                break;
            }
        if (first < i && notes.size() < mostNotes) {
            note.text = std::string(slice(first, i));
            span(begin, i, "story/notes/" + std::to_string(notes.size()));
            notes.push_back(std::move(note));
        }
        use(begin, i, Use::Text);
        begin = i + 1;
    }
}

std::string_view Pass::groupOf(const Piece& piece) const {
    switch (piece.section) {
        case Section::Frame:
            return "frame";
        case Section::Camera:
            return "camera";
        case Section::Lens:
            return "lens";
        case Section::Light:
        case Section::OtherLights:
            return "light";
        case Section::Grade:
            return "grade";
        case Section::Texture:
            return "texture";
        case Section::Mood:
        case Section::Style:
            return "mood";
        case Section::Effects:
        case Section::Ambience:
        case Section::Music:
        case Section::Dialogue:
            return "sound";
        case Section::Subject:
        case Section::Wardrobe:
        case Section::Emotion:
            return "cast";
        case Section::Place:
        case Section::Time:
        case Section::Weather:
        case Section::Background:
        case Section::Foreground:
            return "place";
        default:
            return {};
    }
}

void Pass::collectLeftovers() {
    const auto content = [&](std::uint32_t i) {
        if (m_tokens[i].kind == TokenKind::Number) return true;
        if (m_tokens[i].kind != TokenKind::Word) return false;
        constexpr std::uint64_t small =
            bit(Class::Article) | bit(Class::Preposition) | bit(Class::Conjunction) | bit(Class::Be) |
            bit(Class::Order) | bit(Class::Filler) | bit(Class::Pronoun) | bit(Class::Light) |
            bit(Class::Camera) | bit(Class::Frame) | bit(Class::Lens) | bit(Class::Grade) |
            bit(Class::Texture) | bit(Class::Adverb) | bit(Class::Determiner) | bit(Class::Mood);
        if (oneOf(i, "has", "holds", "wearing", "models", "seen", "directional", "keep", "keeps", "comes",
                  "filtered"))
            return false;
        return (m_lexicon.words.classes(m_tokens[i].word) & small) == 0;
    };
    for (const Piece& piece : m_pieces) {
        const std::string_view fixed = groupOf(piece);
        for (std::uint32_t i = piece.first; i < piece.last;) {
            if (m_tokens[i].use != Use::Free) {
                ++i;
                continue;
            }
            std::uint32_t end = i;
            bool any = false;
            std::uint64_t classes = 0;
            while (end < piece.last && m_tokens[end].use == Use::Free && !mark(end, ',') && !mark(end, ';')) {
                any = any || content(end);
                classes |= m_lexicon.words.classes(m_tokens[end].word);
                ++end;
            }
            if (any && !word(i, "models")) {
                const std::string_view group = !fixed.empty()                        ? fixed
                                               : (classes & bit(Class::Light)) != 0  ? "light"
                                               : (classes & bit(Class::Camera)) != 0 ? "camera"
                                               : (classes & bit(Class::Lens)) != 0   ? "lens"
                                               : (classes & bit(Class::Grade)) != 0  ? "grade"
                                               : (classes & bit(Class::Mood)) != 0   ? "mood"
                                               : (classes & bit(Class::Sound)) != 0  ? "sound"
                                               : (classes & bit(Class::Place)) != 0  ? "place"
                                                                                     : "story";
                m_reading.leftovers.push_back({m_tokens[i].begin, m_tokens[end - 1].end, std::string(group),
                                               std::string(slice(i, end))});
            }
            i = end + 1;
        }
    }
}

std::string_view Pass::dialectOf() const {
    if (m_json) return "generic_json";
    const auto contains = [this](std::string_view text) {
        return m_text.find(text) != std::string_view::npos;
    };
    if (contains("integrated_multimodal_description:") || contains("<d>[")) return "minimax_h3";
    if (contains("Cinematography:")) return "sora2_archived";
    if (contains("] says,") || contains("] says ")) return "kling3_single";
    if (contains("SFX:") || contains("Ambient noise:")) return "veo31";
    if (contains("[Push in") || contains("[Pull out") || contains("[Pan ") || contains("[Tilt ") ||
        contains("[Static shot") || contains("[Zoom ") || contains("[Tracking shot"))
        return "hailuo_legacy";
    if (contains("The sound of ") && contains("Underneath, ")) return "ltx25";
    return "generic_prose";
}

void Pass::finish(std::string_view dialect) {
    collectLeftovers();
    film::Direction& d = direction();
    // What was said of nobody in particular is said of the first.
    auto& all = d.cast.performances;
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (!all[i].who.empty() || m_reading.cast.empty()) continue;
        const film::CastId lead = m_reading.cast.front().id;
        const auto other =
            std::find_if(all.begin(), all.end(), [&](const film::Performance& p) { return p.who == lead; });
        if (other == all.end()) {
            all[i].who = lead;
            continue;
        }
        if (other->emotion.empty()) other->emotion = all[i].emotion;
        if (other->pose.empty()) other->pose = all[i].pose;
        if (other->eyeline.empty()) other->eyeline = all[i].eyeline;
        if (other->gesture.empty()) other->gesture = all[i].gesture;
        if (other->wardrobe.empty()) other->wardrobe = all[i].wardrobe;
        all.erase(all.begin() + static_cast<std::ptrdiff_t>(i));
        --i;
    }
    const film::Performance none;
    std::erase_if(all, [&](const film::Performance& p) {
        film::Performance bare = p;
        bare.who = {};
        return bare == none;
    });
    if (d.sound.music && d.sound.noMusic) d.sound.noMusic.reset();
    for (const Leftover& rest : m_reading.leftovers) {
        if (d.story.notes.size() >= mostNotes) break;
        const auto known = [&](const film::Note& note) { return note.text == rest.text; };
        if (std::any_of(d.story.notes.begin(), d.story.notes.end(), known)) continue;
        film::Note note;
        note.text = rest.text;
        d.story.notes.push_back(std::move(note));
    }
    m_reading.dialect = std::string(dialect == "auto" || dialect.empty() ? dialectOf() : dialect);
    std::stable_sort(m_reading.spans.begin(), m_reading.spans.end(),
                     [](const Span& a, const Span& b) { return a.begin < b.begin; });
}

}  // namespace groundglass::read
