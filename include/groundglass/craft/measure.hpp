#pragma once

#include "groundglass/base/units.hpp"
#include "groundglass/craft/vocabulary.hpp"
#include "groundglass/film/direction.hpp"

#include <string>
#include <vector>

namespace groundglass::craft {

/// What the numbers of a shot come to: the joint between words, picture and request. Every value is filled
/// in: what the director left free has the default that the field's comment names.
struct MeasuredShot {
    // sensor and delivered frame
    std::string format;                    ///< Facet `capture_format`; super35_3perf when free.
    double sensorWidth{}, sensorHeight{};  ///< mm, whole gate.
    double imageWidth{}, imageHeight{};    ///< mm, the part that is delivered.
    double ratio = 16.0 / 9;               ///< Delivered width : height.
    base::Milliseconds duration{8000};
    base::FrameRate rate;  ///< 24.
    // lens
    base::Millimetres focal{50};  ///< From the family's middle when only a family is set.
    double squeeze = 1;
    base::FNumber aperture{2.8};
    base::Degrees hfov, vfov;
    std::string family;  ///< Facet `lens_family`, from the field of view.
    // framing
    base::Metres extent{0.62};  ///< Height covered at the subject (mcu when free).
    base::Metres distance;      ///< Lens to subject.
    base::Metres cameraHeight;  ///< Lens above the ground.
    base::Degrees tilt, roll, viewAzimuth;
    // focus
    base::Metres focus;
    base::Metres nearLimit, farLimit, hyperfocal;
    base::Millimetres coc;
    double blurShare{};      ///< Blur disc of infinity / image width: 0.035 = 3.5 %.
    std::string depthClass;  ///< Facet `depth_of_field`, from blurShare.
    // light
    base::Degrees keyAzimuth{40}, keyElevation{35};
    base::Metres keySize{1}, keyDistance{2};
    base::Degrees keyAngle;    ///< Apparent size.
    std::string qualityClass;  ///< Facet `light_quality`, from keyAngle.
    base::Kelvin keyKelvin{5600}, fillKelvin{5600}, whiteBalance{5600};
    base::LightRatio ratioKeyFill{3};
    base::Stops keyFillStops;
    std::string pattern;  ///< Recognised from the geometry, not from the field.
    base::Stops exposure;
    // grade
    film::Cdl cdl;          ///< Grade × strength, or the shot's own.
    film::SplitTone split;  ///< The shot's own, or what its grade brings (sepia, cyanotype …) × strength.
    double grainSigma{};    ///< σ at mid-grey.
};

/// Never fails: terms that the vocabulary does not know count as unset. Thread: any.
[[nodiscard]] MeasuredShot measure(const film::Direction& effective, const Vocabulary& vocabulary);

/// "50 mm", "T2.0"/"f/2", "Super 35 · 28.0°", … : the numbers line under the picture, one entry a fact.
struct MeasuredFact {
    std::string field;  ///< Field path it belongs to.
    std::string text;
    std::string note;  ///< "creamy"; may be empty.
};
[[nodiscard]] std::vector<MeasuredFact> numbersLine(const MeasuredShot& measured,
                                                    const Vocabulary& vocabulary);

}  // namespace groundglass::craft
