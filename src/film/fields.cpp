#include "groundglass/film/fields.hpp"

#include "film/bounds.hpp"

#include "groundglass/base/format.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <unordered_map>

namespace groundglass::film {

namespace {

// ---- between members and FieldValue
// --------------------------------------------------------------------------

template <class T>
struct Codec;  // wire: the alternative of FieldValue that carries T

template <class T, class Wire>
struct SameCodec {
    using WireType = Wire;
    static Wire out(const T& value) { return value; }
    static T in(const Wire& wire) { return wire; }
};
template <>
struct Codec<bool> : SameCodec<bool, bool> {};
template <>
struct Codec<std::int64_t> : SameCodec<std::int64_t, std::int64_t> {};
template <>
struct Codec<double> : SameCodec<double, double> {};
template <>
struct Codec<std::string> : SameCodec<std::string, std::string> {};
template <>
struct Codec<Cdl> : SameCodec<Cdl, Cdl> {};
template <>
struct Codec<SplitTone> : SameCodec<SplitTone, SplitTone> {};
template <>
struct Codec<base::FrameRate> : SameCodec<base::FrameRate, base::FrameRate> {};
template <class Tag>
struct Codec<base::Quantity<Tag>> {
    using WireType = double;
    static double out(const base::Quantity<Tag>& value) { return value.value; }
    static base::Quantity<Tag> in(double wire) { return {wire}; }
};
template <class Tag>
struct Codec<base::Id<Tag>> {
    using WireType = std::string;
    static std::string out(const base::Id<Tag>& value) { return value.str(); }
    static base::Id<Tag> in(const std::string& wire) { return base::Id<Tag>(wire); }
};
template <>
struct Codec<base::Milliseconds> {
    using WireType = std::int64_t;
    static std::int64_t out(base::Milliseconds value) { return value.count(); }
    static base::Milliseconds in(std::int64_t wire) { return base::Milliseconds(wire); }
};

template <class T>
FieldValue toValue(const std::optional<T>& member) {
    if (!member) return std::monostate{};
    return Codec<T>::out(*member);
}
template <class T>
FieldValue toValue(const std::vector<T>& member) {
    if (member.empty()) return std::monostate{};
    return member;
}
template <class Tag>
FieldValue toValue(const std::vector<base::Id<Tag>>& member) {
    if (member.empty()) return std::monostate{};
    std::vector<std::string> wire;
    wire.reserve(member.size());
    for (const auto& id : member) wire.push_back(id.str());
    return wire;
}

template <class T>
bool fromValue(std::optional<T>& member, const FieldValue& value) {
    using Wire = typename Codec<T>::WireType;
    if constexpr (std::is_same_v<Wire, double>) {  // a whole number is a number, too
        if (const auto* whole = std::get_if<std::int64_t>(&value)) {
            member = Codec<T>::in(static_cast<double>(*whole));
            return true;
        }
    }
    const auto* wire = std::get_if<Wire>(&value);
    if (wire == nullptr) return false;
    member = Codec<T>::in(*wire);
    return true;
}
template <class T>
bool fromValue(std::vector<T>& member, const FieldValue& value) {
    const auto* wire = std::get_if<std::vector<T>>(&value);
    if (wire != nullptr) member = *wire;
    return wire != nullptr;
}
template <class Tag>
bool fromValue(std::vector<base::Id<Tag>>& member, const FieldValue& value) {
    const auto* wire = std::get_if<std::vector<std::string>>(&value);
    if (wire == nullptr) return false;
    member.clear();
    for (const auto& id : *wire) member.emplace_back(id);
    return true;
}

template <auto Group, auto Member>
FieldValue getMember(const Direction& direction) {
    return toValue(direction.*Group.*Member);
}
template <auto Group, auto Member>
base::Status setMember(Direction& direction, const FieldValue& value) {
    auto& member = direction.*Group.*Member;
    if (!isSet(value)) {
        member = {};
        return {};
    }
    if (fromValue(member, value)) return {};
    return base::fail(base::ErrorCode::InvalidInput, "the value is of another kind than the field");
}

// ---- the table
// -------------------------------------------------------------------------------------------------

struct Bounds {
    double min = -std::numeric_limits<double>::infinity();
    double max = std::numeric_limits<double>::infinity();
    double step = 0;
};

template <auto Group, auto Member>
FieldDescriptor field(std::string_view path, std::string_view label, FieldKind kind) {
    FieldDescriptor d;
    d.path = path;
    d.label = label;
    d.kind = kind;
    d.get = &getMember<Group, Member>;
    d.set = &setMember<Group, Member>;
    return d;
}
template <auto Group, auto Member>
FieldDescriptor term(std::string_view path, std::string_view label, std::string_view facet) {
    auto d = field<Group, Member>(path, label, FieldKind::Term);
    d.facet = facet;
    return d;
}
template <auto Group, auto Member>
FieldDescriptor terms(std::string_view path, std::string_view label, std::string_view facet,
                      std::size_t most) {
    auto d = field<Group, Member>(path, label, FieldKind::Terms);
    d.facet = facet;
    d.most = most;
    return d;
}
template <auto Group, auto Member>
FieldDescriptor number(std::string_view path, std::string_view label, std::string_view unit, Bounds bounds,
                       FieldKind kind = FieldKind::Number) {
    auto d = field<Group, Member>(path, label, kind);
    d.unit = unit;
    d.min = bounds.min;
    d.max = bounds.max;
    d.step = bounds.step;
    return d;
}
template <auto Group, auto Member>
FieldDescriptor list(std::string_view path, std::string_view label, FieldKind kind, std::size_t most) {
    auto d = field<Group, Member>(path, label, kind);
    d.most = most;
    return d;
}
FieldDescriptor look(FieldDescriptor d) {
    d.inLook = true;
    return d;
}

void addStoryCastPlace(std::vector<FieldDescriptor>& t) {
    using D = Direction;
    t.push_back(field<&D::story, &StoryFields::beat>("story/beat", "Beat", FieldKind::Text));
    t.push_back(field<&D::story, &StoryFields::purpose>("story/purpose", "Purpose", FieldKind::Text));
    t.push_back(
        list<&D::story, &StoryFields::notes>("story/notes", "Director's notes", FieldKind::Notes, 16));
    t.push_back(list<&D::story, &StoryFields::actions>("story/actions", "Actions", FieldKind::Beats, 24));
    auto members = list<&D::cast, &CastFields::members>("cast/members", "Cast", FieldKind::Items, 12);
    members.facet = "cast";
    t.push_back(members);
    t.push_back(list<&D::cast, &CastFields::performances>("cast/performances", "Performance",
                                                          FieldKind::Performances, 12));
    auto location = field<&D::place, &PlaceFields::location>("place/location", "Location", FieldKind::Item);
    location.facet = "location";
    t.push_back(location);
    t.push_back(
        field<&D::place, &PlaceFields::description>("place/description", "In this shot", FieldKind::Text));
    t.push_back(field<&D::place, &PlaceFields::era>("place/era", "Era", FieldKind::Text));
    t.push_back(term<&D::place, &PlaceFields::timeOfDay>("place/time_of_day", "Time of day", "time_of_day"));
    t.push_back(terms<&D::place, &PlaceFields::weather>("place/weather", "Weather", "weather", 3));
    t.push_back(
        list<&D::place, &PlaceFields::dressing>("place/dressing", "Set dressing", FieldKind::TextList, 12));
    t.push_back(
        field<&D::place, &PlaceFields::foreground>("place/foreground", "Foreground", FieldKind::Text));
    t.push_back(field<&D::place, &PlaceFields::midground>("place/midground", "Midground", FieldKind::Text));
    t.push_back(
        field<&D::place, &PlaceFields::background>("place/background", "Background", FieldKind::Text));
}

void addFrameCamera(std::vector<FieldDescriptor>& t) {
    using D = Direction;
    using F = FrameFields;
    using C = CameraFields;
    t.push_back(term<&D::frame, &F::size>("frame/size", "Shot size", "shot_size"));
    t.push_back(term<&D::frame, &F::tightness>("frame/tightness", "Tightness", "tightness"));
    t.push_back(number<&D::frame, &F::extent>("frame/extent", "Height covered", "m", {0.005, 200, -1.05}));
    t.push_back(term<&D::frame, &F::coverage>("frame/coverage", "Coverage", "coverage"));
    t.push_back(term<&D::frame, &F::angle>("frame/angle", "Angle", "angle"));
    t.push_back(number<&D::frame, &F::tilt>("frame/tilt", "Tilt", "°", {-90, 90, 1}));
    t.push_back(term<&D::frame, &F::height>("frame/height", "Camera height", "camera_height"));
    t.push_back(number<&D::frame, &F::heightMetres>("frame/height_metres", "Height above ground", "m",
                                                    {0, 2000, 0.05}));
    t.push_back(term<&D::frame, &F::roll>("frame/roll", "Horizon", "roll"));
    t.push_back(number<&D::frame, &F::rollDegrees>("frame/roll_degrees", "Roll", "°", {-180, 180, 1}));
    t.push_back(term<&D::frame, &F::view>("frame/view", "View of the subject", "view"));
    t.push_back(
        number<&D::frame, &F::viewAzimuth>("frame/view_azimuth", "View azimuth", "°", {-180, 180, 5}));
    t.push_back(terms<&D::frame, &F::composition>("frame/composition", "Composition", "composition", 3));
    t.push_back(list<&D::camera, &C::moves>("camera/moves", "Moves", FieldKind::Moves, 8));
    t.push_back(term<&D::camera, &C::support>("camera/support", "Support", "support"));
    t.push_back(term<&D::camera, &C::steadiness>("camera/steadiness", "Steadiness", "steadiness"));
    t.push_back(term<&D::camera, &C::timeLook>("camera/time_look", "Time", "time_look"));
    t.push_back(look(number<&D::camera, &C::shutter>("camera/shutter", "Shutter", "°", {1, 360, 5})));
}

void addLensLight(std::vector<FieldDescriptor>& t) {
    using D = Direction;
    using L = LensFields;
    using G = LightFields;
    t.push_back(look(term<&D::lens, &L::format>("lens/format", "Capture format", "capture_format")));
    t.push_back(look(number<&D::lens, &L::focal>("lens/focal", "Focal length", "mm", {2, 2000, 1})));
    t.push_back(look(term<&D::lens, &L::family>("lens/family", "Lens family", "lens_family")));
    t.push_back(
        look(term<&D::lens, &L::construction>("lens/construction", "Construction", "lens_construction")));
    t.push_back(
        look(number<&D::lens, &L::aperture>("lens/aperture", "Aperture", "f/", {0.5, 64, -1.122462})));
    t.push_back(look(term<&D::lens, &L::depth>("lens/depth", "Depth of field", "depth_of_field")));
    t.push_back(number<&D::lens, &L::focusDistance>("lens/focus_distance", "Focus distance", "m",
                                                    {0.05, 10000, -1.05}));
    t.push_back(field<&D::lens, &L::focusTarget>("lens/focus_target", "Focus on", FieldKind::Text));
    t.push_back(look(number<&D::lens, &L::squeeze>("lens/squeeze", "Anamorphic squeeze", "×", {1, 2, 0.05})));
    t.push_back(look(terms<&D::lens, &L::character>("lens/character", "Character", "lens_character", 3)));
    t.push_back(look(list<&D::lens, &L::filters>("lens/filters", "Filters", FieldKind::Filters, 3)));
    t.push_back(look(term<&D::light, &G::pattern>("light/pattern", "Pattern", "light_pattern")));
    t.push_back(look(term<&D::light, &G::source>("light/source", "Key source", "light_source")));
    t.push_back(look(
        field<&D::light, &G::sourceDescription>("light/source_description", "In words", FieldKind::Text)));
    t.push_back(look(term<&D::light, &G::quality>("light/quality", "Quality", "light_quality")));
    t.push_back(look(term<&D::light, &G::modifier>("light/modifier", "Modifier", "light_modifier")));
    t.push_back(
        look(number<&D::light, &G::keyAzimuth>("light/key_azimuth", "Key azimuth", "°", {-180, 180, 5})));
    t.push_back(
        look(number<&D::light, &G::keyElevation>("light/key_elevation", "Key elevation", "°", {-90, 90, 5})));
    t.push_back(look(number<&D::light, &G::keySize>("light/key_size", "Key size", "m", {0.005, 200, -1.1})));
    t.push_back(look(
        number<&D::light, &G::keyDistance>("light/key_distance", "Key distance", "m", {0.05, 1000, -1.1})));
    t.push_back(
        look(number<&D::light, &G::keyKelvin>("light/key_kelvin", "Key colour", "K", {1000, 40000, 100})));
    t.push_back(look(number<&D::light, &G::ratio>("light/ratio", "Key : fill", ":1", {1, 64, -1.189207})));
    t.push_back(
        look(number<&D::light, &G::fillKelvin>("light/fill_kelvin", "Fill colour", "K", {1000, 40000, 100})));
    t.push_back(look(number<&D::light, &G::whiteBalance>("light/white_balance", "White balance", "K",
                                                         {1000, 40000, 100})));
    t.push_back(
        look(number<&D::light, &G::exposure>("light/exposure", "Exposure", "stops", {-6, 6, 0.333333})));
    t.push_back(look(term<&D::light, &G::atmosphere>("light/atmosphere", "Atmosphere", "atmosphere")));
    t.push_back(look(list<&D::light, &G::others>("light/others", "Other lights", FieldKind::Lights, 12)));
}

void addGradeTextureMood(std::vector<FieldDescriptor>& t) {
    using D = Direction;
    using G = GradeFields;
    using T = TextureFields;
    using M = MoodFields;
    t.push_back(look(term<&D::grade, &G::grade>("grade/grade", "Grade", "grade")));
    t.push_back(look(number<&D::grade, &G::strength>("grade/strength", "Strength", "", {0, 1, 0.05})));
    t.push_back(look(field<&D::grade, &G::cdl>("grade/cdl", "CDL", FieldKind::Cdl)));
    t.push_back(
        look(field<&D::grade, &G::splitTone>("grade/split_tone", "Split tone", FieldKind::SplitTone)));
    t.push_back(look(number<&D::grade, &G::contrast>("grade/contrast", "Contrast", "", {0.5, 2, 0.05})));
    t.push_back(look(number<&D::grade, &G::saturation>("grade/saturation", "Saturation", "", {0, 2, 0.05})));
    t.push_back(
        look(number<&D::grade, &G::blackLevel>("grade/black_level", "Black level", "", {-0.1, 0.2, 0.01})));
    t.push_back(look(term<&D::grade, &G::harmony>("grade/harmony", "Harmony", "harmony")));
    t.push_back(look(list<&D::grade, &G::palette>("grade/palette", "Palette", FieldKind::TextList, 5)));
    t.push_back(look(term<&D::grade, &G::stock>("grade/stock", "Film stock", "film_stock")));
    t.push_back(look(term<&D::texture, &T::grain>("texture/grain", "Grain", "grain")));
    t.push_back(look(number<&D::texture, &T::grainStrength>("texture/grain_strength", "Grain strength", "σ",
                                                            {0, 0.2, 0.002})));
    t.push_back(look(number<&D::texture, &T::halation>("texture/halation", "Halation", "", {0, 1, 0.05})));
    t.push_back(look(number<&D::texture, &T::bloom>("texture/bloom", "Bloom", "", {0, 1, 0.05})));
    t.push_back(
        look(number<&D::texture, &T::vignette>("texture/vignette", "Vignette", "stops", {-4, 0, 0.1})));
    t.push_back(look(number<&D::texture, &T::gateWeave>("texture/gate_weave", "Gate weave", "of width",
                                                        {0, 0.01, 0.0005})));
    t.push_back(look(terms<&D::texture, &T::artefacts>("texture/artefacts", "Artefacts", "artefact", 3)));
    t.push_back(look(terms<&D::mood, &M::moods>("mood/moods", "Moods", "mood", 3)));
    t.push_back(look(number<&D::mood, &M::valence>("mood/valence", "Valence", "", {-1, 1, 0.05})));
    t.push_back(look(number<&D::mood, &M::arousal>("mood/arousal", "Arousal", "", {-1, 1, 0.05})));
    t.push_back(look(field<&D::mood, &M::tone>("mood/tone", "Tone", FieldKind::Text)));
    t.push_back(look(term<&D::mood, &M::genre>("mood/genre", "Genre", "genre")));
}

void addSoundAvoidOutput(std::vector<FieldDescriptor>& t) {
    using D = Direction;
    using S = SoundFields;
    using O = OutputFields;
    t.push_back(list<&D::sound, &S::dialogue>("sound/dialogue", "Dialogue", FieldKind::Dialogue, 24));
    t.push_back(list<&D::sound, &S::effects>("sound/effects", "Effects", FieldKind::Sounds, 12));
    t.push_back(list<&D::sound, &S::ambience>("sound/ambience", "Ambience", FieldKind::Sounds, 6));
    t.push_back(field<&D::sound, &S::music>("sound/music", "Music", FieldKind::Text));
    t.push_back(field<&D::sound, &S::noMusic>("sound/no_music", "No music", FieldKind::Flag));
    t.push_back(field<&D::sound, &S::silence>("sound/silence", "Silence", FieldKind::Flag));
    t.push_back(field<&D::sound, &S::onlySound>("sound/only_sound", "The only sound", FieldKind::Text));
    t.push_back(list<&D::avoid, &AvoidFields::items>("avoid/items", "Avoid", FieldKind::TextList, 24));
    t.push_back(number<&D::output, &O::duration>("output/duration", "Duration", "ms", {100, 600'000, 500},
                                                 FieldKind::Duration));
    t.push_back(number<&D::output, &O::ratio>("output/ratio", "Aspect ratio", ":1", {0.2, 5, 0.01}));
    t.push_back(
        number<&D::output, &O::height>("output/height", "Lines", "px", {144, 4320, 2}, FieldKind::Whole));
    t.push_back(field<&D::output, &O::rate>("output/rate", "Frame rate", FieldKind::Rate));
    t.push_back(
        number<&D::output, &O::seed>("output/seed", "Seed", "", {0, 2147483647, 1}, FieldKind::Whole));
    t.push_back(
        list<&D::output, &O::references>("output/references", "References", FieldKind::References, 12));
    t.push_back(
        field<&D::output, &O::labelAsAi>("output/label_as_ai", "Label as AI-generated", FieldKind::Flag));
}

struct Table {
    std::vector<FieldDescriptor> fields;
    std::unordered_map<std::string_view, std::size_t> index;
    Table() {
        addStoryCastPlace(fields);
        addFrameCamera(fields);
        addLensLight(fields);
        addGradeTextureMood(fields);
        addSoundAvoidOutput(fields);
        for (std::size_t i = 0; i < fields.size(); ++i) index.emplace(fields[i].path, i);
    }
};

const Table& table() {
    static const Table all;
    return all;
}

constexpr std::array<std::string_view, 13> groupNames{"story", "cast",  "place", "frame",   "camera",
                                                      "lens",  "light", "grade", "texture", "mood",
                                                      "sound", "avoid", "output"};

base::Status bad(const FieldDescriptor& field, std::string message, std::string remedy) {
    return base::failInput({{}, base::format("/{}", field.path), std::move(message), std::move(remedy)});
}

base::Status checkRange(const FieldDescriptor& field, double value) {
    if (std::isfinite(value) && value >= field.min && value <= field.max) return {};
    return bad(field,
               base::format("{} is {} but must be from {} to {}", field.label, value, field.min, field.max),
               base::format("choose a value from {} to {}{}{}", field.min, field.max,
                            field.unit.empty() ? "" : " ", field.unit));
}

}  // namespace

std::span<const FieldDescriptor> fieldTable() {
    return table().fields;
}

std::size_t fieldIndex(std::string_view path) {
    const auto found = table().index.find(path);
    return found == table().index.end() ? table().fields.size() : found->second;
}

const FieldDescriptor* findField(std::string_view path) {
    const std::size_t index = fieldIndex(path);
    return index < table().fields.size() ? &table().fields[index] : nullptr;
}

std::span<const std::string_view> groups() {
    return groupNames;
}

base::Status checkField(const FieldDescriptor& field, const FieldValue& value) {
    if (!isSet(value)) return {};
    Direction scratch;
    if (auto kind = field.set(scratch, value); !kind) {
        return bad(field, base::format("{} has a value of the wrong kind", field.label),
                   "correct or remove this value");
    }
    return checkBounds(field, value);
}

base::Status checkBounds(const FieldDescriptor& field, const FieldValue& value) {
    if (const auto* whole = std::get_if<std::int64_t>(&value))
        return checkRange(field, static_cast<double>(*whole));
    if (const auto* real = std::get_if<double>(&value)) return checkRange(field, *real);
    if (const auto* rate = std::get_if<base::FrameRate>(&value)) {
        if (rate->numerator > 0 && rate->denominator > 0 && rate->perSecond() >= 1 &&
            rate->perSecond() <= 240)
            return {};
        return bad(field, "the frame rate must be from 1 to 240 a second",
                   "write it as [frames, seconds], such as [24, 1]");
    }
    if (const auto* cdl = std::get_if<Cdl>(&value)) {
        for (std::size_t i = 0; i < 3; ++i) {
            if (!(cdl->slope[i] > 0) || !(cdl->power[i] > 0) || !std::isfinite(cdl->offset[i])) {
                return bad(field, "slope and power of a CDL must be above 0", "use 1 for no change");
            }
        }
        return cdl->saturation >= 0 ? base::Status{}
                                    : bad(field, "saturation is below 0", "use 1 for no change");
    }
    const std::size_t count = std::visit(
        [](const auto& v) -> std::size_t {
            if constexpr (requires { v.size(); } && !std::is_same_v<std::decay_t<decltype(v)>, std::string>) {
                return v.size();
            } else {
                return 0;
            }
        },
        value);
    if (field.most != 0 && count > field.most) {
        return bad(field, base::format("{} has {} entries but takes {}", field.label, count, field.most),
                   "remove some entries");
    }
    return {};
}

}  // namespace groundglass::film
