#pragma once

#include "groundglass/app/services.hpp"

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

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

/// "960x402", from 16 to 8192 a side; nothing when it is something else.
[[nodiscard]] std::optional<base::Pixels> parseSize(std::string_view text);
/// Checks for the parser, which takes an empty text for yes: a size; a number of a range, never NaN.
[[nodiscard]] std::string checkSize(const std::string& text);
[[nodiscard]] std::function<std::string(const std::string&)> between(double least, double most);

/// Whether a file could be written at that place, before work is done for it. Errors: InvalidInput (a
/// folder), Io (no folder to put it in).
[[nodiscard]] base::Status checkOutput(const std::filesystem::path& file);

}  // namespace groundglass::cli
