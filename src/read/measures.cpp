#include "pass.hpp"

#include <algorithm>
#include <cmath>

namespace groundglass::read {
namespace {

struct Gauge {
    double millimetres;
    std::string_view format;
};
/// What "shot on 16 mm" means.
constexpr Gauge gauges[] = {
    {8, "regular8"}, {16, "super16"}, {35, "super35_3perf"}, {65, "film_65_5perf"}, {70, "film_65_5perf"}};

bool near(double a, double b) {
    return std::abs(a - b) < 1e-6;
}

}  // namespace

void Pass::findMeasures(const Piece& piece) {
    for (std::uint32_t i = piece.first; i < piece.last; ++i) {
        if (m_tokens[i].kind == TokenKind::Number && (free(i))) measureAt(i, piece);
        if (m_tokens[i].kind == TokenKind::Word && free(i) && word(i, "vertical") &&
            !direction().output.ratio && i + 1 < piece.last &&
            oneOf(i + 1, "video", "format", "frame", "framing", "clip")) {
            direction().output.ratio = base::AspectRatio{9.0 / 16};
            span(i, i + 2, "output/ratio", 0.8);
            use(i, i + 2, Use::Term);
        }
        if (m_tokens[i].kind == TokenKind::Word && free(i) && word(i, "wide") && word(i + 1, "open") &&
            !word(i + 2, "shutter") && i + 1 < piece.last)
            use(i, i + 2, Use::Term);
        if (m_tokens[i].kind == TokenKind::Word && free(i) && word(i, "anamorphic") &&
            !(i + 1 < piece.last &&
              oneOf(i + 1, "film", "flare", "flares", "bokeh", "35", "streak", "ovals")) &&
            !(i > piece.first &&
              (oneOf(i - 1, "blue", "oval", "amber", "on") || word(i - 1, "panavision"))) &&
            !direction().lens.squeeze) {
            direction().lens.squeeze = 2;
            span(i, i + 1, "lens/squeeze", 0.7);
            use(i, i + 1, Use::Term);
        }
    }
}

void Pass::measureAt(std::uint32_t at, const Piece& piece) {
    if (apertureAt(at)) return;
    if (ratioAt(at)) return;
    // A range is one measure: its unit stands after the second number.
    std::uint32_t next = at + 1;
    if ((mark(next, '-') || word(next, "to")) && number(next + 1))
        next += 2;
    else if (number(next) && m_tokens[next].hyphen)
        ++next;
    if (lengthAt(at, next, piece) || metresAt(at, next, piece) || kelvinAt(at, next, piece) ||
        angleAt(at, next, piece) || timeAt(at, next, piece) || linesAt(at, next) || eraAt(at))
        return;
    if (next != at + 1) measureAt(next - 1, piece);
}

bool Pass::lengthAt(std::uint32_t at, std::uint32_t next, const Piece& piece) {
    if (!oneOf(next, "mm", "millimeter", "millimeters", "millimetre", "millimetres")) return false;
    if (next + 1 < m_tokens.size() && m_tokens[next + 1].hyphen) return false;  // "65mm-format"
    auto& lens = direction().lens;
    const double first = m_tokens[at].number;
    const double value = next == at + 1 ? first : (first + m_tokens[next - 1].number) / 2;
    bool onFilm = oneOf(next + 1, "film", "footage", "stock");
    bool grain = word(next + 1, "grain") || (word(next + 1, "film") && word(next + 2, "grain"));
    for (std::uint32_t i = at; i > piece.first && i + 4 > at; --i)
        onFilm =
            onFilm || ((word(i - 1, "on") || word(i - 1, "shot")) && oneOf(at - 1, "on", "super", "regular"));
    onFilm = onFilm && !oneOf(next + 1, "lens", "prime", "macro", "anamorphic");
    if (grain || onFilm) {
        if (grain) return false;
        const auto gauge = std::find_if(std::begin(gauges), std::end(gauges),
                                        [value](const Gauge& g) { return near(g.millimetres, value); });
        if (gauge == std::end(gauges)) return false;
        const Lexicon::Match phrase = m_lexicon.match(m_tokens, at > piece.first ? at - 1 : at);
        if (phrase.end > next) return false;  // "Super 16 mm film" is a term
        if (!lens.format) lens.format = film::TermId(gauge->format);
        const std::uint32_t end = oneOf(next + 1, "film", "footage", "stock") ? next + 2 : next + 1;
        span(at, end, "lens/format");
        use(at, end, Use::Term);
        return true;
    }
    if (value < 2 || value > 2000) return false;
    std::uint32_t end = next + 1;
    if (lens.focal) {
        if (!near(lens.focal->value, value) && m_shots == 1)
            conflict("lens/focal", std::to_string(static_cast<int>(lens.focal->value)) + " mm", at, end);
    } else {
        lens.focal = base::Millimetres{value};
        span(at, end, "lens/focal", next == at + 1 ? 1 : 0.7);
    }
    if (word(end, "macro") && free(end) && !lens.family) {
        lens.family = film::TermId("macro");
        span(end, end + 1, "lens/family", 0.8);
        use(end, end + 1, Use::Term);
    }
    use(at, end, Use::Term);
    return true;
}

bool Pass::metresAt(std::uint32_t at, std::uint32_t next, const Piece& piece) {
    if (!oneOf(next, "m", "meter", "meters") || next != at + 1) return false;
    const double value = m_tokens[at].number;
    auto& d = direction();
    bool focus = false;
    bool across = oneOf(next + 1, "across", "wide") && word(at - (at > 0 ? 1 : 0), "key");
    for (std::uint32_t i = at; i > piece.first && i + 14 > at; --i) focus = focus || word(i - 1, "focus");
    if (value < 0.05 || value > 200) return false;
    if (focus && !d.lens.focusDistance) {
        d.lens.focusDistance = base::Metres{value};
        span(at, next + 1, "lens/focus_distance");
    } else if (at > 0 && word(at - 1, "by") && !d.camera.moves.empty()) {
        d.camera.moves.back().amount = value;
        span(at, next + 1, "camera/moves/" + std::to_string(d.camera.moves.size() - 1) + "/amount");
        use(at - 1, at, Use::Term);
    } else if (across && !d.light.keySize) {
        d.light.keySize = base::Metres{value};
        span(at, next + 1, "light/key_size");
        use(next + 1, next + 2, Use::Term);
    } else if (m_light && at > 0 && word(at - 1, "at") && d.light.keySize && !d.light.keyDistance) {
        d.light.keyDistance = base::Metres{value};
        span(at, next + 1, "light/key_distance");
    } else {
        return false;
    }
    use(at, next + 1, Use::Term);
    return true;
}

bool Pass::kelvinAt(std::uint32_t at, std::uint32_t next, const Piece& piece) {
    if (mark(next, 'o') && word(next + 1, "k")) ++next;
    const double value = m_tokens[at].number;
    if (!oneOf(next, "k", "kelvin") || value < 1000 || value > 40000) return false;
    auto& light = direction().light;
    const auto before = [&](std::string_view text) {
        for (std::uint32_t i = at; i > piece.first && i + 3 > at; --i)
            if (word(i - 1, text)) return true;
        return false;
    };
    std::optional<base::Kelvin>* field = &light.keyKelvin;
    std::string_view path = "light/key_kelvin";
    if (before("balance")) {
        field = &light.whiteBalance;
        path = "light/white_balance";
    } else if (word(next + 1, "fill") || before("fill")) {
        field = &light.fillKelvin;
        path = "light/fill_kelvin";
    }
    std::uint32_t end = next + 1;
    if (oneOf(end, "key", "fill")) ++end;
    if (!*field) {
        *field = base::Kelvin{value};
        span(at, end, std::string(path));
    } else if (!near((*field)->value, value) && m_shots == 1 && piece.section != Section::OtherLights) {
        conflict(path, std::to_string(static_cast<int>((*field)->value)) + " K", at, end);
    }
    m_light = true;
    use(at, end, Use::Term);
    return true;
}

bool Pass::angleAt(std::uint32_t at, std::uint32_t next, const Piece& piece) {
    if (!mark(next, 'o') && !oneOf(next, "degree", "degrees", "deg")) return false;
    const double value = m_tokens[at].number;
    std::uint32_t end = next + 1;
    auto& d = direction();
    const bool shutterBefore = at > piece.first && word(at - 1, "shutter");
    if (word(end, "shutter") || shutterBefore) {
        if (value < 1 || value > 360) return false;
        d.camera.shutter = base::Degrees{value};
        const std::uint32_t begin = shutterBefore ? at - 1 : at;
        if (!shutterBefore) ++end;
        span(begin, end, "camera/shutter");
        use(begin, end, Use::Term);
        return true;
    }
    if (oneOf(end, "high", "up") && m_light && value <= 90) {
        d.light.keyElevation = base::Degrees{value};
        span(at, end + 1, "light/key_elevation");
        use(at, end + 1, Use::Term);
        return true;
    }
    if (oneOf(end, "camera", "frame", "screen", "to", "left", "right", "off") && (m_lightWord || m_light)) {
        for (std::uint32_t i = end; i < std::min(piece.last, end + 4); ++i)
            if (oneOf(i, "left", "right") && !d.light.keyAzimuth && value <= 180) {
                d.light.keyAzimuth = base::Degrees{word(i, "left") ? -value : value};
                span(at, i + 1, "light/key_azimuth");
                use(at, i + 1, Use::Term);
                return true;
            }
    }
    if (at > 0 && word(at - 1, "by") && !d.camera.moves.empty() && value <= 360) {
        d.camera.moves.back().amount = value;
        use(at - 1, end, Use::Term);
        span(at, end, "camera/moves/" + std::to_string(d.camera.moves.size() - 1) + "/amount");
        return true;
    }
    return false;
}

bool Pass::timeAt(std::uint32_t at, std::uint32_t next, const Piece&) {
    auto& output = direction().output;
    const double value = m_tokens[at].number;
    if (oneOf(next, "fps", "p") || (word(next, "frames") && oneOf(next + 1, "per", "a"))) {
        const bool lines = word(next, "p") && value >= 240;
        if (lines) return false;
        if (word(next, "p") && value > 60) return false;
        const std::uint32_t end =
            word(next, "frames")
                ? std::min<std::uint32_t>(next + 3, static_cast<std::uint32_t>(m_tokens.size()))
                : next + 1;
        if (value >= 1 && value <= 60 && !output.rate) {
            const bool ntsc = !near(value, std::round(value));
            output.rate = ntsc ? base::FrameRate{static_cast<std::int32_t>(std::round(value)) * 1000, 1001}
                               : base::FrameRate{static_cast<std::int32_t>(value), 1};
            span(at, end, "output/rate");
        } else if (value > 60 && !direction().camera.timeLook) {
            direction().camera.timeLook = film::TermId(value >= 240 ? "ultra_slow" : "slow_motion");
            span(at, end, "camera/time_look", 0.8);
        }
        use(at, end, Use::Term);
        return true;
    }
    if (!oneOf(next, "s", "sec", "secs", "second", "seconds") || value <= 0) return false;
    if (at > 0 && oneOf(at - 1, "at", "by", "from", "after", "in", "first", "last", "every", "within"))
        return false;
    const double milliseconds = value * 1000;
    if (at > 0 && person(at - 1)) return false;  // "a woman, 30s"
    if (milliseconds < 100 || milliseconds > 600'000 || next != at + 1) return false;
    if (!output.duration) {
        output.duration = base::Milliseconds(std::llround(milliseconds));
        span(at, next + 1, "output/duration");
    } else if (output.duration->count() != std::llround(milliseconds)) {
        return false;
    }
    use(at, next + 1, Use::Term);
    return true;
}

bool Pass::linesAt(std::uint32_t at, std::uint32_t next) {
    auto& output = direction().output;
    const double value = m_tokens[at].number;
    std::int64_t lines = 0;
    if (word(next, "k") && near(value, 4)) lines = 2160;
    if (word(next, "k") && near(value, 8)) lines = 4320;
    if (word(next, "p") && value >= 240 && value <= 4320) lines = static_cast<std::int64_t>(value);
    if (lines == 0) return false;
    if (!output.height) {
        output.height = lines;
        span(at, next + 1, "output/height");
    }
    use(at, next + 1, Use::Term);
    return true;
}

/// "16:9", "2.39:1" are frames; "4:1" is light.
bool Pass::ratioAt(std::uint32_t at) {
    if (!mark(at + 1, ':') || !number(at + 2) || m_tokens[at + 1].spaced || m_tokens[at + 2].spaced)
        return false;
    const double wide = m_tokens[at].number;
    const double high = m_tokens[at + 2].number;
    if (high <= 0 || wide <= 0) return false;
    const double ratio = wide / high;
    const bool whole = near(wide, std::round(wide));
    const bool framed =
        (near(high, 9) && (near(wide, 16) || near(wide, 21) || near(wide, 18) || near(wide, 17))) ||
        near(high, 16) || (near(high, 3) && (near(wide, 4) || near(wide, 2))) ||
        (near(high, 4) && (near(wide, 3) || near(wide, 5))) || (near(high, 5) && near(wide, 4)) ||
        (near(high, 2) && near(wide, 3)) || (near(high, 1) && (near(wide, 1) || !whole));
    const std::uint32_t end = at + 3;
    const bool light = near(high, 1) && (whole || m_light) && wide >= 1 && wide <= 64 &&
                       (oneOf(end, "ratio", "key", "light", "lighting", "contrast") || !framed);
    if (framed && !light) {
        auto& output = direction().output;
        if (ratio < 0.2 || ratio > 5) return false;
        if (!output.ratio) {
            output.ratio = base::AspectRatio{ratio};
            span(at, end, "output/ratio");
        } else if (std::abs(output.ratio->value - ratio) > 0.01) {
            conflict("output/ratio", "another ratio", at, end);
        }
        use(at, end, Use::Term);
        return true;
    }
    if (!light) return false;
    auto& field = direction().light.ratio;
    if (!field) {
        field = base::LightRatio{wide};
        span(at, end, "light/ratio", m_lightWord ? 1 : 0.8);
    }
    use(at, word(end, "ratio") ? end + 1 : end, Use::Term);
    m_light = true;
    return true;
}

/// "f/2.8", "F2", "T1.5".
bool Pass::apertureAt(std::uint32_t at) {
    if (at == 0) return false;
    std::uint32_t begin = at - 1;
    if (mark(begin, '/') && begin > 0 && word(begin - 1, "f")) --begin;
    const bool f = word(begin, "f");
    const bool t = word(begin, "t") && m_tokens[begin].capital && !m_tokens[at].spaced;
    if (!f && !t) return false;
    const double value = m_tokens[at].number;
    if (value < 0.5 || value > 64) return false;
    auto& field = direction().lens.aperture;
    if (!field) {
        field = base::FNumber{value};
        span(begin, at + 1, "lens/aperture", t ? 0.9 : 1);
    } else if (!near(field->value, value) && m_shots == 1) {
        conflict("lens/aperture", "another aperture", begin, at + 1);
    }
    use(begin, at + 1, Use::Term);
    return true;
}

/// "1970s", "the 1940s", "in 1994".
bool Pass::eraAt(std::uint32_t at) {
    const double value = m_tokens[at].number;
    if (!near(value, std::round(value)) || value < 1000 || value > 2200) return false;
    const bool decade = word(at + 1, "s") && !m_tokens[at + 1].spaced;
    const bool year = at > 0 && oneOf(at - 1, "in", "circa", "year", "around");
    if (!decade && !year) return false;
    const std::uint32_t end = decade ? at + 2 : at + 1;
    auto& era = direction().place.era;
    if (!era) {
        era = std::string(slice(at > 0 && word(at - 1, "the") ? at - 1 : at, end));
        span(at, end, "place/era");
    }
    use(at, end, Use::Term);
    if (at > 0 && word(at - 1, "the")) {
        use(at - 1, at, Use::Term);
        if (at > 1 && oneOf(at - 2, "in", "from")) use(at - 2, at - 1, Use::Term);
    } else if (at > 0 && oneOf(at - 1, "in", "from")) {
        use(at - 1, at, Use::Term);
    }
    return true;
}

/// Where the key stands: "from the left", "camera right", "from her left" (which is the other side).
void Pass::findSides(const Piece& piece) {
    auto& light = direction().light;
    if (light.keyAzimuth || (!m_light && !m_lightWord)) return;
    for (std::uint32_t i = piece.first; i < piece.last; ++i) {
        if (!oneOf(i, "left", "right") || m_tokens[i].use == Use::Quoted || m_tokens[i].use == Use::Label)
            continue;
        if (i == piece.first) continue;
        const bool own = oneOf(i - 1, "her", "his", "their", "its") || word(i - 1, "subject's");
        const bool camera = oneOf(i - 1, "camera", "frame", "screen");
        bool from = false;
        for (std::uint32_t j = i; j > piece.first && j + 4 > i; --j) from = from || word(j - 1, "from");
        if (oneOf(i - 1, "window", "key")) from = true;
        if (!camera && !from) continue;
        if (!free(i) && m_tokens[i].use != Use::Term) continue;
        if (i + 1 < piece.last && oneOf(i + 1, "behind", "after", "before", "now")) continue;
        const bool left = word(i, "left") != own;
        light.keyAzimuth = base::Degrees{left ? -45.0 : 45.0};
        span(i - 1, i + 1, "light/key_azimuth", 0.7);
        std::uint32_t begin = i;
        while (
            begin > piece.first && free(begin - 1) &&
            oneOf(begin - 1, "camera", "frame", "screen", "off", "the", "from", "low", "her", "his", "back"))
            --begin;
        use(begin, i + 1, Use::Term);
        return;
    }
}

}  // namespace groundglass::read
