#pragma once

class QApplication;

namespace groundglass::ui {

/// Makes the window, loads what it needs behind it, and runs the program:
/// `groundglass-studio [FILM] [--tour FOLDER]`. Gives the exit code.
int runStudio(QApplication& application);

}  // namespace groundglass::ui
