#pragma once

#include "groundglass/app/services.hpp"
#include "groundglass/film/edit.hpp"

#include <QString>

#include <memory>
#include <vector>

namespace groundglass::ui::looks {

/// Where a look is kept.
enum class Shelf { Film, Library, Starter };

struct ShelvedLook {
    Shelf shelf = Shelf::Film;
    film::Look look;
    [[nodiscard]] QString key() const;  ///< Unique over the three shelves.
};

/// The direction that a shot would have with the fields of a look over its own.
[[nodiscard]] film::Direction withLook(film::Direction base, const film::Direction& look);
/// A plain close portrait: the same for every look, so that looks can be compared without a film.
[[nodiscard]] film::Direction neutralPortrait();

/// Text that is equal for equal pictures: the key of a thumbnail.
[[nodiscard]] QString pictureKey(const film::Direction& direction, base::Pixels size);

/// "50 mm f/1.4 · 6,500 K · 4 : 1 · Teal-orange subtle": the numbers that the look itself sets.
[[nodiscard]] QString keyNumbers(const film::Direction& look, const craft::Vocabulary& vocabulary);

/// One line of a comparison: a field that two looks do not share.
struct Difference {
    QString field, a, b;
};
[[nodiscard]] std::vector<Difference> differences(const film::Direction& a, const film::Direction& b,
                                                  const craft::Vocabulary& vocabulary);

/// "the film, 1 scene, 3 shots"; empty when nothing uses the look.
[[nodiscard]] QString usedBy(const film::Film& film, const film::LookId& look);

/// Takes a look into the film where needed and puts it on an owner, as one step.
[[nodiscard]] std::unique_ptr<film::Edit> applyLook(const film::Film& film, const film::Look& look,
                                                    film::FieldOwner owner);
/// Takes a look off everything and out of the film, as one step.
[[nodiscard]] std::unique_ptr<film::Edit> removeLook(const film::Film& film, const film::LookId& look);
/// An id of that title that the film does not have yet.
[[nodiscard]] film::LookId freeLookId(const film::Film& film, const std::string& title);

}  // namespace groundglass::ui::looks
