#include "ui/window/studio.hpp"

#include "groundglass/app/services.hpp"
#include "groundglass/base/log.hpp"
#include "groundglass/base/paths.hpp"
#include "ui/bridge/background.hpp"
#include "ui/bridge/film_bridge.hpp"
#include "ui/bridge/job_bridge.hpp"
#include "ui/bridge/keyring.hpp"
#include "ui/bridge/media_bridge.hpp"
#include "ui/bridge/render_bridge.hpp"
#include "ui/document.hpp"
#include "ui/selection.hpp"
#include "ui/theme.hpp"
#include "ui/window/actions.hpp"
#include "ui/window/endpoint_commands.hpp"
#include "ui/window/english_plurals.hpp"
#include "ui/window/film_commands.hpp"
#include "ui/window/main_window.hpp"
#include "ui/window/targets.hpp"
#include "ui/window/tour_runner.hpp"
#include "ui/window/window_memory.hpp"

#include <QApplication>
#include <QCommandLineParser>
#include <QElapsedTimer>
#include <QTimer>

#include <cstdio>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace groundglass::ui {
namespace {

constexpr int patienceMs = 300;

struct Options {
    std::optional<std::filesystem::path> film;
    std::optional<std::filesystem::path> tour;
    QStringList tourSteps;  ///< Empty: all.
    bool timings = false;
};

Options readOptions(const QApplication& application) {
    QCommandLineParser parser;
    parser.setApplicationDescription(QObject::tr("A studio for directing AI video."));
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addPositionalArgument(QStringLiteral("film"), QObject::tr("The film to open."),
                                 QStringLiteral("[FILM]"));
    const QCommandLineOption tour(QStringLiteral("tour"),
                                  QObject::tr("Writes a picture of every state of the window, then quits."),
                                  QStringLiteral("FOLDER"));
    const QCommandLineOption timings(
        QStringLiteral("timings"),
        QObject::tr("Prints when the window was painted and the film was usable, then quits."));
    const QCommandLineOption steps(QStringLiteral("tour-only"), QObject::tr("Only these states of the tour."),
                                   QStringLiteral("NAME,NAME"));
    parser.addOptions({tour, steps, timings});
    parser.process(application);
    Options options;
    if (!parser.positionalArguments().isEmpty())
        options.film = parser.positionalArguments().front().toStdString();
    if (parser.isSet(tour)) options.tour = parser.value(tour).toStdString();
    options.tourSteps = parser.value(steps).split(QLatin1Char(','), Qt::SkipEmptyParts);
    options.timings = parser.isSet(timings);
    return options;
}

/// Everything that exists once a window does. Members are in the order in which they need one another:
/// the window, whose panels listen to the engine, goes first.
class Studio final : public QObject {
public:
    Studio(const Theme& theme, Options options)
        : m_theme(theme), m_options(std::move(options)), m_window(theme) {
        m_since.start();
    }

    void start();
    [[nodiscard]] int exitCode() const { return m_exitCode; }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    using Loaded = base::Result<std::shared_ptr<const app::Library>>;
    void build(Loaded library);
    void reveal();
    void usable();
    void tour();

    /// The objects that need the library.
    struct Engine {
        Engine(std::shared_ptr<const app::Library> library, Background& background, Actions& actions,
               const Theme& theme)
            : document(library),
              films(library, document),
              targets(library, document, jobs, background),
              render(base::cacheFolder()),
              keyring(systemKeyring()),
              context{std::move(library), document, selection, render, jobs, media, films,
                      background,         actions,  theme} {}
        Document document;
        Selection selection;
        JobBridge jobs;
        MediaBridge media;
        FilmBridge films;
        Targets targets;
        RenderBridge render;
        Keyring keyring;
        PanelContext context;
    };

    const Theme& m_theme;
    Options m_options;
    QElapsedTimer m_since;
    Background m_background;
    std::unique_ptr<Actions> m_actions;
    std::unique_ptr<Engine> m_engine;
    MainWindow m_window;
    bool m_revealed = false;
    bool m_painted = false;
    int m_exitCode = 0;
};

void Studio::start() {
    // The window is shown where it was left; a disk that takes its time does not keep it away.
    m_background.run(
        this, [](std::stop_token) { return WindowMemory::read(WindowMemory::usualFile()); },
        [this](WindowMemory::Values values) {
            m_window.remind(WindowMemory(std::move(values)));
            reveal();
        });
    QTimer::singleShot(patienceMs, this, &Studio::reveal);
    m_background.run(
        this,
        [](std::stop_token) -> Loaded {
            base::startLog(base::stateFolder() / "logs" / "studio.log");
            const auto resources = base::resourceFolder();
            if (!resources) return tl::unexpected(resources.error());
            return app::Library::load(*resources);
        },
        [this](Loaded library) { build(std::move(library)); });
    m_window.installEventFilter(this);
}

void Studio::reveal() {
    if (!std::exchange(m_revealed, true)) m_window.show();
}

bool Studio::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::Paint && !m_painted) {
        m_painted = true;
        if (m_options.timings) {
            QTimer::singleShot(0, this, [this] {
                std::printf("painted %lld ms\n", static_cast<long long>(m_since.elapsed()));
            });
        }
    }
    return QObject::eventFilter(watched, event);
}

void Studio::build(Loaded library) {
    if (!library) {
        QString details = shown(library.error().message);
        for (const base::Problem& problem : library.error().problems) {
            details += QStringLiteral("\n%1 %2: %3")
                           .arg(shown(problem.file), shown(problem.pointer), shown(problem.message));
        }
        m_window.showProblem(tr("The studio's own files cannot be read"), details);
        m_exitCode = 3;
        if (m_options.tour || m_options.timings) QApplication::exit(m_exitCode);
        return;
    }
    m_actions = std::make_unique<Actions>(m_theme);
    m_engine = std::make_unique<Engine>(std::move(library).value(), m_background, *m_actions, m_theme);
    PanelContext& context = m_engine->context;
    m_window.populate(context, m_engine->targets);
    new FilmCommands(context, m_engine->targets, m_window);
    auto* endpoints = new EndpointCommands(context, m_engine->targets, m_engine->keyring, m_window);
    connect(&context.document, &Document::opened, this, &Studio::usable, Qt::SingleShotConnection);
    if (m_options.film) {
        context.films.open(*m_options.film);
    }
    if (m_options.timings) {
        m_engine->targets.load();
    } else {
        endpoints->start();
    }
    if (m_options.tour || m_options.timings) {
        connect(&context.films, &FilmBridge::failed, this, [](const QString&, const base::Error& error) {
            std::fprintf(stderr, "groundglass-studio: %s\n", error.message.c_str());
            QApplication::exit(3);
        });
        if (!m_options.film) {
            std::fprintf(stderr, "groundglass-studio: --tour and --timings need a film\n");
            QTimer::singleShot(0, this, [] { QApplication::exit(2); });
        }
    }
}

void Studio::usable() {
    if (m_options.timings) {
        QTimer::singleShot(0, this, [this] {
            std::printf("usable %lld ms\n", static_cast<long long>(m_since.elapsed()));
            QApplication::exit(0);
        });
    }
    if (m_options.tour) tour();
}

void Studio::tour() {
    auto* runner = new TourRunner(m_engine->context, m_window, *m_options.tour);
    connect(runner, &TourRunner::finished, this, [this](int missed) {
        m_exitCode = missed == 0 ? 0 : 1;
        QApplication::exit(m_exitCode);
    });
    runner->start(m_options.tourSteps);
}

}  // namespace

int runStudio(QApplication& application) {
    QApplication::setApplicationName(QStringLiteral("groundglass"));
    QApplication::setApplicationDisplayName(QStringLiteral("Groundglass"));
    QApplication::setApplicationVersion(QStringLiteral(GROUNDGLASS_VERSION));
    QApplication::setDesktopFileName(QStringLiteral("groundglass-studio"));
    EnglishPlurals plurals;
    QApplication::installTranslator(&plurals);
    Options options = readOptions(application);
    const Theme theme;
    theme.apply(application);
    Studio studio(theme, std::move(options));
    studio.start();
    const int code = QApplication::exec();
    return studio.exitCode() != 0 ? studio.exitCode() : code;
}

}  // namespace groundglass::ui
