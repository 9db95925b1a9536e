#include "groundglass/prompt/policy.hpp"

#include "groundglass/base/files.hpp"
#include "groundglass/base/format.hpp"
#include "groundglass/base/json.hpp"
#include "groundglass/base/utf8.hpp"
#include "lint_words.hpp"

#include <array>
#include <utility>

namespace groundglass::prompt {
namespace {

constexpr std::array<std::pair<std::string_view, Word>, 10> kinds{{{"person", Word::Person},
                                                                   {"right", Word::Right},
                                                                   {"style", Word::Style},
                                                                   {"minor", Word::Minor},
                                                                   {"sexual", Word::Sexual},
                                                                   {"harm", Word::Harm},
                                                                   {"innocent", Word::Innocent},
                                                                   {"origin", Word::Origin},
                                                                   {"replaced", Word::Replaced},
                                                                   {"face", Word::None}}};

class Reader {
public:
    explicit Reader(std::string_view file) : m_file(file) {}

    void read(const base::Json& json) {
        if (!json.is_object() || json.value("schema", base::Json()) != "groundglass/policy")
            return problem("/schema", "this is not a policy file");
        if (json.value("version", base::Json()) != 1) return problem("/version", "there is no such version");
        const auto found = json.find("lists");
        if (found == json.end() || !found->is_array()) return problem("/lists", "a list is expected");
        for (std::size_t i = 0; i < found->size(); ++i) list((*found)[i], base::pointerTo("/lists", i));
    }

    std::vector<base::Problem> problems;
    std::vector<PolicyList> lists;
    PolicyWords words;

    /// The views of the entries point into `texts`, which grows no more.
    void finish() {
        std::size_t slots = 16;
        while (slots < 3 * m_rows.size()) slots *= 2;
        words.slots.resize(slots);
        words.texts.reserve(2 * m_rows.size());
        for (Row& row : m_rows) {
            const std::string& find = words.texts.emplace_back(std::move(row.find));
            const std::string& say = words.texts.emplace_back(std::move(row.say));
            place(words.slots, find, words.entries.size());
            words.entries.push_back({find, row.kind, say});
        }
    }

private:
    struct Row {
        std::string find, say;
        Word kind;
    };

    void problem(std::string pointer, std::string message) {
        problems.push_back(
            {m_file, std::move(pointer), std::move(message), "see the other lists of the file for the form"});
    }
    std::string text(const base::Json& object, const std::string& pointer, const char* key, bool needed) {
        const auto found = object.find(key);
        if (found != object.end() && found->is_string()) return found->get<std::string>();
        if (needed || found != object.end()) problem(base::pointerTo(pointer, key), "a text is expected");
        return {};
    }

    void list(const base::Json& json, const std::string& pointer) {
        if (!json.is_object()) return problem(pointer, "a list of words is an object");
        PolicyList list{text(json, pointer, "rule", true), text(json, pointer, "title", true),
                        text(json, pointer, "checked", true), text(json, pointer, "source", true)};
        const std::string name = text(json, pointer, "kind", true);
        const auto kind =
            std::find_if(kinds.begin(), kinds.end(), [&](const auto& known) { return known.first == name; });
        const auto rows = json.find("words");
        if (kind == kinds.end()) return problem(base::pointerTo(pointer, "kind"), "this kind is not known");
        if (rows == json.end() || !rows->is_array())
            return problem(base::pointerTo(pointer, "words"), "a list is expected");
        for (std::size_t i = 0; i < rows->size(); ++i) {
            const std::string at = base::pointerTo(base::pointerTo(pointer, "words"), i);
            if (!(*rows)[i].is_object()) {
                problem(at, "a word is an object with \"find\" and perhaps \"say\"");
                continue;
            }
            std::string find = text((*rows)[i], at, "find", true);
            if (kind->first == "face")
                words.faceDialects.push_back(find);
            else if (!find.empty() && !isWordByte(find, 0))
                problem(base::pointerTo(at, "find"), "a word begins with a letter or a digit");
            else if (!find.empty())
                m_rows.push_back({base::lowerAscii(find), text((*rows)[i], at, "say", false), kind->second});
        }
        if (m_rows.size() > 10000) problem(pointer, "more than 10 000 words");
        if (kind->first == "face") words.faceChecked = list.checked;
        list.words = rows->size();
        lists.push_back(std::move(list));
    }

    std::string m_file;
    std::vector<Row> m_rows;
};

}  // namespace

base::Result<Policy> Policy::parse(std::string_view json, std::string_view file) {
    const auto tree = base::parseJson(json, file);
    if (!tree) return tl::unexpected(tree.error());
    Reader reader(file);
    reader.read(*tree);
    if (!reader.problems.empty()) {
        base::Error error;
        error.code = base::ErrorCode::InvalidInput;
        error.message = reader.problems.front().message;
        error.subject = file;
        error.problems = std::move(reader.problems);
        return tl::unexpected(std::move(error));
    }
    reader.finish();
    Policy policy;
    policy.m_lists = std::move(reader.lists);
    policy.m_words = std::make_shared<const PolicyWords>(std::move(reader.words));
    return policy;
}

base::Result<Policy> Policy::load(const std::filesystem::path& file) {
    const auto text = base::readFile(file);
    if (!text) return tl::unexpected(text.error());
    return parse(*text, file.string());
}

}  // namespace groundglass::prompt
