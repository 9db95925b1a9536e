#include "markdown.hpp"

#include "groundglass/base/format.hpp"
#include "groundglass/deliver/prompt_pack.hpp"

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace groundglass::deliver {

namespace {

using prompt::Fate;

std::string plural(std::size_t count, std::string_view one, std::string_view many) {
    return base::format("{} {}", count, count == 1 ? one : many);
}

std::string numberAndTitle(const film::Shot& shot) {
    const std::string title = markdownText(shot.title.empty() ? shot.id.str() : shot.title);
    return shot.number.empty() ? title : base::format("{} · {}", markdownText(shot.number), title);
}

/// "8 s": as the prompts say it, for it may be inherited; else the shot's own.
std::string lengthOf(const PromptPackShot& entry) {
    for (const auto& prompt : entry.prompts) {
        for (const auto& fact : prompt.facts) {
            if (fact.field == "output/duration") return markdownText(fact.text);
        }
    }
    const auto& own = entry.shot.direction.output.duration;
    return own ? base::format("{:g} s", static_cast<double>(own->count()) / 1000.0) : "–";
}

/// The shots as a list at the top of the page, the way a call sheet begins.
std::string shotList(const std::vector<PromptPackShot>& shots) {
    std::string out = "| Shot | Title | Scene | Length | Words |\n|---|---|---|---:|---:|\n";
    for (const auto& entry : shots) {
        std::size_t words = 0;
        for (const auto& prompt : entry.prompts) words = std::max(words, prompt.words);
        out += base::format("| {} | {} | {} | {} | {} |\n", markdownText(entry.shot.number),
                            markdownText(entry.shot.title.empty() ? entry.shot.id.str() : entry.shot.title),
                            markdownText(entry.scene), lengthOf(entry),
                            entry.prompts.empty() ? "–" : base::format("{}", words));
    }
    return out;
}

std::string intentOf(const film::Shot& shot) {
    const auto& story = shot.direction.story;
    std::string out;
    if (story.beat) out += base::format("> {}\n", markdownText(*story.beat));
    if (story.purpose)
        out += base::format("{}> *Purpose:* {}\n", out.empty() ? "" : ">\n", markdownText(*story.purpose));
    return out.empty() ? out : out + "\n";
}

std::string parameterTable(const prompt::Prompt& prompt) {
    if (prompt.parameters.empty()) return {};
    std::string out = "| Parameter | Value | Comes from |\n|---|---|---|\n";
    for (const auto& parameter : prompt.parameters) {
        out += base::format("| {} | {} | {} |\n", markdownText(parameter.name), markdownText(parameter.value),
                            markdownText(parameter.field));
    }
    return out + "\n";
}

std::string summaryOf(const prompt::Prompt& prompt) {
    std::string out = base::format("**Portability** {}", plural(prompt.facts.size(), "fact", "facts"));
    std::string_view separator = ": ";
    const auto add = [&](Fate fate, std::string_view words) {
        const std::size_t count = prompt.count(fate);
        if (count == 0) return;
        out += base::format("{}{} {}", separator, count, words);
        separator = " · ";
    };
    add(Fate::Said, "in words");
    add(Fate::Parameter, "as parameters");
    add(Fate::Negative, "as negatives");
    add(Fate::Weakened, "weakened");
    add(Fate::Dropped, "dropped");
    return out + "\n";
}

/// What this model will not hear in full, and why: the lines that a director wants to see. What may go is
/// only counted.
std::string lossesOf(const prompt::Prompt& prompt) {
    constexpr int mayGo = 3;
    std::string out;
    std::size_t small = 0;
    for (const auto& fact : prompt.facts) {
        if (fact.fate != Fate::Weakened && fact.fate != Fate::Dropped) continue;
        if (fact.priority >= mayGo) {
            ++small;
            continue;
        }
        out += base::format("- {}: {}", fact.fate == Fate::Weakened ? "Weakened" : "Dropped",
                            markdownText(fact.text));
        if (!fact.reason.empty()) out += base::format(" ({})", markdownText(fact.reason));
        out += "\n";
    }
    if (small > 0) out += base::format("- and {} of the lowest priority\n", small);
    return out.empty() ? out : "\n" + out;
}

std::string promptSection(const prompt::Prompt& prompt) {
    std::string out = base::format("### {}\n\n", markdownText(prompt.dialect));
    out += markdownBlock(prompt.text) + "\n";
    if (!prompt.negative.empty()) out += base::format("Negative:\n\n{}\n", markdownBlock(prompt.negative));
    out += parameterTable(prompt);
    out += summaryOf(prompt);
    return out + lossesOf(prompt);
}

std::string shotSection(const PromptPackShot& entry) {
    std::string out = base::format("\n---\n\n## {}\n\n", numberAndTitle(entry.shot));
    if (!entry.scene.empty()) out += base::format("**Scene** {} · ", markdownText(entry.scene));
    out += base::format("**Id** {}\n\n", markdownText(entry.shot.id.str()));
    if (!entry.picture.empty()) {
        out += base::format("![{}]({})\n\n", numberAndTitle(entry.shot), markdownTarget(entry.picture));
    }
    out += intentOf(entry.shot);
    if (entry.prompts.empty()) out += "This shot has no prompt.\n";
    std::string_view separator;
    for (const auto& prompt : entry.prompts) {
        out += separator;
        out += promptSection(prompt);
        separator = "\n";
    }
    return out;
}

}  // namespace

std::string promptPackMarkdown(const std::string& title, const std::vector<PromptPackShot>& shots) {
    std::size_t prompts = 0;
    for (const auto& shot : shots) prompts += shot.prompts.size();
    std::string out =
        base::format("# {}\n\n{}, {}.\n\n", markdownText(title), plural(shots.size(), "shot", "shots"),
                     plural(prompts, "prompt", "prompts"));
    if (!shots.empty()) out += shotList(shots);
    for (const auto& shot : shots) out += shotSection(shot);
    return out;
}

}  // namespace groundglass::deliver
