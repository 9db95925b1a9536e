#pragma once

#include "ui/panel_context.hpp"
#include "ui/tour.hpp"

#include <QWidget>

#include <vector>

namespace groundglass::ui::dailies {

class QueueView;
class TakesView;

/// The bottom: what is on its way, and what came back for the current shot.
class Dailies final : public QWidget {
    Q_OBJECT
public:
    Dailies(PanelContext& context, QWidget* parent);

    [[nodiscard]] std::vector<TourStep> tour();

private:
    PanelContext& m_context;
    QueueView* m_queue;
    TakesView* m_takes;
};

}  // namespace groundglass::ui::dailies
