#include "groundglass/craft/optics.hpp"

#include "support/catch.hpp"

#include <cmath>

using namespace groundglass;
using namespace groundglass::craft;

TEST_CASE("the field of view of every format and focal length is the table's", "[craft][optics]") {
    const double widths[] = {12.52, 24.89, 27.99, 36.00, 36.70, 54.12, 70.41};
    struct Row {
        double focal;
        double fov[7];
    };
    // Craft reference §4.2, checked 2026-11-22.
    const Row rows[] = {{12, {55.1, 92.1, 98.8, 112.6, 113.6, 132.2, 142.4}},
                        {14, {48.2, 83.3, 90.0, 104.3, 105.3, 125.3, 136.6}},
                        {16, {42.7, 75.8, 82.4, 96.7, 97.8, 118.8, 131.1}},
                        {18, {38.4, 69.3, 75.7, 90.0, 91.1, 112.7, 125.8}},
                        {21, {33.2, 61.3, 67.4, 81.2, 82.3, 104.4, 118.4}},
                        {24, {29.2, 54.8, 60.5, 73.7, 74.8, 96.9, 111.4}},
                        {28, {25.2, 47.9, 53.1, 65.5, 66.5, 88.0, 103.0}},
                        {32, {22.1, 42.5, 47.2, 58.7, 59.7, 80.4, 95.5}},
                        {35, {20.3, 39.1, 43.6, 54.4, 55.3, 75.4, 90.3}},
                        {40, {17.8, 34.6, 38.6, 48.5, 49.3, 68.2, 82.7}},
                        {50, {14.3, 28.0, 31.3, 39.6, 40.3, 56.8, 70.3}},
                        {65, {11.0, 21.7, 24.3, 31.0, 31.5, 45.2, 56.9}},
                        {75, {9.5, 18.8, 21.1, 27.0, 27.5, 39.7, 50.3}},
                        {85, {8.4, 16.7, 18.7, 23.9, 24.4, 35.3, 45.0}},
                        {100, {7.2, 14.2, 15.9, 20.4, 20.8, 30.3, 38.8}},
                        {135, {5.3, 10.5, 11.8, 15.2, 15.5, 22.7, 29.2}},
                        {200, {3.6, 7.1, 8.0, 10.3, 10.5, 15.4, 20.0}}};
    for (const auto& row : rows) {
        for (int i = 0; i < 7; ++i) {
            INFO(row.focal << " mm on " << widths[i] << " mm");
            CHECK(fieldOfView(widths[i], {row.focal}).value == Approx(row.fov[i]).margin(0.0501));
        }
    }
}

TEST_CASE("angles of view to two digits", "[craft][optics]") {
    // Interchange reference §19.
    CHECK(fieldOfView(24.89, {24}).value == Approx(54.82).margin(0.0051));
    CHECK(fieldOfView(18.66, {24}).value == Approx(42.49).margin(0.0051));
    CHECK(fieldOfView(24.89, {50}).value == Approx(27.95).margin(0.0051));
    CHECK(fieldOfView(18.66, {50}).value == Approx(21.14).margin(0.0051));
    CHECK(fieldOfView(18.66, {85}).value == Approx(12.53).margin(0.0051));
    CHECK(fieldOfView(36, {24}).value == Approx(73.74).margin(0.0051));
    CHECK(fieldOfView(24, {50}).value == Approx(26.99).margin(0.0051));
    CHECK(fieldOfView(24, {85}).value == Approx(16.07).margin(0.0051));
}

TEST_CASE("a two-times squeeze doubles the tangent of the half angle", "[craft][optics]") {
    const double focals[] = {32, 40, 50, 75, 100};
    const double fovs[] = {68.9, 57.5, 47.4, 32.6, 24.8};
    for (int i = 0; i < 5; ++i)
        CHECK(fieldOfView(21.95, {focals[i]}, 2).value == Approx(fovs[i]).margin(0.0501));
    CHECK(focalFor(24.89, fieldOfView(24.89, {50})).value == Approx(50));
    CHECK(focalFor(21.95, fieldOfView(21.95, {50}, 2), 2).value == Approx(50));
}

TEST_CASE("camera distances for a wanted framing", "[craft][optics]") {
    struct Case {
        double extent, focal, height, distance;
    };
    const Case cases[] = {{0.40, 35, 20.25, 0.73},  {0.40, 50, 20.25, 1.04}, {0.40, 85, 20.25, 1.76},
                          {0.40, 135, 20.25, 2.80}, {2.05, 35, 20.25, 3.58}, {2.05, 50, 20.25, 5.11},
                          {2.05, 85, 20.25, 8.69},  {0.40, 35, 14.00, 1.03}, {0.40, 50, 14.00, 1.48},
                          {0.40, 85, 14.00, 2.51},  {0.95, 50, 14.00, 3.44}};
    for (const auto& c : cases) {
        INFO(c.focal << " mm, " << c.extent << " m");
        CHECK(distanceFor({c.extent}, {c.focal}, c.height).value == Approx(c.distance).margin(0.0051));
    }
}

TEST_CASE("depth of field and background blur of known set-ups", "[craft][optics]") {
    struct Case {
        double focal, aperture, focus, coc, near, far, width, blur;
    };
    // Craft reference §5; far 0 = infinity; widths: full frame 36, Super 35 24.89, LF 36.70, ALEXA 65 54.12,
    // S16 12.52.
    const Case cases[] = {
        {50, 2, 2, .029, 1.913, 2.095, 36, 1.78},        {50, 1.4, 1, .029, 0.985, 1.016, 36, 5.22},
        {85, 1.4, 2, .029, 1.979, 2.022, 36, 7.49},      {50, 2, 1.5, .020, 1.466, 1.536, 24.89, 3.46},
        {32, 2.8, 2.5, .020, 2.203, 2.890, 24.89, 0.60}, {18, 8, 2, .020, 1.011, 94.19, 24.89, 0.08},
        {25, 11, 3, .020, 1.465, 0, 24.89, -1},          {40, 2, 2, .030, 1.863, 2.159, 36.70, 1.11},
        {60, 2.8, 2, .040, 1.886, 2.128, 54.12, 1.22},   {12, 2.8, 2, .0097, 1.455, 3.200, 12.52, 0.21},
        {200, 2.8, 6, .029, 5.930, 6.071, 36, 6.84}};
    for (const auto& c : cases) {
        INFO(c.focal << " mm f/" << c.aperture << " at " << c.focus << " m");
        const auto depth = depthOfField({c.focal}, {c.aperture}, {c.focus}, {c.coc});
        CHECK(depth.near.value == Approx(c.near).margin(0.00051));
        if (c.far == 0) {
            CHECK(std::isinf(depth.far.value));
        } else {
            CHECK(depth.far.value == Approx(c.far).margin(c.far > 50 ? 0.1 : 0.00051));
        }
        const auto blur =
            blurDisc({c.focal}, {c.aperture}, {c.focus}, {std::numeric_limits<double>::infinity()});
        if (c.blur >= 0) CHECK(100 * blur.value / c.width == Approx(c.blur).margin(0.0051));
    }
    CHECK(depthOfField({50}, {2}, {2}, {.029}).hyperfocal.value == Approx(43.15).margin(0.0051));
    CHECK(depthOfField({18}, {8}, {2}, {.020}).hyperfocal.value == Approx(2.04).margin(0.0051));
    const auto macro = depthOfField({100}, {4}, {0.35}, {.029});
    CHECK((macro.far.value - macro.near.value) * 1000 == Approx(2).margin(0.51));
}

TEST_CASE("the blur of a close-up at fixed framing follows from focal length over aperture",
          "[craft][optics]") {
    // Full frame, close-up of 0.40 m, 50 mm f/2: 3.5 % of the width.
    const auto distance = distanceFor({0.40}, {50}, 20.25);
    const auto blur = blurDisc({50}, {2}, distance, {std::numeric_limits<double>::infinity()});
    CHECK(100 * blur.value / 36 == Approx(3.5).margin(0.051));
}

TEST_CASE("circles of confusion are the diagonal over 1500", "[craft][optics]") {
    CHECK(circleOfConfusion(36, 24).value == Approx(.0288).margin(.00005));
    CHECK(circleOfConfusion(24.89, 13.90).value == Approx(.0190).margin(.00005));
    CHECK(circleOfConfusion(12.52, 7.41).value == Approx(.0097).margin(.00005));
}
