#pragma once

#include "shot_builder.hpp"

#include <cmath>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace groundglass::test {

/// A value for any field, drawn from its descriptor.
inline film::FieldValue randomValue(const film::FieldDescriptor& field, std::mt19937& dice) {
    const auto pick = [&](std::size_t n) {
        return std::uniform_int_distribution<std::size_t>(0, n - 1)(dice);
    };
    const auto anyTerm = [&](std::string_view facet) {
        return test::vocabulary().terms(facet)[pick(test::vocabulary().terms(facet).size())].id;
    };
    const auto within = [&](double low, double high) {
        low = std::isfinite(low) ? low : -10;
        high = std::isfinite(high) ? std::min(high, 5000.0) : 10;
        return low + (high - low) * static_cast<double>(pick(1000)) / 999;
    };
    using film::FieldKind;
    switch (field.kind) {
        case FieldKind::Flag:
            return pick(2) == 0;
        case FieldKind::Whole:
            return static_cast<std::int64_t>(720);
        case FieldKind::Number:
            return within(field.min, field.max);
        case FieldKind::Duration:
            return static_cast<std::int64_t>(1000 + 1000 * pick(12));
        case FieldKind::Term:
            return anyTerm(field.facet);
        case FieldKind::Terms: {
            const std::string one = anyTerm(field.facet);
            const std::string two = anyTerm(field.facet);
            return one == two ? std::vector<std::string>{one} : std::vector<std::string>{one, two};
        }
        case FieldKind::Text:
            return std::string("a pale curtain, ");
        case FieldKind::TextList:
            return std::vector<std::string>{"amber lamp", "walnut desk", "teal tile"};
        case FieldKind::Item:
            return std::string("cafe");
        case FieldKind::Items:
            return pick(2) == 0 ? std::vector<std::string>{"woman"}
                                : std::vector<std::string>{"woman", "waiter"};
        case FieldKind::Notes:
            return std::vector<film::Note>{{film::TermId(anyTerm("note")),
                                            "who she was before",
                                            pick(2) == 0 ? "a pale line where a ring was" : "",
                                            {}}};
        case FieldKind::Beats: {
            film::Beat a, b;
            a.verb = "lifting a cup";
            a.manner = film::TermId(anyTerm("manner"));
            b.verb = "setting it down";
            b.who = film::CastId(pick(2) == 0 ? "waiter" : "woman");
            b.start = base::Milliseconds{2000};
            if (pick(2) == 0) b.to = "hand flat on the table";
            return std::vector<film::Beat>{a, b};
        }
        case FieldKind::Performances: {
            film::Performance p;
            p.who = film::CastId("woman");
            p.emotion = film::TermId(anyTerm("emotion"));
            p.intensity = static_cast<std::int64_t>(1 + pick(5));
            p.pose = film::TermId(anyTerm("pose"));
            p.eyeline = film::TermId(anyTerm("eyeline"));
            if (pick(2) == 0) p.gesture = "one hand on her throat";
            if (pick(3) == 0) p.posture = "shoulders squared";
            if (pick(3) == 0) p.gait = "dragging the left foot";
            if (pick(3) == 0) p.microAction = "a thumb turning the ring";
            if (pick(3) == 0) p.breath = "a held breath";
            if (pick(4) == 0) p.proximity = "an arm's length from the door";
            if (pick(4) == 0) p.tempo = "unhurried";
            if (pick(4) == 0) p.energy = static_cast<std::int64_t>(1 + pick(5));
            if (pick(4) == 0) p.reaction = base::Milliseconds{400};
            p.masked = pick(5) == 0;
            return std::vector<film::Performance>{p};
        }
        case FieldKind::Moves: {
            film::Move m;
            m.kind = film::TermId(anyTerm("move"));
            m.speed = film::TermId(anyTerm("speed"));
            m.easing = film::TermId(anyTerm("easing"));
            m.amount = 0.4;
            m.reference = film::TermId(anyTerm("reference"));
            if (pick(3) == 0) m.subjectChange = film::TermId(anyTerm("subject_change"));
            m.endFrame = "her eyes";
            return std::vector<film::Move>{m};
        }
        case FieldKind::Filters:
            return std::vector<film::Filter>{{film::TermId(anyTerm("filter")), "1/4", {}}};
        case FieldKind::Lights: {
            film::Light l;
            l.role = film::TermId(anyTerm("light_role"));
            l.source = film::TermId(anyTerm("light_source"));
            l.azimuth = base::Degrees{within(-180, 180)};
            l.kelvin = base::Kelvin{2700};
            return std::vector<film::Light>{l};
        }
        case FieldKind::Dialogue: {
            film::DialogueLine line;
            line.who = film::CastId(pick(2) == 0 ? "waiter" : "woman");
            line.words = "It's late.";
            line.delivery = "low and tired";
            return std::vector<film::DialogueLine>{line};
        }
        case FieldKind::Sounds:
            return std::vector<film::Sound>{
                {"rain on glass", film::TermId(anyTerm("sound_perspective")), {}, {}}};
        case FieldKind::References:
            return std::vector<film::Reference>{{"aa.png", "first_frame", {}}};
        case FieldKind::Cdl:
            return film::Cdl{};
        case FieldKind::SplitTone:
            return film::SplitTone{195, 0.2, 32, 0.2, 0};
        case FieldKind::Rate:
            return base::FrameRate{24, 1};
    }
    return {};
}

/// A shot of the woman with about a third of all fields set; `set` takes their paths, without those that are
/// for people only.
inline ShotBuilder randomShot(std::mt19937& dice, std::vector<std::string_view>* set = nullptr) {
    ShotBuilder s;
    s.d.cast.members = {film::CastId("woman")};
    for (const film::FieldDescriptor& field : film::fieldTable()) {
        if (std::uniform_int_distribution<int>(0, 2)(dice) != 0) continue;
        REQUIRE(field.set(s.d, randomValue(field, dice)));
        const bool forPeople = field.path == "story/beat" || field.path == "story/purpose";
        if (set != nullptr && !forPeople) set->push_back(field.path);
    }
    return s;
}

}  // namespace groundglass::test
