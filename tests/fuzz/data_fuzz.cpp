// The files that ship with the program: vocabulary, dialects, catalog. A mutant of one of them is refused
// with a problem, or it is used: words are measured, a prompt is composed, a request is fitted.

#include "fuzz/driver.hpp"
#include "groundglass/base/utf8.hpp"
#include "groundglass/craft/measure.hpp"
#include "groundglass/film/cascade.hpp"
#include "groundglass/jobs/catalog.hpp"
#include "groundglass/prompt/lint.hpp"
#include "groundglass/store/film_folder.hpp"
#include "support/temp_dir.hpp"

#include <algorithm>
#include <fstream>

using namespace groundglass;

namespace {

/// The true data and a film, for what a mutant is used with.
struct World {
    craft::Vocabulary vocabulary;
    prompt::Dialects dialects;
    film::Film film;
};

std::string refusal(const base::Error& error) {
    if (error.code != base::ErrorCode::InvalidInput) return "not an InvalidInput: " + error.message;
    if (error.problems.empty()) return "refused without a problem";
    return std::any_of(error.problems.begin(), error.problems.end(),
                       [](const auto& problem) { return problem.message.empty(); })
               ? "a problem without a message"
               : std::string();
}

std::string checkPrompt(const prompt::Prompt& prompt) {
    if (!base::isValidUtf8(prompt.text) || !base::isValidUtf8(prompt.negative))
        return "a prompt that is not UTF-8";
    std::size_t end = 0;
    for (const auto& span : prompt.spans) {
        if (span.begin < end || span.end < span.begin || span.end > prompt.text.size() ||
            span.fact >= prompt.facts.size())
            return "a span that lies wrong";
        end = span.end;
        const auto inside = [&](std::size_t at) {
            return at < prompt.text.size() && (static_cast<unsigned char>(prompt.text[at]) & 0xc0U) == 0x80U;
        };
        if (inside(span.begin) || inside(span.end)) return "a span that cuts a character";
    }
    return {};
}

std::string useWords(const World& world, const craft::Vocabulary& vocabulary, const prompt::Dialect& dialect,
                     const char* shotId, const prompt::Policy* policy = nullptr) {
    const film::ShotId id(shotId);
    const auto effective = film::cascade(world.film, id);
    if (!effective) return "no such shot";
    const auto measured = craft::measure(effective->direction, vocabulary);
    const prompt::ComposeInput input{world.film, world.film.shots.at(id), *effective, measured, vocabulary};
    const auto prompt = prompt::compose(input, dialect);
    if (!prompt) return refusal(prompt.error());
    if (auto wrong = checkPrompt(*prompt); !wrong.empty()) return wrong;
    for (const auto& finding : prompt::lint(input, dialect, &*prompt, policy)) {
        if (finding.rule.empty()) return "a finding without a rule";
    }
    return {};
}

std::string useModel(const jobs::Model& model) {
    for (const double ratio : {0.3, 1.0, 2.39}) {
        const auto size = model.nearestSize(ratio, 720);
        if (size.width <= 0 || size.height <= 0 || size.width > 16384 || size.height > 16384)
            return "a size out of range";
    }
    for (const std::int64_t ms : {1, 8000, 600'000}) {
        const auto duration = model.nearestDuration(base::Milliseconds(ms));
        if (duration.count() <= 0) return "a duration of nothing";
        if (model.estimate(duration).micros < 0) return "a price below nothing";
    }
    return {};
}

std::string check(std::string_view input, const World& world, const std::filesystem::path& folder) {
    for (const char* kind : {"vocabulary", "dialects", "catalog"})
        std::ofstream(folder / kind / "mutant.json", std::ios::binary | std::ios::trunc) << input;
    const auto vocabulary = craft::Vocabulary::load(folder / "vocabulary");
    const auto dialects = prompt::Dialects::load(folder / "dialects");
    const auto catalog = jobs::Catalog::load(folder / "catalog");
    std::string wrong;
    if (vocabulary) {
        wrong = useWords(world, *vocabulary, *world.dialects.find("generic_prose"), "detective");
    } else {
        wrong = refusal(vocabulary.error());
    }
    const auto policy = prompt::Policy::parse(input, "mutant.json");
    if (wrong.empty() && !policy) wrong = refusal(policy.error());
    if (wrong.empty() && policy)
        wrong = useWords(world, world.vocabulary, *world.dialects.find("generic_prose"), "tokyo", &*policy);
    if (wrong.empty() && !dialects) wrong = refusal(dialects.error());
    if (wrong.empty() && !catalog) wrong = refusal(catalog.error());
    if (dialects) {
        for (const auto* dialect : dialects->all()) {
            if (wrong.empty()) wrong = useWords(world, world.vocabulary, *dialect, "cafe");
        }
    }
    if (catalog) {
        for (const auto* provider : catalog->all()) {
            for (const auto& model : provider->models) {
                if (wrong.empty()) wrong = useModel(model);
            }
        }
    }
    return wrong;
}

}  // namespace

int main(int argc, char** argv) {
    const auto resources = test::resources();
    auto vocabulary = craft::Vocabulary::load(resources / "vocabulary");
    auto dialects = prompt::Dialects::load(resources / "dialects");
    if (!vocabulary || !dialects) return 2;
    const auto film = store::loadFilm(resources / "samples" / "impossible-places.groundglass", *vocabulary);
    if (!film) return 2;
    const World world{std::move(*vocabulary), std::move(*dialects), film->film};
    const test::TempDir folder;
    fuzz::Target target;
    for (const char* kind : {"vocabulary", "dialects", "catalog"}) {
        std::filesystem::create_directories(folder.path() / kind);
        for (const auto& text : fuzz::filesBelow((resources / kind).string(), ".json"))
            target.corpus.push_back(text);
    }
    for (const auto& text : fuzz::filesBelow((resources / "lint").string(), ".json"))
        target.corpus.push_back(text);
    target.tokens = fuzz::jsonTokens();
    for (const char* each :
         {"\"{\"", "\"{}\"", "\"{noun}\"", "\"{{}}\"", "\"terms\"", "\"numbers\"", "\"wording\"", "\"slots\"",
          "\"alive\"", "\"retired\"", "\"seconds\"", "\"sizes\"", "\"2026-11-24\""})
        target.tokens.emplace_back(each);
    target.check = [&](std::string_view input) { return check(input, world, folder.path()); };
    return fuzz::run(argc, argv, target);
}
