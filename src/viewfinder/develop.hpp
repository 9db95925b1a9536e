#pragma once

#include "groundglass/craft/colour.hpp"
#include "groundglass/viewfinder/render.hpp"
#include "viewfinder/denoise.hpp"
#include "viewfinder/glow.hpp"
#include "viewfinder/tracer.hpp"

#include <optional>

namespace groundglass::viewfinder {

/// Keeps the last display transform: making one costs more than using it.
class Grading {
public:
    [[nodiscard]] base::Result<const craft::Development*> of(const Scene& scene);

private:
    struct Key {
        film::Cdl cdl;
        film::SplitTone split;
        double contrast{}, saturation{}, blackLevel{};
        bool operator==(const Key&) const = default;
    };
    Key m_key;
    std::optional<craft::Development> m_kept;
};

/// Makes pictures of films: exposure, bloom, halation and vignette on linear light; then display and grade;
/// then grain and eight bits. Keeps its planes between pictures.
class Darkroom {
public:
    /// Errors: as Development::make.
    [[nodiscard]] base::Result<Image> develop(const Scene& scene, Film& film, const RenderOptions& options);

private:
    void expose(const Scene& scene, Film& film, const RenderOptions& options);

    Grading m_grading;
    Calmer m_calmer;
    Glow m_glow;
    std::vector<V3> m_light;
};

}  // namespace groundglass::viewfinder
