#pragma once

#include "groundglass/jobs/outside.hpp"

namespace groundglass::app {

/// Files a finished clip as a take of its film, with its recipe and a picture of its middle. One job makes
/// one take, however often it is stored.
class FilmTakes final : public jobs::TakeSink {
public:
    /// Errors: as store::storeTake.
    [[nodiscard]] base::Result<std::filesystem::path> store(const jobs::Job& job,
                                                            const std::filesystem::path& clip) override;
};

}  // namespace groundglass::app
