#include "lint_words.hpp"

#include "english.hpp"

#include <algorithm>
#include <type_traits>
#include <variant>

namespace groundglass::prompt {
namespace {

/// Length of the match of `entry` at the begin of `text`, 0 when it is none. A blank of the entry matches a
/// hyphen too, its apostrophe the typographic one.
std::size_t matched(std::string_view text, std::string_view entry) {
    std::size_t at = 0;
    for (const char wanted : entry) {
        if (at >= text.size()) return 0;
        if (wanted == '\'' && text.substr(at).starts_with("\xE2\x80\x99")) {
            at += 3;
            continue;
        }
        if (lower(text[at]) != wanted && !(wanted == ' ' && text[at] == '-')) return 0;
        ++at;
    }
    return at < text.size() && isWordByte(text, at) ? 0 : at;
}

}  // namespace

std::string TextPlace::pointer() const {
    std::string path(field);
    if (inList) path.append("/").append(std::to_string(item));
    return path;
}

Words::Words(const ComposeInput& input, const Policy* policy) {
    m_places.reserve(48);
    m_hits.reserve(24);
    gather(input);
    const WordTable craft = craftWords();
    const WordTable dated = policy != nullptr ? policy->words().table() : WordTable{};
    for (std::size_t i = 0; i < m_places.size(); ++i) scan(i, craft, dated);
}

void Words::gather(const ComposeInput& input) {
    const film::Direction& d = input.effective.direction;
    const auto add = [this](std::string_view text, TextPlace place) {
        if (text.empty()) return;
        place.text = text;
        m_places.push_back(place);
    };
    const auto whole = [&](const std::optional<std::string>& text, std::string_view field) {
        if (text) add(*text, {.field = field, .text = {}});
    };
    const auto each = [](const auto& list, auto use) {
        for (std::size_t i = 0; i < list.size(); ++i) use(list[i], i);
    };
    const auto item = [&](std::string_view text, std::string_view field, Part part, std::size_t i) {
        add(text, {.field = field, .part = part, .inList = true, .item = i, .text = {}});
    };
    each(d.story.actions, [&](const film::Beat& beat, std::size_t i) {
        item(beat.verb, "story/actions", Part::Verb, i);
        item(beat.from, "story/actions", Part::From, i);
        item(beat.to, "story/actions", Part::To, i);
    });
    each(d.cast.performances, [&](const film::Performance& p, std::size_t i) {
        item(p.gesture, "cast/performances", Part::Gesture, i);
        item(p.wardrobe, "cast/performances", Part::Wardrobe, i);
    });
    each(d.camera.moves, [&](const film::Move& move, std::size_t i) {
        item(move.startFrame, "camera/moves", Part::StartFrame, i);
        item(move.endFrame, "camera/moves", Part::EndFrame, i);
        item(move.motivation, "camera/moves", Part::Motivation, i);
    });
    whole(d.place.description, "place/description");
    whole(d.place.foreground, "place/foreground");
    whole(d.place.midground, "place/midground");
    whole(d.place.background, "place/background");
    each(d.place.dressing,
         [&](const std::string& text, std::size_t i) { item(text, "place/dressing", Part::Whole, i); });
    whole(d.lens.focusTarget, "lens/focus_target");
    whole(d.light.sourceDescription, "light/source_description");
    each(d.light.others, [&](const film::Light& light, std::size_t i) {
        item(light.description, "light/others", Part::Description, i);
        item(light.colour, "light/others", Part::Colour, i);
    });
    each(d.grade.palette,
         [&](const std::string& text, std::size_t i) { item(text, "grade/palette", Part::Whole, i); });
    whole(d.mood.tone, "mood/tone");
    each(d.sound.dialogue, [&](const film::DialogueLine& line, std::size_t i) {
        item(line.words, "sound/dialogue", Part::Words, i);
        item(line.delivery, "sound/dialogue", Part::Delivery, i);
    });
    each(d.sound.effects,
         [&](const film::Sound& sound, std::size_t i) { item(sound.what, "sound/effects", Part::What, i); });
    each(d.sound.ambience,
         [&](const film::Sound& sound, std::size_t i) { item(sound.what, "sound/ambience", Part::What, i); });
    whole(d.sound.music, "sound/music");
    whole(d.sound.onlySound, "sound/only_sound");
    each(d.cast.members, [&](const film::CastId& id, std::size_t i) {
        const auto found = input.film.cast.find(id);
        if (found == input.film.cast.end()) return;
        const film::CastMember& member = found->second;
        TextPlace place{.field = "cast/members", .inList = true, .item = i, .text = {}, .member = &member};
        place.part = Part::Phrase;
        add(member.phrase, place);
        place.part = Part::Wardrobe;
        add(member.wardrobe, place);
        place.part = Part::Trait;
        for (place.trait = 0; place.trait < member.traits.size(); ++place.trait)
            add(member.traits[place.trait], place);
    });
    if (d.place.location && !d.place.description) {
        const auto found = input.film.locations.find(*d.place.location);
        if (found != input.film.locations.end())
            add(found->second.phrase,
                {.field = "place/location", .part = Part::Phrase, .text = {}, .location = &found->second});
    }
}

void Words::scan(std::size_t index, WordTable first, WordTable second) {
    const std::string_view text = m_places[index].text;
    const bool spoken = m_places[index].part == Part::Words;
    const auto look = [&](WordTable table, std::uint32_t hash, std::size_t begin) {
        if (table.slots.empty()) return;
        for (std::size_t at = hash & (table.slots.size() - 1); table.slots[at].entry != 0;
             at = (at + 1) & (table.slots.size() - 1)) {
            if (table.slots[at].hash != hash) continue;
            const WordEntry& entry = table.entries[table.slots[at].entry - 1U];
            const std::size_t length = matched(text.substr(begin), entry.text);
            if (length == 0) continue;
            m_kinds |= std::uint64_t{1} << static_cast<unsigned>(entry.kind);
            m_hits.push_back({&entry, static_cast<std::uint16_t>(index), static_cast<std::uint32_t>(begin),
                              static_cast<std::uint32_t>(begin + length)});
        }
    };
    for (std::size_t i = 0; i < text.size();) {
        if (!isWordByte(text, i)) {
            const char c = text[i];
            const char next = i + 1 < text.size() ? text[i + 1] : '\0';
            m_marks = m_marks || c == '<' || c == '[' || c == '@' || c == '#' ||
                      ((c == ':' || c == '-') && next == c);
            m_stray = m_stray || c == '"' || (c == ' ' && next == ' ');
            ++i;
            continue;
        }
        const std::size_t begin = i;
        std::uint32_t hash = hashStart;
        for (; i < text.size() && isWordByte(text, i); ++i) {
            hash = hashStep(hash, text[i]);
            m_digits = m_digits || isDigit(text[i]);
            m_stray = m_stray || text[i] == '\xF0';
        }
        // Spoken words are said as they are: only rights and policies look at them.
        if (!spoken) look(first, hash, begin);
        look(second, hash, begin);
    }
}

std::string edited(std::string_view text, std::size_t begin, std::size_t end, std::string_view with) {
    std::string result(text.substr(0, begin));
    std::string_view rest = text.substr(end);
    if (with.empty()) {
        while (!result.empty() && (result.back() == ' ' || result.back() == ',')) result.pop_back();
        while (!rest.empty() && (rest.front() == ' ' || rest.front() == ',' || rest.front() == ':'))
            rest.remove_prefix(1);
        if (!result.empty() && !rest.empty()) result += ' ';
    }
    // "an epic view" without its adjective is "a view".
    const std::string_view next = with.empty() ? rest : with;
    for (const std::string_view article : {"a ", "an "}) {
        const std::string_view before = result;
        if (!before.ends_with(article)) continue;
        const std::size_t at = before.size() - article.size();
        if (at > 0 && before[at - 1] != ' ') continue;
        if (hasDeterminer(next))
            result.resize(at);
        else
            result.replace(at, article.size(), takesAn(next) ? "an " : "a ");
        break;
    }
    result.append(with).append(rest);
    const std::string_view trimmed = trimmedPhrase(result);
    return std::string(trimmed);
}

namespace {

/// Writes `text` into the part of a list item; an item that says nothing any more is marked by `true`.
template <class Item>
bool write(Item& item, Part part, const std::string& text) {
    if constexpr (std::is_same_v<Item, std::string>) {
        item = text;
        return text.empty();
    } else if constexpr (std::is_same_v<Item, film::Beat>) {
        (part == Part::From ? item.from : part == Part::To ? item.to : item.verb) = text;
        return item.verb.empty();
    } else if constexpr (std::is_same_v<Item, film::Performance>) {
        (part == Part::Wardrobe ? item.wardrobe : item.gesture) = text;
        return false;
    } else if constexpr (std::is_same_v<Item, film::Move>) {
        (part == Part::StartFrame ? item.startFrame
         : part == Part::EndFrame ? item.endFrame
                                  : item.motivation) = text;
        return false;
    } else if constexpr (std::is_same_v<Item, film::Light>) {
        (part == Part::Colour ? item.colour : item.description) = text;
        return false;
    } else if constexpr (std::is_same_v<Item, film::DialogueLine>) {
        (part == Part::Delivery ? item.delivery : item.words) = text;
        return item.words.empty();
    } else if constexpr (std::is_same_v<Item, film::Sound>) {
        item.what = text;
        return text.empty();
    } else {
        return false;
    }
}

template <class T>
struct IsList : std::false_type {};
template <class T>
struct IsList<std::vector<T>> : std::true_type {};

std::shared_ptr<const film::Edit> recordEdit(const TextPlace& place, const std::string& text) {
    if (place.location != nullptr) {
        film::Location changed = *place.location;
        changed.phrase = text;
        return film::putLocation(changed.id, changed);
    }
    film::CastMember changed = *place.member;
    if (place.part == Part::Trait) {
        if (text.empty())
            changed.traits.erase(changed.traits.begin() + static_cast<std::ptrdiff_t>(place.trait));
        else
            changed.traits[place.trait] = text;
    } else {
        (place.part == Part::Wardrobe ? changed.wardrobe : changed.phrase) = text;
    }
    return film::putCast(changed.id, changed);
}

}  // namespace

Fix textFix(const ComposeInput& input, const TextPlace& place, std::string label, std::string text) {
    Fix fix;
    fix.label = std::move(label);
    if (place.member != nullptr || place.location != nullptr) {
        fix.edit = recordEdit(place, text);
        return fix;
    }
    fix.field = place.field;
    if (!place.inList) {
        if (!text.empty()) fix.value = std::move(text);
        return fix;
    }
    const film::FieldDescriptor* field = film::findField(place.field);
    fix.value = field->get(input.effective.direction);
    const bool empty = std::visit(
        [&](auto& list) {
            using List = std::remove_reference_t<decltype(list)>;
            if constexpr (IsList<List>::value) {
                if (place.item < list.size() && write(list[place.item], place.part, text))
                    list.erase(list.begin() + static_cast<std::ptrdiff_t>(place.item));
                return list.empty();
            }
            return false;
        },
        fix.value);
    if (empty) fix.value = film::FieldValue{};
    return fix;
}

}  // namespace groundglass::prompt
