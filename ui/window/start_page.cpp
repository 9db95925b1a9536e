#include "ui/window/start_page.hpp"

#include "ui/bridge/film_bridge.hpp"
#include "ui/theme.hpp"
#include "ui/window/actions.hpp"

#include <QAction>
#include <QBoxLayout>
#include <QDir>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QShortcut>

#include <algorithm>

namespace groundglass::ui {
namespace {

constexpr int columnWidth = 560;

/// One recent film: its title over its place.
class RecentRow final : public QAbstractButton {
public:
    RecentRow(const Theme& theme, const RecentFilm& film, QWidget* parent)
        : QAbstractButton(parent), m_theme(theme), m_title(shown(film.title)) {
        QString folder = QString::fromStdString(film.folder.string());
        const QString home = QDir::homePath();
        if (folder.startsWith(home + QLatin1Char('/'))) folder = QLatin1Char('~') + folder.mid(home.size());
        m_place = film.there ? folder : tr("not there any more: %1").arg(folder);
        if (m_title.isEmpty()) m_title = shown(film.folder.stem().string());
        setEnabled(film.there);
        setFocusPolicy(Qt::StrongFocus);
        setCursor(Qt::PointingHandCursor);
        setAccessibleName(tr("Open %1").arg(m_title));
        setMinimumHeight(52);
        setAttribute(Qt::WA_Hover);
    }

protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const QRectF box = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
        painter.setPen(hasFocus() ? QPen(m_theme.accent) : QPen(Qt::NoPen));
        painter.setBrush(isEnabled() && underMouse() ? m_theme.lifted : m_theme.pane);
        painter.drawRoundedRect(box, Theme::radius, Theme::radius);
        const QIcon icon = m_theme.icon(QStringLiteral("film"), isEnabled() ? m_theme.quiet : m_theme.faint);
        icon.paint(&painter, QRect(16, (height() - 20) / 2, 20, 20));
        const int x = 52;
        const QRect top(x, 8, width() - x - 16, 18);
        const QRect bottom(x, 27, width() - x - 16, 17);
        painter.setFont(Theme::strong());
        painter.setPen(isEnabled() ? m_theme.text : m_theme.quiet);
        painter.drawText(top, Qt::AlignVCenter,
                         painter.fontMetrics().elidedText(m_title, Qt::ElideRight, top.width()));
        painter.setFont(Theme::small());
        painter.setPen(m_theme.quiet);
        painter.drawText(bottom, Qt::AlignVCenter,
                         painter.fontMetrics().elidedText(m_place, Qt::ElideMiddle, bottom.width()));
    }

private:
    const Theme& m_theme;
    QString m_title, m_place;
};

}  // namespace

StartPage::StartPage(PanelContext& context, QWidget* parent)
    : QWidget(parent),
      m_context(context),
      m_recentTitle(new QLabel(tr("Recent films"))),
      m_recent(new QVBoxLayout) {
    auto* mark = new QLabel;
    mark->setPixmap(
        QIcon(QStringLiteral(":/icons/groundglass.svg")).pixmap(QSize(64, 64), devicePixelRatioF()));
    auto* name = new QLabel(tr("Groundglass"));
    QFont large = Theme::title();
    large.setPixelSize(26);
    name->setFont(large);
    auto* line = new QLabel(tr("Direct the shot. See it, read it, send it."));
    line->setProperty("role", QStringLiteral("quiet"));

    auto* heading = new QVBoxLayout;
    heading->setSpacing(2);
    heading->addStretch(1);
    heading->addWidget(name);
    heading->addWidget(line);
    heading->addStretch(1);
    auto* head = new QHBoxLayout;
    head->setSpacing(Theme::gap);
    head->addWidget(mark);
    head->addLayout(heading, 1);

    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(Theme::unit);
    const auto add = [&](const char* id, bool accent) {
        QAction* action = m_context.actions[id];
        auto* button = new QPushButton(action->text());
        if (accent) button->setProperty("kind", QStringLiteral("accent"));
        connect(button, &QPushButton::clicked, action, &QAction::trigger);
        buttons->addWidget(button);
    };
    add("film_sample", true);
    add("film_new", false);
    add("film_open", false);
    buttons->addStretch(1);

    m_recentTitle->setFont(Theme::caption());
    m_recentTitle->setProperty("role", QStringLiteral("caption"));
    m_recent->setSpacing(Theme::half);

    auto* column = new QVBoxLayout;
    column->addStretch(2);
    column->addLayout(head);
    column->addSpacing(Theme::wide);
    column->addLayout(buttons);
    column->addSpacing(32);
    column->addWidget(m_recentTitle);
    column->addSpacing(Theme::half);
    column->addLayout(m_recent);
    column->addStretch(3);
    auto* body = new QWidget;
    body->setLayout(column);
    body->setFixedWidth(columnWidth);
    auto* row = new QHBoxLayout(this);
    row->addStretch(1);
    row->addWidget(body);
    row->addStretch(1);
    m_recentTitle->hide();
}

void StartPage::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    m_context.films.recent(this, [this](std::vector<RecentFilm> films) { fillRecent(films); });
}

void StartPage::fillRecent(const std::vector<RecentFilm>& films) {
    while (QLayoutItem* item = m_recent->takeAt(0)) {
        if (item->widget()) item->widget()->deleteLater();
        delete item;
    }
    m_recentTitle->setVisible(!films.empty());
    const std::size_t most = std::min<std::size_t>(films.size(), 6);
    for (std::size_t i = 0; i < most; ++i) {
        auto* row = new RecentRow(m_context.theme, films[i], nullptr);
        connect(row, &QAbstractButton::clicked, this,
                [this, folder = films[i].folder] { m_context.films.open(folder); });
        m_recent->addWidget(row);
    }
}

}  // namespace groundglass::ui
