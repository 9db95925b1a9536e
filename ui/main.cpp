#include "ui/theme.hpp"
#include "ui/window/studio.hpp"

#include <QApplication>

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    return groundglass::ui::runStudio(application);
}
