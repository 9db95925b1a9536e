#include "ui/panels/prompt/report_popup.hpp"

#include "ui/models/prompt_text.hpp"
#include "ui/selection.hpp"
#include "ui/window/elided_label.hpp"

#include <QBoxLayout>
#include <QGuiApplication>
#include <QLabel>
#include <QMouseEvent>
#include <QPainter>
#include <QPushButton>
#include <QScreen>
#include <QScrollArea>

#include <algorithm>
#include <utility>

namespace groundglass::ui::prompt_panel {
namespace {

using prompt::Fate;

QString fateWord(Fate fate) {
    switch (fate) {
        case Fate::Said:
            return QObject::tr("said");
        case Fate::Parameter:
            return QObject::tr("parameter");
        case Fate::Negative:
            return QObject::tr("negative");
        case Fate::Weakened:
            return QObject::tr("weakened");
        case Fate::Dropped:
            return QObject::tr("dropped");
    }
    return {};
}

/// One fact: a dot of its section, its words, what became of it and why.
class FactRow final : public QWidget {
public:
    FactRow(const prompt::Fact& fact, const Theme& theme, Selection& selection)
        : m_theme(theme), m_selection(selection), m_field(shown(fact.field)) {
        auto* text = new ElidedLabel;
        text->setText(shown(fact.text));
        auto* fate = new QLabel(fateWord(fact.fate));
        fate->setFont(Theme::small());
        const bool dropped = fact.fate == Fate::Dropped;
        const bool weak = fact.fate == Fate::Weakened;
        fate->setProperty("role", dropped ? QStringLiteral("bad")
                                  : weak  ? QStringLiteral("doubt")
                                          : QStringLiteral("quiet"));
        fate->setFixedWidth(76);
        auto* row = new QHBoxLayout;
        row->setContentsMargins(0, 0, 0, 0);
        row->setSpacing(Theme::gap);
        row->addWidget(text, 1);
        row->addWidget(fate);
        auto* column = new QVBoxLayout(this);
        column->setContentsMargins(28, 5, 8, 5);
        column->setSpacing(1);
        column->addLayout(row);
        if (!fact.reason.empty()) {
            auto* why = new QLabel(shown(fact.reason));
            why->setTextFormat(Qt::PlainText);
            why->setWordWrap(true);
            why->setFont(Theme::small());
            why->setProperty("role", QStringLiteral("quiet"));
            column->addWidget(why);
        }
        setCursor(Qt::PointingHandCursor);
        setAccessibleName(QStringLiteral("%1: %2").arg(shown(fact.text), fateWord(fact.fate)));
    }

protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        if (underMouse()) {
            painter.setBrush(m_theme.lifted);
            painter.drawRoundedRect(rect(), 4, 4);
        }
        painter.setBrush(m_theme.hue(m_field));
        painter.drawEllipse(QPointF(14, 14), 3.5, 3.5);
    }
    void enterEvent(QEnterEvent*) override {
        m_selection.hoverField(m_field);
        update();
    }
    void leaveEvent(QEvent*) override {
        m_selection.hoverField({});
        update();
    }
    void mousePressEvent(QMouseEvent*) override {
        m_selection.activateField(m_field);
        window()->close();
    }

private:
    const Theme& m_theme;
    Selection& m_selection;
    QString m_field;
};

int rank(Fate fate) {
    switch (fate) {
        case Fate::Dropped:
            return 0;
        case Fate::Weakened:
            return 1;
        case Fate::Said:
            return 2;
        case Fate::Parameter:
            return 3;
        case Fate::Negative:
            return 4;
    }
    return 5;
}

}  // namespace

ReportPopup::ReportPopup(const prompt::Prompt& prompt, const QString& dialect, const Theme& theme,
                         Selection& selection, QWidget* parent)
    : QFrame(parent, Qt::Popup | Qt::FramelessWindowHint) {
    setAttribute(Qt::WA_DeleteOnClose);
    setAttribute(Qt::WA_StyledBackground);
    setObjectName(QStringLiteral("report"));
    setAccessibleName(tr("Portability report"));
    setStyleSheet(QStringLiteral("#report{background:%1;border:1px solid %2}")
                      .arg(theme.raised.name(), theme.line.lighter(130).name()));
    setFixedWidth(480);

    auto* title = new QLabel(portabilityText(prompt));
    title->setFont(Theme::strong());
    auto* where = new QLabel(tr("What %1 can say of this shot. Lost and weakened first.").arg(dialect));
    where->setTextFormat(Qt::PlainText);
    where->setFont(Theme::small());
    where->setWordWrap(true);
    where->setProperty("role", QStringLiteral("quiet"));

    std::vector<const prompt::Fact*> facts;
    for (const prompt::Fact& fact : prompt.facts) facts.push_back(&fact);
    std::stable_sort(facts.begin(), facts.end(),
                     [](const auto* a, const auto* b) { return rank(a->fate) < rank(b->fate); });
    auto* list = new QWidget;
    auto* rows = new QVBoxLayout(list);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    for (const prompt::Fact* fact : facts) rows->addWidget(new FactRow(*fact, theme, selection));
    rows->addStretch(1);
    auto* scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(list);
    scroll->setMinimumHeight(std::clamp(static_cast<int>(facts.size()) * 28 + 40, 120, 440));

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(Theme::gap, Theme::gap, Theme::unit, Theme::gap);
    column->setSpacing(Theme::half);
    column->addWidget(title);
    column->addWidget(where);
    column->addSpacing(Theme::half);
    column->addWidget(scroll);
}

void ReportPopup::openAbove(const QRect& anchor) {
    adjustSize();
    const QScreen* screen = QGuiApplication::screenAt(anchor.center());
    const QRect room = screen ? screen->availableGeometry() : QRect(0, 0, 1600, 1000);
    int y = anchor.top() - height() - 6;
    if (y < room.top()) y = std::max(room.top() + 8, anchor.bottom() - height());
    const int x =
        std::clamp(anchor.left(), room.left() + 8, std::max(room.left() + 8, room.right() - width() - 8));
    move(x, y);
    show();
}

}  // namespace groundglass::ui::prompt_panel
