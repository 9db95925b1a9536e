#include "ui/panels/editors/item_card.hpp"

#include "ui/document.hpp"
#include "ui/panels/editors/choices.hpp"
#include "ui/panels/editors/reference_picker.hpp"
#include "ui/theme.hpp"
#include "ui/widgets/growing_text.hpp"
#include "ui/widgets/option_picker.hpp"
#include "ui/widgets/paint.hpp"

#include <QCheckBox>
#include <QGridLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QSignalBlocker>
#include <QToolButton>
#include <QVBoxLayout>

namespace groundglass::ui::editors {

namespace {

QToolButton* tool(const Theme& theme, const QString& icon, const QString& name, QWidget* parent) {
    auto* button = new QToolButton(parent);
    button->setIcon(theme.icon(icon, theme.quiet));
    button->setIconSize({14, 14});
    button->setFixedSize(22, 22);
    button->setToolTip(name);
    button->setAccessibleName(name);
    return button;
}

/// Choices of a picker part: terms, the film's cast, or fixed words.
std::vector<Option> partOptions(const Part& part, const PanelContext& context) {
    if (part.kind == Part::Kind::Term) return termOptions(context.library->vocabulary, part.facet);
    if (part.kind == Part::Kind::Cast) return itemOptions(context.document.film(), "cast");
    std::vector<Option> options;
    for (const QString& choice : part.choices) {
        QString label = choice;
        options.push_back({choice, label.replace(QLatin1Char('_'), QLatin1Char(' ')), {}, {}, {}});
    }
    return options;
}

}  // namespace

ItemCard::ItemCard(const ItemList& list, int index, const PanelContext& context, const QColor& hue,
                   QWidget* parent)
    : QWidget(parent), m_list(list), m_context(context), m_index(index), m_hue(hue) {
    const auto& parts = list.parts();
    m_refresh.resize(parts.size());
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(10, 6, 4, 6);
    column->setSpacing(4);
    auto* head = new QHBoxLayout;
    head->setSpacing(2);
    column->addLayout(head);
    m_body = new QWidget(this);
    auto* grid = new QGridLayout(m_body);
    grid->setContentsMargins(0, 2, 4, 2);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(4);
    grid->setColumnMinimumWidth(0, 88);
    grid->setColumnStretch(1, 1);
    auto* below = new QVBoxLayout;
    below->setSpacing(4);
    column->addLayout(below);
    bool inHead = true;
    int row = 0;
    for (int part = 0; part < static_cast<int>(parts.size()); ++part) {
        const Part& p = parts[static_cast<std::size_t>(part)];
        QWidget* control = makePart(part, context, p.head ? this : m_body);
        if (p.head) {
            if (inHead) {
                head->addWidget(control, 1);
                m_first = control;
            } else {
                below->addWidget(control);
            }
            inHead = false;
            continue;
        }
        auto* label = new QLabel(p.label, m_body);
        label->setTextFormat(Qt::PlainText);
        label->setProperty("role", QStringLiteral("quiet"));
        label->setWordWrap(true);
        label->setFixedWidth(88);
        label->setBuddy(control);
        grid->addWidget(label, row, 0);
        grid->addWidget(control, row++, 1);
    }
    m_summary = new QLabel(this);
    m_summary->setTextFormat(Qt::PlainText);
    m_summary->setProperty("role", QStringLiteral("quiet"));
    m_summary->setWordWrap(true);
    m_summary->setIndent(8);
    m_summary->setFont(paint::scaled(font(), 0.9));
    column->addWidget(m_summary);
    column->addWidget(m_body);

    m_toggle = tool(context.theme, QStringLiteral("chevron_right"), tr("More about it"), this);
    m_up = tool(context.theme, QStringLiteral("up"), tr("Earlier"), this);
    m_down = tool(context.theme, QStringLiteral("down"), tr("Later"), this);
    auto* remove = tool(context.theme, QStringLiteral("close"), tr("Remove"), this);
    m_toggle->setVisible(row > 0);
    head->addSpacing(4);
    for (QToolButton* button : {m_toggle, m_up, m_down, remove}) head->addWidget(button);
    connect(m_toggle, &QToolButton::clicked, this, [this] {
        setOpen(!m_open);
        Q_EMIT opened(m_index, m_open);
    });
    connect(m_up, &QToolButton::clicked, this, [this] { Q_EMIT moveWanted(m_index, m_index - 1); });
    connect(m_down, &QToolButton::clicked, this, [this] { Q_EMIT moveWanted(m_index, m_index + 1); });
    connect(remove, &QToolButton::clicked, this, [this] { Q_EMIT removeWanted(m_index); });
    setOpen(false);
}

QWidget* ItemCard::makePart(int part, const PanelContext& context, QWidget* parent) {
    const Part& p = m_list.parts()[static_cast<std::size_t>(part)];
    Refresh& refresh = m_refresh[static_cast<std::size_t>(part)];
    switch (p.kind) {
        case Part::Kind::Term:
        case Part::Kind::Cast:
        case Part::Kind::Choice:
            return makePick(part, context, parent);
        case Part::Kind::Number:
            return makeNumber(part, parent);
        case Part::Kind::Picture:
            return makePicture(part, context, parent);
        case Part::Kind::Flag: {
            auto* box = new QCheckBox(parent);
            box->setAccessibleName(p.label);
            connect(box, &QCheckBox::clicked, this, [this, part](bool on) {
                Q_EMIT partEdited(m_index, part, on);
                Q_EMIT settled();
            });
            refresh = [box](const QVariant& value, bool /*own*/) {
                const QSignalBlocker quiet(box);
                box->setChecked(value.toBool());
            };
            return box;
        }
        case Part::Kind::Text:
            break;
    }
    auto* text = new GrowingText(3, parent);
    text->setAccessibleName(p.label);
    text->setPlaceholderText(p.hint);
    connect(text, &GrowingText::typed, this, [this, part](const QString& typed) {
        Q_EMIT partEdited(m_index, part, typed.isEmpty() ? QVariant() : QVariant(typed));
    });
    connect(text, &GrowingText::settled, this, &ItemCard::settled);
    refresh = [text](const QVariant& value, bool own) { text->show(value.toString(), own); };
    return text;
}

QWidget* ItemCard::makePick(int part, const PanelContext& context, QWidget* parent) {
    const Part& p = m_list.parts()[static_cast<std::size_t>(part)];
    auto* picker = new OptionPicker(parent);
    picker->setAccessibleName(p.label);
    picker->setOptions(partOptions(p, context));
    connect(picker, &OptionPicker::chosen, this, [this, part](const QString& id) {
        Q_EMIT partEdited(m_index, part, id.isEmpty() ? QVariant() : QVariant(id));
        Q_EMIT settled();
    });
    const QString free = p.head ? p.label : tr("free");
    m_refresh[static_cast<std::size_t>(part)] = [picker, free](const QVariant& value, bool own) {
        picker->setCurrent(value.toString(), own, free);
    };
    return picker;
}

QWidget* ItemCard::makePicture(int part, const PanelContext& context, QWidget* parent) {
    const Part& p = m_list.parts()[static_cast<std::size_t>(part)];
    auto* button = new QPushButton(parent);
    button->setProperty("menu", true);
    button->setAccessibleName(p.label);
    connect(button, &QPushButton::clicked, this, [this, part, button, &context] {
        pickReference(context, *button, m_list.get(m_index, part).toString(),
                      [this, part](const QString& name) {
                          Q_EMIT partEdited(m_index, part, name);
                          Q_EMIT settled();
                      });
    });
    m_refresh[static_cast<std::size_t>(part)] = [button, &context, hint = p.hint](const QVariant& value,
                                                                                  bool) {
        const QString name = value.toString();
        button->setText(name.isEmpty() ? hint : referenceName(name));
        button->setToolTip(name.isEmpty() ? QString() : tip(referenceLabel(context.document.film(), name)));
    };
    return button;
}

QWidget* ItemCard::makeNumber(int part, QWidget* parent) {
    const Part& p = m_list.parts()[static_cast<std::size_t>(part)];
    auto* holder = new QWidget(parent);
    auto* row = new QHBoxLayout(holder);
    row->setContentsMargins(0, 0, 0, 0);
    auto* box = new StepBox(holder);
    box->setAccessibleName(p.label);
    box->setRange(p.shape.min, p.shape.max);
    box->setDecimals(p.shape.decimals);
    box->setFieldStep(p.shape.step);
    box->setSuffix(p.shape.suffix);
    box->setMayBeMissing(tr("free"), p.shape.origin);
    box->setFixedWidth(104);
    row->addWidget(box);
    row->addStretch(1);
    holder->setFocusProxy(box);
    connect(box, &QDoubleSpinBox::valueChanged, this, [this, part, box](double value) {
        Q_EMIT partEdited(m_index, part, box->isMissing() ? QVariant() : QVariant(value));
    });
    connect(box, &QDoubleSpinBox::editingFinished, this, &ItemCard::settled);
    m_refresh[static_cast<std::size_t>(part)] = [this, part, box](const QVariant& value, bool own) {
        const QSignalBlocker quiet(box);
        box->setSuffix(suffixOf(part));
        box->setDim(!own || !value.isValid());
        if (!value.isValid()) {
            if (!box->isMissing()) box->setMissing();
        } else if (std::abs(box->value() - value.toDouble()) > 1e-6) {
            box->setValue(value.toDouble());
        }
    };
    return holder;
}

QString ItemCard::suffixOf(int part) const {
    const Part& p = m_list.parts()[static_cast<std::size_t>(part)];
    return p.unitOf != nullptr ? p.unitOf(m_list.get(m_index, 0).toString()) : p.shape.suffix;
}

QString ItemCard::summary() const {
    QStringList words;
    const auto& parts = m_list.parts();
    for (int part = 0; part < static_cast<int>(parts.size()); ++part) {
        const Part& p = parts[static_cast<std::size_t>(part)];
        const QVariant value = m_list.get(m_index, part);
        if (p.head || !value.isValid()) continue;
        switch (p.kind) {
            case Part::Kind::Term: {
                const auto* term =
                    m_context.library->vocabulary.find(p.facet, value.toString().toStdString());
                words.append(term != nullptr ? text(term->label).toLower() : value.toString());
                break;
            }
            case Part::Kind::Cast: {
                const auto& cast = m_context.document.film().cast;
                const auto member = cast.find(film::CastId(value.toString().toStdString()));
                words.append(member != cast.end() ? text(member->second.name) : value.toString());
                break;
            }
            case Part::Kind::Number:
                words.append(p.label.toLower() + QLatin1Char(' ') +
                             QString::number(value.toDouble(), 'g', 4) + suffixOf(part));
                break;
            case Part::Kind::Flag:
                words.append(p.label.toLower());
                break;
            default:
                words.append(shown(value.toString().toStdString()));
        }
    }
    return words.join(QStringLiteral(" · "));
}

void ItemCard::refresh(bool own) {
    m_own = own;
    for (std::size_t part = 0; part < m_refresh.size(); ++part) {
        m_refresh[part](m_list.get(m_index, static_cast<int>(part)), own);
    }
    const QString words = summary();
    m_summary->setText(words);
    m_summary->setVisible(!m_open && !words.isEmpty());
    update();
}

void ItemCard::setEnds(bool first, bool last) {
    m_up->setVisible(!(first && last));
    m_down->setVisible(!(first && last));
    m_up->setEnabled(!first);
    m_down->setEnabled(!last);
}

void ItemCard::setOpen(bool open) {
    m_open = open;
    m_body->setVisible(open);
    m_summary->setVisible(!open && !m_summary->text().isEmpty());
    m_toggle->setIcon(m_context.theme.icon(
        open ? QStringLiteral("chevron_down") : QStringLiteral("chevron_right"), m_context.theme.quiet));
    m_toggle->setToolTip(open ? tr("Less about it") : tr("More about it"));
}

void ItemCard::focusFirst() {
    if (m_first != nullptr) m_first->setFocus(Qt::OtherFocusReason);
}

void ItemCard::paintEvent(QPaintEvent* /*event*/) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF box = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    painter.setPen(paint::line());
    painter.setBrush(paint::mixed(paint::pane(), paint::raised(), 0.45));
    painter.drawRoundedRect(box, 6, 6);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_own ? m_hue : paint::withAlpha(m_hue, 0.35));
    painter.drawRoundedRect(QRectF(box.left() + 3, box.top() + 8, 2, box.height() - 16), 1, 1);
}

void ItemCard::keyPressEvent(QKeyEvent* event) {
    const bool alt =
        event->modifiers().testFlag(Qt::AltModifier) && event->modifiers().testFlag(Qt::ShiftModifier);
    if (alt && event->key() == Qt::Key_Up && m_up->isEnabled()) {
        Q_EMIT moveWanted(m_index, m_index - 1);
    } else if (alt && event->key() == Qt::Key_Down && m_down->isEnabled()) {
        Q_EMIT moveWanted(m_index, m_index + 1);
    } else {
        QWidget::keyPressEvent(event);
    }
}

}  // namespace groundglass::ui::editors
