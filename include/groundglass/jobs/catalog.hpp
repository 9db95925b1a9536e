#pragma once

#include "groundglass/base/json_text.hpp"
#include "groundglass/base/result.hpp"
#include "groundglass/base/units.hpp"

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace groundglass::jobs {

/// One line of a price list; what it leaves open holds for all.
struct Price {
    int lines{};       ///< Shorter side of the picture; 0 = any.
    double seconds{};  ///< Of the clip; 0 = any.
    std::optional<bool> sound;
    std::int64_t micros{};  ///< USD.
    bool perSecond = true;
};

/// One model of a provider: limits and price as data, each with its source and the day it was checked.
struct Model {
    std::string id, title;
    std::string status;           ///< alive, retired.
    std::string retired;          ///< ISO date; empty while alive.
    std::string dialect;          ///< Dialect that suits it.
    std::vector<double> seconds;  ///< Allowed durations; empty = any within least…most.
    double secondsLeast = 0.1, secondsMost = 600;
    std::vector<base::Pixels> sizes;  ///< Allowed sizes; empty = any.
    std::size_t promptMost{};         ///< In promptUnit; 0 = none published.
    std::string promptUnit;  ///< characters, utf16, bytes, tokens (reckoned as a quarter of the bytes).
    bool negative{}, seed{}, sound{};
    bool soundSwitch{};  ///< Sound can be had or left out.
    bool firstFrame{}, lastFrame{}, pictureNeeded{};
    std::size_t referencesMost{};     ///< Pictures of the roles subject, style, place.
    base::JsonText wire;              ///< How its fields are said; read by the adapter. Empty = it knows.
    base::Milliseconds longestRun{};  ///< Longest run to reckon with; searches and deadlines follow from it.
    std::optional<std::int64_t> microsPerSecond;  ///< USD; nothing = free or unknown (see priceNote).
    std::vector<Price> prices;                    ///< Where the price hangs on more than time.
    std::string priceNote;
    std::string source, checked;
    std::string priceSource, priceChecked;  ///< Where the price is from, and the day; as source and checked.

    /// Length of a prompt in promptUnit.
    [[nodiscard]] std::size_t lengthOf(std::string_view prompt) const;
    /// The highest price that can be meant: what is not said here may be anything.
    [[nodiscard]] base::Money estimate(base::Milliseconds duration, std::optional<base::Pixels> size = {},
                                       std::optional<bool> withSound = {}) const;
    /// The allowed duration nearest to a wish; and size nearest in shape and height.
    [[nodiscard]] base::Milliseconds nearestDuration(base::Milliseconds wish) const;
    [[nodiscard]] base::Pixels nearestSize(double ratio, int height) const;
};

struct Provider {
    std::string id, title, note;
    std::string status;  ///< alive, retired, self_hosted.
    std::string crashClass;
    std::string baseUrl;  ///< Of the service itself; empty = everybody's own.
    std::string console;  ///< Page where a person sees the account's jobs; empty = none known.
    std::vector<Model> models;
    [[nodiscard]] const Model* model(std::string_view id) const;
};

/// `resources/catalog/*.json`. Errors: InvalidInput with every problem; NotFound. Thread: any once loaded.
class Catalog {
public:
    [[nodiscard]] static base::Result<Catalog> load(const std::filesystem::path& folder);
    /// Adds the models of a person's own files: new ones, or others in place of those of the same id. No
    /// folder, or an empty one, is no trouble. Errors: InvalidInput with every problem (nothing is added).
    [[nodiscard]] base::Status extend(const std::filesystem::path& folder);
    [[nodiscard]] const Provider* find(std::string_view provider) const;
    [[nodiscard]] std::vector<const Provider*> all() const;

private:
    std::map<std::string, Provider, std::less<>> m_providers;
};

}  // namespace groundglass::jobs
