#include "groundglass/film/json.hpp"

#include "film/bounds.hpp"
#include "film/codec.hpp"

namespace groundglass::film {

namespace codec {

std::string_view kindOf(const Json& json) {
    switch (json.type()) {
        case Json::value_t::null:
            return "null";
        case Json::value_t::object:
            return "an object";
        case Json::value_t::array:
            return "a list";
        case Json::value_t::string:
            return "a text";
        case Json::value_t::boolean:
            return "true or false";
        case Json::value_t::number_float:
            return "a fraction";
        default:
            return "a whole number";
    }
}

void mergeExtra(Json& target, const base::JsonText& extra) {
    if (extra.empty()) return;
    const Json rest = Json::parse(extra.text, nullptr, false);
    if (!rest.is_object()) return;
    for (const auto& [key, value] : rest.items()) {
        const auto found = target.find(key);
        if (found == target.end()) {
            target[key] = value;
        } else if (found->is_object() && value.is_object()) {
            mergeExtra(*found, {base::compactJson(value)});
        }
    }
}

namespace {

std::pair<std::string, std::string> split(std::string_view path) {
    const auto slash = path.find('/');
    return {std::string(path.substr(0, slash)), std::string(path.substr(slash + 1))};
}

/// Reads the value of one field by its kind; monostate when it was wrong (and said so).
template <class T>
FieldValue readAs(const Json& json, const Pointer& place, Problems& problems) {
    T value{};
    const std::size_t before = problems.list.size();
    read(json, place, value, problems);
    if (problems.list.size() != before) return std::monostate{};
    return value;
}

FieldValue readIds(const Json& json, const Pointer& place, Problems& problems) {
    std::vector<TermId> ids;
    const std::size_t before = problems.list.size();
    read(json, place, ids, problems);
    if (problems.list.size() != before) return std::monostate{};
    std::vector<std::string> texts;
    for (const auto& id : ids) texts.push_back(id.str());
    return texts;
}

FieldValue readId(const Json& json, const Pointer& place, Problems& problems) {
    TermId id;
    const std::size_t before = problems.list.size();
    read(json, place, id, problems);
    if (problems.list.size() != before) return std::monostate{};
    return id.str();
}

FieldValue readValue(const FieldDescriptor& field, const Json& json, const Pointer& place,
                     Problems& problems) {
    switch (field.kind) {
        case FieldKind::Flag:
            return readAs<bool>(json, place, problems);
        case FieldKind::Whole:
        case FieldKind::Duration:
            return readAs<std::int64_t>(json, place, problems);
        case FieldKind::Number:
            return readAs<double>(json, place, problems);
        case FieldKind::Term:
        case FieldKind::Item:
            return readId(json, place, problems);
        case FieldKind::Text:
            return readAs<std::string>(json, place, problems);
        case FieldKind::Terms:
        case FieldKind::Items:
            return readIds(json, place, problems);
        case FieldKind::TextList:
            return readAs<std::vector<std::string>>(json, place, problems);
        case FieldKind::Notes:
            return readAs<std::vector<Note>>(json, place, problems);
        case FieldKind::Beats:
            return readAs<std::vector<Beat>>(json, place, problems);
        case FieldKind::Performances:
            return readAs<std::vector<Performance>>(json, place, problems);
        case FieldKind::Moves:
            return readAs<std::vector<Move>>(json, place, problems);
        case FieldKind::Filters:
            return readAs<std::vector<Filter>>(json, place, problems);
        case FieldKind::Lights:
            return readAs<std::vector<Light>>(json, place, problems);
        case FieldKind::Dialogue:
            return readAs<std::vector<DialogueLine>>(json, place, problems);
        case FieldKind::Sounds:
            return readAs<std::vector<Sound>>(json, place, problems);
        case FieldKind::References:
            return readAs<std::vector<Reference>>(json, place, problems);
        case FieldKind::Cdl:
            return readAs<Cdl>(json, place, problems);
        case FieldKind::SplitTone:
            return readAs<SplitTone>(json, place, problems);
        case FieldKind::Rate:
            return readAs<base::FrameRate>(json, place, problems);
    }
    return std::monostate{};
}

void readField(const FieldDescriptor& field, const Json& json, const Pointer& place, Direction& out,
               Problems& problems) {
    const FieldValue value = readValue(field, json, place, problems);
    if (!isSet(value)) return;
    if (const auto valid = checkBounds(field, value); !valid) {
        for (const auto& found : valid.error().problems) problems.add(place, found.message, found.remedy);
        return;
    }
    (void)field.set(out, value);  // the kind was checked
}

}  // namespace

Json directionToJson(const Direction& direction) {
    Json object = Json::object();
    for (const auto& field : fieldTable()) {
        const FieldValue value = field.get(direction);
        if (!isSet(value)) continue;
        const auto [group, key] = split(field.path);
        object[group][key] = std::visit(
            [](const auto& v) -> Json {
                if constexpr (std::is_same_v<std::decay_t<decltype(v)>, std::monostate>) {
                    return {};
                } else {
                    return write(v);
                }
            },
            value);
    }
    mergeExtra(object, direction.extra);
    return object;
}

void readDirection(const Json& json, const Pointer& place, Direction& out, Problems& problems) {
    if (!json.is_object()) return wrongKind(json, place, "an object", problems);
    Json rest = Json::object();
    for (const auto& [group, members] : json.items()) {
        const auto known = groups();
        const bool isGroup = std::find(known.begin(), known.end(), group) != known.end();
        const Pointer groupPlace(place, group);
        if (isGroup && !members.is_object()) {
            wrongKind(members, groupPlace, "an object", problems);
        } else if (!isGroup) {
            rest[group] = members;
        } else {
            for (const auto& [key, value] : members.items()) {
                const auto* field = findField(group + '/' + key);
                if (field == nullptr) {
                    rest[group][key] = value;
                } else {
                    readField(*field, value, Pointer(groupPlace, key), out, problems);
                }
            }
        }
    }
    if (!rest.empty()) out.extra.text = base::compactJson(rest);
}

namespace {

template <class T>
std::string document(std::string_view kind, const T& value) {
    Json json = write(value);
    json["schema"] = base::format("groundglass/{}", kind);
    json["version"] = filmVersion;
    return base::writeJson(json);
}

void checkHeader(const Json& json, std::string_view kind, Problems& problems) {
    const std::string wanted = base::format("groundglass/{}", kind);
    const auto schema = json.find("schema");
    if (schema == json.end() || *schema != wanted) {
        problems.add(Pointer(Pointer(), "schema"), base::format("this is not a {} file", kind),
                     base::format("it should say \"{}\"", wanted));
    }
    const auto version = json.find("version");
    if (version == json.end() || !version->is_number_integer()) {
        problems.add(Pointer(Pointer(), "version"),
                     version == json.end() ? "the version is missing" : "the version is not a whole number",
                     base::format("write \"version\": {}", filmVersion));
    } else if (version->get<std::int64_t>() > filmVersion) {
        problems.add(Pointer(Pointer(), "version"), "this file was written by a newer Groundglass",
                     "update Groundglass; the file is left as it is");
    } else if (version->get<std::int64_t>() < 1) {
        problems.add(Pointer(Pointer(), "version"), "there is no such version",
                     base::format("write \"version\": {}", filmVersion));
    }
}

base::Error asError(Problems problems) {
    base::Error error;
    error.code = base::ErrorCode::InvalidInput;
    error.message = problems.list.front().message;
    error.subject = problems.file;
    error.problems = std::move(problems.list);
    return error;
}

template <class T>
base::Result<T> fromDocument(std::string_view kind, std::string_view text, std::string_view file,
                             bool needsId) {
    auto json = base::parseJson(text, file);
    if (!json) return tl::unexpected(json.error());
    Problems problems{std::string(file), {}};
    if (!json->is_object()) {
        wrongKind(*json, {}, "an object", problems);
        return tl::unexpected(asError(std::move(problems)));
    }
    checkHeader(*json, kind, problems);
    json->erase("schema");
    json->erase("version");
    T value{};
    read(*json, {}, value, problems);
    if (needsId && !json->contains("id"))
        problems.add(Pointer(Pointer(), "id"), "the id is missing", "add the id that the file's name says");
    if (!problems.list.empty()) return tl::unexpected(asError(std::move(problems)));
    return value;
}

}  // namespace

}  // namespace codec

std::string filmToJson(const Film& film) {
    return codec::document("film", film);
}
std::string toJson(const CastMember& member) {
    return codec::document("cast", member);
}
std::string toJson(const Location& location) {
    return codec::document("location", location);
}
std::string toJson(const Look& look) {
    return codec::document("look", look);
}
std::string toJson(const Scene& scene) {
    return codec::document("scene", scene);
}
std::string toJson(const Shot& shot) {
    return codec::document("shot", shot);
}
std::string toJson(const Take& take) {
    return codec::document("take", take);
}
std::string toJson(const Review& review) {
    return codec::document("review", review);
}
std::string toJson(const Direction& direction) {
    return base::writeJson(codec::directionToJson(direction));
}

base::Result<Film> filmFromJson(std::string_view text, std::string_view file) {
    return codec::fromDocument<Film>("film", text, file, true);
}
base::Result<CastMember> castFromJson(std::string_view text, std::string_view file) {
    return codec::fromDocument<CastMember>("cast", text, file, true);
}
base::Result<Location> locationFromJson(std::string_view text, std::string_view file) {
    return codec::fromDocument<Location>("location", text, file, true);
}
base::Result<Look> lookFromJson(std::string_view text, std::string_view file) {
    return codec::fromDocument<Look>("look", text, file, true);
}
base::Result<Scene> sceneFromJson(std::string_view text, std::string_view file) {
    return codec::fromDocument<Scene>("scene", text, file, true);
}
base::Result<Shot> shotFromJson(std::string_view text, std::string_view file) {
    return codec::fromDocument<Shot>("shot", text, file, true);
}
base::Result<Take> takeFromJson(std::string_view text, std::string_view file) {
    return codec::fromDocument<Take>("take", text, file, true);
}
base::Result<Review> reviewFromJson(std::string_view text, std::string_view file) {
    return codec::fromDocument<Review>("review", text, file, false);
}
base::Result<Direction> directionFromJson(std::string_view text, std::string_view file) {
    auto json = base::parseJson(text, file);
    if (!json) return tl::unexpected(json.error());
    codec::Problems problems{std::string(file), {}};
    Direction direction;
    codec::readDirection(*json, {}, direction, problems);
    if (!problems.list.empty()) return tl::unexpected(codec::asError(std::move(problems)));
    return direction;
}
Direction readableDirection(std::string_view itemText) {
    Direction direction;
    const auto json = base::parseJson(itemText, {});
    if (!json || !json->is_object()) return direction;
    const auto inside = json->find("direction");
    codec::Problems told{{}, {}};
    if (inside != json->end() && inside->is_object()) codec::readDirection(*inside, {}, direction, told);
    return direction;
}

}  // namespace groundglass::film
