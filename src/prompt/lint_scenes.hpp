#pragma once

#include "groundglass/craft/measure.hpp"
#include "groundglass/film/cascade.hpp"
#include "lint_rules.hpp"

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace groundglass::prompt {

/// A shot with what it inherits.
struct Placed {
    const film::Shot* shot = nullptr;
    film::Effective effective;
    craft::MeasuredShot measured;
    [[nodiscard]] const film::Direction& d() const { return effective.direction; }
};

/// Two shots of a scene that follow each other.
struct Pair {
    const film::Film& film;
    const craft::Vocabulary& vocabulary;
    const Placed& before;
    const Placed& after;
};

class SceneFindings {
public:
    explicit SceneFindings(std::vector<Finding>& all) : m_all(all) {}
    /// Adds a finding of a rule; a null shot means the film's records. Valid until the next one.
    Finding& add(std::string_view rule, const film::Shot* shot, std::string_view field,
                 std::initializer_list<std::string> values);

private:
    std::vector<Finding>& m_all;
};

/// The rules for shots that follow each other, over all of them in their order.
void lintPairs(const film::Film& film, const craft::Vocabulary& vocabulary, const std::vector<Placed>& shots,
               SceneFindings& out);
[[nodiscard]] std::string castName(const film::Film& film, const film::CastId& id);

}  // namespace groundglass::prompt
