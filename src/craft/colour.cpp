#include "groundglass/craft/colour.hpp"

#include "groundglass/base/format.hpp"

#include <OpenColorIO/OpenColorIO.h>
#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <mutex>
#include <numbers>
#include <vector>

namespace groundglass::craft {

namespace {

namespace ocio = OCIO_NAMESPACE;

constexpr double lumaR = 0.2126;
constexpr double lumaG = 0.7152;
constexpr double lumaB = 0.0722;

/// A film-like curve from scene-linear light to display light, one channel at a time: middle grey 0.18
/// becomes 0.41 on a 2.4 display, 16× over white becomes 1, the shoulder is soft and strong light loses its
/// colour as it does on negative. Form: Lottes, "Advanced Techniques and Optimization of HDR Color
/// Pipelines", 2016.
class FilmCurve {
public:
    FilmCurve() {
        const double mi = std::pow(middleIn, contrast);
        const double hm = std::pow(brightest, contrast);
        const double miS = std::pow(middleIn, contrast * shoulder);
        const double hmS = std::pow(brightest, contrast * shoulder);
        const double divisor = (hmS - miS) * middleOut;
        m_b = (-mi + hm * middleOut) / divisor;
        m_c = (hmS * mi - hm * miS * middleOut) / divisor;
    }
    [[nodiscard]] double operator()(double linear) const {
        if (!(linear > 0)) return 0;
        const double x = std::min(linear, brightest);
        const double display = std::pow(x, contrast) / (std::pow(x, contrast * shoulder) * m_b + m_c);
        return std::pow(std::clamp(display, 0.0, 1.0), 1 / displayGamma);
    }

private:
    static constexpr double middleIn = 0.18;
    static constexpr double middleOut = 0.1177;  // 0.41 ^ 2.4
    static constexpr double contrast = 1.22;
    static constexpr double shoulder = 0.975;
    static constexpr double brightest = 16;
    static constexpr double displayGamma = 2.4;
    double m_b{}, m_c{};
};

/// The curve as a table over the bits of a float: 128 steps an octave, straight in between.
class CurveTable {
public:
    CurveTable() {
        const FilmCurve curve;
        for (std::uint32_t i = 0; i < steps + 2; ++i)
            m_values.push_back(
                static_cast<float>(curve(static_cast<double>(std::bit_cast<float>(first + (i << shift))))));
    }
    [[nodiscard]] float operator()(float linear) const {
        if (!(linear > 0)) return 0;  // NaN as well
        const auto bits = std::bit_cast<std::uint32_t>(linear);
        if (bits <= first) return m_values.front() * (linear / std::bit_cast<float>(first));
        const std::uint32_t at = std::min(bits - first, steps << shift), i = at >> shift;
        const float share = static_cast<float>(at & ((1U << shift) - 1)) / static_cast<float>(1U << shift);
        return m_values[i] + (m_values[i + 1] - m_values[i]) * share;
    }

private:
    static constexpr std::uint32_t shift = 16;
    static constexpr std::uint32_t first = (127U - 24U) << 23U;    // 2^−24
    static constexpr std::uint32_t steps = (28U << 23U) >> shift;  // … to 2^4, the brightest
    std::vector<float> m_values;
};

/// Colour at full saturation and the luma of grey 0.5, for split tones.
std::array<double, 3> hueColour(double degrees) {
    std::array<double, 3> rgb{};
    for (std::size_t i = 0; i < 3; ++i) {
        rgb[i] = 0.5 + 0.5 * std::cos((degrees - 120.0 * static_cast<double>(i)) * std::numbers::pi / 180);
    }
    const double luma = lumaR * rgb[0] + lumaG * rgb[1] + lumaB * rgb[2];
    for (double& channel : rgb) channel -= luma;
    return rgb;
}

struct Finish {
    film::SplitTone split;
    double contrast{}, saturation{}, blackLevel{};

    [[nodiscard]] bool neutral() const {
        return split.shadowSaturation == 0 && split.highlightSaturation == 0 && contrast == 1 &&
               saturation == 1 && blackLevel == 0;
    }
    [[nodiscard]] std::array<double, 3> operator()(std::array<double, 3> rgb) const {
        const double luma = lumaR * rgb[0] + lumaG * rgb[1] + lumaB * rgb[2];
        const double pivot = 0.5 - 0.25 * split.balance;
        const double highlights = std::clamp((luma - pivot) / (1 - pivot), 0.0, 1.0);
        const double shadows = std::clamp((pivot - luma) / pivot, 0.0, 1.0) * std::min(1.0, luma * 6);
        const auto dark = hueColour(split.shadowHue);
        const auto bright = hueColour(split.highlightHue);
        constexpr double middle = 0.42;
        for (std::size_t i = 0; i < 3; ++i) {
            double c = rgb[i] + 0.5 * split.shadowSaturation * shadows * dark[i] +
                       0.5 * split.highlightSaturation * highlights * (1 - highlights * 0.6) * bright[i];
            c = luma + (c - luma) * saturation;
            // An S around middle grey that keeps black and white where they are.
            const double t = std::clamp(c, 0.0, 1.0);
            c = t < middle ? middle * std::pow(t / middle, contrast)
                           : 1 - (1 - middle) * std::pow((1 - t) / (1 - middle), contrast);
            rgb[i] = std::clamp(blackLevel + c * (1 - blackLevel), 0.0, 1.0);
        }
        return rgb;
    }
};

ocio::Lut3DTransformRcPtr finishTransform(const Finish& finish) {
    constexpr unsigned long size = 33;
    auto lut = ocio::Lut3DTransform::Create(size);
    lut->setInterpolation(ocio::INTERP_TETRAHEDRAL);
    for (unsigned long r = 0; r < size; ++r) {
        for (unsigned long g = 0; g < size; ++g) {
            for (unsigned long b = 0; b < size; ++b) {
                const auto at = [](unsigned long i) { return static_cast<double>(i) / (size - 1); };
                const auto out = finish({at(r), at(g), at(b)});
                lut->setValue(r, g, b, static_cast<float>(out[0]), static_cast<float>(out[1]),
                              static_cast<float>(out[2]));
            }
        }
    }
    return lut;
}

ocio::CDLTransformRcPtr cdlTransform(const film::Cdl& cdl) {
    auto transform = ocio::CDLTransform::Create();
    transform->setStyle(ocio::CDL_ASC);
    transform->setSlope(cdl.slope.data());
    transform->setOffset(cdl.offset.data());
    transform->setPower(cdl.power.data());
    transform->setSat(cdl.saturation);
    return transform;
}

}  // namespace

std::array<double, 3> applyCdl(const film::Cdl& cdl, std::array<double, 3> rgb) {
    for (std::size_t i = 0; i < 3; ++i) {
        rgb[i] = std::pow(std::clamp(rgb[i] * cdl.slope[i] + cdl.offset[i], 0.0, 1.0), cdl.power[i]);
    }
    const double luma = lumaR * rgb[0] + lumaG * rgb[1] + lumaB * rgb[2];
    for (double& channel : rgb) channel = std::clamp(luma + cdl.saturation * (channel - luma), 0.0, 1.0);
    return rgb;
}

film::Cdl mixCdl(const film::Cdl& cdl, double strength) {
    film::Cdl mixed;
    for (std::size_t i = 0; i < 3; ++i) {
        mixed.slope[i] = 1 + (cdl.slope[i] - 1) * strength;
        mixed.offset[i] = cdl.offset[i] * strength;
        mixed.power[i] = 1 + (cdl.power[i] - 1) * strength;
    }
    mixed.saturation = 1 + (cdl.saturation - 1) * strength;
    return mixed;
}

struct Development::Impl {
    CurveTable curve;
    ocio::ConstCPUProcessorRcPtr grade;  ///< Null: none.
};

Development::Development(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {}
Development::Development(Development&&) noexcept = default;
Development& Development::operator=(Development&&) noexcept = default;
Development::~Development() = default;

base::Result<Development> Development::make(const film::Cdl& cdl, const film::SplitTone& split,
                                            double contrast, double saturation, double blackLevel) {
    auto impl = std::make_unique<Impl>();
    const Finish finish{split, contrast, saturation, blackLevel};
    if (cdl == film::Cdl{} && finish.neutral()) return Development(std::move(impl));
    // Making a processor reads the environment through a string that OpenColorIO keeps for all threads.
    static std::mutex making;
    const std::scoped_lock one(making);
    try {
        auto group = ocio::GroupTransform::Create();
        if (!(cdl == film::Cdl{})) group->appendTransform(cdlTransform(cdl));
        if (!finish.neutral()) group->appendTransform(finishTransform(finish));
        const auto config = ocio::Config::CreateRaw();
        impl->grade = config->getProcessor(group)->getDefaultCPUProcessor();
        return Development(std::move(impl));
    } catch (const ocio::Exception& error) {
        return base::fail(base::ErrorCode::InvalidInput,
                          base::format("the grade cannot be used: {}", error.what()));
    }
}

void Development::apply(float* rgb, std::size_t pixels) const {
    if (pixels == 0) return;
    const CurveTable& curve = m_impl->curve;
    for (std::size_t i = 0; i < pixels * 3; ++i) rgb[i] = curve(rgb[i]);
    if (!m_impl->grade) return;
    ocio::PackedImageDesc image(rgb, static_cast<long>(pixels), 1, 3);
    m_impl->grade->apply(image);
}

std::string cdlFile(const film::Cdl& cdl, const std::string& id) {
    std::string safe;
    for (const char c : id) {
        if (c == '&')
            safe += "&amp;";
        else if (c == '<')
            safe += "&lt;";
        else if (c == '"')
            safe += "&quot;";
        else
            safe += c;
    }
    const auto three = [](const std::array<double, 3>& v) {
        return base::format("{:.6f} {:.6f} {:.6f}", v[0], v[1], v[2]);
    };
    return base::format(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<ColorDecisionList xmlns=\"urn:ASC:CDL:v1.01\">\n"
        "  <ColorDecision>\n"
        "    <ColorCorrection id=\"{}\">\n"
        "      <SOPNode>\n"
        "        <Slope>{}</Slope>\n"
        "        <Offset>{}</Offset>\n"
        "        <Power>{}</Power>\n"
        "      </SOPNode>\n"
        "      <SatNode>\n"
        "        <Saturation>{:.6f}</Saturation>\n"
        "      </SatNode>\n"
        "    </ColorCorrection>\n"
        "  </ColorDecision>\n"
        "</ColorDecisionList>\n",
        safe, three(cdl.slope), three(cdl.offset), three(cdl.power), cdl.saturation);
}

}  // namespace groundglass::craft
