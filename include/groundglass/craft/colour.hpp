#pragma once

#include "groundglass/base/result.hpp"
#include "groundglass/film/direction.hpp"

#include <array>
#include <cstddef>
#include <memory>
#include <string>

namespace groundglass::craft {

/// ASC CDL on one display-coded colour, computed here (the check of the OpenColorIO path).
[[nodiscard]] std::array<double, 3> applyCdl(const film::Cdl& cdl, std::array<double, 3> rgb);
/// Identity mixed with a CDL, 0 = identity.
[[nodiscard]] film::Cdl mixCdl(const film::Cdl& cdl, double strength);

/// Scene-linear Rec.709 → display transform → CDL → split tone, through OpenColorIO.
class Development {
public:
    /// Errors: InvalidInput (numbers that OpenColorIO refuses).
    [[nodiscard]] static base::Result<Development> make(const film::Cdl& cdl, const film::SplitTone& split,
                                                        double contrast, double saturation,
                                                        double blackLevel);
    /// RGB float triples in place: linear in, display-coded Rec.709 (0…1) out. Thread: any.
    void apply(float* rgb, std::size_t pixels) const;
    Development(Development&&) noexcept;
    Development& operator=(Development&&) noexcept;
    ~Development();

private:
    struct Impl;
    explicit Development(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

/// The text of an ASC `.cdl` file.
[[nodiscard]] std::string cdlFile(const film::Cdl& cdl, const std::string& id);

}  // namespace groundglass::craft
