#pragma once

#include "groundglass/film/fields.hpp"
#include "ui/widgets/value_field.hpp"

#include <QString>
#include <QVariant>

#include <memory>
#include <string_view>
#include <vector>

namespace groundglass::ui::editors {

/// One value of a list item and how it is edited.
struct Part {
    enum class Kind { Term, Cast, Choice, Text, Number, Flag, Picture };

    QString label{};
    Kind kind = Kind::Text;
    std::string_view facet{};  ///< Of Term.
    NumberShape shape{};       ///< Of Number; `origin` is where the first step goes.
    QString hint{};            ///< Of an empty text.
    QStringList choices{};     ///< Of Choice: values of the file.
    bool head{};               ///< Always seen; the others open with the card.
    QString (*unitOf)(const QString& first) =
        nullptr;  ///< In place of shape.suffix: by the item's first part.
};

/// A list of records seen as rows of parts. Texts and ids are QString, numbers double, flags bool; invalid =
/// unset.
class ItemList {
public:
    virtual ~ItemList() = default;
    [[nodiscard]] virtual const std::vector<Part>& parts() const = 0;
    [[nodiscard]] virtual int count() const = 0;
    [[nodiscard]] virtual QVariant get(int item, int part) const = 0;
    virtual void set(int item, int part, const QVariant& value) = 0;
    virtual void insert(int at) = 0;
    virtual void remove(int item) = 0;
    virtual void move(int from, int to) = 0;
    /// Takes a field's value; another kind empties the list.
    virtual void take(const film::FieldValue& value) = 0;
    /// Only items whose first part is set; `monostate` when there is none.
    [[nodiscard]] virtual film::FieldValue value() const = 0;
};

/// Null for kinds that are no lists of records.
[[nodiscard]] std::unique_ptr<ItemList> makeItemList(film::FieldKind kind);
/// "Add a move", for the button below the cards.
[[nodiscard]] QString addText(film::FieldKind kind);

}  // namespace groundglass::ui::editors
