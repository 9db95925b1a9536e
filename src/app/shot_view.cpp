#include "groundglass/app/services.hpp"

#include "groundglass/base/format.hpp"
#include "groundglass/base/similar.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>

namespace groundglass::app {

namespace {

base::Result<const prompt::Dialect*> findDialect(const Library& library, const std::string& id) {
    if (const auto* dialect = library.dialects.find(id)) return dialect;
    std::vector<std::string> known;
    for (const auto* dialect : library.dialects.all()) known.push_back(dialect->id);
    return base::fail(base::ErrorCode::NotFound, base::format("there is no dialect \"{}\"", id), id,
                      {{id, {}, "there is no such dialect", base::chooseOneOf(id, known)}});
}

const std::string& dialectOf(const film::Film& film, const film::Shot& shot, const std::string& wanted) {
    if (!wanted.empty()) return wanted;
    return shot.dialect.empty() ? film.dialect : shot.dialect;
}

}  // namespace

base::Result<ShotView> viewShot(const Library& library, const film::Film& film, const film::ShotId& id) {
    auto effective = film::cascade(film, id);
    if (!effective) {
        std::vector<std::string> known;
        for (const auto& shot : film::shotsInOrder(film)) known.push_back(shot.str());
        auto error = effective.error();
        error.problems.push_back({id.str(), {}, error.message, base::chooseOneOf(id.str(), known)});
        return tl::unexpected(std::move(error));
    }
    auto measured = craft::measure(effective->direction, library.vocabulary);
    auto scene = viewfinder::describe(film, effective->direction, measured, library.vocabulary);
    return ShotView{film.shots.at(id), std::move(*effective), std::move(measured), std::move(scene)};
}

base::Result<prompt::Prompt> composeShot(const Library& library, const film::Film& film, const ShotView& view,
                                         const std::string& wanted) {
    const auto dialect = findDialect(library, dialectOf(film, view.shot, wanted));
    if (!dialect) return tl::unexpected(dialect.error());
    return prompt::compose({film, view.shot, view.effective, view.measured, library.vocabulary}, **dialect);
}

std::vector<prompt::Finding> lintShot(const Library& library, const film::Film& film, const ShotView& view,
                                      const std::string& wanted, const prompt::Prompt* composed) {
    const auto dialect = findDialect(library, dialectOf(film, view.shot, wanted));
    if (!dialect) return {};
    auto findings = prompt::lint({film, view.shot, view.effective, view.measured, library.vocabulary},
                                 **dialect, composed, &library.policy);
    auto around = prompt::lintAround(film, view.shot.id, library.vocabulary);
    findings.insert(findings.end(), std::make_move_iterator(around.begin()),
                    std::make_move_iterator(around.end()));
    std::ranges::stable_sort(findings, [](const prompt::Finding& a, const prompt::Finding& b) {
        return a.ignored != b.ignored ? b.ignored : a.severity > b.severity;
    });
    return findings;
}

base::Pixels frameSize(const craft::MeasuredShot& measured, int width) {
    const int even = std::max(16, width / 2 * 2);
    const int height = static_cast<int>(std::lround(even / std::clamp(measured.ratio, 0.2, 5.0) / 2)) * 2;
    return {even, std::max(16, height)};
}

}  // namespace groundglass::app
