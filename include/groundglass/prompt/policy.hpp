#pragma once

#include "groundglass/base/result.hpp"

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace groundglass::prompt {

struct PolicyWords;  ///< How the words are found: private to prompt.

/// One list of `resources/lint/policy.json`: words that rights, the law or providers' filters make a risk.
struct PolicyList {
    std::string rule;     ///< "H02".
    std::string title;    ///< What the words have in common.
    std::string checked;  ///< ISO date on which a person last went through the list.
    std::string source;
    std::size_t words{};
};

/// The dated lists of words behind the rules H01–H10. Data, not law: each list says when it was checked and
/// on what it rests. Copies share the words. Thread: any.
class Policy {
public:
    /// Errors: NotFound, InvalidInput with every problem.
    [[nodiscard]] static base::Result<Policy> load(const std::filesystem::path& file);
    [[nodiscard]] static base::Result<Policy> parse(std::string_view json, std::string_view file);

    [[nodiscard]] const std::vector<PolicyList>& lists() const { return m_lists; }
    [[nodiscard]] const PolicyWords& words() const { return *m_words; }

private:
    std::vector<PolicyList> m_lists;
    std::shared_ptr<const PolicyWords> m_words;
};

}  // namespace groundglass::prompt
