#include "wording.hpp"

#include "english.hpp"
#include "groundglass/base/format.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace groundglass::prompt {
namespace {

/// The first word whose bound is not below the value.
struct Step {
    double upTo;
    std::string_view word;
};

template <std::size_t N>
std::string_view step(double value, const std::array<Step, N>& steps) {
    for (const Step& s : steps)
        if (value <= s.upTo) return s.word;
    return steps.back().word;
}

constexpr double more = 1e9;

std::string exposureWord(double stops) {
    const double size = std::abs(stops);
    std::string amount;
    const double thirds = size * 3;
    if (size < 0.2) return "exposed as metered";
    if (std::abs(size - 0.5) < 0.05)
        amount = "half a stop";
    else if (size < 1 && std::abs(thirds - 1) < 0.25)
        amount = "a third of a stop";
    else if (size < 1 && std::abs(thirds - 2) < 0.25)
        amount = "two thirds of a stop";
    else if (size < 0.9)
        amount = "most of a stop";
    else if (size < 1.25)
        amount = "one stop";
    else if (size < 1.75)
        amount = "a stop and a half";
    else
        amount = countText(std::lround(size)) + " stops";
    return "exposed " + amount + (stops < 0 ? " under" : " over");
}

std::string_view hueName(double hue) {
    const double h = hue - 360 * std::floor(hue / 360);
    return step(h, std::array{Step{12, "red"}, Step{24, "rust"}, Step{42, "amber"}, Step{68, "yellow"},
                              Step{160, "green"}, Step{202, "teal"}, Step{250, "blue"}, Step{292, "violet"},
                              Step{335, "magenta"}, Step{more, "red"}});
}

std::string splitToneWord(const film::SplitTone& tone) {
    const auto side = [](double hue, double saturation) {
        return saturation < 0.03 ? std::string("neutral") : std::string(hueName(hue));
    };
    return base::format("{} shadows and {} highlights", side(tone.shadowHue, tone.shadowSaturation),
                        side(tone.highlightHue, tone.highlightSaturation));
}

std::string_view valenceWord(double valence, double arousal) {
    if (valence >= 0) return arousal >= 0 ? "bright and lively" : "calm and at ease";
    return arousal >= 0 ? "tense and uneasy" : "subdued and melancholy";
}

std::string_view staticWord(const Item& item) {
    const double v = item.number;
    switch (item.slot) {
        case Slot::KeyElevation:
            return step(v, std::array{Step{-10, "from below"}, Step{10, "at eye level"},
                                      Step{60, "from above eye level"}, Step{more, "from high overhead"}});
        case Slot::Ratio:
            return step(v, std::array{Step{1.5, "even"}, Step{2.5, "low-contrast"}, Step{4.5, "modelled"},
                                      Step{9, "high-contrast"}, Step{more, "stark"}});
        case Slot::KeySize:
            return step(v, std::array{Step{0.2, "hard"}, Step{0.8, "moderately soft"}, Step{more, "soft"}});
        case Slot::Strength:
            return step(v, std::array{Step{0.35, "faint"}, Step{0.75, "restrained"}, Step{more, "full"}});
        case Slot::Contrast:
            return step(v, std::array{Step{0.88, "low contrast"}, Step{1.12, "normal contrast"},
                                      Step{1.35, "firm contrast"}, Step{more, "hard contrast"}});
        case Slot::Saturation:
            return step(v, std::array{Step{0.05, "no colour at all"}, Step{0.65, "drained colour"},
                                      Step{0.88, "muted colour"}, Step{1.12, "natural colour"},
                                      Step{1.4, "rich colour"}, Step{more, "vivid colour"}});
        case Slot::BlackLevel:
            return step(v, std::array{Step{-0.005, "crushed blacks"}, Step{0.005, "true blacks"},
                                      Step{more, "lifted blacks"}});
        case Slot::GrainStrength:
            return step(v, std::array{Step{0.011, "barely visible grain"}, Step{0.02, "fine grain"},
                                      Step{0.03, "visible grain"}, Step{0.045, "coarse grain"},
                                      Step{more, "heavy grain"}});
        case Slot::Halation:
            return step(v, std::array{Step{0, "no halation"}, Step{0.08, "a trace of halation"},
                                      Step{0.2, "soft halation"},
                                      Step{more, "strong halation around the highlights"}});
        case Slot::Bloom:
            return step(v, std::array{Step{0, "no bloom"}, Step{0.1, "a breath of bloom"},
                                      Step{0.25, "gentle bloom"}, Step{more, "heavy bloom"}});
        case Slot::Vignette:
            return step(v, std::array{Step{-1.1, "a heavy vignette"}, Step{-0.55, "a marked vignette"},
                                      Step{-0.01, "a slight vignette"}, Step{more, "no vignette"}});
        case Slot::GateWeave:
            return step(v, std::array{Step{0, "no gate weave"}, Step{0.0015, "slight gate weave"},
                                      Step{more, "pronounced gate weave"}});
        case Slot::Shutter:
            return step(v, std::array{Step{100, "crisp, staccato motion"}, Step{200, "natural motion blur"},
                                      Step{more, "smeared motion blur"}});
        case Slot::Energy:
            return step(v, std::array{Step{1.5, "with hardly any energy"}, Step{2.5, "with low energy"},
                                      Step{3.5, "with even energy"}, Step{4.5, "with high energy"},
                                      Step{more, "with explosive energy"}});
        case Slot::Reaction:
            return step(v,
                        std::array{Step{0.15, "reacting at once"}, Step{0.9, "reacting after a natural beat"},
                                   Step{more, "reacting late"}});
        case Slot::Squeeze:
            return v < 1.05 ? "spherical" : "anamorphic";
        case Slot::Aperture:
            return step(v, std::array{Step{2.1, "wide open"}, Step{4.5, "at a moderate stop"},
                                      Step{9, "stopped down"}, Step{more, "stopped well down"}});
        case Slot::Focal:
            return step(v, std::array{Step{20, "ultra-wide lens"}, Step{31, "wide lens"},
                                      Step{42, "moderately wide lens"}, Step{63, "normal lens"},
                                      Step{114, "portrait lens"}, Step{257, "telephoto lens"},
                                      Step{more, "super-telephoto lens"}});
        default:
            return {};
    }
}

}  // namespace

std::string_view warmth(double kelvin, double whiteBalance) {
    const double mired = 1e6 / std::max(kelvin, 1.0) - 1e6 / std::max(whiteBalance, 1.0);
    return step(mired, std::array{Step{-60, "cool"}, Step{-18, "slightly cool"}, Step{18, "neutral"},
                                  Step{60, "slightly warm"}, Step{180, "warm"}, Step{more, "deep amber"}});
}

std::string_view sideOf(double azimuth) {
    const double size = std::abs(azimuth);
    if (size <= 20) return "from the front";
    if (size > 150) return "from behind";
    return azimuth > 0 ? "off-camera right" : "off-camera left";
}

std::string wordFor(const Item& item, const craft::MeasuredShot& shot) {
    switch (item.slot) {
        case Slot::KeyAzimuth:
            return std::string(sideOf(item.number));
        case Slot::KeyKelvin:
        case Slot::FillKelvin:
            return std::string(warmth(item.number, shot.whiteBalance.value));
        case Slot::Exposure:
            return exposureWord(item.number);
        case Slot::SplitTone:
            return splitToneWord(*static_cast<const film::SplitTone*>(item.object));
        case Slot::Valence:
            return std::string(valenceWord(item.number, 0));
        case Slot::Arousal:
            return item.number >= 0 ? "charged" : "quiet";
        default:
            return std::string(staticWord(item));
    }
}

void appendNumberFor(const Item& item, TextBlock& out) {
    const double v = item.number;
    const auto number = [&](double value, int decimals, std::string_view unit) {
        appendNumber(out, value, decimals);
        out.append(unit);
    };
    switch (item.slot) {
        case Slot::Focal:
            return number(v, 1, " mm");
        case Slot::Aperture:
            out.append("f/");
            return number(v, 1, {});
        case Slot::FocusDistance:
        case Slot::KeySize:
        case Slot::KeyDistance:
        case Slot::Size:
        case Slot::Height:
            return number(v, 2, " m");
        case Slot::KeyAzimuth:
            return number(std::abs(v), 0, v < 0 ? "° left" : "° right");
        case Slot::KeyElevation:
        case Slot::Angle:
        case Slot::Roll:
        case Slot::View:
        case Slot::Shutter:
            return number(v, 0, "°");
        case Slot::KeyKelvin:
        case Slot::FillKelvin:
        case Slot::WhiteBalance:
            return number(v, 0, " K");
        case Slot::Ratio:
            return number(v, 1, ":1");
        case Slot::Exposure:
        case Slot::Vignette:
            if (v > 0) out.append("+");
            return number(v, 2, " stops");
        case Slot::Squeeze:
            return number(v, 2, "×");
        case Slot::Reaction:
            return number(v, 2, " s");
        case Slot::Energy:
            return number(v, 0, " of 5");
        case Slot::Strength:
            return number(v * 100, 0, " %");
        case Slot::AspectRatio:
            out.append(ratioText(v));
            return;
        case Slot::Lines:
            return number(v, 0, "p");
        case Slot::Seed:
            if (item.object != nullptr)
                out.append(base::format("{}", *static_cast<const std::int64_t*>(item.object)));
            return;
        default:
            return number(v, 3, {});
    }
}

std::string numberFor(const Item& item) {
    TextBlock text(15);  // What a string holds without asking for memory.
    appendNumberFor(item, text);
    return text.take();
}

std::string ratioText(double ratio) {
    struct Named {
        double value;
        std::string_view name;
    };
    constexpr std::array named{Named{16.0 / 9, "16:9"}, Named{9.0 / 16, "9:16"}, Named{1, "1:1"},
                               Named{4.0 / 3, "4:3"},   Named{0.75, "3:4"},      Named{0.8, "4:5"},
                               Named{1.25, "5:4"},      Named{21.0 / 9, "21:9"}, Named{1.5, "3:2"},
                               Named{2.0 / 3, "2:3"}};
    for (const Named& n : named)
        if (std::abs(ratio / n.value - 1) < 0.01) return std::string(n.name);
    return numberText(ratio, 3) + ":1";
}

std::string_view languageName(std::string_view tag) {
    struct Named {
        std::string_view tag, name;
    };
    constexpr std::array names{Named{"ar", "Arabic"},     Named{"cs", "Czech"},     Named{"da", "Danish"},
                               Named{"de", "German"},     Named{"el", "Greek"},     Named{"en", "English"},
                               Named{"es", "Spanish"},    Named{"fi", "Finnish"},   Named{"fr", "French"},
                               Named{"he", "Hebrew"},     Named{"hi", "Hindi"},     Named{"hu", "Hungarian"},
                               Named{"it", "Italian"},    Named{"ja", "Japanese"},  Named{"ko", "Korean"},
                               Named{"nl", "Dutch"},      Named{"no", "Norwegian"}, Named{"pl", "Polish"},
                               Named{"pt", "Portuguese"}, Named{"ru", "Russian"},   Named{"sv", "Swedish"},
                               Named{"tr", "Turkish"},    Named{"uk", "Ukrainian"}, Named{"zh", "Mandarin"}};
    const std::string_view primary = tag.substr(0, tag.find('-'));
    for (const Named& n : names)
        if (n.tag == primary) return n.name;
    return tag;
}

void describe(const Item& item, TextBlock& out) {
    switch (info(item.slot).kind) {
        case SlotKind::Number:
            if (item.slot == Slot::SplitTone)
                out.append(splitToneWord(*static_cast<const film::SplitTone*>(item.object)));
            else
                appendNumberFor(item, out);
            if (item.slot == Slot::Duration) out.append(" s");
            return;
        case SlotKind::Term:
            if (!item.exact && item.number != 0)
                appendNumberFor(item, out);
            else
                out.append(item.term != nullptr ? std::string_view(item.term->label) : item.text);
            return;
        case SlotKind::Items:
            if ((item.slot == Slot::Moves || item.slot == Slot::Filters) && item.term != nullptr)
                out.append(item.term->label);
            else
                out.append(item.text);
            return;
        default:
            out.append(item.text);
    }
}

}  // namespace groundglass::prompt
