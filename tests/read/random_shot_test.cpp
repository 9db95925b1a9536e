#include "random_shot.hpp"

#include "groundglass/film/fields.hpp"
#include "support/catch.hpp"
#include "support/temp_dir.hpp"

#include <array>
#include <random>
#include <string>
#include <vector>

namespace groundglass::test {
namespace {

struct Person {
    const char* phrase;
    const char* pronoun;
    const char* trait;
    const char* wardrobe;
};
constexpr std::array people{Person{"elderly woman", "she", "silver hair pinned up", "a charcoal wool coat"},
                            Person{"young violinist", "he", "ink-stained fingers", "a frayed tailcoat"},
                            Person{"tired nurse", "she", "dark circles", "blue scrubs"},
                            Person{"lighthouse keeper", "he", "a white beard", "an oilskin jacket"},
                            Person{"street dancer", "they", "a shaved head", "a red tracksuit"},
                            Person{"small robot", "it", "a dented shell", ""},
                            Person{"fisherman", "he", "weathered hands", "a yellow raincoat"},
                            Person{"ballet teacher", "she", "a straight back", "a black leotard"}};
constexpr std::array places{"a busy Parisian café", "an empty train station", "a remote mountain village",
                            "a narrow kitchen",     "the deck of a trawler",  "a flooded street",
                            "an abandoned theatre", "a quiet library"};
constexpr std::array actions{"drinking coffee",    "folding a letter",        "climbing the last steps",
                             "tuning a violin",    "walking toward the door", "wiping the counter",
                             "lighting a candle",  "counting coins",          "opening an umbrella",
                             "reading a telegram", "winding a clock",         "tying a rope"};
constexpr std::array layers{"stacked firewood", "a row of empty chairs", "drifting leaves",
                            "a wall of ice",    "dripping pipes",        "paper boats"};
constexpr std::array sounds{"a porcelain cup touching its saucer",
                            "the murmur of a full room",
                            "boots on wet gravel",
                            "a distant train",
                            "a ticking clock",
                            "gulls over the harbour"};
constexpr std::array musics{"slow piano", "a lone cello", "low strings"};
constexpr std::array lines{"It's late.", "Where were you?", "I kept it for you, all these years.",
                           "Don't wait."};
constexpr std::array palettes{"walnut tables", "brass lamps", "teal wall tiles", "bone-white sails",
                              "rust-red doors"};
constexpr std::array avoided{"subtitles", "watermarks", "extra fingers", "logos"};
constexpr std::array gestures{"one hand on the rail", "shoulders slack", "a tightening grip"};

class Dice {
public:
    explicit Dice(std::uint32_t seed) : m_engine(seed) {}
    std::uint32_t below(std::size_t count) { return static_cast<std::uint32_t>(m_engine() % count); }
    bool chance(std::uint32_t percent) { return below(100) < percent; }
    template <std::size_t N>
    std::string one(const std::array<const char*, N>& of) {
        return of[below(N)];
    }

private:
    std::mt19937 m_engine;  // its numbers are the same everywhere
};

class Maker {
public:
    Maker(const craft::Vocabulary& vocabulary, std::uint32_t seed) : m_vocabulary(vocabulary), m_dice(seed) {}

    film::Film make() {
        people_();
        story();
        place();
        frame();
        lens();
        light();
        finish();
        sound();
        film::Shot shot;
        shot.id = film::ShotId("s");
        shot.direction = m_d;
        m_film.shots.emplace(shot.id, std::move(shot));
        return std::move(m_film);
    }

private:
    film::TermId term(std::string_view facet) {
        const auto terms = m_vocabulary.terms(facet);
        return film::TermId(terms[m_dice.below(terms.size())].id);
    }
    void maybe(std::optional<film::TermId>& field, std::string_view facet, std::uint32_t percent) {
        if (m_dice.chance(percent)) field = term(facet);
    }

    void people_() {
        const std::size_t count = m_dice.chance(25) ? 2 : 1;
        std::size_t at = m_dice.below(people.size());
        for (std::size_t i = 0; i < count; ++i, at = (at + 3) % people.size()) {
            film::CastMember member;
            member.id = film::CastId("m" + std::to_string(i));
            member.phrase = people[at].phrase;
            member.name = people[at].phrase;
            member.pronoun = people[at].pronoun;
            member.figure = "adult";
            if (m_dice.chance(50)) member.traits = {people[at].trait};
            if (m_dice.chance(50)) member.wardrobe = people[at].wardrobe;
            m_d.cast.members.push_back(member.id);
            m_film.cast.emplace(member.id, member);
        }
        if (!m_dice.chance(50)) return;
        film::Performance p;
        p.who = m_d.cast.members.front();
        if (m_dice.chance(60)) p.emotion = term("emotion");
        if (m_dice.chance(40)) p.eyeline = term("eyeline");
        if (m_dice.chance(30)) p.gesture = m_dice.one(gestures);
        m_d.cast.performances.push_back(p);
    }

    void story() {
        const std::size_t count = m_dice.below(3);
        for (std::size_t i = 0; i < count; ++i) {
            film::Beat beat;
            beat.who = m_d.cast.members.front();
            beat.verb = actions[(m_dice.below(6) * 2 + i) % actions.size()];
            m_d.story.actions.push_back(beat);
        }
    }

    void place() {
        if (m_dice.chance(85)) {
            film::Location location;
            location.id = film::LocationId("here");
            location.phrase = m_dice.one(places);
            m_d.place.location = location.id;
            m_film.locations.emplace(location.id, location);
        }
        maybe(m_d.place.timeOfDay, "time_of_day", 50);
        if (m_dice.chance(35)) m_d.place.weather = {term("weather")};
        if (m_dice.chance(20)) m_d.place.era = "the 1950s";
        if (m_dice.chance(25)) m_d.place.foreground = m_dice.one(layers);
        if (m_dice.chance(25)) m_d.place.background = m_dice.one(layers);
        if (m_dice.chance(20)) m_d.place.dressing = {layers[m_dice.below(3)], layers[3 + m_dice.below(3)]};
    }

    void frame() {
        maybe(m_d.frame.size, "shot_size", 90);
        maybe(m_d.frame.tightness, "tightness", 15);
        maybe(m_d.frame.coverage, "coverage", 20);
        maybe(m_d.frame.angle, "angle", 40);
        maybe(m_d.frame.height, "camera_height", 25);
        maybe(m_d.frame.roll, "roll", 15);
        maybe(m_d.frame.view, "view", 30);
        if (m_dice.chance(35)) m_d.frame.composition = {term("composition")};
        if (m_dice.chance(70)) {
            film::Move move;
            move.kind = term("move");
            if (m_dice.chance(50)) move.speed = term("speed");
            if (m_dice.chance(25)) move.easing = term("easing");
            m_d.camera.moves.push_back(move);
        }
        maybe(m_d.camera.support, "support", 40);
        maybe(m_d.camera.steadiness, "steadiness", 15);
        maybe(m_d.camera.timeLook, "time_look", 15);
    }

    void lens() {
        constexpr std::array focals{18.0, 24.0, 35.0, 50.0, 85.0, 135.0};
        constexpr std::array stops{1.4, 2.0, 2.8, 5.6, 11.0};
        if (m_dice.chance(70)) m_d.lens.focal = base::Millimetres{focals[m_dice.below(focals.size())]};
        if (m_dice.chance(60)) m_d.lens.aperture = base::FNumber{stops[m_dice.below(stops.size())]};
        maybe(m_d.lens.format, "capture_format", 35);
        maybe(m_d.lens.family, "lens_family", 20);
        maybe(m_d.lens.construction, "lens_construction", 25);
        maybe(m_d.lens.depth, "depth_of_field", 40);
        if (m_dice.chance(30)) m_d.lens.character = {term("lens_character")};
        if (m_dice.chance(20)) m_d.lens.filters = {{term("filter"), m_dice.chance(50) ? "1/4" : "", {}}};
        if (m_dice.chance(15)) m_d.lens.focusTarget = "the far door";
    }

    void light() {
        maybe(m_d.light.pattern, "light_pattern", 60);
        maybe(m_d.light.source, "light_source", 60);
        maybe(m_d.light.quality, "light_quality", 50);
        maybe(m_d.light.modifier, "light_modifier", 15);
        maybe(m_d.light.atmosphere, "atmosphere", 30);
        if (m_dice.chance(40)) m_d.light.keyAzimuth = base::Degrees{m_dice.chance(50) ? 60.0 : -60.0};
        if (m_dice.chance(25)) {
            film::Light other;
            other.role = term("light_role");
            other.source = term("light_source");
            m_d.light.others.push_back(other);
        }
    }

    void finish() {
        maybe(m_d.grade.grade, "grade", 60);
        maybe(m_d.grade.stock, "film_stock", 30);
        maybe(m_d.grade.harmony, "harmony", 20);
        if (m_dice.chance(35))
            m_d.grade.palette = {palettes[m_dice.below(2)], palettes[2], palettes[3 + m_dice.below(2)]};
        maybe(m_d.texture.grain, "grain", 40);
        if (m_dice.chance(20)) m_d.texture.artefacts = {term("artefact")};
        if (m_dice.chance(50)) m_d.mood.moods = {term("mood")};
        maybe(m_d.mood.genre, "genre", 25);
    }

    void sound() {
        if (m_dice.chance(30)) {
            film::DialogueLine line;
            line.who = m_d.cast.members.front();
            line.words = m_dice.one(lines);
            m_d.sound.dialogue.push_back(line);
        }
        if (m_dice.chance(50)) m_d.sound.effects = {{m_dice.one(sounds), {}, {}, {}}};
        if (m_dice.chance(40)) m_d.sound.ambience = {{m_dice.one(sounds), {}, {}, {}}};
        if (m_dice.chance(20))
            m_d.sound.music = m_dice.one(musics);
        else if (m_dice.chance(40))
            m_d.sound.noMusic = true;
        if (m_dice.chance(50)) m_d.avoid.items = {avoided[m_dice.below(2)], avoided[2 + m_dice.below(2)]};
    }

    const craft::Vocabulary& m_vocabulary;
    Dice m_dice;
    film::Film m_film;
    film::Direction m_d;
};

}  // namespace

film::Film randomFilm(const craft::Vocabulary& vocabulary, std::uint32_t seed) {
    return Maker(vocabulary, seed).make();
}

}  // namespace groundglass::test

using namespace groundglass;

TEST_CASE("random shots are valid") {
    const auto vocabulary = craft::Vocabulary::load(test::resources() / "vocabulary");
    REQUIRE(vocabulary);
    for (std::uint32_t seed = 0; seed < 200; ++seed) {
        const film::Film film = test::randomFilm(*vocabulary, seed);
        const film::Direction& d = film.shots.at(film::ShotId("s")).direction;
        INFO(seed);
        CHECK(craft::checkTerms(d, *vocabulary, "").empty());
        for (const film::FieldDescriptor& field : film::fieldTable()) {
            const auto value = field.get(d);
            if (film::isSet(value)) CHECK(film::checkField(field, value));
        }
    }
}
