#include "groundglass/prompt/portability.hpp"

#include "counting.hpp"
#include "groundglass/base/format.hpp"
#include "groundglass/base/json.hpp"
#include "groundglass/film/fields.hpp"

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

namespace groundglass::prompt {
namespace {

/// Order of a field within its shot: the order in which the film lists its fields, then the place in a list.
std::size_t rankOf(std::string_view field) {
    const std::size_t group = field.find('/');
    const std::size_t end = group == std::string_view::npos ? field.size() : field.find('/', group + 1);
    return film::fieldIndex(field.substr(0, end));
}

void addShot(Portability& report, const ComposeInput& shot, std::span<const Dialect* const> dialects) {
    const std::size_t begin = report.rows.size();
    const auto rowOf = [&](const Fact& fact) -> PortabilityRow& {
        for (std::size_t i = begin; i < report.rows.size(); ++i)
            if (report.rows[i].field == fact.field) return report.rows[i];
        PortabilityRow& row = report.rows.emplace_back();
        row.shot = shot.shot.id;
        row.field = fact.field;
        row.priority = fact.priority;
        row.text = fact.text;
        row.cells.resize(dialects.size(), {Fate::Dropped, "the shot cannot be composed in this dialect"});
        return row;
    };
    for (std::size_t d = 0; d < dialects.size(); ++d) {
        const auto prompt = compose(shot, *dialects[d]);
        if (!prompt) {
            report.columns[d].failed.push_back({shot.shot.id.str(),
                                                {},
                                                prompt.error().message,
                                                "shorten what must be said, or choose another dialect"});
            continue;
        }
        for (const Fact& fact : prompt->facts) rowOf(fact).cells[d] = {fact.fate, std::string(fact.reason)};
    }
    std::stable_sort(
        report.rows.begin() + static_cast<std::ptrdiff_t>(begin), report.rows.end(),
        [](const PortabilityRow& a, const PortabilityRow& b) { return rankOf(a.field) < rankOf(b.field); });
}

std::string_view mark(Fate fate) {
    switch (fate) {
        case Fate::Said:
            return "●";
        case Fate::Parameter:
            return "▪";
        case Fate::Negative:
            return "−";
        case Fate::Weakened:
            return "◐";
        case Fate::Dropped:
            return "○";
    }
    return "○";
}

std::string padded(std::string text, std::size_t width) {
    for (std::size_t size = countLetters(text); size < width; ++size) text += ' ';
    return text;
}

std::string listed(const std::vector<std::string>& items, std::size_t most) {
    std::string text;
    for (std::size_t i = 0; i < std::min(items.size(), most); ++i) text += (i > 0 ? ", " : "") + items[i];
    if (items.size() > most) text += base::format(" and {} more", items.size() - most);
    return text;
}

void appendReasons(const Portability& report, std::string& text) {
    struct About {
        std::vector<std::string> facts, dialects;
    };
    std::map<std::string, About> reasons;
    const auto note = [](std::vector<std::string>& list, const std::string& item) {
        if (std::find(list.begin(), list.end(), item) == list.end()) list.push_back(item);
    };
    for (const PortabilityRow& row : report.rows)
        for (std::size_t d = 0; d < row.cells.size(); ++d) {
            if (row.cells[d].reason.empty()) continue;
            About& about = reasons[row.cells[d].reason];
            note(about.facts, row.field);
            note(about.dialects, report.columns[d].dialect);
        }
    for (const auto& [reason, about] : reasons) {
        text += base::format("{}\n    {}\n    {}\n", reason, listed(about.facts, 6),
                             about.dialects.size() == report.columns.size()
                                 ? std::string("in every dialect")
                                 : listed(about.dialects, report.columns.size()));
    }
}

}  // namespace

Portability portability(std::span<const ComposeInput> shots, std::span<const Dialect* const> dialects) {
    Portability report;
    for (const Dialect* dialect : dialects) report.columns.push_back({dialect->id, dialect->title, {}, {}});
    for (const ComposeInput& shot : shots) addShot(report, shot, dialects);
    for (const PortabilityRow& row : report.rows)
        for (std::size_t d = 0; d < row.cells.size(); ++d)
            ++report.columns[d].counts[static_cast<std::size_t>(row.cells[d].fate)];
    return report;
}

std::string portabilityText(const Portability& report) {
    std::string text = "● said  ▪ parameter  − negative  ◐ weakened  ○ dropped\n\n";
    for (std::size_t d = 0; d < report.columns.size(); ++d) {
        const PortabilityColumn& column = report.columns[d];
        text += base::format("{:>2}  {} said {}, parameter {}, negative {}, weakened {}, dropped {}\n", d + 1,
                             padded(column.dialect, 18), column.count(Fate::Said),
                             column.count(Fate::Parameter), column.count(Fate::Negative),
                             column.count(Fate::Weakened), column.count(Fate::Dropped));
        for (const base::Problem& problem : column.failed)
            text += base::format("      {}: {}\n", problem.file, problem.message);
    }
    std::size_t field = 0;
    for (const PortabilityRow& row : report.rows) field = std::max(field, countLetters(row.field));
    std::string head;
    for (std::size_t d = 0; d < report.columns.size(); ++d) head += base::format("{:>3}", d + 1);
    std::string_view shot;
    for (const PortabilityRow& row : report.rows) {
        if (row.shot.str() != shot) {
            shot = row.shot.str();
            text += '\n' + padded(row.shot.str(), field + 4) + head + '\n';
        }
        text += base::format("P{}  {}", row.priority, padded(row.field, field));
        for (const PortabilityCell& cell : row.cells) text.append("  ").append(mark(cell.fate));
        text += "   " + row.text + '\n';
    }
    text += '\n';
    appendReasons(report, text);
    return text;
}

std::string portabilityJson(const Portability& report) {
    base::Json dialects = base::Json::array();
    for (const PortabilityColumn& column : report.columns) {
        base::Json failed = base::Json::array();
        for (const base::Problem& problem : column.failed)
            failed.push_back({{"shot", problem.file}, {"message", problem.message}});
        base::Json json{{"id", column.dialect}, {"title", column.title}, {"failed", std::move(failed)}};
        for (const Fate fate : {Fate::Said, Fate::Parameter, Fate::Negative, Fate::Weakened, Fate::Dropped})
            json[std::string(name(fate))] = column.count(fate);
        dialects.push_back(std::move(json));
    }
    base::Json facts = base::Json::array();
    for (const PortabilityRow& row : report.rows) {
        base::Json fates = base::Json::object();
        for (std::size_t d = 0; d < row.cells.size(); ++d) {
            base::Json cell{{"fate", name(row.cells[d].fate)}};
            if (!row.cells[d].reason.empty()) cell["reason"] = row.cells[d].reason;
            fates[report.columns[d].dialect] = std::move(cell);
        }
        facts.push_back({{"shot", row.shot.str()},
                         {"field", row.field},
                         {"priority", row.priority},
                         {"text", row.text},
                         {"fates", std::move(fates)}});
    }
    return base::compactJson({{"dialects", std::move(dialects)}, {"facts", std::move(facts)}});
}

}  // namespace groundglass::prompt
