#pragma once

#include "shot_builder.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace groundglass::test {

inline constexpr auto term = &ShotBuilder::term;
using Change = std::function<void(ShotBuilder&)>;

/// A rule with a shot in which it must speak and a near one in which it must not.
struct Case {
    std::string_view rule;
    Change found;
    Change silent;
    std::string_view dialect = "generic_prose";
    std::string_view silentDialect = {};
};

inline film::Move move(std::string_view kind, double amount = 0) {
    film::Move m;
    m.kind = term(kind);
    m.endFrame = "her eyes";
    if (amount > 0) m.amount = amount;
    return m;
}

inline film::Beat beat(std::string_view verb, std::string_view who = {}) {
    film::Beat b;
    b.verb = verb;
    b.who = film::CastId(who);
    return b;
}

inline film::Performance performance(std::string_view emotion, std::string_view eyeline = {},
                                     std::string_view gesture = {}) {
    film::Performance p;
    p.who = film::CastId("woman");
    p.emotion = term(emotion);
    p.eyeline = term(eyeline);
    p.gesture = gesture;
    return p;
}

inline film::DialogueLine line(std::string_view words, std::string_view who = "woman") {
    film::DialogueLine l;
    l.who = film::CastId(who);
    l.words = words;
    return l;
}

inline std::string words(int n) {
    std::string text;
    for (int i = 0; i < n; ++i) text += i == 0 ? "never" : " again";
    return text;
}

inline ShotBuilder plain() {
    ShotBuilder s;
    s.d.cast.members = {film::CastId("woman")};
    s.d.place.location = film::LocationId("cafe");
    s.d.frame.size = term("ms");
    s.d.sound.noMusic = true;
    return s;
}

/// The rule speaks in the one shot, is silent in the other, and each of its fixes silences it.
inline void checkCases(const std::vector<Case>& cases) {
    for (const Case& c : cases) {
        ShotBuilder found = plain();
        c.found(found);
        const prompt::Finding finding = found.finding(c.rule, c.dialect);
        INFO(c.rule << " " << finding.reason);
        CHECK(finding.rule == c.rule);
        CHECK_FALSE(finding.title.empty());
        CHECK_FALSE(finding.reason.empty());
        CHECK(finding.reason.find('{') == std::string::npos);
        for (const prompt::Fix& fix : finding.fixes) {
            INFO(fix.label);
            CHECK(cures(found, c.rule, fix, c.dialect));
        }
        ShotBuilder silent = plain();
        c.silent(silent);
        CHECK_FALSE(silent.finds(c.rule, c.silentDialect.empty() ? c.dialect : c.silentDialect));
    }
}

}  // namespace groundglass::test
