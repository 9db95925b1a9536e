// The test program of the studio: Catch2 2 or 3, with an application around it.
#if __has_include(<catch2/catch_session.hpp>)
#include <catch2/catch_session.hpp>
#else
#define CATCH_CONFIG_RUNNER
#include <catch2/catch.hpp>
#endif

#include "support/temp_dir.hpp"
#include "ui/theme.hpp"

#include <QApplication>
#include <QByteArray>

int main(int argc, char** argv) {
    // No display, and nobody's own films, keys or queue.
    const groundglass::test::TempDir home;
    const QByteArray root = QByteArray::fromStdString(home.path().string());
    for (const char* name :
         {"HOME", "XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME"}) {
        qputenv(name, root);
    }
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "offscreen");
    int qtArguments = 1;
    QApplication application(qtArguments, argv);
    const groundglass::ui::Theme theme;
    theme.apply(application);
    return Catch::Session().run(argc, argv);
}
