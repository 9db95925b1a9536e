#include "ui/window/window_memory.hpp"

#include "groundglass/base/paths.hpp"
#include "ui/window/actions.hpp"

#include <QAction>
#include <QMainWindow>
#include <QSettings>
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

WindowMemory::Values WindowMemory::read(const std::filesystem::path& file) {
    const QSettings settings(QString::fromStdString(file.string()), QSettings::IniFormat);
    Values values;
    const QStringList keys = settings.allKeys();
    for (const QString& key : keys) values.insert(key, settings.value(key));
    return values;
}

void WindowMemory::write(const std::filesystem::path& file, const Values& values) {
    QSettings settings(QString::fromStdString(file.string()), QSettings::IniFormat);
    for (auto value = values.cbegin(); value != values.cend(); ++value)
        settings.setValue(value.key(), value.value());
    settings.sync();
}

std::filesystem::path WindowMemory::usualFile() {
    return base::configFolder() / "studio.ini";
}

bool WindowMemory::known() const {
    return m_values.value(QStringLiteral("window/arrangement")).toInt() == arrangement;
}

bool WindowMemory::restorePlace(QMainWindow& window) const {
    return known() && window.restoreGeometry(m_values.value(QStringLiteral("window/place")).toByteArray());
}

bool WindowMemory::restoreSplitters(QWidget& window) const {
    if (!known()) return false;
    bool any = false;
    const auto splitters = window.findChildren<QSplitter*>();
    for (QSplitter* splitter : splitters) {
        const QString name = splitter->objectName();
        if (name.isEmpty()) continue;
        const QByteArray state = m_values.value(QStringLiteral("splitters/") + name).toByteArray();
        if (!state.isEmpty() && splitter->restoreState(state)) any = true;
        splitter->setChildrenCollapsible(false);
    }
    return any;
}

void WindowMemory::restoreShown(const Actions& actions) const {
    if (!known()) return;
    for (QAction* action : actions.all()) {
        const QString key = QStringLiteral("shown/") + action->objectName();
        if (isKept(*action) && m_values.contains(key)) action->setChecked(m_values.value(key).toBool());
    }
}

QString WindowMemory::section() const {
    return known() ? m_values.value(QStringLiteral("window/section")).toString() : QString();
}

QString WindowMemory::page() const {
    return known() ? m_values.value(QStringLiteral("window/page")).toString() : QString();
}

void WindowMemory::keep(const QMainWindow& window, const Actions& actions, bool splitters,
                        const QString& section, const QString& page) {
    m_values.insert(QStringLiteral("window/arrangement"), arrangement);
    m_values.insert(QStringLiteral("window/place"), window.saveGeometry());
    m_values.insert(QStringLiteral("window/section"), section);
    m_values.insert(QStringLiteral("window/page"), page);
    const auto parts = splitters ? window.findChildren<QSplitter*>() : QList<QSplitter*>();
    for (const QSplitter* splitter : parts) {
        if (!splitter->objectName().isEmpty())
            m_values.insert(QStringLiteral("splitters/") + splitter->objectName(), splitter->saveState());
    }
    for (const QAction* action : actions.all()) {
        if (isKept(*action))
            m_values.insert(QStringLiteral("shown/") + action->objectName(), action->isChecked());
    }
}

}  // namespace groundglass::ui
