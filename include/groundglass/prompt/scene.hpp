#pragma once

#include "groundglass/prompt/compose.hpp"

#include <span>
#include <string>
#include <vector>

namespace groundglass::prompt {

/// One shot in a request of several.
struct SceneShot {
    film::ShotId id;
    double from{}, to{};         ///< Seconds in the clip.
    std::size_t begin{}, end{};  ///< Its own part of the request's text.
    Prompt prompt;               ///< The shot alone, as it was written for this request, with its report.
};

/// A piece of the request's text that says a fact of one shot.
struct SceneSpan {
    std::size_t begin{}, end{};
    std::size_t shot{};  ///< Index into SceneRequest::shots.
    std::size_t fact{};  ///< Index into that shot's facts.
};

/// One request to a model: one shot, or several where the dialect has a syntax for them.
struct SceneRequest {
    std::string dialect;
    std::string text;  ///< With one field a shot: the fields, one after another, for people.
    std::string negative;
    std::vector<Parameter> parameters;  ///< Those of the first shot; the duration is that of the whole.
    std::vector<SceneShot> shots;
    std::vector<SceneSpan> spans;  ///< Sorted by begin, not overlapping.
    std::vector<std::string>
        fields;            ///< The shots' texts where the model takes one field a shot; else empty.
    std::size_t length{};  ///< In the dialect's unit.
    double seconds{};
};

/// Consecutive shots go into one request as long as the dialect takes so many, their seconds fit its clip and
/// their text its limit; the cast keeps its wording in every shot, and durations are rounded to the dialect's
/// grid without changing their sum. A shot that stands alone is composed as by `compose`. Shots without a
/// duration count as 4 s. Thread: any.
/// Errors: InvalidInput when what must be said of one shot does not fit.
[[nodiscard]] base::Result<std::vector<SceneRequest>> composeScene(std::span<const ComposeInput> shots,
                                                                   const Dialect& dialect);

}  // namespace groundglass::prompt
