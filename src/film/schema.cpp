#include "groundglass/film/json.hpp"

#include "film/codec.hpp"

#include <cmath>

namespace groundglass::film {

namespace {

using base::Json;

Json idSchema() {
    return {{"type", "string"}, {"pattern", "^([a-z][a-z0-9_]{0,40})?$"}};
}
Json pairSchema() {
    return {{"type", "array"},
            {"items", {{"type", "integer"}, {"minimum", 0}}},
            {"minItems", 2},
            {"maxItems", 2}};
}

Json directionSchema();

template <class T>
Json schemaFor();

/// Visits a value and writes down what each member must be.
struct SchemaVisitor {
    Json properties = Json::object();
    template <class T>
    void operator()(const char* key, const T&) {
        properties[key] = schemaFor<std::remove_const_t<T>>();
    }
};

template <class T>
Json schemaFor() {
    using namespace codec;
    if constexpr (IsOptional<T>::value) {
        return schemaFor<typename T::value_type>();
    } else if constexpr (IsVector<T>::value) {
        return {{"type", "array"}, {"items", schemaFor<typename T::value_type>()}};
    } else if constexpr (std::is_same_v<T, std::array<double, 3>>) {
        return {{"type", "array"}, {"items", {{"type", "number"}}}, {"minItems", 3}, {"maxItems", 3}};
    } else if constexpr (std::is_same_v<T, std::string>) {
        return {{"type", "string"}};
    } else if constexpr (IsId<T>::value) {
        return idSchema();
    } else if constexpr (IsQuantity<T>::value || std::is_same_v<T, double>) {
        return {{"type", "number"}};
    } else if constexpr (std::is_same_v<T, std::int64_t> || std::is_same_v<T, base::Milliseconds>) {
        return {{"type", "integer"}};
    } else if constexpr (std::is_same_v<T, bool>) {
        return {{"type", "boolean"}};
    } else if constexpr (std::is_same_v<T, base::FrameRate> || std::is_same_v<T, base::Pixels>) {
        return pairSchema();
    } else if constexpr (std::is_same_v<T, base::Money>) {
        return {{"type", "object"},
                {"properties", {{"micros", {{"type", "integer"}}}, {"currency", {{"type", "string"}}}}},
                {"required", {"micros"}}};
    } else if constexpr (std::is_same_v<T, base::JsonText>) {
        return Json::object();
    } else if constexpr (std::is_same_v<T, Direction>) {
        return directionSchema();
    } else {
        const T value{};
        SchemaVisitor visitor;
        codec::visit(visitor, value);
        return {{"type", "object"}, {"properties", visitor.properties}};
    }
}

Json listSchema(FieldKind kind) {
    switch (kind) {
        case FieldKind::Notes:
            return schemaFor<std::vector<Note>>();
        case FieldKind::Beats:
            return schemaFor<std::vector<Beat>>();
        case FieldKind::Performances:
            return schemaFor<std::vector<Performance>>();
        case FieldKind::Moves:
            return schemaFor<std::vector<Move>>();
        case FieldKind::Filters:
            return schemaFor<std::vector<Filter>>();
        case FieldKind::Lights:
            return schemaFor<std::vector<Light>>();
        case FieldKind::Dialogue:
            return schemaFor<std::vector<DialogueLine>>();
        case FieldKind::Sounds:
            return schemaFor<std::vector<Sound>>();
        case FieldKind::References:
            return schemaFor<std::vector<Reference>>();
        case FieldKind::TextList:
            return schemaFor<std::vector<std::string>>();
        default:
            return schemaFor<std::vector<TermId>>();
    }
}

Json fieldSchema(const FieldDescriptor& field) {
    Json schema;
    switch (field.kind) {
        case FieldKind::Flag:
            schema = schemaFor<bool>();
            break;
        case FieldKind::Whole:
        case FieldKind::Duration:
            schema = schemaFor<std::int64_t>();
            break;
        case FieldKind::Number:
            schema = schemaFor<double>();
            break;
        case FieldKind::Term:
        case FieldKind::Item:
            schema = idSchema();
            break;
        case FieldKind::Text:
            schema = schemaFor<std::string>();
            break;
        case FieldKind::Cdl:
            schema = schemaFor<Cdl>();
            break;
        case FieldKind::SplitTone:
            schema = schemaFor<SplitTone>();
            break;
        case FieldKind::Rate:
            schema = pairSchema();
            break;
        default:
            schema = listSchema(field.kind);
            break;
    }
    if (std::isfinite(field.min)) schema["minimum"] = field.min;
    if (std::isfinite(field.max)) schema["maximum"] = field.max;
    if (field.most != 0) schema["maxItems"] = field.most;
    schema["title"] = field.label;
    std::string note;
    if (!field.unit.empty()) note = base::format("In {}.", field.unit);
    if (!field.facet.empty()) note = base::format("An id of \"{}\".", field.facet);
    if (!note.empty()) schema["description"] = note;
    return schema;
}

Json directionSchema() {
    Json properties = Json::object();
    for (const auto& field : fieldTable()) {
        const std::string group(field.group());
        properties[group]["type"] = "object";
        properties[group]["properties"][std::string(field.path.substr(group.size() + 1))] =
            fieldSchema(field);
    }
    return {{"type", "object"}, {"properties", properties}};
}

template <class T>
std::string documentSchema(std::string_view kind, bool needsId) {
    Json schema = schemaFor<T>();
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema";
    schema["title"] = base::format("Groundglass {}", kind);
    schema["properties"]["schema"] = {{"const", base::format("groundglass/{}", kind)}};
    schema["properties"]["version"] = {{"const", filmVersion}};
    schema["required"] =
        needsId ? Json::array({"id", "schema", "version"}) : Json::array({"schema", "version"});
    return base::writeJson(schema);
}

}  // namespace

std::string schemaOf(std::string_view kind) {
    if (kind == "film") return documentSchema<Film>(kind, true);
    if (kind == "cast") return documentSchema<CastMember>(kind, true);
    if (kind == "location") return documentSchema<Location>(kind, true);
    if (kind == "look") return documentSchema<Look>(kind, true);
    if (kind == "scene") return documentSchema<Scene>(kind, true);
    if (kind == "shot") return documentSchema<Shot>(kind, true);
    if (kind == "take") return documentSchema<Take>(kind, true);
    if (kind == "review") return documentSchema<Review>(kind, false);
    return {};
}

}  // namespace groundglass::film
