#include "ui/document.hpp"
#include "ui/panels/editors/choices.hpp"
#include "ui/panels/editors/field_control.hpp"
#include "ui/panels/editors/item_card.hpp"
#include "ui/panels/editors/item_list.hpp"
#include "ui/panels/editors/reference_picker.hpp"
#include "ui/theme.hpp"
#include "ui/widgets/option_picker.hpp"
#include "ui/widgets/paint.hpp"

#include <QPushButton>
#include <QSet>
#include <QVBoxLayout>

#include <algorithm>

namespace groundglass::ui::editors {

namespace {

/// Cards of a list of records, and a button that adds one: where the first part is a term, its list opens at
/// once.
class ListControl final : public FieldControl {
public:
    ListControl(const film::FieldDescriptor& field, const PanelContext& context, QWidget* parent)
        : FieldControl(field, parent), m_context(context), m_list(makeItemList(field.kind)) {
        m_column = new QVBoxLayout(this);
        m_column->setContentsMargins(0, 0, 0, 0);
        m_column->setSpacing(6);
        m_add = new QPushButton(addText(field.kind), this);
        m_add->setProperty("kind", QStringLiteral("plain"));
        m_add->setIcon(context.theme.icon(QStringLiteral("plus"), context.theme.quiet));
        m_add->setIconSize({14, 14});
        m_column->addWidget(m_add, 0, Qt::AlignLeft);
        setFocusProxy(m_add);
        connect(m_add, &QPushButton::clicked, this, [this] { add(); });
    }

    [[nodiscard]] bool isWide() const override { return true; }

    void show(const FieldState& state) override {
        m_own = state.own || !film::isSet(state.value);
        // What is being written has not reached the film yet: an item without its first part is a draft.
        if (m_list->value() != state.value) {
            m_list->take(state.value);
            m_open.clear();
        }
        refresh();
    }

    void focusItem(int index) override {
        if (index < 0 || index >= static_cast<int>(m_cards.size())) {
            FieldControl::focusItem(-1);
            return;
        }
        m_cards[static_cast<std::size_t>(index)]->focusFirst();
    }

private:
    void refresh() {
        const int count = m_list->count();
        while (static_cast<int>(m_cards.size()) > count) {
            m_cards.back()->hide();
            m_cards.back()->deleteLater();
            m_cards.pop_back();
        }
        while (static_cast<int>(m_cards.size()) < count) addCard(static_cast<int>(m_cards.size()));
        for (int i = 0; i < count; ++i) {
            ItemCard* card = m_cards[static_cast<std::size_t>(i)];
            card->setEnds(i == 0, i == count - 1);
            card->setOpen(m_open.contains(i));
            card->refresh(m_own);
        }
        m_add->setEnabled(field().most == 0 || count < static_cast<int>(field().most));
    }

    void addCard(int index) {
        const QColor hue = paint::sectionHue(text(field().path));
        auto* card = new ItemCard(*m_list, index, m_context, hue, this);
        m_column->insertWidget(index, card);
        m_cards.push_back(card);
        QWidget::setTabOrder(card, m_add);
        connect(card, &ItemCard::partEdited, this, [this](int item, int part, const QVariant& value) {
            m_list->set(item, part, value);
            commit();
        });
        connect(card, &ItemCard::settled, this, &FieldControl::settled);
        connect(card, &ItemCard::removeWanted, this, [this](int item) {
            m_list->remove(item);
            m_open.clear();
            commit();
            Q_EMIT settled();
        });
        connect(card, &ItemCard::moveWanted, this, [this](int from, int to) {
            m_list->move(from, to);
            const bool fromOpen = m_open.contains(from);
            const bool toOpen = m_open.contains(to);
            mark(to, fromOpen);
            mark(from, toOpen);
            commit();
            Q_EMIT settled();
            focusItem(to);
        });
        connect(card, &ItemCard::opened, this, [this](int item, bool open) {
            mark(item, open);
            m_cards[static_cast<std::size_t>(item)]->refresh(m_own);
        });
    }

    void mark(int item, bool open) {
        if (open) {
            m_open.insert(item);
        } else {
            m_open.remove(item);
        }
    }

    void commit() {
        Q_EMIT edited(m_list->value());
        refresh();
    }

    void add() {
        const Part& first = m_list->parts().front();
        if (first.kind == Part::Kind::Text) {
            m_list->insert(m_list->count());
            refresh();
            focusItem(m_list->count() - 1);
            return;
        }
        if (first.kind == Part::Kind::Picture) {
            pickReference(m_context, *m_add, {}, [this](const QString& name) { addWith(name); });
            return;
        }
        const auto options = first.kind == Part::Kind::Term
                                 ? termOptions(m_context.library->vocabulary, first.facet)
                                 : itemOptions(m_context.document.film(), "cast");
        auto* popup = new OptionPopup(options, {}, this);
        connect(popup, &OptionPopup::picked, this, &ListControl::addWith);
        popup->openAt(*m_add, {});
    }

    void addWith(const QString& first) {
        const int place = m_list->count();
        m_list->insert(place);
        m_list->set(place, 0, first);
        commit();
        Q_EMIT settled();
        focusItem(place);
    }

    const PanelContext& m_context;
    std::unique_ptr<ItemList> m_list;
    QVBoxLayout* m_column{};
    QPushButton* m_add{};
    std::vector<ItemCard*> m_cards;
    QSet<int> m_open;
    bool m_own{};
};

}  // namespace

FieldControl* makeListControl(const film::FieldDescriptor& field, const PanelContext& context,
                              QWidget* parent) {
    return new ListControl(field, context, parent);
}

}  // namespace groundglass::ui::editors
