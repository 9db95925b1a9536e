#include "groundglass/craft/colour.hpp"
#include "groundglass/craft/light.hpp"
#include "groundglass/craft/measure.hpp"
#include "support/catch.hpp"
#include "support/temp_dir.hpp"

#include <cmath>
#include <vector>

using namespace groundglass;
using namespace groundglass::craft;

namespace {

const Vocabulary& vocabulary() {
    static const Vocabulary loaded = Vocabulary::load(test::resources() / "vocabulary").value();
    return loaded;
}

std::string pattern(double azimuth, double elevation, double ratio) {
    return recognisePattern({azimuth}, {elevation}, {ratio}, vocabulary());
}

}  // namespace

TEST_CASE("ratios, stops and fill are one arithmetic", "[craft][light]") {
    CHECK(stopsOf({2}).value == Approx(1.0));
    CHECK(stopsOf({3}).value == Approx(1.58).margin(0.0051));
    CHECK(stopsOf({4}).value == Approx(2.0));
    CHECK(stopsOf({8}).value == Approx(3.0));
    CHECK(stopsOf({16}).value == Approx(4.0));
    CHECK(fillShare({2}) == Approx(1.0));
    CHECK(fillShare({4}) == Approx(1.0 / 3));
    CHECK(fillShare({8}) == Approx(1.0 / 7));
    CHECK(std::isinf(fillShare({1})));
}

TEST_CASE("the sun is hard and a window beside the face is soft", "[craft][light]") {
    CHECK(apparentSize({1'392'000'000.0}, {149'600'000'000.0}).value == Approx(0.53).margin(0.01));
    CHECK(apparentSize({2}, {2}).value > 45);
    CHECK(miredShift({5600}, {3200}) == Approx(133.9).margin(0.1));
}

TEST_CASE("a hand-made key is named when it is one of the patterns", "[craft][light]") {
    CHECK(pattern(45, 45, 4) == "rembrandt");
    CHECK(pattern(-45, 45, 4) == "rembrandt");
    CHECK(pattern(30, 30, 3) == "loop");
    CHECK(pattern(0, 45, 3) == "butterfly");
    CHECK(pattern(90, 10, 8) == "split");
    CHECK(pattern(10, 80, 8) == "top");
    CHECK(pattern(10, -45, 8) == "under");
    CHECK(pattern(0, 5, 1.2) == "flat_front");
    CHECK(pattern(45, -80, 4).empty());
}

TEST_CASE("a source below the white balance looks warm, one above it cool, one at it neutral",
          "[craft][light]") {
    const auto neutral = kelvinToRgb({5600}, {5600});
    for (const double channel : neutral) CHECK(channel == Approx(1).margin(0.01));
    const auto warm = kelvinToRgb({2700}, {5600});
    CHECK(warm[0] > warm[1]);
    CHECK(warm[1] > warm[2]);
    const auto cool = kelvinToRgb({10000}, {5600});
    CHECK(cool[2] > cool[1]);
    CHECK(cool[1] > cool[0]);
    const auto candle = kelvinToRgb({1850}, {3200});
    CHECK(0.2126 * candle[0] + 0.7152 * candle[1] + 0.0722 * candle[2] == Approx(1));
    double last = 100;
    for (double k = 2700; k < 20000; k += 50) {  // no jump where the two loci meet
        const auto rgb = kelvinToRgb({k}, {5600});
        const double ratio = rgb[0] / std::max(rgb[2], 1e-6);
        CHECK(ratio <= last * 1.0001);
        last = ratio;
    }
}

TEST_CASE("the CDL formula gives the published vector, and OpenColorIO the same as the formula",
          "[craft][colour]") {
    const film::Cdl cdl{{1.05, 1.0, 0.95}, {0.01, 0, -0.01}, {1.0, 1.02, 1.05}, 0.9};
    const auto out = applyCdl(cdl, {0.5, 0.4, 0.3});
    CHECK(out[0] == Approx(0.5228239).margin(1e-6));
    CHECK(out[1] == Approx(0.3947868).margin(1e-6));
    CHECK(out[2] == Approx(0.2733528).margin(1e-6));

    const auto plain = Development::make({}, {}, 1, 1, 0).value();
    const auto graded = Development::make(cdl, {}, 1, 1, 0).value();
    for (const double light : {0.01, 0.05, 0.18, 0.5, 1.0, 4.0}) {
        float a[3] = {static_cast<float>(light), static_cast<float>(light * 0.7),
                      static_cast<float>(light * 0.5)};
        float b[3] = {a[0], a[1], a[2]};
        plain.apply(a, 1);
        graded.apply(b, 1);
        const auto expected = applyCdl(cdl, {a[0], a[1], a[2]});
        for (std::size_t i = 0; i < 3; ++i) CHECK(b[i] == Approx(expected[i]).margin(2e-3));
    }
}

TEST_CASE("development holds black, puts middle grey in the middle and never clips abruptly",
          "[craft][colour]") {
    const auto development = Development::make({}, {}, 1, 1, 0).value();
    std::vector<float> ramp;
    for (int i = 0; i <= 400; ++i) {
        const auto light = static_cast<float>(0.18 * std::exp2((i - 200) / 25.0));
        ramp.insert(ramp.end(), {light, light, light});
    }
    development.apply(ramp.data(), ramp.size() / 3);
    CHECK(ramp[3 * 200] == Approx(0.41).margin(0.01));
    CHECK(ramp.front() < 0.03F);
    CHECK(ramp.back() > 0.97F);
    for (std::size_t i = 3; i < ramp.size(); i += 3) {
        CHECK(ramp[i] >= ramp[i - 3]);
        CHECK(ramp[i] - ramp[i - 3] < 0.02F);
        CHECK(ramp[i] == Approx(ramp[i + 1]).margin(1e-4));
    }
    float black[3] = {0, 0, 0};
    development.apply(black, 1);
    CHECK(black[0] < 1e-3F);
}

TEST_CASE("contrast, saturation, black level and split tone do what they say", "[craft][colour]") {
    const auto develop = [](const film::SplitTone& split, double contrast, double saturation, double black,
                            float light) {
        std::array<float, 3> rgb{light, light * 0.8F, light * 0.6F};
        Development::make({}, split, contrast, saturation, black).value().apply(rgb.data(), 1);
        return rgb;
    };
    const auto plain = develop({}, 1, 1, 0, 0.1F);
    CHECK(develop({}, 1.4, 1, 0, 0.02F)[1] < develop({}, 1, 1, 0, 0.02F)[1]);
    CHECK(develop({}, 1.4, 1, 0, 1.0F)[1] > develop({}, 1, 1, 0, 1.0F)[1]);
    const auto grey = develop({}, 1, 0, 0, 0.1F);
    CHECK(grey[0] == Approx(grey[2]).margin(5e-3));
    CHECK(develop({}, 1, 1, 0.05, 0.0F)[0] == Approx(0.05).margin(5e-3));
    const auto tealOrange = develop({195, 0.4, 32, 0.4, 0}, 1, 1, 0, 0.03F);
    const auto plainDark = develop({}, 1, 1, 0, 0.03F);
    CHECK(tealOrange[2] - tealOrange[0] > plainDark[2] - plainDark[0]);
    CHECK(plain[0] > plain[2]);
}

TEST_CASE("half of a grade is half of its numbers", "[craft][colour]") {
    const film::Cdl cdl{{1.2, 1, 0.8}, {0.1, 0, -0.1}, {2, 1, 1}, 0};
    CHECK(mixCdl(cdl, 0) == film::Cdl{});
    CHECK(mixCdl(cdl, 1) == cdl);
    CHECK(mixCdl(cdl, 0.5).saturation == Approx(0.5));
    CHECK(cdlFile(cdl, "a<b").find("a&lt;b") != std::string::npos);
}

TEST_CASE("a toned monochrome brings its two tones, as strong as the grade, unless the shot has its own",
          "[craft][measure]") {
    film::Direction d;
    d.grade.grade = film::TermId("sepia");
    const auto full = measure(d, vocabulary());
    CHECK(full.split.shadowHue == Approx(38));
    CHECK(full.split.highlightSaturation == Approx(0.25));
    d.grade.strength = base::Share{0.5};
    CHECK(measure(d, vocabulary()).split.shadowSaturation == Approx(0.125));
    d.grade.splitTone = film::SplitTone{210, 0.1, 30, 0.2, 0.3};
    CHECK(measure(d, vocabulary()).split == *d.grade.splitTone);
    d.grade.splitTone.reset();
    d.grade.grade = film::TermId("teal_orange");
    CHECK(measure(d, vocabulary()).split == film::SplitTone{});
}
