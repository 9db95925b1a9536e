#pragma once

#include "groundglass/base/json_text.hpp"
#include "groundglass/base/units.hpp"
#include "groundglass/film/ids.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace groundglass::film {

// Everything a director can say about a shot, in thirteen groups. Every field is optional: an unset one is
// inherited (film look → scene look → shot) or left free. Empty lists are unset. Texts are UTF-8 phrases
// without a final stop; term fields name their vocabulary facet. Each list item keeps its unknown keys in
// `extra`.

// ---- items of list fields
// ----------------------------------------------------------------------------------

/// A director's note: which question it answers (facet `note`) and the answer.
struct Note {
    TermId kind;
    std::string text;
    std::string evidence;  ///< What can be seen or heard of it, for models that are told nothing else.
    base::JsonText extra;
    bool operator==(const Note&) const = default;
};

/// One timed action. `verb` is a present participle phrase: "drinking coffee", "turning its head to the
/// camera".
struct Beat {
    CastId who;  ///< Empty: the shot's first cast member, or the place itself.
    std::string verb;
    TermId manner;     ///< Facet `manner`: slowly, suddenly …; may be empty.
    std::string from;  ///< Start state; may be empty.
    std::string to;    ///< End state; may be empty.
    std::optional<base::Milliseconds> start;
    std::optional<base::Milliseconds> end;
    base::JsonText extra;
    bool operator==(const Beat&) const = default;
};

/// How one member of the cast is in this shot.
struct Performance {
    CastId who;
    TermId emotion;                         ///< Facet `emotion`.
    std::optional<std::int64_t> intensity;  ///< 1…5.
    TermId pose;              ///< Facet `pose`: standing, sitting, walking, running, drinking, head_bowed …
    TermId eyeline;           ///< Facet `eyeline`: to_lens, off_left, off_right, down, up, near …
    std::string gesture;      ///< Visible evidence: "head bowed".
    std::string wardrobe;     ///< Only when it differs from the cast sheet.
    bool masked{};            ///< The emotion is held back.
    std::string posture;      ///< "shoulders squared".
    std::string gait;         ///< "dragging the left foot".
    std::string microAction;  ///< One a second at most: "a thumb turning the ring".
    std::string breath;       ///< Breath and blink: "a held breath".
    std::string proximity;    ///< "an arm's length from the waiter".
    std::string tempo;        ///< "unhurried".
    std::optional<std::int64_t> energy;          ///< 1…5.
    std::optional<base::Milliseconds> reaction;  ///< Delay before reacting; 200…800 is natural.
    base::JsonText extra;
    bool operator==(const Performance&) const = default;
};

/// One camera move; moves follow one another unless `together`.
struct Move {
    TermId kind;                   ///< Facet `move`: dolly_in, pan_l …
    std::optional<double> amount;  ///< Metres for translations, degrees for rotations, factor for zooms.
    TermId speed;                  ///< Facet `speed`.
    TermId easing;                 ///< Facet `easing`.
    std::optional<base::Milliseconds> start;
    std::optional<base::Milliseconds> end;
    TermId reference;      ///< Facet `reference`: camera, subject, ground.
    bool together{};       ///< At the same time as the move before it.
    TermId subjectChange;  ///< Facet `subject_change`: how the subject's size in the frame goes along.
    std::string startFrame;
    std::string endFrame;
    std::string motivation;
    base::JsonText extra;
    bool operator==(const Move&) const = default;
};

/// A lens filter (facet `filter`) and its strength as the makers write it: "1/4", "0.6".
struct Filter {
    TermId kind;
    std::string strength;
    base::JsonText extra;
    bool operator==(const Filter&) const = default;
};

/// A light besides key and fill.
struct Light {
    TermId role;              ///< Facet `light_role`: back, rim, hair, background, practical.
    TermId source;            ///< Facet `light_source`: window, candle, neon, street_lamp …
    std::string description;  ///< Noun phrase; replaces the source's words when set.
    std::optional<base::Degrees>
        azimuth;  ///< −180…180; see design: around the subject from the lens, + = screen right.
    std::optional<base::Degrees> elevation;  ///< −90…90.
    std::optional<base::Metres> distance;
    std::optional<base::Metres> size;
    std::optional<base::Kelvin> kelvin;
    std::optional<base::Stops> level;  ///< Relative to the key.
    std::string colour;                ///< A gel or neon colour in words; may be empty.
    base::JsonText extra;
    bool operator==(const Light&) const = default;
};

struct DialogueLine {
    CastId who;
    std::string words;  ///< Verbatim.
    std::string delivery;
    std::string language;  ///< BCP 47; empty = English.
    bool offScreen{};
    std::optional<base::Milliseconds> start;
    base::JsonText extra;
    bool operator==(const DialogueLine&) const = default;
};

/// An effect or ambience: "rhythmic creak of a rocking chair".
struct Sound {
    std::string what;
    TermId perspective;  ///< Facet `sound_perspective`: close, room, far …
    std::optional<base::Milliseconds> start;
    base::JsonText extra;
    bool operator==(const Sound&) const = default;
};

/// A still that goes with the request.
struct Reference {
    std::string file;  ///< Name below the film's `references/`: `<sha256>.<ext>`.
    std::string role;  ///< subject, style, place, first_frame, last_frame.
    base::JsonText extra;
    bool operator==(const Reference&) const = default;
};

/// ASC CDL: out = clamp(in·slope + offset, 0, 1)^power, then saturation about Rec.709 luma; display-coded
/// values.
struct Cdl {
    std::array<double, 3> slope{1, 1, 1};  ///< > 0.
    std::array<double, 3> offset{0, 0, 0};
    std::array<double, 3> power{1, 1, 1};  ///< > 0.
    double saturation = 1;                 ///< ≥ 0.
    bool operator==(const Cdl&) const = default;
};

/// Hues in degrees, saturations 0…1, balance −1 (shadows) … +1 (highlights).
struct SplitTone {
    double shadowHue{}, shadowSaturation{}, highlightHue{}, highlightSaturation{}, balance{};
    bool operator==(const SplitTone&) const = default;
};

// ---- groups
// --------------------------------------------------------------------------------------------------

struct StoryFields {
    std::optional<std::string>
        beat;  ///< What happens, as the script says it; for people, not for the prompt.
    std::optional<std::string> purpose;
    std::vector<Note> notes;
    std::vector<Beat> actions;
    bool operator==(const StoryFields&) const = default;
};

struct CastFields {
    std::vector<CastId> members;  ///< In order of importance; the first is the subject.
    std::vector<Performance> performances;
    bool operator==(const CastFields&) const = default;
};

struct PlaceFields {
    std::optional<LocationId> location;
    std::optional<std::string> description;  ///< Noun phrase; replaces the location's own.
    std::optional<std::string> era;          ///< "the 1940s".
    std::optional<TermId> timeOfDay;         ///< Facet `time_of_day`.
    std::vector<TermId> weather;             ///< Facet `weather`.
    std::vector<std::string> dressing;
    std::optional<std::string> foreground, midground, background;
    bool operator==(const PlaceFields&) const = default;
};

struct FrameFields {
    std::optional<TermId> size;       ///< Facet `shot_size`.
    std::optional<TermId> tightness;  ///< Facet `tightness`: loose, normal, tight within the size's extent.
    std::optional<base::Metres>
        extent;  ///< Height covered at the subject; overrides size and tightness. 0.005…200.
    std::optional<TermId> coverage;     ///< Facet `coverage`.
    std::optional<TermId> angle;        ///< Facet `angle`.
    std::optional<base::Degrees> tilt;  ///< −90…90, + = lens looks up; overrides the angle's middle.
    std::optional<TermId> height;       ///< Facet `camera_height`.
    std::optional<base::Metres> heightMetres;
    std::optional<TermId> roll;                ///< Facet `roll`.
    std::optional<base::Degrees> rollDegrees;  ///< + = horizon clockwise on screen.
    std::optional<TermId> view;                ///< Facet `view`.
    std::optional<base::Degrees> viewAzimuth;  ///< −180…180, + = towards the subject's left.
    std::vector<TermId> composition;           ///< Facet `composition`; at most 3.
    bool operator==(const FrameFields&) const = default;
};

struct CameraFields {
    std::vector<Move> moves;
    std::optional<TermId> support;         ///< Facet `support`.
    std::optional<TermId> steadiness;      ///< Facet `steadiness`.
    std::optional<TermId> timeLook;        ///< Facet `time_look`: cinema, slow_motion …
    std::optional<base::Degrees> shutter;  ///< 1…360.
    bool operator==(const CameraFields&) const = default;
};

struct LensFields {
    std::optional<TermId> format;            ///< Facet `capture_format`.
    std::optional<base::Millimetres> focal;  ///< 2…2000.
    std::optional<TermId> family;            ///< Facet `lens_family`.
    std::optional<TermId> construction;      ///< Facet `lens_construction`: prime, zoom.
    std::optional<base::FNumber> aperture;   ///< 0.5…64.
    std::optional<TermId> depth;             ///< Facet `depth_of_field`: what the director wants to see.
    std::optional<base::Metres> focusDistance;
    std::optional<std::string> focusTarget;
    std::optional<double> squeeze;  ///< 1…2.
    std::vector<TermId> character;  ///< Facet `lens_character`; at most 3.
    std::vector<Filter> filters;    ///< At most 3.
    bool operator==(const LensFields&) const = default;
};

struct LightFields {
    std::optional<TermId> pattern;                 ///< Facet `light_pattern`.
    std::optional<TermId> source;                  ///< Facet `light_source`: what the key is.
    std::optional<std::string> sourceDescription;  ///< "a large window"; replaces the source's words.
    std::optional<TermId> quality;                 ///< Facet `light_quality`.
    std::optional<TermId> modifier;                ///< Facet `light_modifier`.
    std::optional<base::Degrees> keyAzimuth;       ///< −180…180, + = screen right.
    std::optional<base::Degrees> keyElevation;     ///< −90…90.
    std::optional<base::Metres> keySize;
    std::optional<base::Metres> keyDistance;
    std::optional<base::Kelvin> keyKelvin;  ///< 1000…40000.
    std::optional<base::LightRatio> ratio;  ///< (key + fill) : fill.
    std::optional<base::Kelvin> fillKelvin;
    std::optional<base::Kelvin> whiteBalance;
    std::optional<base::Stops> exposure;  ///< Intent against a middle exposure.
    std::optional<TermId> atmosphere;     ///< Facet `atmosphere`: haze, smoke …
    std::vector<Light> others;            ///< At most 12.
    bool operator==(const LightFields&) const = default;
};

struct GradeFields {
    std::optional<TermId> grade;          ///< Facet `grade`.
    std::optional<base::Share> strength;  ///< 0…1 of the grade; 1 when unset.
    std::optional<Cdl> cdl;               ///< Replaces the grade's own numbers.
    std::optional<SplitTone> splitTone;
    std::optional<double> contrast;    ///< 0.5…2; 1 normal.
    std::optional<double> saturation;  ///< 0…2; 1 normal.
    std::optional<double> blackLevel;  ///< −0.1…0.2.
    std::optional<TermId> harmony;     ///< Facet `harmony`.
    std::vector<std::string> palette;  ///< 3–5 anchors as object colours: "amber lamp".
    std::optional<TermId> stock;       ///< Facet `film_stock`.
    bool operator==(const GradeFields&) const = default;
};

struct TextureFields {
    std::optional<TermId> grain;               ///< Facet `grain`.
    std::optional<base::Share> grainStrength;  ///< σ at mid-grey, 0…0.2.
    std::optional<base::Share> halation;       ///< Gain 0…1.
    std::optional<base::Share> bloom;          ///< Gain 0…1.
    std::optional<base::Stops> vignette;       ///< At the corner, ≤ 0.
    std::optional<base::Share> gateWeave;      ///< Share of the width, 0…0.01.
    std::vector<TermId> artefacts;             ///< Facet `artefact`; at most 3.
    bool operator==(const TextureFields&) const = default;
};

struct MoodFields {
    std::vector<TermId> moods;      ///< Facet `mood`.
    std::optional<double> valence;  ///< −1…1.
    std::optional<double> arousal;  ///< −1…1.
    std::optional<std::string> tone;
    std::optional<TermId> genre;  ///< Facet `genre`.
    bool operator==(const MoodFields&) const = default;
};

struct SoundFields {
    std::vector<DialogueLine> dialogue;
    std::vector<Sound> effects;
    std::vector<Sound> ambience;
    std::optional<std::string> music;
    std::optional<bool> noMusic;
    std::optional<bool> silence;           ///< Designed absence of sound.
    std::optional<std::string> onlySound;  ///< The one sound that remains.
    bool operator==(const SoundFields&) const = default;
};

struct AvoidFields {
    std::vector<std::string> items;  ///< Nouns: "subtitles", "extra fingers".
    bool operator==(const AvoidFields&) const = default;
};

struct OutputFields {
    std::optional<base::Milliseconds> duration;  ///< 100…600 000.
    std::optional<base::AspectRatio> ratio;      ///< 0.2…5.
    std::optional<std::int64_t> height;          ///< Lines of the delivered picture.
    std::optional<base::FrameRate> rate;
    std::optional<std::int64_t> seed;
    std::vector<Reference> references;
    std::optional<bool> labelAsAi;  ///< Say in the picture and the file that it is AI-made.
    bool operator==(const OutputFields&) const = default;
};

/// The whole direction of a shot, or the part of it that a look sets.
struct Direction {
    StoryFields story;
    CastFields cast;
    PlaceFields place;
    FrameFields frame;
    CameraFields camera;
    LensFields lens;
    LightFields light;
    GradeFields grade;
    TextureFields texture;
    MoodFields mood;
    SoundFields sound;
    AvoidFields avoid;
    OutputFields output;
    base::JsonText extra;  ///< Keys that this version does not know, at their places.
    bool operator==(const Direction&) const = default;
};

}  // namespace groundglass::film
