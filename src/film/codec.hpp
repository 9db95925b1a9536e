#pragma once

// JSON ↔ film values. For this module's .cpp files only.

#include "groundglass/base/format.hpp"
#include "groundglass/base/json.hpp"
#include "groundglass/film/fields.hpp"
#include "groundglass/film/film.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace groundglass::film::codec {

using base::Json;

// ---- which members a value has; the names are the keys of the file
// ------------------------------------------------

template <class V, class T>
void visit(V& v, T& n) requires std::is_same_v<std::remove_const_t<T>, Note> {
    v("kind", n.kind), v("text", n.text), v("evidence", n.evidence);
}
template <class V, class T>
void visit(V& v, T& b) requires std::is_same_v<std::remove_const_t<T>, Beat> {
    v("who", b.who), v("verb", b.verb), v("manner", b.manner), v("from", b.from), v("to", b.to),
        v("start", b.start), v("end", b.end);
}
template <class V, class T>
void visit(V& v, T& p) requires std::is_same_v<std::remove_const_t<T>, Performance> {
    v("who", p.who), v("emotion", p.emotion), v("intensity", p.intensity), v("pose", p.pose),
        v("eyeline", p.eyeline), v("gesture", p.gesture), v("wardrobe", p.wardrobe), v("masked", p.masked),
        v("posture", p.posture), v("gait", p.gait), v("micro_action", p.microAction), v("breath", p.breath),
        v("proximity", p.proximity), v("tempo", p.tempo), v("energy", p.energy), v("reaction", p.reaction);
}
template <class V, class T>
void visit(V& v, T& m) requires std::is_same_v<std::remove_const_t<T>, Move> {
    v("kind", m.kind), v("amount", m.amount), v("speed", m.speed), v("easing", m.easing), v("start", m.start),
        v("end", m.end), v("reference", m.reference), v("together", m.together),
        v("subject_change", m.subjectChange), v("start_frame", m.startFrame), v("end_frame", m.endFrame),
        v("motivation", m.motivation);
}
template <class V, class T>
void visit(V& v, T& f) requires std::is_same_v<std::remove_const_t<T>, Filter> {
    v("kind", f.kind), v("strength", f.strength);
}
template <class V, class T>
void visit(V& v, T& l) requires std::is_same_v<std::remove_const_t<T>, Light> {
    v("role", l.role), v("source", l.source), v("description", l.description), v("azimuth", l.azimuth),
        v("elevation", l.elevation), v("distance", l.distance), v("size", l.size), v("kelvin", l.kelvin),
        v("level", l.level), v("colour", l.colour);
}
template <class V, class T>
void visit(V& v, T& d) requires std::is_same_v<std::remove_const_t<T>, DialogueLine> {
    v("who", d.who), v("words", d.words), v("delivery", d.delivery), v("language", d.language),
        v("off_screen", d.offScreen), v("start", d.start);
}
template <class V, class T>
void visit(V& v, T& s) requires std::is_same_v<std::remove_const_t<T>, Sound> {
    v("what", s.what), v("perspective", s.perspective), v("start", s.start);
}
template <class V, class T>
void visit(V& v, T& r) requires std::is_same_v<std::remove_const_t<T>, Reference> {
    v("file", r.file), v("role", r.role);
}
template <class V, class T>
void visit(V& v, T& c) requires std::is_same_v<std::remove_const_t<T>, Cdl> {
    v("slope", c.slope), v("offset", c.offset), v("power", c.power), v("saturation", c.saturation);
}
template <class V, class T>
void visit(V& v, T& s) requires std::is_same_v<std::remove_const_t<T>, SplitTone> {
    v("shadow_hue", s.shadowHue), v("shadow_saturation", s.shadowSaturation),
        v("highlight_hue", s.highlightHue), v("highlight_saturation", s.highlightSaturation),
        v("balance", s.balance);
}
template <class V, class T>
void visit(V& v, T& c) requires std::is_same_v<std::remove_const_t<T>, CastMember> {
    v("id", c.id), v("name", c.name), v("phrase", c.phrase), v("traits", c.traits), v("wardrobe", c.wardrobe),
        v("pronoun", c.pronoun), v("figure", c.figure), v("voice", c.voice);
}
template <class V, class T>
void visit(V& v, T& l) requires std::is_same_v<std::remove_const_t<T>, Location> {
    v("id", l.id), v("name", l.name), v("phrase", l.phrase), v("set", l.set);
}
template <class V, class T>
void visit(V& v, T& l) requires std::is_same_v<std::remove_const_t<T>, Look> {
    v("id", l.id), v("title", l.title), v("note", l.note), v("direction", l.direction);
}
template <class V, class T>
void visit(V& v, T& s) requires std::is_same_v<std::remove_const_t<T>, Scene> {
    v("id", s.id), v("title", s.title), v("order", s.order), v("look", s.look), v("direction", s.direction);
}
template <class V, class T>
void visit(V& v, T& i) requires std::is_same_v<std::remove_const_t<T>, IgnoredRule> {
    v("rule", i.rule), v("note", i.note);
}
template <class V, class T>
void visit(V& v, T& s) requires std::is_same_v<std::remove_const_t<T>, Shot> {
    v("id", s.id), v("title", s.title), v("number", s.number), v("order", s.order), v("scene", s.scene),
        v("look", s.look), v("direction", s.direction), v("dialect", s.dialect), v("ignored", s.ignored);
}
template <class V, class T>
void visit(V& v, T& t) requires std::is_same_v<std::remove_const_t<T>, Take> {
    v("id", t.id), v("shot", t.shot), v("clip", t.clip), v("sha256", t.sha256), v("bytes", t.bytes),
        v("created_at", t.createdAt), v("provider", t.provider), v("model", t.model), v("dialect", t.dialect),
        v("prompt", t.prompt), v("negative", t.negative), v("request", t.request),
        v("direction", t.direction), v("cost", t.cost), v("size", t.size), v("rate", t.rate),
        v("duration", t.duration), v("thumbnail", t.thumbnail), v("job_id", t.jobId);
}
template <class V, class T>
void visit(V& v, T& r) requires std::is_same_v<std::remove_const_t<T>, Review> {
    v("circled", r.circled), v("stars", r.stars), v("note", r.note);
}
template <class V, class T>
void visit(V& v, T& f) requires std::is_same_v<std::remove_const_t<T>, Film> {
    v("id", f.id), v("title", f.title), v("look", f.look), v("direction", f.direction),
        v("dialect", f.dialect), v("provider", f.provider), v("model", f.model);
}

template <class T>
struct IsOptional : std::false_type {};
template <class T>
struct IsOptional<std::optional<T>> : std::true_type {};
template <class T>
struct IsVector : std::false_type {};
template <class T>
struct IsVector<std::vector<T>> : std::true_type {};
template <class T>
struct IsId : std::false_type {};
template <class Tag>
struct IsId<base::Id<Tag>> : std::true_type {};
template <class T>
struct IsQuantity : std::false_type {};
template <class Tag>
struct IsQuantity<base::Quantity<Tag>> : std::true_type {};
template <class T>
concept Visitable = requires(T& t) {
    t.extra;
};
template <class T>
concept PlainVisitable = std::is_same_v<T, Cdl> || std::is_same_v<T, SplitTone>;

/// Whole numbers are written without a fraction: the shortest form, and the one that people type.
[[nodiscard]] inline Json writeNumber(double value) {
    constexpr double exact = 9007199254740992.0;  // 2^53
    if (value == std::trunc(value) && std::abs(value) < exact) return static_cast<std::int64_t>(value);
    return value;
}

// ---- writing
// -------------------------------------------------------------------------------------------------------

[[nodiscard]] Json directionToJson(const Direction& direction);
/// Adds `extra`'s keys where `target` has none, object by object.
void mergeExtra(Json& target, const base::JsonText& extra);

template <class T>
Json write(const T& value);

struct Writer {
    Json object = Json::object();
    template <class T>
    void operator()(const char* key, const T& value) {
        Json json = write(value);
        const bool empty = json.is_null() ||
                           (json.is_string() && json.get_ref<const std::string&>().empty()) ||
                           ((json.is_array() || json.is_object()) && json.empty()) ||
                           (json.is_boolean() && !json.get<bool>());
        if (!empty) object[key] = std::move(json);
    }
};

template <class T>
Json write(const T& value) {
    if constexpr (IsOptional<T>::value) {
        return value ? write(*value) : Json();
    } else if constexpr (IsVector<T>::value) {
        Json array = Json::array();
        for (const auto& item : value) array.push_back(write(item));
        return array;
    } else if constexpr (IsId<T>::value) {
        return value.str();
    } else if constexpr (IsQuantity<T>::value) {
        return writeNumber(value.value);
    } else if constexpr (std::is_same_v<T, double>) {
        return writeNumber(value);
    } else if constexpr (std::is_same_v<T, std::array<double, 3>>) {
        return Json::array({writeNumber(value[0]), writeNumber(value[1]), writeNumber(value[2])});
    } else if constexpr (std::is_same_v<T, base::Milliseconds>) {
        return value.count();
    } else if constexpr (std::is_same_v<T, base::FrameRate>) {
        return Json::array({value.numerator, value.denominator});
    } else if constexpr (std::is_same_v<T, base::Pixels>) {
        return Json::array({value.width, value.height});
    } else if constexpr (std::is_same_v<T, base::Money>) {
        return Json{{"micros", value.micros}, {"currency", value.currency}};
    } else if constexpr (std::is_same_v<T, base::JsonText>) {
        return value.empty() ? Json() : Json::parse(value.text, nullptr, false);
    } else if constexpr (std::is_same_v<T, Direction>) {
        return directionToJson(value);
    } else if constexpr (Visitable<T> || PlainVisitable<T>) {
        Writer writer;
        visit(writer, value);
        if constexpr (Visitable<T>) mergeExtra(writer.object, value.extra);
        return writer.object;
    } else {
        return value;
    }
}

// ---- reading
// -------------------------------------------------------------------------------------------------------

/// Where a value stands in its file; the pointer is made when somebody asks, which a good file never does.
class Pointer {
public:
    Pointer() = default;
    Pointer(const Pointer& parent, std::string_view key) : m_parent(&parent), m_key(key) {}
    Pointer(const Pointer& parent, std::size_t index) : m_parent(&parent), m_index(index), m_isIndex(true) {}
    [[nodiscard]] std::string text() const {
        if (m_parent == nullptr) return {};
        return m_isIndex ? base::pointerTo(m_parent->text(), m_index)
                         : base::pointerTo(m_parent->text(), m_key);
    }

private:
    const Pointer* m_parent{};
    std::string_view m_key;
    std::size_t m_index{};
    bool m_isIndex{};
};

/// Collects every problem of one file.
struct Problems {
    std::string file;
    std::vector<base::Problem> list;
    void add(const Pointer& place, std::string message, std::string remedy) {
        list.push_back({file, place.text(), std::move(message), std::move(remedy)});
    }
};

[[nodiscard]] std::string_view kindOf(const Json& json);
void readDirection(const Json& json, const Pointer& place, Direction& out, Problems& problems);

template <class T>
void read(const Json& json, const Pointer& place, T& out, Problems& problems);

struct Reader {
    const Json& object;
    const Pointer& place;
    Problems& problems;
    std::vector<std::string_view> known;  ///< Those that are there.
    template <class T>
    void operator()(const char* key, T& value) {
        const auto found = object.find(key);
        if (found == object.end()) return;
        known.push_back(key);
        read(*found, Pointer(place, key), value, problems);
    }
    /// The keys that nobody asked for.
    [[nodiscard]] base::JsonText rest() const {
        if (known.size() == object.size()) return {};
        Json extra = Json::object();
        for (const auto& [key, value] : object.items()) {
            if (std::find(known.begin(), known.end(), key) == known.end()) extra[key] = value;
        }
        return extra.empty() ? base::JsonText{} : base::JsonText{base::compactJson(extra)};
    }
};

inline void wrongKind(const Json& json, const Pointer& place, std::string_view wanted, Problems& problems) {
    problems.add(place, base::format("expected {}, found {}", wanted, kindOf(json)),
                 "correct or remove this value");
}

template <class T>
void readNumbers(const Json& json, const Pointer& place, T& a, T& b, Problems& problems) {
    if (json.is_array() && json.size() == 2 && json[0].is_number_integer() && json[1].is_number_integer()) {
        constexpr std::int64_t most = 1'000'000'000;
        const auto x = json[0].get<std::int64_t>();
        const auto y = json[1].get<std::int64_t>();
        if (x >= 0 && y >= 0 && x <= most && y <= most) {
            a = static_cast<T>(x);
            b = static_cast<T>(y);
            return;
        }
    }
    wrongKind(json, place, "two whole numbers", problems);
}

template <class T>
void read(const Json& json, const Pointer& place, T& out, Problems& problems) {
    if constexpr (IsOptional<T>::value) {
        typename T::value_type value{};
        const std::size_t before = problems.list.size();
        read(json, place, value, problems);
        if (problems.list.size() == before) out = std::move(value);
    } else if constexpr (IsVector<T>::value) {
        if (!json.is_array()) return wrongKind(json, place, "a list", problems);
        for (std::size_t i = 0; i < json.size(); ++i) {
            typename T::value_type value{};
            read(json[i], Pointer(place, i), value, problems);
            out.push_back(std::move(value));
        }
    } else if constexpr (std::is_same_v<T, std::array<double, 3>>) {
        if (!json.is_array() || json.size() != 3 || !json[0].is_number() || !json[1].is_number() ||
            !json[2].is_number()) {
            return wrongKind(json, place, "three numbers", problems);
        }
        for (std::size_t i = 0; i < 3; ++i) out[i] = json[i].get<double>();
    } else if constexpr (std::is_same_v<T, std::string>) {
        if (!json.is_string()) return wrongKind(json, place, "a text", problems);
        out = json.get<std::string>();
    } else if constexpr (IsId<T>::value) {
        if (!json.is_string()) return wrongKind(json, place, "an id", problems);
        out = T(json.get<std::string>());
        if (!out.empty() && !base::isValidId(out.str())) {
            problems.add(place, base::format("\"{}\" cannot be an id", out.str()),
                         "use lower-case letters, digits and _, starting with a letter");
        }
    } else if constexpr (IsQuantity<T>::value) {
        if (!json.is_number()) return wrongKind(json, place, "a number", problems);
        out.value = json.get<double>();
    } else if constexpr (std::is_same_v<T, double>) {
        if (!json.is_number()) return wrongKind(json, place, "a number", problems);
        out = json.get<double>();
    } else if constexpr (std::is_same_v<T, std::int64_t>) {
        if (!json.is_number_integer()) return wrongKind(json, place, "a whole number", problems);
        out = json.get<std::int64_t>();
    } else if constexpr (std::is_same_v<T, bool>) {
        if (!json.is_boolean()) return wrongKind(json, place, "true or false", problems);
        out = json.get<bool>();
    } else if constexpr (std::is_same_v<T, base::Milliseconds>) {
        if (!json.is_number_integer()) return wrongKind(json, place, "whole milliseconds", problems);
        out = base::Milliseconds(json.get<std::int64_t>());
    } else if constexpr (std::is_same_v<T, base::FrameRate>) {
        readNumbers(json, place, out.numerator, out.denominator, problems);
        if (out.denominator <= 0) {
            problems.add(place, "the second number of a rate is above 0", "write it as [frames, seconds]");
            out.denominator = 1;
        }
    } else if constexpr (std::is_same_v<T, base::Pixels>) {
        readNumbers(json, place, out.width, out.height, problems);
    } else if constexpr (std::is_same_v<T, base::Money>) {
        if (!json.is_object() || !json.contains("micros") || !json["micros"].is_number_integer()) {
            return wrongKind(json, place, "an amount with \"micros\"", problems);
        }
        out.micros = json["micros"].get<std::int64_t>();
        if (json.contains("currency") && json["currency"].is_string())
            out.currency = json["currency"].get<std::string>();
    } else if constexpr (std::is_same_v<T, base::JsonText>) {
        out.text = base::compactJson(json);
    } else if constexpr (std::is_same_v<T, Direction>) {
        readDirection(json, place, out, problems);
    } else {
        if (!json.is_object()) return wrongKind(json, place, "an object", problems);
        Reader reader{json, place, problems, {}};
        visit(reader, out);
        if constexpr (Visitable<T>) out.extra = reader.rest();
    }
}

}  // namespace groundglass::film::codec
