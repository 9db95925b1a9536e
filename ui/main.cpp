#include "ui/theme.hpp"
#include "ui/window/studio.hpp"

#include <QApplication>

#if defined(__GLIBC__)
#include <malloc.h>
#endif

namespace {

/// Pictures, meshes and their trees come and go in pieces of megabytes. glibc would learn from the first ones
/// to keep such pieces in the heaps of the threads that asked for them, where they stay for good: with fixed
/// thresholds they go back to the system as soon as they are freed.
void giveMemoryBack() {
#if defined(__GLIBC__)
    constexpr int piece = 256 << 10;
    mallopt(M_MMAP_THRESHOLD, piece);
    mallopt(M_TRIM_THRESHOLD, 4 * piece);
    mallopt(M_ARENA_MAX, 4);
#endif
}

}  // namespace

int main(int argc, char** argv) {
    giveMemoryBack();
    QApplication application(argc, argv);
    return groundglass::ui::runStudio(application);
}
