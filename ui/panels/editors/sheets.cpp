#include "ui/panels/editors/sheets.hpp"

#include "ui/panels/editors/choices.hpp"

#include <QCoreApplication>
#include <QStringList>

#include <utility>

namespace groundglass::ui::editors {
namespace {

using EditPtr = std::unique_ptr<film::Edit>;

QString tr(const char* source) {
    return QCoreApplication::translate("Sheets", source);
}

const film::CastMember* find(const film::Film& film, const film::CastId& id) {
    const auto found = film.cast.find(id);
    return found == film.cast.end() ? nullptr : &found->second;
}
const film::Location* find(const film::Film& film, const film::LocationId& id) {
    const auto found = film.locations.find(id);
    return found == film.locations.end() ? nullptr : &found->second;
}
EditPtr put(film::CastMember item) {
    const film::CastId id = item.id;
    return film::putCast(id, std::move(item));
}
EditPtr put(film::Location item) {
    const film::LocationId id = item.id;
    return film::putLocation(id, std::move(item));
}

/// One text of an item; Id and Item belong together.
template <class Id, class Item, std::string Item::*member>
SheetField line(const char* label, const char* hint, std::vector<Option> choices = {}) {
    return {tr(label), tr(hint), std::move(choices),
            [](const film::Film& film, const std::string& id) {
                const Item* item = find(film, Id(id));
                return item != nullptr ? QString::fromStdString(item->*member) : QString();
            },
            [](const film::Film& film, const std::string& id, const QString& value) -> EditPtr {
                const Item* item = find(film, Id(id));
                if (item == nullptr) return nullptr;
                Item changed = *item;
                changed.*member = value.toStdString();
                return put(std::move(changed));
            }};
}
template <std::string film::CastMember::*member>
SheetField ofCast(const char* label, const char* hint, std::vector<Option> choices = {}) {
    return line<film::CastId, film::CastMember, member>(label, hint, std::move(choices));
}
template <std::string film::Location::*member>
SheetField ofPlace(const char* label, const char* hint) {
    return line<film::LocationId, film::Location, member>(label, hint);
}

/// "cracked porcelain eyes, silver hair": separated by commas.
SheetField traits() {
    return {tr(QT_TRANSLATE_NOOP("Sheets", "Traits")),
            tr(QT_TRANSLATE_NOOP("Sheets", "silver hair pinned up, deep laugh lines")),
            {},
            [](const film::Film& film, const std::string& id) {
                QStringList words;
                if (const film::CastMember* member = find(film, film::CastId(id))) {
                    for (const std::string& trait : member->traits) words << QString::fromStdString(trait);
                }
                return words.join(QStringLiteral(", "));
            },
            [](const film::Film& film, const std::string& id, const QString& value) -> EditPtr {
                const film::CastMember* member = find(film, film::CastId(id));
                if (member == nullptr) return nullptr;
                film::CastMember changed = *member;
                changed.traits.clear();
                for (const QString& part : value.split(QLatin1Char(','))) {
                    if (const QString word = part.trimmed(); !word.isEmpty())
                        changed.traits.push_back(word.toStdString());
                }
                return put(std::move(changed));
            }};
}

std::vector<Option> choices(std::initializer_list<const char*> ids) {
    std::vector<Option> options;
    for (const char* id : ids) options.push_back({QString::fromLatin1(id), tr(id), {}, {}, {}});
    return options;
}

/// "character_3": the first number that no item has.
template <class Id, class Items>
std::pair<Id, int> freeId(const Items& items, const std::string& stem) {
    int number = static_cast<int>(items.size()) + 1;
    while (items.contains(Id(stem + "_" + std::to_string(number)))) ++number;
    return {Id(stem + "_" + std::to_string(number)), number};
}

}  // namespace

std::vector<SheetField> castSheet() {
    using T = film::CastMember;
    return {
        ofCast<&T::name>(QT_TRANSLATE_NOOP("Sheets", "Name"),
                         QT_TRANSLATE_NOOP("Sheets", "for you, not for the model")),
        ofCast<&T::phrase>(QT_TRANSLATE_NOOP("Sheets", "In words"),
                           QT_TRANSLATE_NOOP("Sheets", "elderly woman")),
        traits(),
        ofCast<&T::wardrobe>(QT_TRANSLATE_NOOP("Sheets", "Wears"),
                             QT_TRANSLATE_NOOP("Sheets", "a charcoal wool coat")),
        ofCast<&T::pronoun>(QT_TRANSLATE_NOOP("Sheets", "Pronoun"), "", choices({"she", "he", "they", "it"})),
        ofCast<&T::figure>(
            QT_TRANSLATE_NOOP("Sheets", "Figure"), "",
            choices({"adult", "elder", "child", "astronaut", "doll", "detective", "coral", "none"})),
        ofCast<&T::voice>(QT_TRANSLATE_NOOP("Sheets", "Voice"),
                          QT_TRANSLATE_NOOP("Sheets", "low and unhurried")),
    };
}

std::vector<SheetField> placeSheet() {
    using T = film::Location;
    return {
        ofPlace<&T::name>(QT_TRANSLATE_NOOP("Sheets", "Name"),
                          QT_TRANSLATE_NOOP("Sheets", "for you, not for the model")),
        ofPlace<&T::phrase>(QT_TRANSLATE_NOOP("Sheets", "In words"),
                            QT_TRANSLATE_NOOP("Sheets", "a busy Parisian café")),
    };
}

NewItem newCharacter(const film::Film& film, const film::ShotId& shot,
                     std::vector<std::string> membersOfShot) {
    const auto [id, number] = freeId<film::CastId>(film.cast, "character");
    film::CastMember member;
    member.id = id;
    member.name = tr("Character %1").arg(number).toStdString();
    member.phrase = "person";
    member.figure = "adult";
    member.pronoun = "they";
    membersOfShot.push_back(id.str());
    std::vector<EditPtr> edits;
    edits.push_back(film::putCast(id, std::move(member)));
    edits.push_back(film::setField(shot, "cast/members", std::move(membersOfShot)));
    return {film::together(tr("Add a character").toStdString(), std::move(edits)), id.str()};
}

NewItem newPlace(const film::Film& film, const film::ShotId& shot) {
    const auto [id, number] = freeId<film::LocationId>(film.locations, "place");
    film::Location place;
    place.id = id;
    place.name = tr("Place %1").arg(number).toStdString();
    place.phrase = "a room";
    std::vector<EditPtr> edits;
    edits.push_back(film::putLocation(id, std::move(place)));
    edits.push_back(film::setField(shot, "place/location", id.str()));
    return {film::together(tr("Add a place").toStdString(), std::move(edits)), id.str()};
}

}  // namespace groundglass::ui::editors
