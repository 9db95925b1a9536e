#pragma once

#include "groundglass/craft/measure.hpp"
#include "groundglass/craft/vocabulary.hpp"
#include "groundglass/film/direction.hpp"
#include "groundglass/film/film.hpp"

#include <array>
#include <memory>
#include <string>
#include <vector>

namespace groundglass::viewfinder {

using Vec3 =
    std::array<float, 3>;  ///< Metres, right-handed, +Y up. The subject stands at the origin and faces +Z.
using Rgb = std::array<float, 3>;  ///< Linear Rec.709.

/// The camera at one moment.
struct CameraPose {
    Vec3 eye{};
    Vec3 target{};
    float roll{};  ///< Degrees, + = horizon clockwise.
    float focalMm{};
    float focusM{};

    bool operator==(const CameraPose&) const = default;
};

/// An emitting rectangle or disc that lights the scene.
struct AreaLight {
    std::string role;  ///< key, fill, back, practical …
    Vec3 centre{}, facing{};
    float width{}, height{};
    Rgb radiance{};
    bool visible{};  ///< Seen by the camera.

    bool operator==(const AreaLight&) const = default;
};

/// Lines of light that leave every bright point: a star filter, an anamorphic flare.
struct Streak {
    int arms{};           ///< 2: along the horizontal, 4, 6, 8 …; 0: none.
    float strength{};     ///< Share of the light that goes there.
    float length = 0.1F;  ///< Of an arm, share of the picture's width.
    Rgb tint{1, 1, 1};
};

struct Figure {
    std::string kind;  ///< adult, elder, child, astronaut, doll, coral …
    std::string pose;  ///< standing, seated, walking, running, head_bowed …
    std::string prop;  ///< cup …; may be empty.
    Vec3 position{};
    float heading{};                         ///< Degrees about +Y; 0 faces +Z.
    float headTurnFrom{}, headTurnTo{};      ///< Degrees.
    float headTurnStart{}, headTurnEnd = 1;  ///< When the head turns, as shares of the shot.
    Rgb clothes{};

    bool operator==(const Figure&) const = default;
};

/// A shot as plain values, ready to be traced. Computed from numbers only: cheap, comparable, testable.
struct Scene {
    craft::MeasuredShot measured;
    std::string set;  ///< Set id: a file of `resources/sets`.
    float
        setHeading{};  ///< Degrees about +Y: the set is built behind the subject as the first frame sees it.
    std::string setNote;  ///< "nearest set to …"; empty when the place is known.
    std::vector<Figure> figures;
    std::vector<AreaLight> lights;
    Rgb skyZenith{}, skyHorizon{};  ///< Radiance of the sky that the lens sees.
    Rgb ambient{};                  ///< Mean radiance from everywhere: what fills the shadows without a lamp.
    Rgb setLight{1, 1, 1};          ///< Multiplies everything in the set that shines.
    float haze{};                   ///< Extinction per metre.
    CameraPose camera;              ///< Before any move.
    Vec3 subject{};                 ///< What the camera looks at and orbits: the subject's face.
    std::string steadiness;  ///< Facet `steadiness` or `support`, whichever says how much the camera drifts.
    std::vector<film::Move> moves;
    std::string depthSet;  ///< day, night: which state of the set.
    bool wetGround{}, rain{}, snow{};
    float bokehEdge{};   ///< Of soft highlights: −1 creamy, 0 even, 1 soap bubble.
    float catEye{};      ///< 0…1: how much the aperture narrows towards the corners.
    int blades = 9;      ///< Of the aperture; fewer than 5: round.
    bool fisheye{};      ///< Equisolid: r = 2 f sin(θ/2).
    float distortion{};  ///< At the corners, share of their distance: + barrel, − pincushion.
    // development
    film::SplitTone split;
    double contrast = 1, saturation = 1, blackLevel = 0;
    float exposureStops{}, vignetteStops{}, bloom{}, halation{};
    float veil{};         ///< Share of the mean light that lies over the whole picture.
    Rgb filter{1, 1, 1};  ///< What coloured glass lets through.
    Streak streak;
    std::uint64_t seed = 1;

    /// Camera at a moment of the shot, moves and easing applied. `time` in 0…duration.
    [[nodiscard]] CameraPose cameraAt(base::Milliseconds time) const;
    /// `exposureStops` and what an iris pull has added by then.
    [[nodiscard]] float exposureAt(base::Milliseconds time) const;
};

/// The scene that a shot describes. Never fails: what cannot be shown falls back and says so in `setNote`.
[[nodiscard]] Scene describe(const film::Film& film, const film::Direction& effective,
                             const craft::MeasuredShot& measured, const craft::Vocabulary& vocabulary);

}  // namespace groundglass::viewfinder
