#include "groundglass/prompt/dialect.hpp"

#include "dialect_reader.hpp"
#include "groundglass/base/files.hpp"
#include "groundglass/base/format.hpp"
#include "groundglass/base/json.hpp"

#include <algorithm>
#include <system_error>

namespace groundglass::prompt {
namespace {

struct File {
    std::string name;
    base::Json json;
    std::string extends;
    bool switched = false;  ///< What a switch of another file makes of it.
    bool done = false;
};

/// One file more for every choice of a dialect's switches: its own JSON with the choice's changes.
void addSwitched(const File& file, std::vector<File>& files, std::vector<base::Problem>& problems) {
    const auto switches = file.json.find("switches");
    if (switches == file.json.end()) return;
    const auto wrong = [&](std::string pointer, std::string message) {
        problems.push_back({file.name, std::move(pointer), std::move(message), ""});
    };
    if (!switches->is_object()) return wrong("/switches", "an object of switches is expected");
    const std::string id = file.json.value("id", std::string());
    std::vector<File> made;
    for (const auto& [name, value] : switches->items()) {
        const std::string pointer = base::pointerTo("/switches", name);
        if (!value.is_object() || !value.contains("why") || !value.contains("choices") ||
            !value["choices"].is_object()) {
            wrong(pointer, "a switch says 'why' there is a choice, and its 'choices'");
            continue;
        }
        for (const auto& [choice, change] : value["choices"].items()) {
            if (!change.is_object()) {
                wrong(base::pointerTo(base::pointerTo(pointer, "choices"), choice), "an object is expected");
                continue;
            }
            File other{file.name, file.json, file.extends, true, false};
            other.json.erase("switches");
            other.json.merge_patch(change);
            other.json["id"] = id + '+' + choice;
            made.push_back(std::move(other));
        }
    }
    for (File& other : made) files.push_back(std::move(other));
}

std::vector<std::filesystem::path> jsonFiles(const std::filesystem::path& folder) {
    std::vector<std::filesystem::path> files;
    std::error_code error;
    for (std::filesystem::directory_iterator at(folder, error), end; !error && at != end; at.increment(error))
        if (at->path().extension() == ".json") files.push_back(at->path());
    std::sort(files.begin(), files.end());
    return files;
}

}  // namespace

base::Result<Dialects> Dialects::load(const std::filesystem::path& folder) {
    std::error_code error;
    if (!std::filesystem::is_directory(folder, error))
        return base::fail(base::ErrorCode::NotFound, "there is no folder of dialects", folder.string());
    std::vector<base::Problem> problems;
    std::vector<File> files;
    for (const auto& path : jsonFiles(folder)) {
        auto json = base::readJson(path.string());
        if (!json) {
            if (json.error().problems.empty())
                problems.push_back({path.string(), "", json.error().message, ""});
            for (auto& p : json.error().problems) problems.push_back(std::move(p));
            continue;
        }
        File file{path.string(), std::move(*json), {}, false, false};
        if (!file.json.is_object()) {
            problems.push_back({file.name, "", "a dialect is a JSON object", ""});
            continue;
        }
        if (const auto it = file.json.find("extends"); it != file.json.end() && it->is_string())
            file.extends = it->get<std::string>();
        addSwitched(file, files, problems);
        files.push_back(std::move(file));
    }

    // Parents first; what is left when nothing moves has no parent, or a ring of them.
    Dialects all;
    for (bool moved = true; moved;) {
        moved = false;
        for (File& file : files) {
            const Dialect* parent = file.extends.empty() ? nullptr : all.find(file.extends);
            if (file.done || (!file.extends.empty() && parent == nullptr)) continue;
            file.done = moved = true;
            Dialect dialect;
            const auto data = std::make_shared<DialectData>();
            DialectReader(file.json, file.name, problems)
                .read(dialect, *data, parent != nullptr ? parent->data.get() : nullptr);
            dialect.data = data;
            if (file.switched)
                all.m_switched.emplace(dialect.id, std::move(dialect));
            else if (dialect.id != std::filesystem::path(file.name).stem().string())
                problems.push_back(
                    {file.name, "/id", "the id differs from the file's name", "give both the same name"});
            else
                all.m_dialects.emplace(dialect.id, std::move(dialect));
        }
    }
    for (const File& file : files)
        if (!file.done)
            problems.push_back({file.name, "/extends",
                                base::format("there is no dialect '{}' to extend", file.extends), ""});
    if (!problems.empty()) {
        std::string message =
            base::format("{} in the dialects: {}", problems.size() == 1 ? "one problem" : "problems",
                         problems.front().message);
        return base::fail(base::ErrorCode::InvalidInput, std::move(message), folder.string(),
                          std::move(problems));
    }
    return all;
}

const Dialect* Dialects::find(std::string_view id) const {
    for (const auto* from : {&m_dialects, &m_switched})
        if (const auto found = from->find(id); found != from->end()) return &found->second;
    return nullptr;
}

std::vector<const Dialect*> Dialects::all() const {
    std::vector<const Dialect*> list;
    list.reserve(m_dialects.size());
    for (const auto& [id, dialect] : m_dialects) list.push_back(&dialect);
    return list;
}

}  // namespace groundglass::prompt
