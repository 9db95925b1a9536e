// Precompiled: what nearly every file of the studio uses.
#include "groundglass/app/services.hpp"
#include "groundglass/film/edit.hpp"

#include <QAction>
#include <QApplication>
#include <QBoxLayout>
#include <QHash>
#include <QImage>
#include <QLabel>
#include <QMenu>
#include <QMouseEvent>
#include <QObject>
#include <QPainter>
#include <QPointer>
#include <QPushButton>
#include <QSet>
#include <QString>
#include <QTimer>
#include <QToolButton>
#include <QWidget>

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>
