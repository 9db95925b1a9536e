#include "ui/window/tour_runner.hpp"

#include "groundglass/base/files.hpp"
#include "groundglass/base/format.hpp"
#include "groundglass/base/log.hpp"
#include "ui/bridge/background.hpp"
#include "ui/bridge/film_bridge.hpp"
#include "ui/bridge/media_bridge.hpp"
#include "ui/bridge/render_bridge.hpp"
#include "ui/document.hpp"
#include "ui/window/actions.hpp"
#include "ui/window/main_window.hpp"

#include <QAbstractButton>
#include <QAction>
#include <QApplication>
#include <QBuffer>
#include <QPainter>
#include <QPixmap>

#include <algorithm>
#include <cstdio>
#include <string>
#include <utility>

namespace groundglass::ui {
namespace {

constexpr int pollEvery = 60;
constexpr int calmPolls = 5;
constexpr qint64 longestMs = 60'000;
constexpr qint64 longestAwaitedMs = 240'000;  ///< For a step that says itself when it is there.

/// The window with the popups and dialogs that stand over it.
QPixmap pictureOf(QWidget& window) {
    QPixmap picture = window.grab();
    QPainter painter(&picture);
    const auto all = QApplication::topLevelWidgets();
    for (QWidget* other : all) {
        if (other == &window || !other->isVisible() || other->windowType() == Qt::ToolTip) continue;
        QPoint place = other->mapToGlobal(QPoint()) - window.mapToGlobal(QPoint());
        place.setX(std::clamp(place.x(), 0, std::max(0, window.width() - other->width())));
        place.setY(std::clamp(place.y(), 0, std::max(0, window.height() - other->height())));
        painter.drawPixmap(place, other->grab());
    }
    return picture;
}

}  // namespace

TourRunner::TourRunner(PanelContext& context, MainWindow& window, std::filesystem::path folder)
    : QObject(&window), m_context(context), m_window(window), m_folder(std::move(folder)) {
    m_timer.setInterval(pollEvery);
    connect(&m_timer, &QTimer::timeout, this, &TourRunner::poll);
}

std::vector<TourStep> TourRunner::collect() {
    std::vector<TourStep> steps;
    const auto add = [&](QString name, std::function<void()> show, std::function<void()> leave = {}) {
        TourStep step;
        step.name = std::move(name);
        step.page = QStringLiteral("shot");
        step.show = std::move(show);
        step.leave = std::move(leave);
        steps.push_back(std::move(step));
    };
    add(QStringLiteral("window"), {});
    for (const auto& panel : m_window.panels()) {
        auto own = panel->tour(m_context, m_window.panelWidget(panel->id()));
        for (TourStep& step : own) {
            if (step.page.isEmpty()) {
                step.page =
                    panel->area() == PanelArea::Page
                        ? QString::fromLatin1(panel->id().data(), static_cast<qsizetype>(panel->id().size()))
                        : QStringLiteral("shot");
            }
            steps.push_back(std::move(step));
        }
    }
    const auto closeDialogs = [] {
        const auto all = QApplication::topLevelWidgets();
        for (QWidget* other : all) {
            if (other->inherits("QDialog")) other->close();
        }
    };
    add(
        QStringLiteral("keys"), [this] { m_context.actions["help_keys"]->trigger(); }, closeDialogs);
    add(
        QStringLiteral("providers"), [this] { m_context.actions["providers"]->trigger(); }, closeDialogs);
    add(
        QStringLiteral("providers-add"),
        [this] {
            m_context.actions["providers"]->trigger();
            const auto buttons = m_window.findChildren<QAbstractButton*>(QStringLiteral("addEndpoint"));
            for (QAbstractButton* button : buttons) button->click();
        },
        closeDialogs);
    add(
        QStringLiteral("narrow"), [this] { m_window.resize(1280, 800); },
        [this] { m_window.resize(1600, 1000); });
    add(QStringLiteral("empty-film"), [this] {
        store::LoadedFilm empty;
        empty.film.id = film::FilmId("untitled");
        empty.film.title = "Untitled";
        empty.folder = m_context.document.folder();
        m_context.document.open(std::move(empty));
    });
    add(QStringLiteral("start"), [this] {
        m_context.films.discardEdits();
        m_context.document.close();
    });
    return steps;
}

void TourRunner::start(const QStringList& only) {
    static_cast<void>(base::makeFolder(m_folder));
    m_window.forgetLayout();
    m_steps = collect();
    if (!only.isEmpty())
        std::erase_if(m_steps, [&](const TourStep& step) { return !only.contains(step.name); });
    m_at = 0;
    enter();
}

void TourRunner::enter() {
    if (m_at >= m_steps.size()) {
        m_context.background.run(
            this, [](std::stop_token) { return true; }, [this](bool) { Q_EMIT finished(m_missed); });
        return;
    }
    const TourStep& step = m_steps[m_at];
    m_window.showPage(step.page);
    if (step.show) step.show();
    m_calm = 0;
    m_since.start();
    m_timer.start();
}

void TourRunner::poll() {
    const TourStep& step = m_steps[m_at];
    const bool there = !step.settled || step.settled();
    const bool still = m_context.render.idle() && m_context.media.idle() && m_context.background.idle();
    m_calm = there && still ? m_calm + 1 : 0;
    const bool late = m_since.elapsed() > (step.settled ? longestAwaitedMs : longestMs);
    if (m_calm < calmPolls && !late) return;
    m_timer.stop();
    if (late) {
        ++m_missed;
        base::logWarning("tour: a state did not settle: " + step.name.toStdString());
    }
    take();
}

void TourRunner::take() {
    const TourStep step = m_steps[m_at];
    QByteArray png;
    QBuffer buffer(&png);
    buffer.open(QIODevice::WriteOnly);
    pictureOf(m_window).save(&buffer, "PNG");
    const std::string name = base::format("{:02}-{}.png", m_at + 1, step.name.toStdString());
    m_context.background.post([file = m_folder / name, png](std::stop_token) {
        const auto written = base::AtomicFile::write(
            file, std::string_view(png.constData(), static_cast<std::size_t>(png.size())));
        if (!written) base::logError("tour: " + written.error().message);
    });
    std::fprintf(stderr, "tour: %s\n", name.c_str());
    if (step.leave) step.leave();
    ++m_at;
    enter();
}

}  // namespace groundglass::ui
