#include "ui/window/window_memory.hpp"

#include "groundglass/base/paths.hpp"
#include "ui/window/actions.hpp"

#include <QAction>
#include <QMainWindow>
#include <QSplitter>

namespace groundglass::ui {
namespace {

/// Another number when the parts of the window change, so that old sizes are not put on new parts.
constexpr int arrangement = 1;

bool isKept(const QAction& action) {
    const QString id = action.objectName();
    return action.isCheckable() &&
           (id.startsWith(QStringLiteral("view_")) || id.startsWith(QStringLiteral("glass_")));
}

}  // namespace

WindowMemory::WindowMemory(const std::filesystem::path& file)
    : m_settings(QString::fromStdString(file.string()), QSettings::IniFormat) {}

std::filesystem::path WindowMemory::usualFile() {
    return base::configFolder() / "studio.ini";
}

bool WindowMemory::known() const {
    return m_settings.value(QStringLiteral("window/arrangement")).toInt() == arrangement;
}

bool WindowMemory::restorePlace(QMainWindow& window) const {
    return known() && window.restoreGeometry(m_settings.value(QStringLiteral("window/place")).toByteArray());
}

bool WindowMemory::restoreSplitters(QWidget& window) const {
    if (!known()) return false;
    bool any = false;
    const auto splitters = window.findChildren<QSplitter*>();
    for (QSplitter* splitter : splitters) {
        const QString name = splitter->objectName();
        if (name.isEmpty()) continue;
        const QByteArray state = m_settings.value(QStringLiteral("splitters/") + name).toByteArray();
        if (!state.isEmpty() && splitter->restoreState(state)) any = true;
        splitter->setChildrenCollapsible(false);
    }
    return any;
}

void WindowMemory::restoreShown(const Actions& actions) const {
    if (!known()) return;
    for (QAction* action : actions.all()) {
        const QString key = QStringLiteral("shown/") + action->objectName();
        if (isKept(*action) && m_settings.contains(key)) action->setChecked(m_settings.value(key).toBool());
    }
}

QString WindowMemory::section() const {
    return known() ? m_settings.value(QStringLiteral("window/section")).toString() : QString();
}

QString WindowMemory::page() const {
    return known() ? m_settings.value(QStringLiteral("window/page")).toString() : QString();
}

void WindowMemory::keep(const QMainWindow& window, const Actions& actions, bool splitters,
                        const QString& section, const QString& page) {
    m_settings.setValue(QStringLiteral("window/arrangement"), arrangement);
    m_settings.setValue(QStringLiteral("window/place"), window.saveGeometry());
    m_settings.setValue(QStringLiteral("window/section"), section);
    m_settings.setValue(QStringLiteral("window/page"), page);
    const auto parts = splitters ? window.findChildren<QSplitter*>() : QList<QSplitter*>();
    for (const QSplitter* splitter : parts) {
        if (!splitter->objectName().isEmpty())
            m_settings.setValue(QStringLiteral("splitters/") + splitter->objectName(), splitter->saveState());
    }
    for (const QAction* action : actions.all()) {
        if (isKept(*action))
            m_settings.setValue(QStringLiteral("shown/") + action->objectName(), action->isChecked());
    }
    m_settings.sync();
}

}  // namespace groundglass::ui
