#include "bench/groups.hpp"
#include "bench/measure.hpp"
#include "groundglass/base/format.hpp"
#include "groundglass/film/edit.hpp"
#include "groundglass/read/read.hpp"
#include "support/temp_dir.hpp"

#include <cstdlib>

namespace groundglass::bench {

namespace {

constexpr int rounds = 100;  ///< Of one repeat.

/// A shot with what composing it needs.
struct Ready {
    const film::Film* film;
    const film::Shot* shot;
    const craft::Vocabulary* vocabulary;
    const prompt::Dialect* dialect;
    film::Effective effective;
    craft::MeasuredShot measured;

    [[nodiscard]] prompt::ComposeInput input() const {
        return {*film, *shot, effective, measured, *vocabulary};
    }
    [[nodiscard]] prompt::Prompt compose() const {
        auto composed = prompt::compose(input(), *dialect);
        if (!composed) std::abort();
        return std::move(*composed);
    }
};

Ready readyShot(const Setting& setting, const film::Film& film, const film::ShotId& id,
                const std::string& dialect) {
    auto effective = film::cascade(film, id);
    const auto* found = setting.library->dialects.find(dialect);
    if (!effective || found == nullptr) std::abort();
    auto measured = craft::measure(effective->direction, setting.library->vocabulary);
    return {&film, &film.shots.at(id),    &setting.library->vocabulary,
            found, std::move(*effective), std::move(measured)};
}

/// The same bytes in as many pieces, appended to one string: what no composer can beat.
std::vector<std::string> piecesOf(const prompt::Prompt& prompt) {
    const std::size_t count = 2 * prompt.spans.size() + 1;
    std::vector<std::string> pieces;
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t begin = prompt.text.size() * i / count;
        pieces.push_back(prompt.text.substr(begin, prompt.text.size() * (i + 1) / count - begin));
    }
    return pieces;
}

/// Composing: from the effective fields and the measured values of a shot to its prompt with text, spans,
/// parameters and report. Cascade and measuring come before it and have a row of their own.
void composeIn(const Setting& setting, const film::Film& film, const std::vector<film::ShotId>& ids,
               const std::string& dialect) {
    std::vector<Ready> shots;
    std::vector<std::vector<std::string>> pieces;
    std::size_t bytes = 0;
    for (const auto& id : ids) {
        shots.push_back(readyShot(setting, film, id, dialect));
        const auto prompt = shots.back().compose();
        pieces.push_back(piecesOf(prompt));
        bytes += prompt.text.size();
    }
    const auto calls = static_cast<double>(shots.size() * rounds);
    std::size_t sink = 0;
    std::string text;
    auto pair = compare(
        setting.repeats,
        [&] {
            for (int i = 0; i < rounds; ++i) {
                for (const auto& shot : shots) sink += shot.compose().text.size();
            }
        },
        [&] {
            for (int i = 0; i < rounds; ++i) {
                for (const auto& each : pieces) {
                    text.clear();
                    for (const auto& piece : each) text += piece;
                    sink += text.size() + static_cast<unsigned char>(text[sink % text.size()]);
                }
            }
        });
    pair.ours.divide(calls);
    pair.theirs.divide(calls);
    const std::string what = ids.size() == 1 ? base::format("shot {}", ids.front().str())
                                             : base::format("one of {} shots", ids.size());
    row(base::format("compose {} in {} ({} bytes)", what, dialect, bytes / shots.size()), pair.ours);
    row("  append the same bytes in the same pieces", pair.theirs);
    ratioRow("  compose : append", pair.ratio());
    ratioRow("  compose : 5 µs", pair.ours.median() / 5e-6, 1);
    if (sink == 1) note("");
}

void measureIn(const Setting& setting, const film::Film& film) {
    const auto ids = film::shotsInOrder(film);
    double sink = 0;
    auto times = measure(setting.repeats, [&] {
        for (int i = 0; i < rounds; ++i) {
            for (const auto& id : ids) {
                const auto effective = film::cascade(film, id);
                if (!effective) std::abort();
                sink += craft::measure(effective->direction, setting.library->vocabulary).hfov.value;
            }
        }
    });
    times.divide(static_cast<double>(ids.size() * rounds));
    row("before it: cascade and measure one shot", times);
    if (sink == 1) note("");
}

/// Reading the prompts of the sample film back into fields.
void readIn(const Setting& setting, const film::Film& film) {
    const auto reader = read::Reader::load(setting.library->vocabulary, test::resources() / "reading");
    if (!reader) std::abort();
    std::vector<std::string> texts;
    std::size_t length = 0;
    for (const auto& id : film::shotsInOrder(film)) {
        const auto prompt = readyShot(setting, film, id, "veo31").compose();
        length += prompt.words;
        texts.push_back(prompt.text);
    }
    std::size_t sink = 0;
    auto times = measure(setting.repeats, [&] {
        for (int i = 0; i < rounds; ++i)
            for (const auto& text : texts) sink += reader->read(text)->spans.size();
    });
    const double words = static_cast<double>(length);
    times.divide(static_cast<double>(rounds) * words / 120);
    row(base::format("read 120 words of prompts of {:.0f} words", words / static_cast<double>(texts.size())),
        times);
    ratioRow("  read : 100 µs", times.median() / 100e-6, 1);
    if (sink == 1) note("");
}

void lintIn(const Setting& setting, const film::Film& film) {
    std::vector<Ready> shots;
    std::vector<prompt::Prompt> prompts;
    std::size_t findings = 0;
    for (const auto& id : film::shotsInOrder(film)) {
        shots.push_back(readyShot(setting, film, id, film.dialect));
        prompts.push_back(shots.back().compose());
    }
    auto times = measure(setting.repeats, [&] {
        for (int i = 0; i < rounds; ++i) {
            for (std::size_t k = 0; k < shots.size(); ++k)
                findings +=
                    prompt::lint(shots[k].input(), *shots[k].dialect, &prompts[k], &setting.library->policy)
                        .size();
        }
    });
    times.divide(static_cast<double>(shots.size() * rounds));
    row(base::format("lint one of {} shots with every rule", shots.size()), times);
    ratioRow("  lint : 12 µs", times.median() / 12e-6, 1);
    if (findings == 1) note("");
}

}  // namespace

void words(const Setting& setting) {
    heading("Words");
    const auto film = sampleFilm(setting);
    const film::ShotId cafe("cafe");
    for (const char* dialect : {"generic_prose", "veo31"}) {
        composeIn(setting, film, {cafe}, dialect);
        composeIn(setting, film, film::shotsInOrder(film), dialect);
    }
    measureIn(setting, film);
    lintIn(setting, film);
    readIn(setting, film);
}

void edit(const Setting& setting) {
    heading("An edit, then its prompt and its findings, in a film of 2,000 shots");
    auto film = largeFilm(setting);
    const auto* dialect = setting.library->dialects.find(film.dialect);
    if (dialect == nullptr) std::abort();
    const auto ids = film::shotsInOrder(film);
    Times middles;
    Times slowest;
    std::size_t sink = 0;
    for (int repeat = 0; repeat <= setting.repeats; ++repeat) {
        Times each;
        for (const auto& id : ids) {
            const double focal = 24.0 + repeat;
            each.all.push_back(timeOf([&] {
                const auto change = film::setField(id, "lens/focal", focal);
                if (!change->apply(film)) std::abort();
                const auto ready = readyShot(setting, film, id, film.dialect);
                const auto prompt = ready.compose();
                sink += prompt::lint(ready.input(), *dialect, &prompt, &setting.library->policy).size();
            }));
        }
        if (repeat == 0) continue;  // uncounted
        middles.all.push_back(each.median());
        slowest.all.push_back(each.at(0.99));
    }
    row("median of all shots", middles);
    row("99th percentile", slowest);
    ratioRow("  99th percentile : 4 ms", slowest.median() / 4e-3, 1);
    if (sink == 1) note("");
}

}  // namespace groundglass::bench
