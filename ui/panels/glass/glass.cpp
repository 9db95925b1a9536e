#include "ui/panels/glass/glass.hpp"

#include "ui/bridge/media_bridge.hpp"
#include "ui/bridge/render_bridge.hpp"
#include "ui/document.hpp"
#include "ui/models/shot_facts.hpp"
#include "ui/panels/glass/clip_frames.hpp"
#include "ui/panels/glass/move_frames.hpp"
#include "ui/panels/glass/numbers_line.hpp"
#include "ui/panels/glass/screen.hpp"
#include "ui/panels/glass/scrub.hpp"
#include "ui/panels/glass/transport.hpp"
#include "ui/selection.hpp"
#include "ui/theme.hpp"
#include "ui/window/actions.hpp"
#include "ui/window/elided_label.hpp"

#include <QAction>
#include <QBoxLayout>
#include <QLabel>
#include <QToolButton>

#include <algorithm>
#include <utility>

namespace groundglass::ui::glass {
namespace {

constexpr int fullSamples = 32;
constexpr int widestTake = 1280;

/// "0:03:12": minutes, seconds, frames.
QString timecode(int frame, double perSecond) {
    const int rate = std::max(1, qRound(perSecond));
    const int seconds = frame / rate;
    return QStringLiteral("%1:%2:%3")
        .arg(seconds / 60)
        .arg(seconds % 60, 2, 10, QLatin1Char('0'))
        .arg(frame % rate, 2, 10, QLatin1Char('0'));
}

QString nameOf(const PlayedTake& played) {
    return Glass::tr("Take %1").arg(played.number);
}

QString titleOf(const PlayedTake& played, const jobs::Catalog& catalog) {
    const QString made =
        QString::fromStdString(played.take.createdAt).left(16).replace(QLatin1Char('T'), QLatin1Char(' '));
    return QStringList{nameOf(played), modelTitle(&catalog, played.take.provider, played.take.model), made}
        .join(QStringLiteral(" · "));
}

}  // namespace

Glass::Glass(PanelContext& context, QWidget* parent)
    : QWidget(parent),
      m_context(context),
      m_screen(new Screen(context.theme, this)),
      m_scrub(new Scrub(context.theme, this)),
      m_numbers(new NumbersLine(context.theme, context.selection, this)),
      m_takeTitle(new ElidedLabel(this)),
      m_sound(new QLabel(this)),
      m_play(new QToolButton(this)),
      m_time(new QLabel(this)),
      m_transport(new Transport(this)),
      m_move(new MoveFrames(context.render, this)),
      m_clipA(new ClipFrames(context.media, this)),
      m_clipB(new ClipFrames(context.media, this)) {
    m_settle.setSingleShot(true);
    m_settle.setInterval(140);
    build();
    connectEngine();
    connectActions();
    followTakes();
}

void Glass::build() {
    m_play->setDefaultAction(m_context.actions["glass_play"]);
    m_play->setIconSize({18, 18});
    m_play->setAccessibleName(tr("Play or pause"));
    m_time->setFont(Theme::small());
    m_time->setProperty("role", QStringLiteral("quiet"));
    m_time->setToolTip(tr("Minutes : seconds : frames"));
    m_takeTitle->setColour(m_context.theme.quiet);
    m_takeTitle->setFont(Theme::small());
    m_sound->setFont(Theme::small());
    m_sound->setProperty("role", QStringLiteral("faint"));
    m_sound->setContentsMargins(Theme::unit, 0, Theme::gap, 0);

    auto* time = new QHBoxLayout;
    time->setSpacing(Theme::unit);
    time->addWidget(m_play);
    time->addWidget(m_scrub, 1);
    time->addWidget(m_time);
    time->addSpacing(Theme::half);

    auto* facts = new QHBoxLayout;
    facts->setSpacing(2);
    facts->addWidget(m_numbers, 1);
    facts->addWidget(m_takeTitle, 1);
    facts->addWidget(m_sound);
    const auto tool = [&](const char* id, QHBoxLayout* row, std::vector<QToolButton*>* group) {
        auto* button = new QToolButton(this);
        button->setDefaultAction(m_context.actions[id]);
        button->setIconSize({18, 18});
        button->setAccessibleName(m_context.actions[id]->text());
        row->addWidget(button);
        if (group) group->push_back(button);
    };
    for (const char* id : {"player_back", "player_reverse", "player_pause", "player_forward", "player_step",
                           "player_loop", "player_wipe", "player_difference"}) {
        tool(id, facts, &m_takeTools);
    }
    for (const char* id : {"glass_guides", "glass_thirds", "glass_scopes"}) tool(id, time, nullptr);
    tool("player_close", facts, &m_takeTools);
    // Both rows keep their height whatever stands in them, so that the picture does not jump.
    facts->addStrut(28);

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(Theme::wide, Theme::gap, Theme::wide, Theme::half);
    column->setSpacing(Theme::half);
    column->addWidget(m_screen, 1);
    column->addLayout(time);
    column->addLayout(facts);
}

void Glass::connectEngine() {
    Document& document = m_context.document;
    connect(&document, &Document::viewChanged, this, &Glass::followShot);
    connect(&document, &Document::shotSelected, this, [this] {
        m_transport->pause();
        m_transport->seek(0);
        m_context.selection.playTakes({});
    });
    connect(&m_context.selection, &Selection::takesPlayed, this, &Glass::followTakes);
    connect(&m_context.render, &RenderBridge::picture, this, [this](quint64 ticket, const QImage& image) {
        if (ticket != m_ticket) return;
        if (comparesLive()) {
            m_live = image;
            showTakes();
        } else if (!reviewing() && !m_transport->isPlaying()) {
            m_screen->setPicture(image);
        }
    });
    connect(&m_context.render, &RenderBridge::failed, this, [this](quint64 ticket, const QString& why) {
        if (ticket == m_ticket && m_screen->picture().isNull()) m_screen->setEmptyText(why);
    });
    connect(m_screen, &Screen::pixelsChanged, &m_settle, qOverload<>(&QTimer::start));
    connect(&m_settle, &QTimer::timeout, this, [this] { comparesLive() ? requestLive() : requestPicture(); });
    connect(m_screen, &Screen::clicked, this, [this] {
        m_scrub->setFocus(Qt::MouseFocusReason);
        if (reviewing()) m_transport->toggle();
    });

    connect(m_transport, &Transport::moved, this, &Glass::showFrame);
    connect(m_transport, &Transport::playingChanged, this, &Glass::playingChanged);
    connect(m_scrub, &Scrub::sought, this, [this](int frame) {
        m_transport->pause();
        m_transport->seek(frame);
    });
    connect(m_scrub, &Scrub::stepped, m_transport, &Transport::step);
    const auto grew = [this](int available) {
        m_transport->setAvailable(available);
        m_scrub->setAvailable(available);
        if (available == m_transport->frame() + 1) showFrame(m_transport->frame());
    };
    connect(m_move, &MoveFrames::grew, this, [this, grew](int available) {
        if (!reviewing()) grew(available);
    });
    connect(m_clipA, &ClipFrames::known, this, [this](int count, double perSecond) {
        m_sound->setText(m_clipA->sound().isEmpty() ? tr("no sound")
                                                    : tr("sound (%1) is not played").arg(m_clipA->sound()));
        m_transport->load(count, perSecond);
        m_scrub->setRange(count);
        m_scrub->setFrame(0);
        m_transport->play();
    });
    connect(m_clipA, &ClipFrames::grew, this, grew);
    connect(m_clipA, &ClipFrames::complete, this, [this, grew] {
        if (m_clipA->count() == m_transport->count()) return;
        const int frame = m_transport->frame();
        const bool playing = m_transport->isPlaying();
        m_transport->load(m_clipA->count(), m_clipA->perSecond());
        m_scrub->setRange(m_clipA->count());
        grew(m_clipA->available());
        m_transport->seek(frame);
        if (playing) m_transport->play();
    });
    connect(m_clipA, &ClipFrames::failed, this, [this](const QString& why) {
        m_screen->clear();
        m_screen->setEmptyText(tr("This clip cannot be shown: %1").arg(why));
    });
    connect(m_clipB, &ClipFrames::grew, this, [this] {
        if (!m_transport->isPlaying()) showFrame(m_transport->frame());
    });
}

void Glass::connectActions() {
    const auto on = [this](const char* id, auto act) {
        connect(m_context.actions[id], &QAction::triggered, this, act);
    };
    on("glass_play", [this] { m_transport->toggle(); });
    on("player_reverse", [this] { m_transport->shuttle(-1); });
    on("player_pause", [this] { m_transport->pause(); });
    on("player_forward", [this] { m_transport->shuttle(1); });
    on("player_back", [this] { m_transport->step(-1); });
    on("player_step", [this] { m_transport->step(1); });
    on("player_loop", [this](bool on_) { m_transport->setLoop(on_); });
    m_context.actions["player_loop"]->setChecked(true);
    on("player_close", [this] { m_context.selection.playTakes({}); });
    on("player_wipe", [this](bool on_) {
        if (on_) m_context.actions["player_difference"]->setChecked(false);
        if (comparesLive()) requestLive();
        showFrame(m_transport->frame());
    });
    on("player_difference", [this](bool on_) {
        if (on_) m_context.actions["player_wipe"]->setChecked(false);
        if (comparesLive()) requestLive();
        showFrame(m_transport->frame());
    });
    const auto toggle = [this](const char* id, void (Screen::*set)(bool), bool first) {
        QAction* action = m_context.actions[id];
        action->setChecked(first);
        (m_screen->*set)(first);
        connect(action, &QAction::toggled, m_screen, set);
    };
    toggle("glass_guides", &Screen::setGuides, true);
    toggle("glass_thirds", &Screen::setThirds, false);
    toggle("glass_scopes", &Screen::setWaveform, false);
}

bool Glass::reviewing() const {
    return !m_context.selection.playedTakes().empty();
}

bool Glass::comparesLive() const {
    const bool compares =
        m_context.actions["player_wipe"]->isChecked() || m_context.actions["player_difference"]->isChecked();
    return compares && m_context.selection.playedTakes().size() == 1 && m_context.document.view();
}

void Glass::requestLive() {
    m_ticket = m_context.render.show(m_context.document.view()->scene, optionsNow());
}

void Glass::enableActions() {
    const bool takes = reviewing();
    const bool any = takes || m_context.document.view();
    const bool two = takes && any;
    for (const char* id : {"glass_play", "player_reverse", "player_pause", "player_forward", "player_back",
                           "player_step", "player_loop"}) {
        m_context.actions[id]->setEnabled(any);
    }
    m_context.actions["player_wipe"]->setEnabled(two);
    m_context.actions["player_difference"]->setEnabled(two);
    m_context.actions["player_close"]->setEnabled(takes);
    for (QToolButton* button : m_takeTools) button->setVisible(takes);
    m_sound->setVisible(takes);
    m_numbers->setVisible(!takes);
    m_takeTitle->setVisible(takes);
}

void Glass::followShot() {
    const app::ShotView* view = m_context.document.view();
    if (comparesLive()) requestLive();
    if (reviewing()) return;
    if (!view) {
        m_context.render.cancel();
        m_screen->clear();
        m_screen->setEmptyText(m_context.document.isOpen()
                                   ? tr("The first shot stands here as soon as there is one.")
                                   : QString());
        m_numbers->setFacts({});
        m_transport->load(0, 24);
        m_scrub->setRange(0);
        showTime();
        enableActions();
        return;
    }
    const int frame = m_transport->frame();
    m_move->load(view->scene);
    m_transport->load(m_move->count(), m_move->perSecond());
    m_scrub->setRange(m_move->count());
    m_screen->setRatio(view->measured.ratio);
    m_screen->setNote(shown(view->scene.setNote));
    m_screen->setEmptyText({});
    m_numbers->setFacts(craft::numbersLine(view->measured, m_context.library->vocabulary));
    showMarks();
    m_transport->seek(std::min(frame, m_move->count() - 1));
    requestPicture();
    showTime();
    enableActions();
}

void Glass::showMarks() {
    std::vector<int> marks;
    const auto add = [&](const std::optional<base::Milliseconds>& time) {
        if (time && time->count() > 0) {
            marks.push_back(
                static_cast<int>(static_cast<double>(time->count()) * m_move->perSecond() / 1000.0));
        }
    };
    const film::Direction& direction = m_context.document.view()->effective.direction;
    for (const film::Beat& beat : direction.story.actions) add(beat.start);
    for (const film::Move& move : direction.camera.moves) add(move.start);
    for (const film::DialogueLine& line : direction.sound.dialogue) add(line.start);
    m_scrub->setMarks(std::move(marks));
}

viewfinder::RenderOptions Glass::optionsNow() const {
    viewfinder::RenderOptions options;
    const QSize pixels = m_screen->pixels();
    options.size = {pixels.width(), pixels.height()};
    options.samples = fullSamples;
    options.time = base::Milliseconds(
        static_cast<std::int64_t>(m_transport->frame() * 1000.0 / std::max(1.0, m_transport->perSecond())));
    return options;
}

void Glass::requestPicture() {
    const app::ShotView* view = m_context.document.view();
    if (!view || reviewing() || m_transport->isPlaying()) return;
    m_ticket = m_context.render.show(view->scene, optionsNow());
}

void Glass::followTakes() {
    m_transport->pause();
    const auto& takes = m_context.selection.playedTakes();
    m_clipA->close();
    m_clipB->close();
    if (takes.empty()) {
        m_screen->clear();
        followShot();
        enableActions();
        return;
    }
    m_context.render.cancel();
    m_screen->clear();
    m_screen->setNote({});
    m_screen->setEmptyText(tr("Opening the take …"));
    m_scrub->setMarks({});
    const film::Take& first = takes.front().take;
    if (first.size.height > 0) m_screen->setRatio(static_cast<double>(first.size.width) / first.size.height);
    const int width = std::min(widestTake, m_screen->pixels().width());
    m_clipA->open(takes.front().clip, width);
    const bool two = takes.size() > 1;
    if (two) m_clipB->open(takes[1].clip, width);
    const jobs::Catalog& catalog = m_context.library->catalog;
    m_takeTitle->setText(
        two ? tr("A  %1      B  %2").arg(titleOf(takes[0], catalog), titleOf(takes[1], catalog))
            : titleOf(takes[0], catalog));
    m_live = {};
    m_screen->setSides(tr("A  %1").arg(nameOf(takes[0])),
                       two ? tr("B  %1").arg(nameOf(takes[1])) : tr("B  Viewfinder"));
    m_sound->clear();
    m_context.actions["player_wipe"]->setChecked(two);
    m_context.actions["player_difference"]->setChecked(false);
    enableActions();
}

void Glass::showTakes() {
    const int frame = m_transport->frame();
    const QImage a = m_clipA->at(frame);
    if (a.isNull()) return;
    m_screen->setPicture(a);
    const bool wipe = m_context.actions["player_wipe"]->isChecked();
    const bool difference = m_context.actions["player_difference"]->isChecked();
    const auto compare = difference ? Screen::Compare::Difference
                         : wipe     ? Screen::Compare::Wipe
                                    : Screen::Compare::None;
    if (comparesLive()) {
        m_screen->setSecond(m_live, m_live.isNull() ? Screen::Compare::None : compare);
        return;
    }
    // The second clip at the same moment; its last frame when it is shorter.
    const double seconds = frame / std::max(1.0, m_clipA->perSecond());
    const int other =
        std::min(static_cast<int>(seconds * m_clipB->perSecond() + 0.5), m_clipB->available() - 1);
    m_screen->setSecond(compare == Screen::Compare::None ? QImage() : m_clipB->at(other), compare);
}

void Glass::showFrame(int frame) {
    m_scrub->setFrame(frame);
    showTime();
    if (reviewing()) {
        showTakes();
        if (comparesLive() && !m_transport->isPlaying()) m_settle.start();
        return;
    }
    const QImage known = m_move->at(frame);
    if (!known.isNull()) m_screen->setPicture(known);
    if (m_transport->isPlaying()) return;
    if (known.isNull()) {
        requestPicture();
    } else {
        m_settle.start();
    }
}

void Glass::showTime() {
    const double rate = m_transport->perSecond();
    const int last = std::max(0, m_transport->count());
    QString text = QStringLiteral("%1 / %2").arg(timecode(m_transport->frame(), rate), timecode(last, rate));
    if (std::abs(m_transport->speed()) > 1)
        text = QStringLiteral("%1×   %2").arg(m_transport->speed()).arg(text);
    m_time->setText(text);
}

void Glass::playingChanged(bool playing) {
    QAction* action = m_context.actions["glass_play"];
    action->setIcon(m_context.theme.icon(playing ? QStringLiteral("pause") : QStringLiteral("play")));
    action->setText(playing ? tr("Pause") : reviewing() ? tr("Play the take") : tr("Play the move"));
    if (!playing && comparesLive()) m_settle.start();
    if (reviewing()) return;
    if (playing) {
        m_move->fill(m_screen->pixels());
        m_transport->setAvailable(m_move->available());
    } else {
        m_settle.start();
    }
}

std::vector<TourStep> Glass::tour() {
    std::vector<TourStep> steps;
    TourStep overlays;
    overlays.name = QStringLiteral("glass-overlays");
    overlays.show = [this] {
        m_context.actions["glass_thirds"]->setChecked(true);
        m_context.actions["glass_scopes"]->setChecked(true);
    };
    overlays.leave = [this] {
        m_context.actions["glass_thirds"]->setChecked(false);
        m_context.actions["glass_scopes"]->setChecked(false);
    };
    steps.push_back(std::move(overlays));
    TourStep playing;
    playing.name = QStringLiteral("glass-move");
    playing.show = [this] { m_transport->play(); };
    playing.settled = [this] {
        // Half a second of it is enough to see that it runs.
        if (m_move->available() < std::min(m_move->count(), 12)) return false;
        m_transport->pause();
        return true;
    };
    playing.leave = [this] { m_transport->seek(0); };
    steps.push_back(std::move(playing));
    return steps;
}

}  // namespace groundglass::ui::glass
