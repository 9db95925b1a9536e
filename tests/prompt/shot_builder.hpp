#pragma once

#include "groundglass/craft/measure.hpp"
#include "groundglass/film/cascade.hpp"
#include "groundglass/prompt/compose.hpp"
#include "groundglass/prompt/lint.hpp"
#include "support/catch.hpp"
#include "support/temp_dir.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace groundglass::test {

inline const craft::Vocabulary& vocabulary() {
    static const auto loaded = craft::Vocabulary::load(resources() / "vocabulary");
    REQUIRE(loaded);
    return *loaded;
}

inline const prompt::Dialect& dialect(std::string_view id) {
    static const auto loaded = prompt::Dialects::load(resources() / "dialects");
    if (!loaded)
        for (const base::Problem& problem : loaded.error().problems)
            UNSCOPED_INFO(problem.file << " " << problem.pointer << " " << problem.message);
    REQUIRE(loaded);
    const prompt::Dialect* found = loaded->find(id);
    REQUIRE(found != nullptr);
    return *found;
}

/// A film with an elderly woman, a waiter and a café, and one shot to be filled in.
struct ShotBuilder {
    film::Film film;
    film::Shot shot;
    film::Direction d;

    ShotBuilder() {
        film::CastMember woman;
        woman.id = film::CastId("woman");
        woman.name = "Madame Vasseur";
        woman.phrase = "elderly woman";
        woman.pronoun = "she";
        woman.figure = "elder";
        film.cast.emplace(woman.id, woman);
        film::CastMember waiter;
        waiter.id = film::CastId("waiter");
        waiter.phrase = "young waiter";
        waiter.pronoun = "he";
        waiter.figure = "adult";
        film.cast.emplace(waiter.id, waiter);
        film::Location cafe;
        cafe.id = film::LocationId("cafe");
        cafe.phrase = "a busy Parisian café";
        film.locations.emplace(cafe.id, cafe);
        shot.id = film::ShotId("s1");
    }

    static film::TermId term(std::string_view id) { return film::TermId(id); }

    [[nodiscard]] film::Effective effective() const {
        film::Effective e;
        e.direction = d;
        e.origins.resize(film::fieldTable().size());
        return e;
    }

    [[nodiscard]] base::Result<prompt::Prompt> tryCompose(const prompt::Dialect& target) const {
        const film::Effective e = effective();
        const craft::MeasuredShot m = craft::measure(d, vocabulary());
        return prompt::compose({film, shot, e, m, vocabulary()}, target);
    }

    [[nodiscard]] prompt::Prompt compose(std::string_view id = "generic_prose") const {
        auto result = tryCompose(dialect(id));
        REQUIRE(result);
        return *result;
    }

    [[nodiscard]] std::vector<prompt::Finding> lint(std::string_view id = "generic_prose") const {
        const film::Effective e = effective();
        const craft::MeasuredShot m = craft::measure(d, vocabulary());
        const prompt::ComposeInput input{film, shot, e, m, vocabulary()};
        const auto composed = prompt::compose(input, dialect(id));
        return prompt::lint(input, dialect(id), composed ? &*composed : nullptr);
    }

    /// The finding of that rule, or an empty one.
    [[nodiscard]] prompt::Finding finding(std::string_view rule,
                                          std::string_view id = "generic_prose") const {
        for (prompt::Finding& f : lint(id))
            if (f.rule == rule) return f;
        return {};
    }
    [[nodiscard]] bool finds(std::string_view rule, std::string_view id = "generic_prose") const {
        return finding(rule, id).rule == rule;
    }
};

/// Takes a fix as a person would and says whether the rule is silent after it.
inline bool cures(const ShotBuilder& shot, std::string_view rule, const prompt::Fix& fix,
                  std::string_view id = "generic_prose") {
    ShotBuilder changed = shot;
    const film::FieldDescriptor* field = film::findField(fix.field);
    if (field == nullptr || !field->set(changed.d, fix.value)) return false;
    return !changed.finds(rule, id);
}

/// How often a text holds a part.
inline std::size_t count(std::string_view text, std::string_view part) {
    std::size_t n = 0;
    for (std::size_t at = text.find(part); at != std::string_view::npos;
         at = text.find(part, at + part.size()))
        ++n;
    return n;
}

inline const prompt::Fact* factOf(const prompt::Prompt& prompt, std::string_view field) {
    for (const prompt::Fact& fact : prompt.facts)
        if (fact.field == field) return &fact;
    return nullptr;
}

}  // namespace groundglass::test
