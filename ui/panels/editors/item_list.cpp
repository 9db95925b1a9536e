#include "ui/panels/editors/item_list.hpp"

#include <QCoreApplication>

#include <algorithm>
#include <functional>
#include <utility>

namespace groundglass::ui::editors {

namespace {

QString tr(const char* source) {
    return QCoreApplication::translate("Editors", source);
}

template <class T>
struct Access {
    Part part;
    std::function<QVariant(const T&)> get;
    std::function<void(T&, const QVariant&)> set;
};

QVariant textOut(const std::string& value) {
    return value.empty() ? QVariant() : QVariant(QString::fromStdString(value));
}

template <class T>
Access<T> words(std::string T::*member, const char* label, const char* hint, bool head = false) {
    return {{.label = tr(label), .kind = Part::Kind::Text, .hint = tr(hint), .head = head},
            [member](const T& item) { return textOut(item.*member); },
            [member](T& item, const QVariant& value) { item.*member = value.toString().toStdString(); }};
}
template <class T, class Id>
Access<T> id(Id T::*member, Part part) {
    return {std::move(part), [member](const T& item) { return textOut((item.*member).str()); },
            [member](T& item, const QVariant& value) { item.*member = Id(value.toString().toStdString()); }};
}
template <class T>
Access<T> term(film::TermId T::*member, const char* label, std::string_view facet, bool head = false) {
    return id(member, Part{.label = tr(label), .kind = Part::Kind::Term, .facet = facet, .head = head});
}
template <class T>
Access<T> cast(film::CastId T::*member, const char* label, bool head = false) {
    return id(member, Part{.label = tr(label), .kind = Part::Kind::Cast, .head = head});
}
template <class T, class Number, class Out, class In>
Access<T> number(std::optional<Number> T::*member, const char* label, NumberShape shape, Out out, In in) {
    return {
        {.label = tr(label), .kind = Part::Kind::Number, .shape = std::move(shape)},
        [member, out](const T& item) { return item.*member ? QVariant(out(*(item.*member))) : QVariant(); },
        [member, in](T& item, const QVariant& value) {
            item.*member = value.isValid() ? std::optional<Number>(in(value.toDouble())) : std::nullopt;
        }};
}
template <class T, class Tag>
Access<T> quantity(std::optional<base::Quantity<Tag>> T::*member, const char* label, NumberShape shape) {
    return number(
        member, label, std::move(shape), [](const base::Quantity<Tag>& q) { return q.value; },
        [](double v) { return base::Quantity<Tag>{v}; });
}
template <class T>
Access<T> time(std::optional<base::Milliseconds> T::*member, const char* label) {
    return number(
        member, label, {.min = 0, .max = 600, .step = 0.25, .decimals = 2, .suffix = QStringLiteral(" s")},
        [](base::Milliseconds t) { return static_cast<double>(t.count()) / 1000; },
        [](double v) { return base::Milliseconds(static_cast<std::int64_t>(v * 1000 + 0.5)); });
}
template <class T>
Access<T> flag(bool T::*member, const char* label) {
    return {{.label = tr(label), .kind = Part::Kind::Flag},
            [member](const T& item) { return item.*member ? QVariant(true) : QVariant(); },
            [member](T& item, const QVariant& value) { item.*member = value.toBool(); }};
}

template <class T>
class Items final : public ItemList {
public:
    explicit Items(std::vector<Access<T>> access) : m_access(std::move(access)) {
        for (const auto& a : m_access) m_parts.push_back(a.part);
    }

    const std::vector<Part>& parts() const override { return m_parts; }
    int count() const override { return static_cast<int>(m_items.size()); }
    QVariant get(int item, int part) const override { return at(part).get(m_items[index(item)]); }
    void set(int item, int part, const QVariant& value) override {
        at(part).set(m_items[index(item)], value);
    }
    void insert(int place) override { m_items.insert(m_items.begin() + place, T{}); }
    void remove(int item) override { m_items.erase(m_items.begin() + item); }
    void move(int from, int to) override {
        T item = std::move(m_items[index(from)]);
        remove(from);
        m_items.insert(m_items.begin() + to, std::move(item));
    }
    void take(const film::FieldValue& value) override {
        const auto* items = std::get_if<std::vector<T>>(&value);
        m_items = items != nullptr ? *items : std::vector<T>{};
    }
    film::FieldValue value() const override {
        std::vector<T> complete;
        for (const T& item : m_items) {
            if (m_access.front().get(item).isValid()) complete.push_back(item);
        }
        if (complete.empty()) return {};
        return complete;
    }

private:
    static std::size_t index(int i) { return static_cast<std::size_t>(i); }
    const Access<T>& at(int part) const { return m_access[index(part)]; }

    std::vector<Access<T>> m_access;
    std::vector<Part> m_parts;
    std::vector<T> m_items;
};

template <class T>
std::unique_ptr<ItemList> list(std::vector<Access<T>> access) {
    return std::make_unique<Items<T>>(std::move(access));
}

NumberShape angle(double limit) {
    return {.min = -limit, .max = limit, .step = 5, .decimals = 1, .suffix = QStringLiteral("°")};
}
NumberShape metres(double max, double start) {
    return {.min = 0.005,
            .max = max,
            .step = -1.1,
            .decimals = 2,
            .suffix = QStringLiteral(" m"),
            .origin = start};
}

/// What an amount of this move counts, as the words and the picture take it.
QString unitOfMove(const QString& kind) {
    const auto has = [&kind](const char* part) { return kind.contains(QLatin1String(part)); };
    if (kind.isEmpty()) return {};
    if (has("zoom") && !has("dolly")) return QStringLiteral("×");
    if (has("pan") || has("tilt") || has("roll") || has("arc") || has("orbit")) return QStringLiteral("°");
    return QStringLiteral(" m");
}

std::unique_ptr<ItemList> moves() {
    using T = film::Move;
    auto amount = number(
        &T::amount, QT_TRANSLATE_NOOP("Editors", "Amount"),
        {.min = -1000, .max = 1000, .step = 0.1, .decimals = 2, .origin = 1}, [](double v) { return v; },
        [](double v) { return v; });
    amount.part.unitOf = unitOfMove;
    return list<T>({
        term(&T::kind, QT_TRANSLATE_NOOP("Editors", "Move"), "move", true),
        std::move(amount),
        term(&T::speed, QT_TRANSLATE_NOOP("Editors", "Speed"), "speed"),
        term(&T::easing, QT_TRANSLATE_NOOP("Editors", "Easing"), "easing"),
        time(&T::start, QT_TRANSLATE_NOOP("Editors", "From")),
        time(&T::end, QT_TRANSLATE_NOOP("Editors", "Until")),
        words(&T::startFrame, QT_TRANSLATE_NOOP("Editors", "Seen first"), ""),
        words(&T::endFrame, QT_TRANSLATE_NOOP("Editors", "Seen last"), ""),
        words(&T::motivation, QT_TRANSLATE_NOOP("Editors", "Why"),
              QT_TRANSLATE_NOOP("Editors", "follows her look")),
        term(&T::reference, QT_TRANSLATE_NOOP("Editors", "Relative to"), "reference"),
        flag(&T::together, QT_TRANSLATE_NOOP("Editors", "With the move before")),
        term(&T::subjectChange, QT_TRANSLATE_NOOP("Editors", "Subject's size"), "subject_change"),
    });
}

std::unique_ptr<ItemList> beats() {
    using T = film::Beat;
    return list<T>({
        words(&T::verb, QT_TRANSLATE_NOOP("Editors", "Action"),
              QT_TRANSLATE_NOOP("Editors", "turning her head"), true),
        cast(&T::who, QT_TRANSLATE_NOOP("Editors", "Who")),
        term(&T::manner, QT_TRANSLATE_NOOP("Editors", "How"), "manner"),
        time(&T::start, QT_TRANSLATE_NOOP("Editors", "From")),
        time(&T::end, QT_TRANSLATE_NOOP("Editors", "Until")),
        words(&T::from, QT_TRANSLATE_NOOP("Editors", "Begins as"), ""),
        words(&T::to, QT_TRANSLATE_NOOP("Editors", "Ends as"), ""),
    });
}

std::unique_ptr<ItemList> performances() {
    using T = film::Performance;
    return list<T>({
        cast(&T::who, QT_TRANSLATE_NOOP("Editors", "Who"), true),
        term(&T::emotion, QT_TRANSLATE_NOOP("Editors", "Emotion"), "emotion"),
        number(
            &T::intensity, QT_TRANSLATE_NOOP("Editors", "Intensity"),
            {.min = 1, .max = 5, .step = 1, .decimals = 0, .suffix = QStringLiteral(" of 5"), .origin = 3},
            [](std::int64_t v) { return static_cast<double>(v); },
            [](double v) { return static_cast<std::int64_t>(v); }),
        term(&T::pose, QT_TRANSLATE_NOOP("Editors", "Pose"), "pose"),
        term(&T::eyeline, QT_TRANSLATE_NOOP("Editors", "Eyeline"), "eyeline"),
        words(&T::gesture, QT_TRANSLATE_NOOP("Editors", "Gesture"),
              QT_TRANSLATE_NOOP("Editors", "head bowed")),
        words(&T::wardrobe, QT_TRANSLATE_NOOP("Editors", "Wardrobe"),
              QT_TRANSLATE_NOOP("Editors", "as on the cast sheet")),
        flag(&T::masked, QT_TRANSLATE_NOOP("Editors", "Held back")),
        words(&T::posture, QT_TRANSLATE_NOOP("Editors", "Posture"),
              QT_TRANSLATE_NOOP("Editors", "shoulders squared")),
        words(&T::gait, QT_TRANSLATE_NOOP("Editors", "Gait"),
              QT_TRANSLATE_NOOP("Editors", "dragging the left foot")),
        words(&T::microAction, QT_TRANSLATE_NOOP("Editors", "Small action"),
              QT_TRANSLATE_NOOP("Editors", "a thumb turning the ring")),
        words(&T::breath, QT_TRANSLATE_NOOP("Editors", "Breath, blink"),
              QT_TRANSLATE_NOOP("Editors", "a held breath")),
        words(&T::proximity, QT_TRANSLATE_NOOP("Editors", "Nearness"),
              QT_TRANSLATE_NOOP("Editors", "an arm's length from the door")),
        words(&T::tempo, QT_TRANSLATE_NOOP("Editors", "Tempo"), QT_TRANSLATE_NOOP("Editors", "unhurried")),
        number(
            &T::energy, QT_TRANSLATE_NOOP("Editors", "Energy"),
            {.min = 1, .max = 5, .step = 1, .decimals = 0, .suffix = QStringLiteral(" of 5"), .origin = 3},
            [](std::int64_t v) { return static_cast<double>(v); },
            [](double v) { return static_cast<std::int64_t>(v); }),
        time(&T::reaction, QT_TRANSLATE_NOOP("Editors", "Reacts after")),
    });
}

std::unique_ptr<ItemList> lights() {
    using T = film::Light;
    return list<T>({
        term(&T::role, QT_TRANSLATE_NOOP("Editors", "Role"), "light_role", true),
        term(&T::source, QT_TRANSLATE_NOOP("Editors", "Source"), "light_source"),
        words(&T::description, QT_TRANSLATE_NOOP("Editors", "In words"),
              QT_TRANSLATE_NOOP("Editors", "warm wall lamps")),
        quantity(&T::azimuth, QT_TRANSLATE_NOOP("Editors", "Azimuth"), angle(180)),
        quantity(&T::elevation, QT_TRANSLATE_NOOP("Editors", "Elevation"), angle(90)),
        quantity(&T::distance, QT_TRANSLATE_NOOP("Editors", "Distance"), metres(1000, 3)),
        quantity(&T::size, QT_TRANSLATE_NOOP("Editors", "Size"), metres(200, 0.3)),
        quantity(&T::kelvin, QT_TRANSLATE_NOOP("Editors", "Colour"),
                 {.min = 1000,
                  .max = 40000,
                  .step = 100,
                  .decimals = 0,
                  .suffix = QStringLiteral(" K"),
                  .origin = 3200}),
        quantity(&T::level, QT_TRANSLATE_NOOP("Editors", "Against the key"),
                 {.min = -12, .max = 12, .step = 0.5, .decimals = 1, .suffix = QStringLiteral(" stops")}),
        words(&T::colour, QT_TRANSLATE_NOOP("Editors", "Gel or neon"),
              QT_TRANSLATE_NOOP("Editors", "magenta")),
    });
}

std::unique_ptr<ItemList> dialogue() {
    using T = film::DialogueLine;
    return list<T>({
        words(&T::words, QT_TRANSLATE_NOOP("Editors", "Line"),
              QT_TRANSLATE_NOOP("Editors", "what is said, word for word"), true),
        cast(&T::who, QT_TRANSLATE_NOOP("Editors", "Speaker")),
        words(&T::delivery, QT_TRANSLATE_NOOP("Editors", "Delivery"),
              QT_TRANSLATE_NOOP("Editors", "almost a whisper")),
        words(&T::language, QT_TRANSLATE_NOOP("Editors", "Language"),
              QT_TRANSLATE_NOOP("Editors", "en, fr, ja …")),
        time(&T::start, QT_TRANSLATE_NOOP("Editors", "From")),
        flag(&T::offScreen, QT_TRANSLATE_NOOP("Editors", "Off screen")),
    });
}

std::unique_ptr<ItemList> sounds() {
    using T = film::Sound;
    return list<T>({
        words(&T::what, QT_TRANSLATE_NOOP("Editors", "Sound"),
              QT_TRANSLATE_NOOP("Editors", "boots on wet gravel"), true),
        term(&T::perspective, QT_TRANSLATE_NOOP("Editors", "Perspective"), "sound_perspective"),
        time(&T::start, QT_TRANSLATE_NOOP("Editors", "From")),
    });
}

std::unique_ptr<ItemList> notes() {
    using T = film::Note;
    return list<T>({
        term(&T::kind, QT_TRANSLATE_NOOP("Editors", "Question"), "note", true),
        [] {
            auto text = words(&T::text, QT_TRANSLATE_NOOP("Editors", "Answer"),
                              QT_TRANSLATE_NOOP("Editors", "in a phrase"));
            text.part.head = true;
            return text;
        }(),
        words(&T::evidence, QT_TRANSLATE_NOOP("Editors", "Seen in"),
              QT_TRANSLATE_NOOP("Editors", "a tightening grip on the cup")),
    });
}

std::unique_ptr<ItemList> filters() {
    using T = film::Filter;
    return list<T>({
        term(&T::kind, QT_TRANSLATE_NOOP("Editors", "Filter"), "filter", true),
        words(&T::strength, QT_TRANSLATE_NOOP("Editors", "Strength"),
              QT_TRANSLATE_NOOP("Editors", "1/4, 0.6 …")),
    });
}

std::unique_ptr<ItemList> references() {
    using T = film::Reference;
    auto file = words(&T::file, QT_TRANSLATE_NOOP("Editors", "Picture"),
                      QT_TRANSLATE_NOOP("Editors", "choose a picture"), true);
    file.part.kind = Part::Kind::Picture;
    Access<T> role = words(&T::role, QT_TRANSLATE_NOOP("Editors", "Used as"), "");
    role.part.kind = Part::Kind::Choice;
    role.part.head = true;
    role.part.choices = {QStringLiteral("subject"), QStringLiteral("style"), QStringLiteral("place"),
                         QStringLiteral("first_frame"), QStringLiteral("last_frame")};
    return list<T>({std::move(file), std::move(role)});
}

}  // namespace

std::unique_ptr<ItemList> makeItemList(film::FieldKind kind) {
    switch (kind) {
        case film::FieldKind::Moves:
            return moves();
        case film::FieldKind::Beats:
            return beats();
        case film::FieldKind::Performances:
            return performances();
        case film::FieldKind::Lights:
            return lights();
        case film::FieldKind::Dialogue:
            return dialogue();
        case film::FieldKind::Sounds:
            return sounds();
        case film::FieldKind::Notes:
            return notes();
        case film::FieldKind::Filters:
            return filters();
        case film::FieldKind::References:
            return references();
        default:
            return nullptr;
    }
}

QString addText(film::FieldKind kind) {
    switch (kind) {
        case film::FieldKind::Moves:
            return tr("Add a move");
        case film::FieldKind::Beats:
            return tr("Add an action");
        case film::FieldKind::Performances:
            return tr("Add a performance");
        case film::FieldKind::Lights:
            return tr("Add a light");
        case film::FieldKind::Dialogue:
            return tr("Add a line");
        case film::FieldKind::Sounds:
            return tr("Add a sound");
        case film::FieldKind::Notes:
            return tr("Add a note");
        case film::FieldKind::Filters:
            return tr("Add a filter");
        default:
            return tr("Add a reference");
    }
}

}  // namespace groundglass::ui::editors
