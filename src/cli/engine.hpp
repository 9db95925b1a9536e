#pragma once

#include "groundglass/app/services.hpp"

namespace groundglass::cli {

/// Vocabulary, dialects and catalog of this installation.
[[nodiscard]] base::Result<std::shared_ptr<const app::Library>> loadLibrary();

/// A film with the library it needs.
struct OpenFilm {
    std::shared_ptr<const app::Library> library;
    store::LoadedFilm loaded;
};
[[nodiscard]] base::Result<OpenFilm> openFilm(const std::string& folder);

/// Names that a person typed; an empty one was not given.
struct Names {
    std::string shot{}, scene{}, dialect{}, provider{}, model{};
};
/// Errors: NotFound with every name that is not known, each with the choices.
[[nodiscard]] base::Status checkNames(const OpenFilm& film, const Names& names);

/// "960x402". Errors: InvalidInput.
[[nodiscard]] base::Result<base::Pixels> parseSize(const std::string& text);

}  // namespace groundglass::cli
