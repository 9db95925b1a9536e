#pragma once

#include <QDialog>

namespace groundglass::ui {

class Actions;

/// Every command with its key, by group. Not modal.
class KeysPage final : public QDialog {
    Q_OBJECT
public:
    explicit KeysPage(const Actions& actions, QWidget* parent = nullptr);
};

}  // namespace groundglass::ui
