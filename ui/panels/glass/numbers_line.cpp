#include "ui/panels/glass/numbers_line.hpp"

#include "ui/selection.hpp"

#include <QFontMetrics>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <utility>

namespace groundglass::ui::glass {
namespace {

constexpr int rowHeight = 20;
constexpr int between = 18;

QFont figureFont() {
    QFont font = Theme::small();
    font.setWeight(QFont::DemiBold);
    return font;
}

bool hasDigit(const QString& word) {
    return std::any_of(word.begin(), word.end(), [](QChar c) { return c.isDigit(); });
}

}  // namespace

NumbersLine::NumbersLine(const Theme& theme, Selection& selection, QWidget* parent)
    : QWidget(parent), m_theme(theme), m_selection(selection) {
    setMouseTracking(true);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    connect(&selection, &Selection::fieldHovered, this, [this] { update(); });
}

void NumbersLine::setFacts(const std::vector<craft::MeasuredFact>& facts) {
    m_facts.clear();
    for (const craft::MeasuredFact& fact : facts) {
        Fact made;
        made.field = QString::fromStdString(fact.field);
        // A figure and the unit behind it are bold; words are not.
        const QStringList words = shown(fact.text).split(QLatin1Char(' '), Qt::SkipEmptyParts);
        bool afterFigure = false;
        for (const QString& word : words) {
            const bool digit = hasDigit(word);
            const bool unit = afterFigure && word.size() <= 5 && word != QStringLiteral("·");
            const bool figure = digit || unit;
            afterFigure = digit;
            if (!made.runs.empty() && made.runs.back().figure == figure) {
                made.runs.back().text += QLatin1Char(' ') + word;
            } else {
                made.runs.push_back({word, figure, false});
            }
        }
        if (!fact.note.empty()) made.runs.push_back({shown(fact.note), false, true});
        m_facts.push_back(std::move(made));
    }
    setAccessibleName(text());
    arrange();
    updateGeometry();
    update();
}

QString NumbersLine::text() const {
    QStringList facts;
    for (const Fact& fact : m_facts) {
        QStringList words;
        for (const Run& run : fact.runs) words << run.text;
        facts << words.join(QLatin1Char(' '));
    }
    return facts.join(QStringLiteral(" · "));
}

int NumbersLine::place(int width, std::vector<QRect>& boxes) const {
    const QFontMetrics plain(Theme::small());
    const QFontMetrics bold(figureFont());
    const int space = plain.horizontalAdvance(QLatin1Char(' '));
    int x = 0;
    int y = 0;
    for (const Fact& fact : m_facts) {
        int wide = -space;
        for (const Run& run : fact.runs)
            wide += (run.figure ? bold : plain).horizontalAdvance(run.text) + space;
        if (x > 0 && x + wide > width) {
            x = 0;
            y += rowHeight;
        }
        boxes.emplace_back(x, y, wide, rowHeight);
        x += wide + between;
    }
    return y + rowHeight;
}

void NumbersLine::arrange() {
    std::vector<QRect> boxes;
    place(width(), boxes);
    for (std::size_t i = 0; i < m_facts.size(); ++i) m_facts[i].box = boxes[i];
}

int NumbersLine::heightForWidth(int width) const {
    std::vector<QRect> boxes;
    return place(width, boxes);
}

void NumbersLine::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const QFont plain = Theme::small();
    const QFont bold = figureFont();
    const int space = QFontMetrics(plain).horizontalAdvance(QLatin1Char(' '));
    for (const Fact& fact : m_facts) {
        const bool lit = Selection::sameField(fact.field, m_selection.hoveredField());
        int x = fact.box.left();
        for (const Run& run : fact.runs) {
            painter.setFont(run.figure ? bold : plain);
            painter.setPen(lit ? m_theme.hue(fact.field) : run.figure ? m_theme.text : m_theme.quiet);
            const int wide = painter.fontMetrics().horizontalAdvance(run.text);
            painter.drawText(QRect(x, fact.box.top(), wide + 2, rowHeight), Qt::AlignVCenter, run.text);
            x += wide + space;
        }
    }
}

void NumbersLine::resizeEvent(QResizeEvent*) {
    arrange();
}

int NumbersLine::factAt(const QPoint& place) const {
    for (std::size_t i = 0; i < m_facts.size(); ++i) {
        if (m_facts[i].box.adjusted(-4, 0, 4, 0).contains(place)) return static_cast<int>(i);
    }
    return -1;
}

void NumbersLine::mouseMoveEvent(QMouseEvent* event) {
    const int at = factAt(event->position().toPoint());
    setCursor(at >= 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
    m_selection.hoverField(at >= 0 ? m_facts[static_cast<std::size_t>(at)].field : QString());
}

void NumbersLine::mousePressEvent(QMouseEvent* event) {
    const int at = factAt(event->position().toPoint());
    if (at >= 0) m_selection.activateField(m_facts[static_cast<std::size_t>(at)].field);
}

void NumbersLine::leaveEvent(QEvent*) {
    m_selection.hoverField({});
}

}  // namespace groundglass::ui::glass
