#include "ui/window/keys_page.hpp"

#include "ui/theme.hpp"
#include "ui/window/actions.hpp"

#include <QAction>
#include <QBoxLayout>
#include <QCoreApplication>
#include <QGridLayout>
#include <QLabel>

#include <string_view>

namespace groundglass::ui {

KeysPage::KeysPage(const Actions& actions, QWidget* parent) : QDialog(parent) {
    setWindowTitle(tr("Every key"));
    auto* columns = new QHBoxLayout(this);
    columns->setContentsMargins(32, Theme::wide, 32, 32);
    columns->setSpacing(48);
    QVBoxLayout* column = nullptr;
    QGridLayout* grid = nullptr;
    std::string_view group;
    int groups = 0;
    for (const ActionRow& row : Actions::table()) {
        if (*row.shortcut == '\0') continue;
        if (group != row.group) {
            group = row.group;
            if (groups++ % 2 == 0) {
                if (column) column->addStretch(1);
                column = new QVBoxLayout;
                column->setSpacing(Theme::half);
                columns->addLayout(column);
            }
            auto* heading = new QLabel(QCoreApplication::translate("Actions", row.group));
            heading->setFont(Theme::caption());
            heading->setProperty("role", QStringLiteral("caption"));
            column->addSpacing(Theme::unit);
            column->addWidget(heading);
            grid = new QGridLayout;
            grid->setHorizontalSpacing(Theme::wide);
            grid->setVerticalSpacing(6);
            grid->setColumnStretch(0, 1);
            column->addLayout(grid);
        }
        QStringList keys;
        for (const QKeySequence& key : actions[row.id]->shortcuts())
            keys << key.toString(QKeySequence::NativeText);
        auto* key = new QLabel(keys.join(QStringLiteral("  ·  ")));
        key->setProperty("role", QStringLiteral("quiet"));
        key->setAlignment(Qt::AlignRight);
        const int line = grid->count() / 2;
        grid->addWidget(new QLabel(QCoreApplication::translate("Actions", row.text)), line, 0);
        grid->addWidget(key, line, 1);
    }
    if (column) column->addStretch(1);
}

}  // namespace groundglass::ui
