#include "groundglass/base/format.hpp"
#include "groundglass/base/utf8.hpp"
#include "groundglass/read/read.hpp"
#include "pass.hpp"

#include <algorithm>

namespace groundglass::read {

film::Film Reading::film() const {
    film::Film made;
    made.title = "Read";
    for (const film::CastMember& member : cast) made.cast.emplace(member.id, member);
    film::Shot shot;
    shot.id = film::ShotId("shot");
    shot.title = "Read";
    shot.direction = direction;
    made.shots.emplace(shot.id, std::move(shot));
    return made;
}

base::Result<Reader> Reader::load(const craft::Vocabulary& vocabulary, const std::filesystem::path& folder) {
    auto lexicon = loadLexicon(vocabulary, folder);
    if (!lexicon) return tl::unexpected(std::move(lexicon.error()));
    Reader reader;
    reader.m_lexicon = std::make_shared<const Lexicon>(std::move(*lexicon));
    return reader;
}

base::Result<Reading> Reader::read(std::string_view text, std::string_view dialect) const {
    const auto refuse = [](std::string message, std::string remedy) {
        return base::failInput({"", "", std::move(message), std::move(remedy)});
    };
    if (text.size() > longest)
        return refuse(base::format("the text has {} bytes; a prompt has at most {}", text.size(), longest),
                      "Read it in parts.");
    if (const std::size_t valid = base::validUtf8Prefix(text); valid != text.size())
        return refuse(base::format("byte {} of the text is not UTF-8", valid), "Save the text as UTF-8.");
    if (text.find('\0') != std::string_view::npos)
        return refuse("the text holds a NUL byte", "Read a text file, not a binary one.");
    Pass pass(text, *m_lexicon);
    if (!pass.hasWords()) return refuse("there is no word in the text", "Write what the shot shows.");
    return pass.run(dialect);
}

}  // namespace groundglass::read
