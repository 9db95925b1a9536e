#pragma once

#include "ui/theme.hpp"

#include <QWidget>

namespace groundglass::ui::prompt_panel {

/// A thin bar: how much of the dialect's room the prompt takes.
class LengthMeter final : public QWidget {
    Q_OBJECT
public:
    explicit LengthMeter(const Theme& theme, QWidget* parent = nullptr);

    /// 0…1, more than 1 is too long; negative hides it.
    void setShare(double share);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& m_theme;
    double m_share = -1;
};

}  // namespace groundglass::ui::prompt_panel
