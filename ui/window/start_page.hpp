#pragma once

#include "ui/bridge/recent_films.hpp"
#include "ui/panel_context.hpp"

#include <QWidget>

#include <vector>

class QLabel;
class QVBoxLayout;

namespace groundglass::ui {

/// Without a film: recent films, the sample, a new one.
class StartPage final : public QWidget {
    Q_OBJECT
public:
    explicit StartPage(PanelContext& context, QWidget* parent = nullptr);

protected:
    void showEvent(QShowEvent* event) override;

private:
    void fillRecent(const std::vector<RecentFilm>& films);

    PanelContext& m_context;
    QLabel* m_recentTitle;
    QVBoxLayout* m_recent;
};

}  // namespace groundglass::ui
