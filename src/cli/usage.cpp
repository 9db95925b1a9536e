#include "cli/usage.hpp"

#include "groundglass/base/format.hpp"
#include "groundglass/base/similar.hpp"
#include "groundglass/base/utf8.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cctype>
#include <utility>

namespace groundglass::cli {

namespace {

/// The parser of the innermost verb that was given, and those around it, the outermost first.
std::vector<const CLI::App*> chainOf(const CLI::App& parser) {
    std::vector<const CLI::App*> chain{&parser};
    for (bool deeper = true; deeper;) {
        deeper = false;
        for (const CLI::App* sub : chain.back()->get_subcommands([](const CLI::App*) { return true; })) {
            if (!sub->parsed()) continue;
            chain.push_back(sub);
            deeper = true;
            break;
        }
    }
    return chain;
}

std::string helpOf(const CLI::App& parser) {
    const std::string path = verbPath(parser);
    return base::format("see `groundglass {}{}--help`", path, path.empty() ? "" : " ");
}

std::string placeOf(const CLI::App& parser) {
    const std::string path = verbPath(parser);
    return path.empty() ? parser.get_name() : path;
}

std::vector<std::string> namesOf(const CLI::App& app) {
    std::vector<std::string> names;
    for (const CLI::App* sub : app.get_subcommands([](const CLI::App*) { return true; }))
        names.push_back(sub->get_name());
    return names;
}

std::vector<std::string> optionsOf(const CLI::App& app) {
    std::vector<std::string> names;
    for (const CLI::Option* option : app.get_options()) {
        for (const auto& name : option->get_lnames()) names.push_back("--" + name);
    }
    return names;
}

/// Arguments that no parser took, as they were typed.
Words unexpected(const std::vector<const CLI::App*>& chain, const Words& arguments) {
    std::vector<std::pair<std::ptrdiff_t, std::string>> found;
    for (const CLI::App* app : chain) {
        for (auto& word : app->remaining(false)) {
            const auto at = std::find(arguments.rbegin(), arguments.rend(), word);
            found.emplace_back(arguments.rend() - at, std::move(word));
        }
    }
    std::ranges::stable_sort(found, {}, [](const auto& each) { return each.first; });
    Words words;
    for (auto& [place, word] : found) words.push_back(std::move(word));
    return words;
}

base::Problem unknownWord(const CLI::App& parser, const CLI::App& inner, const std::string& word) {
    const bool option = word.size() > 1 && word.starts_with('-');
    const auto verbs = namesOf(inner);
    if (!option && !verbs.empty()) {
        const char* what = &inner == &parser ? "verb" : "sub-verb";
        return {word,
                {},
                base::format("there is no {} \"{}\"", what, word),
                base::format("{}, or {}", base::chooseOneOf(word, verbs), helpOf(parser))};
    }
    const auto plain = word.substr(0, word.find('='));
    const auto options = optionsOf(inner);
    const auto meant = option ? base::nearest(plain, options) : std::string_view();
    return {word,
            {},
            option ? base::format("there is no option {} here", plain) : "this argument is one too many",
            meant.empty() ? helpOf(parser)
                          : base::format("did you mean {}? Otherwise {}", meant, helpOf(parser))};
}

/// What the innermost verb needs and was not given.
std::vector<base::Problem> missing(const CLI::App& parser, const CLI::App& inner) {
    std::vector<base::Problem> problems;
    for (const CLI::Option* option : inner.get_options()) {
        if (!option->get_required() || option->count() > 0) continue;
        const std::string name = option->get_name();
        problems.push_back(
            {name, {}, base::format("{} is missing ({})", name, option->get_description()), helpOf(parser)});
    }
    const auto verbs = namesOf(inner);
    if (problems.empty() && !verbs.empty() && inner.get_require_subcommand_min() > 0) {
        const bool top = &inner == &parser;
        problems.push_back({placeOf(parser),
                            {},
                            top ? "a verb is missing" : "a sub-verb is missing",
                            base::format("{}; {}", base::chooseOneOf({}, verbs), helpOf(parser))});
    }
    return problems;
}

bool is(const CLI::ParseError& error, CLI::ExitCodes code) {
    return error.get_exit_code() == static_cast<int>(code);
}

/// "--size: what is wrong" as the place and the sentence.
base::Problem fromParser(const CLI::App& parser, const CLI::ParseError& error) {
    std::string place = placeOf(parser);
    std::string message = error.what();
    if (const auto colon = message.find(": "); colon != std::string::npos && message.find(' ') > colon) {
        place = message.substr(0, colon);
        message.erase(0, colon + 2);
    }
    if (is(error, CLI::ExitCodes::ExcludesError)) {
        const auto middle = message.find(" excludes ");
        if (middle != std::string::npos) {
            const auto other = message.substr(middle + 10);
            place = message.substr(0, middle);
            message = base::format("{} and {} do not go together", place, other);
        }
    } else if (is(error, CLI::ExitCodes::ArgumentMismatch)) {
        message = message.find("required") != std::string::npos && message.find("Most") == std::string::npos
                      ? "its value is missing"
                      : "it is given more than once, or with a value that it does not take";
    }
    return {place, {}, message, helpOf(parser)};
}

}  // namespace

std::string verbPath(const CLI::App& parser) {
    std::string path;
    for (const CLI::App* app : chainOf(parser)) {
        if (app != &parser) path += (path.empty() ? "" : " ") + app->get_name();
    }
    return path;
}

Outcome checkText(const Words& arguments) {
    Outcome outcome;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        if (base::isValidUtf8(arguments[i])) continue;
        outcome.exit = WrongUsage;
        outcome.problems.push_back({arguments[i].substr(0, base::validUtf8Prefix(arguments[i])) + "…",
                                    {},
                                    base::format("argument {} is not UTF-8 text", i + 1),
                                    "type it again, or give the file or folder a name in UTF-8"});
    }
    return outcome;
}

Outcome usageProblems(const CLI::App& parser, const CLI::ParseError& error, const Words& arguments) {
    Outcome outcome;
    outcome.exit = WrongUsage;
    const auto chain = chainOf(parser);
    const CLI::App& inner = *chain.back();
    for (const auto& word : unexpected(chain, arguments))
        outcome.problems.push_back(unknownWord(parser, inner, word));
    if (is(error, CLI::ExitCodes::RequiredError)) {
        const bool verbUnknown = !outcome.problems.empty() && !namesOf(inner).empty();
        if (!verbUnknown) {
            for (auto& each : missing(parser, inner)) outcome.problems.push_back(std::move(each));
        }
    } else if (!is(error, CLI::ExitCodes::ExtrasError)) {
        outcome.problems.push_back(fromParser(parser, error));
    }
    if (outcome.problems.empty()) outcome.problems.push_back(fromParser(parser, error));
    return outcome;
}

}  // namespace groundglass::cli
