#include "prompt/english.hpp"

#include "random_shot.hpp"
#include "sample_shots.hpp"
#include "shot_builder.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <functional>
#include <random>
#include <regex>
#include <set>
#include <string>
#include <string_view>
#include <vector>

using namespace groundglass;

namespace {

using Words = std::vector<std::string>;

/// Words without the signs around them, in lower case.
Words wordsOf(std::string_view text) {
    Words words;
    std::string word;
    for (const char c : text) {
        if (std::isalnum(static_cast<unsigned char>(c)) != 0 || static_cast<unsigned char>(c) >= 0x80 ||
            c == '-' || c == '\'' || c == '/') {
            word += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        } else if (!word.empty()) {
            words.push_back(word);
            word.clear();
        }
    }
    if (!word.empty()) words.push_back(word);
    return words;
}

std::vector<std::string> sentencesOf(const std::string& text) {
    std::vector<std::string> sentences;
    std::string one;
    for (std::size_t i = 0; i < text.size(); ++i) {
        one += text[i];
        const bool ends =
            text[i] == '\n' ||
            (text[i] == '.' && (i + 1 == text.size() || text[i + 1] == ' ' || text[i + 1] == '\n'));
        if (!ends) continue;
        if (wordsOf(one).size() > 1) sentences.push_back(one);
        one.clear();
    }
    if (wordsOf(one).size() > 1) sentences.push_back(one);
    return sentences;
}

/// "a hour", "an woman": the article before each word that is one.
void checkArticles(const std::string& text) {
    static const std::regex article(R"(\b([Aa]n?) (\"?[^\s,.;:]+))");
    for (auto at = std::sregex_iterator(text.begin(), text.end(), article); at != std::sregex_iterator();
         ++at) {
        const bool an = (*at)[1].length() == 2;
        INFO((*at)[0].str());
        CHECK(prompt::takesAn((*at)[2].str()) == an);
    }
}

void checkAgreement(const std::string& text) {
    for (const char* wrong :
         {"he are",       "she are",      "it are",  "they is ",   "woman are", "the camera push ",
          "camera move ", "camera is is", "is hold", "they walks", "she hold ", "he hold ",
          "it turn ",     "a the",        "an the",  "of of",      "with with", "and and",
          "in in ",       "is a a",       ", and.",  ", with.",    "with,",     "and,",
          " a,",          " the,",        "no no "}) {
        static std::string padded;
        padded = ' ' + text;
        std::transform(padded.begin(), padded.end(), padded.begin(),
                       [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
        INFO(wrong);
        CHECK(padded.find(std::string(" ") + wrong) == std::string::npos);
    }
}

/// Words that say nothing a camera could see.
void checkNoNullWords(const std::string& text) {
    static const std::set<std::string> null{"cinematic",    "masterpiece",    "8k",
                                            "4k",           "stunning",       "ultra-realistic",
                                            "beautiful",    "amazing",        "award-winning",
                                            "breathtaking", "ultra-detailed", "hyperrealistic",
                                            "gorgeous"};
    for (const std::string& word : wordsOf(text)) {
        INFO(word);
        CHECK(null.count(word) == 0);
    }
}

/// No five words in a row come twice.
void checkNothingTwice(const std::string& text) {
    const Words words = wordsOf(text);
    constexpr std::size_t run = 5;
    std::set<std::string> seen;
    for (std::size_t i = 0; i + run <= words.size(); ++i) {
        std::string key;
        for (std::size_t k = i; k < i + run; ++k) key += words[k] + ' ';
        INFO(key);
        CHECK(seen.insert(key).second);
    }
}

/// Quality of the light before its colour, colour before its contrast; closeness before focus.
void checkAdjectives(const std::string& text) {
    static const std::array wrong{
        std::regex(R"(\b(warm|cool|amber), (very soft|soft|hard|semi-hard)\b)"),
        std::regex(R"(\b(high-contrast|low-contrast|stark|modelled), (warm|cool|soft|hard)\b)"),
        std::regex(R"(\b(shallow|deep)-focus, (tight|loose)\b)")};
    for (const std::regex& order : wrong) CHECK_FALSE(std::regex_search(text, order));
}

bool isProse(const prompt::Dialect& dialect) {
    return dialect.id != "generic_json" && dialect.id != "sora2_archived";
}

void eachSample(const std::function<void(const prompt::Dialect&, const prompt::Prompt&)>& see) {
    const test::SampleShots shots;
    const auto dialects = prompt::Dialects::load(test::resources() / "dialects");
    REQUIRE(dialects);
    for (const prompt::ComposeInput& input : shots.inputs) {
        for (const prompt::Dialect* dialect : dialects->all()) {
            const auto made = prompt::compose(input, *dialect);
            REQUIRE(made);
            INFO(dialect->id << " " << input.shot.id.str() << "\n" << made->text);
            see(*dialect, *made);
        }
    }
}

void eachRandom(int rounds, const std::function<void(const prompt::Dialect&, const prompt::Prompt&)>& see) {
    const auto dialects = prompt::Dialects::load(test::resources() / "dialects");
    REQUIRE(dialects);
    std::mt19937 dice(20261124);
    for (int round = 0; round < rounds; ++round) {
        const test::ShotBuilder shot = test::randomShot(dice);
        for (const prompt::Dialect* dialect : dialects->all()) {
            const auto made = shot.tryCompose(*dialect);
            REQUIRE(made);
            INFO(dialect->id << " round " << round << "\n" << made->text);
            see(*dialect, *made);
        }
    }
}

/// The fixed three-field form: order of the fields, one mark a shot, speech with its language, nothing empty.
void checkFixedForm(const std::string& text, bool fromPicture) {
    static const std::regex form(
        R"((For the target video, at 0\.00 seconds into the target video, <Picture 1> \(from \[Shot 1\]\) is fully referenced\.\n\n)?)"
        R"(integrated_multimodal_description: \[Shot 1\] ?[^\n]*\n\noverall_soundscape: [^\n]+\n\nnon_diegetic_music: [^\n]+)");
    std::smatch found;
    CHECK(std::regex_match(text, found, form));
    CHECK(found[1].matched == fromPicture);
    static const std::regex speech(R"(\(S[0-9]+\)[^<]*says[^<]*: <d>\[[A-Z][a-z]+\] [^<]+</d>)");
    std::size_t lines = 0;
    for (std::size_t at = text.find("<d>"); at != std::string::npos; at = text.find("<d>", at + 1)) ++lines;
    CHECK(static_cast<std::size_t>(std::distance(std::sregex_iterator(text.begin(), text.end(), speech),
                                                 std::sregex_iterator())) == lines);
}

}  // namespace

TEST_CASE("every sample in every dialect is good English", "[prompt][english]") {
    eachSample([](const prompt::Dialect& dialect, const prompt::Prompt& p) {
        if (dialect.id == "generic_json") return;
        checkArticles(p.text);
        checkAgreement(p.text);
        checkNoNullWords(p.text);
        checkNothingTwice(p.text);
        checkAdjectives(p.text);
        if (!isProse(dialect)) return;
        for (const std::string& sentence : sentencesOf(p.text)) {
            INFO(sentence);
            CHECK(wordsOf(sentence).size() <= 60);
        }
    });
}

TEST_CASE("random shots in every dialect keep articles, agreement and adjectives",
          "[prompt][english][property]") {
    eachRandom(60, [](const prompt::Dialect& dialect, const prompt::Prompt& p) {
        if (dialect.id == "generic_json") return;
        checkArticles(p.text);
        checkAgreement(p.text);
        checkNoNullWords(p.text);
        checkAdjectives(p.text);
    });
}

TEST_CASE("where negations are read as wishes there is none", "[prompt][property]") {
    const auto check = [](const prompt::Dialect& dialect, const prompt::Prompt& p) {
        if (dialect.negatives != "forbidden") return;
        for (const std::string& word : wordsOf(p.text)) {
            const bool negation = word == "no" || word == "not" || word == "without" || word == "devoid" ||
                                  word == "missing" || word == "never";
            CHECK_FALSE(negation);
        }
    };
    eachSample(check);
}

TEST_CASE("a field of exclusions holds nouns", "[prompt][property]") {
    const auto check = [](const prompt::Dialect&, const prompt::Prompt& p) {
        const std::string padded = ", " + p.negative;
        for (const char* lead : {", no ", ", not ", ", without ", ", don't ", ", avoid "})
            CHECK(padded.find(lead) == std::string::npos);
    };
    eachSample(check);
    eachRandom(20, check);
}

TEST_CASE("the fixed form is kept by every shot", "[prompt][property]") {
    const auto check = [](const prompt::Dialect& dialect, const prompt::Prompt& p) {
        if (dialect.id != "minimax_h3") return;
        const bool picture = std::any_of(p.facts.begin(), p.facts.end(), [](const prompt::Fact& fact) {
            return fact.field.starts_with("output/references");
        });
        checkFixedForm(p.text, picture);
    };
    eachSample(check);
    eachRandom(60, check);
}

TEST_CASE("commands in brackets stay in the dialect that has them and are of its list",
          "[prompt][property]") {
    static const std::set<std::string> commands{
        "Truck left",  "Truck right",   "Pan left",    "Pan right",        "Push in", "Pull out",
        "Pedestal up", "Pedestal down", "Tilt up",     "Tilt down",        "Zoom in", "Zoom out",
        "Shake",       "Tracking shot", "Static shot", "Pull out, Zoom in"};
    static const std::regex bracket(R"(\[([^\]]*)\])");
    const auto check = [](const prompt::Dialect& dialect, const prompt::Prompt& p) {
        const bool own = dialect.id == "hailuo_legacy";
        const bool others =
            dialect.id == "minimax_h3" || dialect.id.starts_with("kling3") || dialect.id == "generic_json";
        if (others) return;
        for (auto at = std::sregex_iterator(p.text.begin(), p.text.end(), bracket);
             at != std::sregex_iterator(); ++at) {
            static const std::regex time(R"([0-9:s-]+)");
            if (std::regex_match((*at)[1].str(), time)) continue;
            INFO((*at)[0].str());
            CHECK(own);
            CHECK(commands.count((*at)[1].str()) == 1);
        }
    };
    eachSample(check);
    eachRandom(60, check);
}

TEST_CASE("an observable-only dialect names no mood and no feeling", "[prompt][property]") {
    const test::SampleShots shots;
    for (const prompt::ComposeInput& input : shots.inputs) {
        const film::Direction& direction = input.effective.direction;
        for (const char* dialect : {"ltx25", "wan22_open"}) {
            const auto p = prompt::compose(input, test::dialect(dialect));
            REQUIRE(p);
            INFO(dialect << "\n" << p->text);
            for (const film::TermId& mood : direction.mood.moods)
                CHECK(p->text.find(test::vocabulary().find("mood", mood.str())->words("noun")) ==
                      std::string::npos);
            for (const film::Performance& performance : direction.cast.performances)
                if (!performance.emotion.empty())
                    CHECK(p->text.find(
                              test::vocabulary().find("emotion", performance.emotion.str())->words("noun")) ==
                          std::string::npos);
        }
    }
}
