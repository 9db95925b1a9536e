#pragma once

#include "groundglass/film/film.hpp"
#include "groundglass/prompt/compose.hpp"

#include <string>
#include <vector>

namespace groundglass::deliver {

/// One shot of a prompt pack, in as many dialects as wanted.
struct PromptPackShot {
    film::Shot shot;
    std::string scene;  ///< Title.
    std::vector<prompt::Prompt> prompts;
    std::string picture;  ///< Name of the picture inside the pack; may be empty.
};

/// Markdown for people: one section a shot, its own marks and raw `<` in foreign text escaped.
[[nodiscard]] std::string promptPackMarkdown(const std::string& title,
                                             const std::vector<PromptPackShot>& shots);
/// JSON for machines, `schema: groundglass/prompt_pack`.
[[nodiscard]] std::string promptPackJson(const std::string& title, const std::vector<PromptPackShot>& shots);
/// A prompt as JSON: text, negative, parameters, spans, report.
[[nodiscard]] std::string promptJson(const prompt::Prompt& prompt);

}  // namespace groundglass::deliver
