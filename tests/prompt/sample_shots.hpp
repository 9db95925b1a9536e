#pragma once

#include "sample_film.hpp"
#include "shot_builder.hpp"

#include <deque>
#include <functional>
#include <string_view>
#include <vector>

namespace groundglass::test {

/// Shots of the sample film, ready to be composed.
struct SampleShots {
    SampleFilm sample;
    std::deque<film::Effective> effective;
    std::deque<craft::MeasuredShot> measured;
    std::vector<prompt::ComposeInput> inputs;

    using Change = std::function<void(film::Direction&)>;

    /// All shots, or those of the ids; `change` is applied to each before it is measured.
    explicit SampleShots(const std::vector<std::string_view>& ids = {}, const Change& change = {}) {
        REQUIRE(sample.problems.empty());
        if (ids.empty())
            for (const auto& [id, shot] : sample.film.shots) add(shot, change);
        for (const std::string_view id : ids) add(sample.film.shots.at(film::ShotId(id)), change);
    }
    SampleShots(const SampleShots&) = delete;
    SampleShots& operator=(const SampleShots&) = delete;

private:
    void add(const film::Shot& shot, const Change& change) {
        auto cascaded = film::cascade(sample.film, shot.id);
        REQUIRE(cascaded);
        effective.push_back(std::move(*cascaded));
        if (change) change(effective.back().direction);
        measured.push_back(craft::measure(effective.back().direction, vocabulary()));
        inputs.push_back({sample.film, shot, effective.back(), measured.back(), vocabulary()});
    }
};

}  // namespace groundglass::test
