#include "lint_time.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace groundglass::prompt {
namespace {

class Scale {
public:
    explicit Scale(double factor) : m_factor(factor) {}
    void operator()(std::optional<base::Milliseconds>& time) {
        if (!time) return;
        time = base::Milliseconds(
            static_cast<std::int64_t>(std::floor(static_cast<double>(time->count()) * m_factor)));
        m_any = true;
    }
    [[nodiscard]] bool any() const { return m_any; }

private:
    double m_factor;
    bool m_any = false;
};

/// The list with its times scaled goes along with the fix, if it has any.
template <class Items, class Times>
void scaleAlong(Fix& fix, std::string_view field, Items items, double factor, Times times) {
    Scale scale(factor);
    for (auto& item : items) times(item, scale);
    if (scale.any()) fix.also.emplace_back(field, film::FieldValue(std::move(items)));
}

}  // namespace

double longEnough(const LintInput& in, double needed) {
    for (const double d : in.data.durations)
        if (d >= needed) return d;
    if (!in.data.durations.empty()) return 0;
    const double whole = std::ceil(needed);
    return in.data.mostDuration > 0 && whole > in.data.mostDuration ? 0 : whole;
}

void addLength(const LintInput& in, Finding& finding, double seconds) {
    Fix fix{"Make it " + secondsText(seconds), "output/duration",
            static_cast<std::int64_t>(std::llround(seconds * 1000))};
    if (seconds < in.seconds()) {
        const film::Direction& d = in.direction;
        if (speechNeed(d.sound) > seconds || beatsNeed(in) > seconds) return;
        const double factor = seconds / in.seconds();
        const auto span = [](auto& item, Scale& scale) {
            scale(item.start);
            scale(item.end);
        };
        const auto start = [](auto& item, Scale& scale) { scale(item.start); };
        scaleAlong(fix, "story/actions", d.story.actions, factor, span);
        scaleAlong(fix, "camera/moves", d.camera.moves, factor, span);
        // A line that starts earlier than it did still needs its whole time.
        scaleAlong(fix, "sound/effects", d.sound.effects, factor, start);
        scaleAlong(fix, "sound/ambience", d.sound.ambience, factor, start);
    }
    finding.fixes.push_back(std::move(fix));
}

void addLonger(const LintInput& in, Finding& finding, double needed) {
    const double longer = longEnough(in, needed);
    if (longer > 0) addLength(in, finding, longer);
}

}  // namespace groundglass::prompt
