#include "jobs/wire.hpp"

#include <exception>

namespace groundglass::jobs {

std::string answerLine(const base::Result<base::Json>& result) {
    base::Json json;
    if (result) {
        json = {{"ok", true}, {"result", *result}};
    } else {
        json = {{"ok", false},
                {"code", base::name(result.error().code)},
                {"message", result.error().message},
                {"subject", result.error().subject}};
        for (const auto& problem : result.error().problems) {
            json["problems"].push_back({{"file", problem.file},
                                        {"pointer", problem.pointer},
                                        {"message", problem.message},
                                        {"remedy", problem.remedy}});
        }
    }
    return base::compactJson(json);
}

base::Result<base::Json> readAnswer(std::string_view line) {
    auto json = base::parseJson(line, "jobs.sock", recordLimits());
    if (!json) return json;
    try {
        if (json->at("ok").get<bool>()) return json->at("result");
        const auto word = json->at("code").get<std::string>();
        base::Error error{base::ErrorCode::Io,
                          json->at("message").get<std::string>(),
                          json->at("subject").get<std::string>(),
                          {}};
        for (const auto& problem : json->value("problems", base::Json::array())) {
            error.problems.push_back(
                {problem.at("file").get<std::string>(), problem.at("pointer").get<std::string>(),
                 problem.at("message").get<std::string>(), problem.at("remedy").get<std::string>()});
        }
        for (int i = 0; i <= static_cast<int>(base::ErrorCode::Cancelled); ++i) {
            const auto code = static_cast<base::ErrorCode>(i);
            if (base::name(code) == word) error.code = code;
        }
        return tl::unexpected(std::move(error));
    } catch (const std::exception&) {
        return base::fail(base::ErrorCode::Io, "the process that holds the queue gave an unreadable answer");
    }
}

}  // namespace groundglass::jobs
