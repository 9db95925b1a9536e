#include "viewfinder/set_data.hpp"

#include "groundglass/base/format.hpp"
#include "groundglass/base/json.hpp"
#include "groundglass/base/log.hpp"
#include "groundglass/base/paths.hpp"

#include <algorithm>
#include <system_error>

namespace groundglass::viewfinder {
namespace {

using base::Json;

/// Reads values and keeps the first thing that is wrong.
class Reader {
public:
    explicit Reader(std::string file) : m_file(std::move(file)) {}

    void wrong(const std::string& at, const std::string& what) {
        if (m_problem.message.empty()) m_problem = {m_file, at, what, "see docs/formats/set.md"};
    }
    [[nodiscard]] bool good() const { return m_problem.message.empty(); }
    [[nodiscard]] const base::Problem& problem() const { return m_problem; }

    template <std::size_t N>
    std::array<float, N> numbers(const Json& j, const std::string& at) {
        std::array<float, N> out{};
        if (!j.is_array() || j.size() != N ||
            !std::all_of(j.begin(), j.end(), [](const Json& v) { return v.is_number(); })) {
            wrong(at, base::format("{} numbers are wanted", N));
            return out;
        }
        for (std::size_t i = 0; i < N; ++i) out[i] = std::clamp(j[i].get<float>(), -2000.0F, 2000.0F);
        return out;
    }
    V3 vector(const Json& j, const char* key, V3 otherwise = {}) {
        if (!j.contains(key)) return otherwise;
        const auto v = numbers<3>(j[key], base::format("/{}", key));
        return {v[0], v[1], v[2]};
    }
    float number(const Json& j, const char* key, float otherwise) {
        if (!j.contains(key)) return otherwise;
        if (!j[key].is_number()) {
            wrong(base::format("/{}", key), "a number is wanted");
            return otherwise;
        }
        return std::clamp(j[key].get<float>(), -2000.0F, 2000.0F);
    }
    std::string text(const Json& j, const char* key) {
        if (!j.contains(key)) return {};
        if (j[key].is_string()) return j[key].get<std::string>();
        wrong(base::format("/{}", key), "a text is wanted");
        return {};
    }
    bool flag(const Json& j, const char* key) {
        if (!j.contains(key)) return false;
        if (j[key].is_boolean()) return j[key].get<bool>();
        wrong(base::format("/{}", key), "true or false is wanted");
        return false;
    }
    template <class Each>
    void list(const Json& j, const char* key, const Each& each) {
        if (!j.contains(key)) return;
        if (!j[key].is_array()) return wrong(base::format("/{}", key), "a list is wanted");
        for (std::size_t i = 0; i < j[key].size(); ++i) each(j[key][i], base::format("/{}/{}", key, i));
    }
    template <std::size_t N>
    void shapes(const Json& j, const char* key, std::vector<std::array<float, N>>& to) {
        list(j, key, [&](const Json& v, const std::string& at) { to.push_back(numbers<N>(v, at)); });
    }

private:
    std::string m_file;
    base::Problem m_problem;
};

Condition condition(Reader& r, const Json& j) {
    Condition c{r.text(j, "when")};
    constexpr std::string_view known[] = {"", "day", "night", "wet", "dry", "rain", "snow"};
    if (std::find(std::begin(known), std::end(known), c.state) == std::end(known))
        r.wrong("/when", "day, night, wet, dry, rain or snow is wanted");
    return c;
}

Copies copies(Reader& r, const Json& j) {
    Copies c;
    const bool strewn = j.contains("strewn");
    const char* key = strewn ? "strewn" : "row";
    if (!j.contains(key)) return c;
    const Json& k = j[key];
    if (!k.is_object()) {
        r.wrong(base::format("/{}", key), "an object is wanted");
        return c;
    }
    c.count = std::clamp(static_cast<int>(r.number(k, "count", 1)), 1, 2000);
    c.step = r.vector(k, "step");
    c.strewn = strewn;
    c.low = r.vector(k, "low");
    c.high = r.vector(k, "high");
    c.clear = r.number(k, "clear", 0);
    c.least = r.number(k, "least", 1);
    c.most = r.number(k, "most", 1);
    c.turned = r.flag(k, "turned");
    c.seed = static_cast<std::uint32_t>(std::max(0.0F, r.number(k, "seed", 1)));
    return c;
}

Material material(Reader& r, const Json& j) {
    struct Name {
        std::string_view name;
        Surface surface;
    };
    constexpr Name names[] = {
        {"", Surface::Plain},      {"plain", Surface::Plain},     {"cloth", Surface::Cloth},
        {"wood", Surface::Wood},   {"plaster", Surface::Plaster}, {"brick", Surface::Brick},
        {"wet", Surface::Wet},     {"glow", Surface::Glow},       {"earth", Surface::Earth},
        {"stone", Surface::Stone}, {"mirror", Surface::Mirror}};
    Material m;
    const std::string name = r.text(j, "material");
    const auto found =
        std::find_if(std::begin(names), std::end(names), [&](const Name& n) { return n.name == name; });
    if (found == std::end(names))
        r.wrong("/material", base::format("'{}' is no material", name));
    else
        m.surface = found->surface;
    m.albedo = r.vector(j, "colour", {0.3F, 0.3F, 0.3F});
    m.gloss = r.number(j, "gloss", 0);
    m.roughness = r.number(j, "roughness", 0.45F);
    m.emission = r.vector(j, "light");
    m.mirror = r.number(j, "mirror", m.surface == Surface::Wet ? 0.3F : 0);
    return m;
}

SetPart part(Reader& r, const Json& j) {
    SetPart p;
    p.when = condition(r, j);
    p.material = material(r, j);
    p.copies = copies(r, j);
    r.shapes(j, "boxes", p.boxes);
    r.shapes(j, "quads", p.quads);
    r.shapes(j, "rods", p.rods);
    r.shapes(j, "balls", p.balls);
    r.list(j, "terrains", [&](const Json& t, const std::string&) {
        SetPart::Terrain to;
        to.low = r.vector(t, "low");
        to.high = r.vector(t, "high");
        to.steps = std::clamp(static_cast<int>(r.number(t, "steps", 80)), 2, 200);
        to.height = r.number(t, "height", 0);
        to.frequency = r.number(t, "frequency", 0.1F);
        to.flat = r.number(t, "flat", 2);
        p.terrains.push_back(to);
    });
    return p;
}

SetData setOf(Reader& r, const Json& j) {
    SetData set;
    set.info.id = r.text(j, "id");
    if (set.info.id.empty()) r.wrong("/id", "a set has an id");
    set.info.name = r.text(j, "name");
    set.from = r.text(j, "from");
    set.info.night = r.flag(j, "night");
    set.info.outdoors = r.flag(j, "outdoors");
    set.info.openAir = r.flag(j, "open_air");
    set.info.stars = r.flag(j, "stars");
    set.info.haze = std::clamp(r.number(j, "haze", 0), 0.0F, 1.0F);
    set.info.room = std::max(0.0F, r.number(j, "room", 0));
    r.list(j, "words", [&](const Json& w, const std::string& at) {
        if (w.is_string())
            set.words.push_back(w.get<std::string>());
        else
            r.wrong(at, "a word is wanted");
    });
    r.list(j, "parts", [&](const Json& p, const std::string&) { set.parts.push_back(part(r, p)); });
    r.list(j, "bulbs", [&](const Json& b, const std::string&) {
        set.bulbs.push_back({condition(r, b), copies(r, b), r.vector(b, "at"),
                             r.vector(b, "light", {1, 1, 1}),
                             std::max(0.0005F, r.number(b, "radius", 0.03F))});
    });
    r.list(j, "lamps", [&](const Json& l, const std::string&) {
        set.lamps.push_back({condition(r, l), r.vector(l, "at"), r.vector(l, "to"),
                             std::max(0.01F, r.number(l, "width", 0.5F)),
                             std::max(0.01F, r.number(l, "height", 0.5F)), r.vector(l, "light", {1, 1, 1}),
                             r.number(l, "kelvin", 0)});
    });
    return set;
}

}  // namespace

bool Condition::holds(const SetState& s) const {
    if (state == "day") return !s.night;
    if (state == "night") return s.night;
    if (state == "wet") return s.wet;
    if (state == "dry") return !s.wet;
    if (state == "rain") return s.rain;
    if (state == "snow") return s.snow;
    return true;
}

base::Result<SetData> readSet(const std::filesystem::path& file) {
    const auto json = base::readJson(file.string());
    if (!json) return tl::unexpected(json.error());
    Reader r(file.string());
    if (!json->is_object())
        return base::failInput({file.string(), "", "a set is an object", "see docs/formats/set.md"});
    SetData set = setOf(r, *json);
    if (!r.good()) return base::failInput(r.problem());
    return set;
}

SetCatalog::SetCatalog(const std::filesystem::path& folder) {
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
        if (entry.path().extension() != ".json") continue;
        auto set = readSet(entry.path());
        if (!set) {
            base::logWarning(base::format("set {} cannot be used: {}", entry.path().filename().string(),
                                          set.error().message));
            continue;
        }
        const std::string id = set->info.id;
        m_sets.insert_or_assign(id, std::move(*set));
    }
}

const SetCatalog& SetCatalog::own() {
    static const SetCatalog catalog = [] {
        const auto folder = base::resourceFolder();
        return SetCatalog(folder ? *folder / "sets" : std::filesystem::path{});
    }();
    return catalog;
}

const SetData* SetCatalog::find(std::string_view id) const {
    const auto found = m_sets.find(id);
    return found != m_sets.end() ? &found->second : nullptr;
}

}  // namespace groundglass::viewfinder
