#include "ui/document.hpp"
#include "ui/panels/editors/choices.hpp"
#include "ui/panels/editors/fields_edit.hpp"
#include "ui/panels/editors/section_head.hpp"
#include "ui/panels/editors/sheets.hpp"
#include "ui/theme.hpp"
#include "ui/widgets/growing_text.hpp"
#include "ui/widgets/labels.hpp"
#include "ui/widgets/option_picker.hpp"
#include "ui/window/elided_label.hpp"

#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <functional>
#include <optional>
#include <utility>

namespace groundglass::ui::editors {
namespace {

constexpr int labelWidth = 76;

/// The sheet of one character or place: its name and words; opened, all of it to be edited.
class Sheet final : public QWidget {
public:
    Sheet(const PanelContext& context, std::string id, std::vector<SheetField> fields, QWidget* parent)
        : QWidget(parent), m_context(context), m_id(std::move(id)), m_fields(std::move(fields)) {
        setAttribute(Qt::WA_StyledBackground);
        setProperty("role", QStringLiteral("card"));
        m_name = new ElidedLabel(this);
        m_name->setFont(Theme::strong());
        m_words = new ElidedLabel(this);
        m_words->setColour(context.theme.quiet);
        m_words->setFont(Theme::small());
        m_toggle = new QToolButton(this);
        m_toggle->setIconSize({14, 14});
        m_toggle->setFixedSize(22, 22);
        auto* names = new QVBoxLayout;
        names->setSpacing(0);
        names->addWidget(m_name);
        names->addWidget(m_words);
        auto* head = new QHBoxLayout;
        head->addLayout(names, 1);
        head->addWidget(m_toggle);
        m_body = new QWidget(this);
        buildBody();
        auto* column = new QVBoxLayout(this);
        column->setContentsMargins(10, 6, 6, 6);
        column->setSpacing(6);
        column->addLayout(head);
        column->addWidget(m_body);
        connect(m_toggle, &QToolButton::clicked, this, [this] { setOpen(m_body->isHidden()); });
        setOpen(false);
    }

    [[nodiscard]] const std::string& id() const { return m_id; }

    void setOpen(bool open) {
        m_body->setVisible(open);
        m_toggle->setIcon(m_context.theme.icon(
            open ? QStringLiteral("chevron_down") : QStringLiteral("chevron_right"), m_context.theme.quiet));
        const QString name = open ? tr("Close the sheet") : tr("Edit the sheet");
        m_toggle->setToolTip(name);
        m_toggle->setAccessibleName(name);
    }

    /// What is new is written first of all.
    void startWriting() {
        setOpen(true);
        m_first->setFocus(Qt::OtherFocusReason);
        m_first->selectAll();
    }

    void refresh() {
        const film::Film& film = m_context.document.film();
        m_name->setText(m_fields[0].get(film, m_id));
        m_words->setText(m_fields[1].get(film, m_id));
        for (std::size_t i = 0; i < m_fields.size(); ++i) {
            // What is being typed is not put in order under the person's hands.
            if (i != m_writing) m_show[i](m_fields[i].get(film, m_id));
        }
    }

private:
    void buildBody() {
        auto* grid = new QGridLayout(m_body);
        grid->setContentsMargins(0, 0, 4, 4);
        grid->setHorizontalSpacing(Theme::unit);
        grid->setVerticalSpacing(Theme::half);
        grid->setColumnStretch(1, 1);
        for (std::size_t i = 0; i < m_fields.size(); ++i) {
            QLabel* label = plainLabel(m_fields[i].label, "quiet", m_body);
            label->setFixedWidth(labelWidth);
            QWidget* control = m_fields[i].choices.empty() ? makeText(i) : makePick(i);
            control->setAccessibleName(m_fields[i].label);
            label->setBuddy(control);
            grid->addWidget(label, static_cast<int>(i), 0);
            grid->addWidget(control, static_cast<int>(i), 1);
        }
    }

    QWidget* makeText(std::size_t field) {
        auto* made = new GrowingText(4, m_body);
        made->setPlaceholderText(m_fields[field].hint);
        connect(made, &GrowingText::typed, this, [this, field](const QString& typed) {
            m_writing = field;
            set(field, typed);
        });
        connect(made, &GrowingText::settled, this, [this] {
            m_writing.reset();
            m_context.document.endMerge();
            refresh();
        });
        m_show.push_back([made](const QString& value) { made->show(value, true); });
        if (!m_first) m_first = made;
        return made;
    }

    QWidget* makePick(std::size_t field) {
        auto* made = new OptionPicker(m_body);
        made->setOptions(m_fields[field].choices);
        connect(made, &OptionPicker::chosen, this, [this, field](const QString& id) {
            set(field, id);
            m_context.document.endMerge();
        });
        m_show.push_back([made](const QString& value) { made->setCurrent(value, true, tr("free")); });
        return made;
    }

    void set(std::size_t field, const QString& value) {
        auto edit = m_fields[field].set(m_context.document.film(), m_id, value);
        if (!edit) return;
        const std::string label = tr("Change %1").arg(m_fields[field].label.toLower()).toStdString();
        const std::string key = "sheet:" + m_id + ":" + std::to_string(field);
        static_cast<void>(m_context.document.edit(merging(std::move(edit), label, key)));
    }

    const PanelContext& m_context;
    std::string m_id;
    std::vector<SheetField> m_fields;
    std::vector<std::function<void(const QString&)>> m_show;  ///< Parallel to the fields.
    ElidedLabel* m_name{};
    ElidedLabel* m_words{};
    QToolButton* m_toggle{};
    QWidget* m_body{};
    GrowingText* m_first{};
    std::optional<std::size_t> m_writing;
};

/// The sheets of who or what is in the shot, and a button for a new one.
class SheetsHead final : public SectionHead {
public:
    using Ids = std::vector<std::string> (*)(const film::Direction&);
    using Make = NewItem (*)(const Document&);

    SheetsHead(const PanelContext& context, std::vector<SheetField> fields, const QString& add, Ids ids,
               Make make, QWidget* parent)
        : SectionHead(parent), m_context(context), m_fields(std::move(fields)), m_ids(ids) {
        m_column = new QVBoxLayout(this);
        m_column->setContentsMargins(0, 0, 0, 0);
        m_column->setSpacing(6);
        auto* button = new QPushButton(add, this);
        button->setProperty("kind", QStringLiteral("plain"));
        button->setIcon(context.theme.icon(QStringLiteral("plus"), context.theme.quiet));
        button->setIconSize({14, 14});
        m_column->addWidget(button, 0, Qt::AlignLeft);
        connect(button, &QPushButton::clicked, this, [this, make] {
            NewItem made = make(m_context.document);
            m_context.document.endMerge();
            if (!m_context.document.edit(std::move(made.edit))) return;
            m_context.document.endMerge();
            refresh();
            for (Sheet* sheet : m_sheets) {
                if (sheet->id() == made.id) sheet->startWriting();
            }
        });
    }

    void refresh() override {
        std::vector<std::string> ids = m_ids(m_context.document.view()->effective.direction);
        const bool same =
            std::equal(ids.begin(), ids.end(), m_sheets.begin(), m_sheets.end(),
                       [](const std::string& id, const Sheet* sheet) { return id == sheet->id(); });
        if (!same) {
            for (Sheet* sheet : m_sheets) {
                sheet->hide();
                sheet->deleteLater();
            }
            m_sheets.clear();
            for (std::string& id : ids) {
                auto* sheet = new Sheet(m_context, std::move(id), m_fields, this);
                m_column->insertWidget(static_cast<int>(m_sheets.size()), sheet);
                sheet->show();  // now, so that it can take the focus
                m_sheets.push_back(sheet);
            }
        }
        for (Sheet* sheet : m_sheets) sheet->refresh();
    }

private:
    const PanelContext& m_context;
    std::vector<SheetField> m_fields;
    Ids m_ids;
    QVBoxLayout* m_column{};
    std::vector<Sheet*> m_sheets;
};

std::vector<std::string> membersOf(const film::Direction& direction) {
    std::vector<std::string> ids;
    for (const film::CastId& id : direction.cast.members) ids.push_back(id.str());
    return ids;
}

}  // namespace

SectionHead* makeCastHead(const PanelContext& context, QWidget* parent) {
    return new SheetsHead(
        context, castSheet(), QObject::tr("New character"), membersOf,
        [](const Document& document) {
            return newCharacter(document.film(), document.currentShot(),
                                membersOf(document.view()->effective.direction));
        },
        parent);
}

SectionHead* makePlaceHead(const PanelContext& context, QWidget* parent) {
    return new SheetsHead(
        context, placeSheet(), QObject::tr("New place"),
        [](const film::Direction& direction) {
            std::vector<std::string> ids;
            if (direction.place.location) ids.push_back(direction.place.location->str());
            return ids;
        },
        [](const Document& document) { return newPlace(document.film(), document.currentShot()); }, parent);
}

}  // namespace groundglass::ui::editors
