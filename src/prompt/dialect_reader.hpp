#pragma once

#include "dialect_data.hpp"
#include "groundglass/base/json.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace groundglass::prompt {

/// Reads one dialect from its JSON. Every mistake becomes a problem with file and pointer.
class DialectReader {
public:
    DialectReader(const base::Json& json, std::string file, std::vector<base::Problem>& problems)
        : m_json(json), m_file(std::move(file)), m_problems(problems) {}

    /// `parent` holds the groups and phrases that the dialect takes over; may be null.
    void read(Dialect& dialect, DialectData& data, const DialectData* parent);

private:
    void problem(std::string pointer, std::string message, std::string remedy = {});
    void onlyKeys(const base::Json& object, const std::string& pointer,
                  std::initializer_list<std::string_view> keys);
    [[nodiscard]] std::string text(const base::Json& object, const std::string& pointer, const char* key,
                                   bool needed = false);
    [[nodiscard]] std::vector<std::string> texts(const base::Json& object, const std::string& pointer,
                                                 const char* key);
    [[nodiscard]] double number(const base::Json& object, const std::string& pointer, const char* key);
    [[nodiscard]] const base::Json& object(const base::Json& in, const std::string& pointer, const char* key);
    [[nodiscard]] Template plan(const base::Json& value, const std::string& pointer);

    void readHead(Dialect& dialect);
    void readLimit(Dialect& dialect, DialectData& data);
    void readNegatives(Dialect& dialect, DialectData& data);
    void readOutput(DialectData& data);
    void readSound(DialectData& data);
    void readSlotTexts(const char* key, std::array<std::string, slotCount>& into);
    void readPhrases(DialectData& data);
    void readWords(DialectData& data);
    void readConflicts(const base::Json& negatives, DialectData& data);
    void readMultishot(Dialect& dialect, DialectData& data);
    void readEvidence(Dialect& dialect);
    void readGroups(DialectData& data, const DialectData* parent);
    [[nodiscard]] std::vector<Group> groups(const base::Json& list, const std::string& pointer,
                                            const std::vector<Group>* from);
    [[nodiscard]] Group group(const base::Json& value, const std::string& pointer, const Group* taken);

    const base::Json& m_json;
    std::string m_file;
    std::vector<base::Problem>& m_problems;
};

}  // namespace groundglass::prompt
