#include "ui/panels/packs/portability_view.hpp"

#include "ui/bridge/background.hpp"
#include "ui/document.hpp"
#include "ui/theme.hpp"
#include "ui/widgets/labels.hpp"

#include <QHelpEvent>
#include <QLabel>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollArea>
#include <QShowEvent>
#include <QToolTip>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace groundglass::ui::packs {
namespace {

constexpr int shotWidth = 176;
constexpr int rowHeight = 30;
constexpr int headHeight = 148;
constexpr int scrollBar = 10;
constexpr int widestColumn = 44;

/// Where column `index` of `count` lies in a table of this width.
QRect columnBox(int index, int count, int width, int height) {
    const int room = std::max(0, width - scrollBar - shotWidth);
    const int wide = count == 0 ? 0 : std::min(widestColumn, room / count);
    return {shotWidth + index * wide, 0, wide, height};
}

int columnAt(int x, int count, int width) {
    for (int i = 0; i < count; ++i) {
        const QRect box = columnBox(i, count, width, 1);
        if (x >= box.left() && x <= box.right()) return i;
    }
    return -1;
}

PortabilityCell cellOf(const prompt::Prompt& prompt) {
    PortabilityCell cell;
    cell.composed = true;
    QStringList lost;
    for (const prompt::Fact& fact : prompt.facts) {
        ++cell.facts;
        if (fact.fate == prompt::Fate::Weakened) ++cell.weakened;
        if (fact.fate != prompt::Fate::Dropped) continue;
        ++cell.dropped;
        lost << QStringLiteral("– %1").arg(shown(fact.text));
    }
    cell.words = QObject::tr("%1 facts · %2 weakened · %3 dropped")
                     .arg(cell.facts)
                     .arg(cell.weakened)
                     .arg(cell.dropped);
    constexpr qsizetype mostLines = 12;
    const qsizetype more = lost.size() - mostLines;
    if (more > 0) {
        lost = lost.first(mostLines);
        lost << QObject::tr("and %1 more").arg(more);
    }
    if (!lost.isEmpty()) cell.words += QLatin1Char('\n') + lost.join(QLatin1Char('\n'));
    return cell;
}

}  // namespace

PortabilityTable portabilityOf(const app::Library& library, const film::Film& film,
                               const std::stop_token& stop) {
    PortabilityTable table;
    std::vector<const prompt::Dialect*> dialects;
    for (const prompt::Dialect* dialect : library.dialects.all()) {
        if (dialect->status == "archived") continue;
        if (dialect->id == film.dialect) table.own = static_cast<int>(dialects.size());
        dialects.push_back(dialect);
        table.dialects.push_back(shown(dialect->title));
    }
    for (const film::ShotId& id : film::shotsInOrder(film)) {
        if (stop.stop_requested()) break;
        const auto view = app::viewShot(library, film, id);
        if (!view) continue;
        std::vector<PortabilityCell> row;
        for (const prompt::Dialect* dialect : dialects) {
            const auto prompt = app::composeShot(library, film, *view, dialect->id);
            row.push_back(prompt ? cellOf(*prompt) : PortabilityCell{.words = shown(prompt.error().message)});
        }
        table.shots.push_back({id, shown(view->shot.number), shown(view->shot.title)});
        table.cells.push_back(std::move(row));
    }
    return table;
}

/// Titles of the dialects, upright.
class PortabilityView::Head final : public QWidget {
public:
    explicit Head(const PortabilityView& view) : m_view(view) { setFixedHeight(headHeight); }

protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        painter.setFont(Theme::small());
        const PortabilityTable& table = m_view.m_table;
        const Theme& theme = m_view.m_context.theme;
        const int count = static_cast<int>(table.dialects.size());
        for (int i = 0; i < count; ++i) {
            const QRect box = columnBox(i, count, width(), height());
            painter.save();
            painter.translate(box.center().x() + 1, box.bottom() - 6);
            painter.rotate(-90);
            painter.setPen(i == table.own ? theme.accent : theme.quiet);
            const QString title = painter.fontMetrics().elidedText(
                table.dialects[static_cast<std::size_t>(i)], Qt::ElideRight, headHeight - 12);
            painter.drawText(QRect(0, -box.width() / 2, headHeight - 8, box.width()),
                             Qt::AlignLeft | Qt::AlignVCenter, title);
            painter.restore();
        }
    }

private:
    const PortabilityView& m_view;
};

/// One row a shot; in each cell the number of facts that are lost.
class PortabilityView::Body final : public QWidget {
public:
    explicit Body(PortabilityView& view) : m_view(view) { setMouseTracking(true); }

    void follow() {
        setFixedHeight(std::max(1, static_cast<int>(m_view.m_table.shots.size()) * rowHeight));
        update();
    }

protected:
    void paintEvent(QPaintEvent* event) override {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const int rows = static_cast<int>(m_view.m_table.shots.size());
        const int first = std::max(0, event->rect().top() / rowHeight);
        const int last = std::min(rows - 1, event->rect().bottom() / rowHeight);
        for (int row = first; row <= last; ++row) paintRow(painter, row);
    }
    void mouseMoveEvent(QMouseEvent* event) override {
        const int row = rowAt(event->position().toPoint());
        setCursor(row >= 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
        if (std::exchange(m_hovered, row) != row) update();
    }
    void leaveEvent(QEvent*) override {
        m_hovered = -1;
        update();
    }
    void mousePressEvent(QMouseEvent* event) override {
        const int row = rowAt(event->position().toPoint());
        if (row >= 0) Q_EMIT m_view.shotWanted(m_view.m_table.shots[static_cast<std::size_t>(row)].id);
    }
    bool event(QEvent* event) override {
        if (event->type() != QEvent::ToolTip) return QWidget::event(event);
        const auto* help = static_cast<QHelpEvent*>(event);
        QToolTip::showText(help->globalPos(), tipAt(help->pos()), this);
        return true;
    }

private:
    [[nodiscard]] int rowAt(const QPoint& place) const {
        const int row = place.y() / rowHeight;
        return place.y() >= 0 && row < static_cast<int>(m_view.m_table.shots.size()) ? row : -1;
    }

    [[nodiscard]] QString tipAt(const QPoint& place) const {
        const PortabilityTable& table = m_view.m_table;
        const int row = rowAt(place);
        const int column = columnAt(place.x(), static_cast<int>(table.dialects.size()), width() + scrollBar);
        if (row < 0 || column < 0) return {};
        const auto r = static_cast<std::size_t>(row);
        const auto c = static_cast<std::size_t>(column);
        return tip(QStringLiteral("%1 · %2\n%3")
                       .arg(table.shots[r].number, table.dialects[c], table.cells[r][c].words));
    }

    void paintRow(QPainter& painter, int row) const {
        const PortabilityTable& table = m_view.m_table;
        const Theme& theme = m_view.m_context.theme;
        const auto& shot = table.shots[static_cast<std::size_t>(row)];
        const int top = row * rowHeight;
        if (row == m_hovered) painter.fillRect(QRect(0, top, width(), rowHeight), theme.raised);
        painter.setFont(Theme::body());
        painter.setPen(theme.text);
        const QString words =
            shot.number.isEmpty() ? shot.title : shot.number + QLatin1Char(' ') + shot.title;
        painter.drawText(QRect(0, top, shotWidth - 12, rowHeight), Qt::AlignVCenter,
                         painter.fontMetrics().elidedText(words, Qt::ElideRight, shotWidth - 12));
        const int count = static_cast<int>(table.dialects.size());
        for (int i = 0; i < count; ++i) {
            const QRect box = columnBox(i, count, width() + scrollBar, rowHeight).translated(0, top);
            paintCell(painter, box.adjusted(1, 2, -1, -2),
                      table.cells[static_cast<std::size_t>(row)][static_cast<std::size_t>(i)]);
        }
    }

    void paintCell(QPainter& painter, const QRect& box, const PortabilityCell& cell) const {
        const Theme& theme = m_view.m_context.theme;
        const double lost = cell.facts == 0 ? 0 : static_cast<double>(cell.dropped) / cell.facts;
        constexpr double much = 0.15;
        const QColor tone = !cell.composed || lost > much ? theme.bad
                            : cell.dropped > 0            ? theme.doubt
                                                          : theme.good;
        QColor wash = tone;
        wash.setAlphaF(0.16F);
        painter.setPen(Qt::NoPen);
        painter.setBrush(wash);
        painter.drawRoundedRect(box, 4, 4);
        painter.setFont(Theme::small());
        painter.setPen(tone);
        painter.drawText(box, Qt::AlignCenter,
                         cell.composed ? QString::number(cell.dropped) : QStringLiteral("×"));
    }

    PortabilityView& m_view;
    int m_hovered = -1;
};

PortabilityView::PortabilityView(PanelContext& context, QWidget* parent)
    : QWidget(parent),
      m_context(context),
      m_head(new Head(*this)),
      m_body(new Body(*this)),
      m_state(plainLabel({}, "quiet")) {
    auto* area = new QScrollArea;
    area->setWidgetResizable(true);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn);
    area->setAccessibleName(tr("Portability"));
    area->setWidget(m_body);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_state);
    column->addWidget(m_head);
    column->addWidget(area, 1);
    m_soon.setSingleShot(true);
    m_soon.setInterval(400);
    connect(&m_soon, &QTimer::timeout, this, &PortabilityView::compute);
    connect(&context.document, &Document::changed, this, &PortabilityView::stale);
    connect(&context.document, &Document::opened, this, &PortabilityView::stale);
    connect(&context.document, &Document::closed, this, &PortabilityView::stale);
}

void PortabilityView::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    if (m_stale) compute();
}

void PortabilityView::stale() {
    m_stale = true;
    if (isVisible()) m_soon.start();
}

void PortabilityView::compute() {
    m_stale = false;
    m_stop.request_stop();
    if (!m_context.document.isOpen()) {
        m_table = {};
        m_body->follow();
        m_head->update();
        m_state->setText(tr("No film is open."));
        return;
    }
    if (m_table.shots.empty()) m_state->setText(tr("Composing every shot in every dialect …"));
    m_stop = m_context.background.run(
        this,
        [library = m_context.library, film = m_context.document.film()](std::stop_token stop) {
            auto table = portabilityOf(*library, film, stop);
            return std::pair(stop.stop_requested(), std::move(table));
        },
        [this](std::pair<bool, PortabilityTable> made) {
            if (made.first) return;
            m_table = std::move(made.second);
            m_body->follow();
            m_head->update();
            m_state->setText(
                m_table.shots.empty()
                    ? tr("A film without shots says nothing yet.")
                    : tr("Facts of each shot that a dialect drops. Point at a number to read them."));
        });
}

}  // namespace groundglass::ui::packs
