#include "groundglass/prompt/variation.hpp"

#include "groundglass/base/format.hpp"
#include "groundglass/base/hash.hpp"

#include <algorithm>
#include <charconv>
#include <limits>
#include <type_traits>
#include <variant>

namespace groundglass::prompt {
namespace {

template <class See>
void textsOf(film::Note& note, const See& see) {
    see(note.text), see(note.evidence);
}
template <class See>
void textsOf(film::Beat& beat, const See& see) {
    see(beat.verb), see(beat.from), see(beat.to);
}
template <class See>
void textsOf(film::Performance& p, const See& see) {
    see(p.gesture), see(p.wardrobe), see(p.posture), see(p.gait), see(p.microAction), see(p.breath),
        see(p.proximity), see(p.tempo);
}
template <class See>
void textsOf(film::Move& move, const See& see) {
    see(move.startFrame), see(move.endFrame), see(move.motivation);
}
template <class See>
void textsOf(film::Light& light, const See& see) {
    see(light.description), see(light.colour);
}
template <class See>
void textsOf(film::DialogueLine& line, const See& see) {
    see(line.words), see(line.delivery);
}
template <class See>
void textsOf(film::Sound& sound, const See& see) {
    see(sound.what);
}
template <class See>
void textsOf(film::Filter& filter, const See& see) {
    see(filter.strength);
}

/// Shows every free text of a value, in a fixed order.
template <class See>
void eachText(const film::FieldDescriptor& field, film::FieldValue& value, const See& see) {
    if (field.kind == film::FieldKind::Text) {
        if (auto* text = std::get_if<std::string>(&value)) see(*text);
        return;
    }
    if (field.kind == film::FieldKind::TextList) {
        if (auto* texts = std::get_if<std::vector<std::string>>(&value))
            for (std::string& text : *texts) see(text);
        return;
    }
    std::visit(
        [&see](auto& held) {
            using T = std::remove_reference_t<decltype(held)>;
            if constexpr (std::is_same_v<T, std::vector<film::Note>> ||
                          std::is_same_v<T, std::vector<film::Beat>> ||
                          std::is_same_v<T, std::vector<film::Performance>> ||
                          std::is_same_v<T, std::vector<film::Move>> ||
                          std::is_same_v<T, std::vector<film::Light>> ||
                          std::is_same_v<T, std::vector<film::DialogueLine>> ||
                          std::is_same_v<T, std::vector<film::Sound>> ||
                          std::is_same_v<T, std::vector<film::Filter>>)
                for (auto& item : held) textsOf(item, see);
        },
        value);
}

/// Splits a text at its alternatives. Empty parts: there are none. `problem` says what is wrong.
std::vector<std::vector<std::string>> partsOf(std::string_view text, std::string& problem) {
    std::vector<std::vector<std::string>> parts;
    bool any = false;
    std::string literal;
    const auto flush = [&] {
        if (!literal.empty()) parts.push_back({literal});
        literal.clear();
    };
    for (std::size_t at = 0; at < text.size();) {
        if (text[at] == '}') {
            problem = "a '}' closes nothing";
            return {};
        }
        if (text[at] != '{') {
            literal += text[at++];
            continue;
        }
        const std::size_t end = text.find_first_of("{}", at + 1);
        if (end == std::string_view::npos || text[end] == '{') {
            problem = end == std::string_view::npos ? "a '{' is not closed" : "alternatives do not nest";
            return {};
        }
        const std::string_view inside = text.substr(at + 1, end - at - 1);
        flush();
        std::vector<std::string> choices;
        for (std::size_t from = 0; from <= inside.size();) {
            const std::size_t bar = std::min(inside.find('|', from), inside.size());
            choices.emplace_back(inside.substr(from, bar - from));
            from = bar + 1;
        }
        any = any || choices.size() > 1;
        parts.push_back(std::move(choices));
        at = end + 1;
    }
    flush();
    return any ? parts : std::vector<std::vector<std::string>>{};
}

tl::unexpected<base::Error> wrong(std::string message, std::string_view field) {
    return base::fail(base::ErrorCode::InvalidInput, std::move(message), std::string(field));
}

}  // namespace

void Variation::addPatterns(const film::FieldDescriptor& field, std::string& problem) {
    film::FieldValue value = field.get(m_base);
    if (!film::isSet(value)) return;
    std::size_t index = 0;
    eachText(field, value, [&](std::string& text) {
        const std::size_t own = index++;
        if (!problem.empty()) return;
        auto parts = partsOf(text, problem);
        if (parts.empty()) return;
        Pattern pattern{std::string(field.path), own, std::move(parts), m_sizes.size()};
        for (const auto& choices : pattern.parts)
            if (choices.size() > 1) m_sizes.push_back(choices.size());
        m_patterns.push_back(std::move(pattern));
    });
}

base::Result<Variation> Variation::of(film::Direction direction, std::vector<Axis> axes) {
    Variation made;
    made.m_base = std::move(direction);
    made.m_axes = std::move(axes);
    for (std::size_t i = 0; i < made.m_axes.size(); ++i) {
        Axis& axis = made.m_axes[i];
        const film::FieldDescriptor* field = film::findField(axis.field);
        if (field == nullptr) return wrong(base::format("there is no field '{}'", axis.field), axis.field);
        if (axis.values.empty()) return wrong("an axis needs a value", axis.field);
        if (axis.labels.size() != axis.values.size()) return wrong("every value needs a label", axis.field);
        for (std::size_t k = 0; k < i; ++k)
            if (made.m_axes[k].field == axis.field) return wrong("the field has two axes", axis.field);
        for (const film::FieldValue& value : axis.values) {
            if (const auto valid = film::checkField(*field, value); !valid)
                return wrong(valid.error().message, axis.field);
            film::Direction scratch;
            if (const auto set = field->set(scratch, value); !set)
                return wrong(set.error().message, axis.field);
        }
        made.m_sizes.push_back(axis.values.size());
    }
    for (const film::FieldDescriptor& field : film::fieldTable()) {
        // A swept field's own text is replaced.
        const bool swept = std::any_of(made.m_axes.begin(), made.m_axes.end(),
                                       [&](const Axis& axis) { return axis.field == field.path; });
        if (swept) continue;
        std::string problem;
        made.addPatterns(field, problem);
        if (!problem.empty()) return wrong(std::move(problem), field.path);
    }
    constexpr std::uint64_t most = std::uint64_t{1} << 63U;
    for (const std::uint64_t size : made.m_sizes) {
        if (made.m_count > most / size) return wrong("there are more than 2^63 combinations", {});
        made.m_count *= size;
    }
    return made;
}

Variant Variation::at(std::uint64_t index) const {
    std::vector<std::uint64_t> digits(m_sizes.size());
    for (std::size_t i = m_sizes.size(); i-- > 0;) {
        digits[i] = index % m_sizes[i];
        index /= m_sizes[i];
    }
    Variant variant;
    variant.direction = m_base;
    for (std::size_t i = 0; i < m_axes.size(); ++i) {
        const auto chosen = static_cast<std::size_t>(digits[i]);
        const film::FieldDescriptor* field = film::findField(m_axes[i].field);
        (void)field->set(variant.direction, m_axes[i].values[chosen]);  // of() has tried it
        variant.choices.emplace_back(m_axes[i].field, m_axes[i].labels[chosen]);
    }
    for (std::size_t p = 0; p < m_patterns.size();) {
        const film::FieldDescriptor& field = *film::findField(m_patterns[p].field);
        film::FieldValue value = field.get(variant.direction);
        std::size_t at = 0;
        eachText(field, value, [&](std::string& text) {
            const std::size_t own = at++;
            if (p >= m_patterns.size() || m_patterns[p].field != field.path || m_patterns[p].text != own)
                return;
            const Pattern& pattern = m_patterns[p++];
            std::size_t digit = pattern.firstDigit;
            text.clear();
            for (const auto& choices : pattern.parts) {
                if (choices.size() == 1) {
                    text += choices.front();
                    continue;
                }
                const std::string& chosen = choices[static_cast<std::size_t>(digits[digit++])];
                text += chosen;
                variant.choices.emplace_back(pattern.field, chosen);
            }
        });
        (void)field.set(variant.direction, value);  // the kind is the field's own
    }
    std::string key;
    std::vector<std::string> named;
    for (const auto& [field, label] : variant.choices) named.push_back(field + '=' + label);
    std::sort(named.begin(), named.end());
    for (const std::string& each : named) key.append(each).push_back('\n');
    variant.id = base::sha256(key).substr(0, 12);
    return variant;
}

namespace {

/// One value of a field, from its text. Errors: InvalidInput.
base::Result<film::FieldValue> valueOf(const film::FieldDescriptor& field, std::string_view text) {
    using film::FieldKind;
    const auto number = [&]() -> base::Result<double> {
        double value = 0;
        const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
        if (read.ec != std::errc{} || read.ptr != text.data() + text.size())
            return wrong(base::format("'{}' is no number", text), field.path);
        return value;
    };
    const auto list = [&] {
        std::vector<std::string> items;
        if (text.size() >= 2 && text.front() == '[' && text.back() == ']') {
            const std::string_view inside = text.substr(1, text.size() - 2);
            for (std::size_t from = 0; from <= inside.size();) {
                const std::size_t bar = std::min(inside.find('|', from), inside.size());
                items.emplace_back(inside.substr(from, bar - from));
                from = bar + 1;
            }
        } else {
            items.emplace_back(text);
        }
        return items;
    };
    switch (field.kind) {
        case FieldKind::Flag:
            if (text != "true" && text != "false") return wrong("true or false is expected", field.path);
            return film::FieldValue(text == "true");
        case FieldKind::Whole:
        case FieldKind::Duration: {
            const auto value = number();
            if (!value) return tl::unexpected(value.error());
            return film::FieldValue(static_cast<std::int64_t>(*value));
        }
        case FieldKind::Number: {
            const auto value = number();
            if (!value) return tl::unexpected(value.error());
            return film::FieldValue(*value);
        }
        case FieldKind::Term:
        case FieldKind::Item:
        case FieldKind::Text:
            return film::FieldValue(std::string(text));
        case FieldKind::Terms:
        case FieldKind::Items:
        case FieldKind::TextList:
            return film::FieldValue(list());
        default:
            return wrong("this field cannot be swept from a text", field.path);
    }
}

}  // namespace

base::Result<Axis> parseAxis(std::string_view text) {
    const std::size_t equals = text.find('=');
    if (equals == std::string_view::npos) return wrong("an axis is written as field=value,value", text);
    Axis axis;
    axis.field = text.substr(0, equals);
    const film::FieldDescriptor* field = film::findField(axis.field);
    if (field == nullptr)
        return base::fail(base::ErrorCode::NotFound, base::format("there is no field '{}'", axis.field));
    std::string_view rest = text.substr(equals + 1);
    while (!rest.empty()) {
        const bool quoted = rest.front() == '"';
        const std::size_t end = std::min(rest.find(quoted ? '"' : ',', quoted ? 1 : 0), rest.size());
        const std::string_view one = rest.substr(quoted ? 1 : 0, end - (quoted ? 1 : 0));
        auto value = valueOf(*field, one);
        if (!value) return tl::unexpected(value.error());
        axis.values.push_back(std::move(*value));
        axis.labels.emplace_back(one);
        const std::size_t comma = std::min(rest.find(',', std::min(end, rest.size())), rest.size());
        rest.remove_prefix(std::min(comma + 1, rest.size()));
    }
    if (axis.values.empty()) return wrong("an axis needs a value", axis.field);
    return axis;
}

}  // namespace groundglass::prompt
