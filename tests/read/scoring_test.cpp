#include "scoring.hpp"

#include "groundglass/base/format.hpp"
#include "groundglass/film/fields.hpp"

#include <cmath>
#include <cstdlib>
#include <iostream>
#include <set>

using namespace groundglass;

namespace groundglass::test {
namespace {

using Values = GoldenCase::Values;

std::vector<std::string> alternatives(const std::string& value) {
    std::vector<std::string> all;
    for (std::size_t at = 0; at <= value.size();) {
        const std::size_t end = std::min(value.find('|', at), value.size());
        all.push_back(value.substr(at, end - at));
        at = end + 1;
    }
    return all;
}

/// Content words without their endings.
std::set<std::string> stems(std::string_view text) {
    static const std::set<std::string> small{"a",    "an",   "the",  "of",  "in",   "on",  "at",   "to",
                                             "and",  "his",  "her",  "its", "is",   "are", "with", "their",
                                             "from", "into", "onto", "for", "down", "up",  "out"};
    std::set<std::string> all;
    std::string word;
    const auto close = [&] {
        if (word.empty()) return;
        if (!small.contains(word)) {
            for (const std::string_view ending : {"ing", "ies", "es", "ed", "s", "e", "y"})
                if (word.size() > ending.size() + 2 && word.ends_with(ending)) {
                    word.resize(word.size() - ending.size());
                    break;
                }
            if (word.size() > 2 && (word.back() == 'i' || word.back() == 'y')) word.pop_back();
            if (word.size() > 3 && word[word.size() - 1] == word[word.size() - 2]) word.pop_back();
            all.insert(word);
        }
        word.clear();
    };
    for (const char c : text) {
        const bool letter =
            (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
        if (letter)
            word.push_back(c);
        else if (c >= 'A' && c <= 'Z')
            word.push_back(static_cast<char>(c + 32));
        else if (c != '\'')
            close();
    }
    close();
    return all;
}

/// `extra` may help to find the wanted words, but is not held against the text.
bool alike(std::string_view wanted, std::string_view text, std::string_view extra = {}) {
    const auto want = stems(wanted);
    const auto have = stems(text);
    const auto more = stems(extra);
    std::size_t found = 0;
    for (const std::string& word : want) found += have.contains(word) || more.contains(word) ? 1 : 0;
    std::size_t right = 0;
    for (const std::string& word : have) right += want.contains(word) ? 1 : 0;
    return !want.empty() && static_cast<double>(found) >= 0.6 * static_cast<double>(want.size()) &&
           (have.empty() || static_cast<double>(right) >= 0.3 * static_cast<double>(have.size()));
}

bool isText(std::string_view path) {
    static const std::set<std::string, std::less<>> texts{
        "cast/members",  "cast/wardrobe",    "cast/gesture",     "story/actions",   "place/description",
        "place/era",     "place/foreground", "place/background", "place/midground", "place/dressing",
        "sound/beds",    "sound/music",      "sound/only_sound", "sound/dialogue",  "avoid/items",
        "grade/palette", "lens/focus_target"};
    return texts.contains(path);
}

bool matches(const std::string& path, const std::string& wanted, const std::string& value,
             const Values& all) {
    if (isText(path)) {
        std::string extra;
        if (path == "story/actions") {
            for (const char* other : {"cast/members", "place/description", "cast/eyeline", "light/source"})
                if (const auto found = all.find(other); found != all.end())
                    for (const std::string& text : found->second) extra += text + " ";
        }
        return alike(wanted, value, extra);
    }
    char* end = nullptr;
    const double number = std::strtod(wanted.c_str(), &end);
    if (end != nullptr && *end == '\0' && !wanted.empty()) {
        const double other = std::strtod(value.c_str(), &end);
        return std::abs(number - other) <= 0.01 * std::abs(number);
    }
    if (path == "camera/moves") {
        if (wanted.find('/') == std::string::npos) return value.substr(0, value.find('/')) == wanted;
        return value == wanted || value == wanted.substr(0, wanted.find('/'));
    }
    if (path == "light/others") {
        const std::size_t slash = wanted.find('/');
        const std::size_t own = value.find('/');
        const std::string role = wanted.substr(0, slash);
        const std::string source = wanted.substr(slash + 1);
        return (role.empty() || role == value.substr(0, own)) &&
               (source.empty() || source == value.substr(own + 1));
    }
    return wanted == value;
}

bool matchesAny(const std::string& path, const std::string& wanted, const std::string& value,
                const Values& all) {
    for (const std::string& one : alternatives(wanted))
        if (matches(path, one, value, all)) return true;
    return false;
}

/// Effects and ambience are one; rim, back and hair light too.
Values merged(const Values& values) {
    Values out;
    for (const auto& [path, all] : values)
        for (const std::string& value : all) {
            const bool bed = path == "sound/effects" || path == "sound/ambience";
            if (path == "light/pattern" && value.find('|') == std::string::npos &&
                (value == "rim" || value == "back" || value == "hair"))
                out["light/others"].push_back(value + "/");
            else
                out[bed ? "sound/beds" : path].push_back(value);
        }
    return out;
}

}  // namespace

Score& Score::operator+=(const Score& other) {
    expected += other.expected;
    found += other.found;
    read += other.read;
    right += other.right;
    return *this;
}

Values valuesOf(const read::Reading& reading) {
    Values out;
    const film::Direction& d = reading.direction;
    for (const film::FieldDescriptor& field : film::fieldTable()) {
        const film::FieldValue value = field.get(d);
        const std::string path(field.path);
        if (path == "story/notes" || path == "cast/members") continue;
        if (const auto* text = std::get_if<std::string>(&value)) out[path].push_back(*text);
        if (const auto* list = std::get_if<std::vector<std::string>>(&value)) out[path] = *list;
        if (const auto* number = std::get_if<double>(&value))
            out[path].push_back(path == "light/key_azimuth" ? (*number < 0 ? "left" : "right")
                                                            : base::format("{}", *number));
        if (const auto* whole = std::get_if<std::int64_t>(&value))
            out[path].push_back(base::format("{}", *whole));
        if (const auto* flag = std::get_if<bool>(&value)) out[path].push_back(*flag ? "true" : "false");
    }
    if (d.output.rate) out["output/rate"].push_back(base::format("{}", d.output.rate->perSecond()));
    for (const film::CastMember& member : reading.cast) {
        out["cast/members"].push_back(member.phrase);
        if (!member.wardrobe.empty()) out["cast/wardrobe"].push_back(member.wardrobe);
    }
    for (const film::Performance& p : d.cast.performances) {
        if (!p.emotion.empty()) out["cast/emotion"].push_back(p.emotion.str());
        if (!p.pose.empty()) out["cast/pose"].push_back(p.pose.str());
        if (!p.eyeline.empty()) out["cast/eyeline"].push_back(p.eyeline.str());
        if (!p.gesture.empty()) out["cast/gesture"].push_back(p.gesture);
        if (!p.wardrobe.empty()) out["cast/wardrobe"].push_back(p.wardrobe);
    }
    for (const film::Beat& beat : d.story.actions) out["story/actions"].push_back(beat.verb);
    for (const film::Move& move : d.camera.moves)
        out["camera/moves"].push_back(move.speed.empty() ? move.kind.str()
                                                         : move.kind.str() + "/" + move.speed.str());
    for (const film::Filter& filter : d.lens.filters)
        out["lens/filters"].push_back(filter.strength.empty() ? filter.kind.str()
                                                              : filter.kind.str() + " " + filter.strength);
    for (const film::Light& light : d.light.others)
        out["light/others"].push_back(light.role.str() + "/" + light.source.str());
    for (const film::DialogueLine& line : d.sound.dialogue) out["sound/dialogue"].push_back(line.words);
    for (const film::Sound& sound : d.sound.effects) out["sound/effects"].push_back(sound.what);
    for (const film::Sound& sound : d.sound.ambience) out["sound/ambience"].push_back(sound.what);
    return out;
}

void score(const GoldenCase& golden, const Values& read, Scores& scores, std::vector<std::string>* misses) {
    const Values is = merged(golden.is);
    const Values may = merged(golden.may);
    const Values have = merged(read);
    const auto in = [&](const Values& values, const std::string& path) -> const std::vector<std::string>& {
        static const std::vector<std::string> none;
        const auto found = values.find(path);
        return found == values.end() ? none : found->second;
    };
    for (const auto& [path, wanted] : is)
        for (const std::string& want : wanted) {
            Score& group = scores[path.substr(0, path.find('/'))];
            ++group.expected;
            bool found = false;
            for (const std::string& value : in(have, path))
                found = found || matchesAny(path, want, value, have);
            // "light/pattern": "rim|back" may be answered by a light of its own.
            if (!found && path == "light/pattern")
                for (const std::string& one : alternatives(want))
                    for (const std::string& value : in(have, "light/others"))
                        found = found || value.substr(0, value.find('/')) == one;
            group.found += found ? 1 : 0;
            if (!found && misses != nullptr) misses->push_back("  missing " + path + " = " + want);
        }
    for (const auto& [path, values] : have)
        for (const std::string& value : values) {
            bool right = false;
            bool counts = true;
            for (const std::string& want : in(is, path)) right = right || matchesAny(path, want, value, have);
            if (!right)
                for (const std::string& want : in(may, path))
                    if (matchesAny(path, want, value, have)) counts = false;
            if (!right && path == "light/others")
                for (const std::string& want : in(is, "light/pattern"))
                    for (const std::string& one : alternatives(want))
                        right = right || one == value.substr(0, value.find('/'));
            if (!right && path == "cast/members")  // the doer of an expected action
                for (const std::string& want : in(is, "story/actions")) {
                    const auto words = stems(want);
                    bool all = true;
                    for (const std::string& word : stems(value)) all = all && words.contains(word);
                    if (all) counts = false;
                }
            if (!counts) continue;
            Score& group = scores[path.substr(0, path.find('/'))];
            ++group.read;
            group.right += right ? 1 : 0;
            if (!right && misses != nullptr) misses->push_back("  wrong   " + path + " = " + value);
        }
}

}  // namespace groundglass::test

namespace {

const read::Reader& reader() {
    static const auto loaded = [] {
        const auto vocabulary = craft::Vocabulary::load(test::resources() / "vocabulary");
        REQUIRE(vocabulary);
        return read::Reader::load(*vocabulary, test::resources() / "reading");
    }();
    REQUIRE(loaded);
    return *loaded;
}

test::Scores scoresOf(std::string_view part, bool show) {
    test::Scores scores;
    for (const test::GoldenCase& one : test::goldenCases(part)) {
        const auto reading = reader().read(one.text);
        INFO(one.text);
        REQUIRE(reading);
        std::vector<std::string> misses;
        test::score(one, test::valuesOf(*reading), scores, &misses);
        if (!show || misses.empty()) continue;
        std::cout << one.text << '\n';
        for (const std::string& line : misses) std::cout << line << '\n';
    }
    return scores;
}

test::Score print(std::string_view part, const test::Scores& scores) {
    test::Score all;
    std::cout << base::format("golden prompts, {}: recall / precision\n", part);
    const auto row = [](std::string_view name, const test::Score& s) {
        std::cout << base::format("  {:<9} {:>5.1f} % / {:>5.1f} %  ({} of {}, {} of {})\n", name,
                                  100 * s.recall(), 100 * s.precision(), s.found, s.expected, s.right,
                                  s.read);
    };
    for (const auto& [group, s] : scores) {
        row(group, s);
        all += s;
    }
    row("all", all);
    return all;
}

}  // namespace

TEST_CASE("the golden prompts are read") {
    const bool show = std::getenv("GROUNDGLASS_SHOW_MISSES") != nullptr;  // of the open part only
    const test::Score open = print("open", scoresOf("open", show));
    const test::Score held = print("held out", scoresOf("held", false));
    // What is reached; 95 % and 97 % are wanted of both parts.
    CHECK(open.recall() >= 0.96);
    CHECK(open.precision() >= 0.96);
    CHECK(held.recall() >= 0.92);
    CHECK(held.precision() >= 0.94);
}
