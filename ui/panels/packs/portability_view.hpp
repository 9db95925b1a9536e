#pragma once

#include "ui/panel_context.hpp"

#include <QString>
#include <QTimer>
#include <QWidget>

#include <stop_token>
#include <vector>

class QLabel;

namespace groundglass::ui::packs {

/// What one dialect makes of one shot.
struct PortabilityCell {
    bool composed = false;
    int facts = 0, weakened = 0, dropped = 0;
    QString words;  ///< For the tip: the counts, then what is lost; or why it cannot be composed.
};
/// Shots are rows, dialects are columns.
struct PortabilityTable {
    struct Shot {
        film::ShotId id;
        QString number, title;
    };
    std::vector<Shot> shots;
    std::vector<QString> dialects;                    ///< Titles.
    int own = -1;                                     ///< The film's own dialect.
    std::vector<std::vector<PortabilityCell>> cells;  ///< [shot][dialect].
};
/// Composes every shot in every dialect that is not archived. Thread: any; a stop gives what is there.
[[nodiscard]] PortabilityTable portabilityOf(const app::Library& library, const film::Film& film,
                                             const std::stop_token& stop);

/// The table, drawn: how many facts of a shot a dialect loses. A click leads to the shot.
class PortabilityView final : public QWidget {
    Q_OBJECT
public:
    PortabilityView(PanelContext& context, QWidget* parent);

    [[nodiscard]] const PortabilityTable& table() const { return m_table; }

Q_SIGNALS:
    void shotWanted(const groundglass::film::ShotId& shot);

protected:
    void showEvent(QShowEvent* event) override;

private:
    class Head;
    class Body;
    void stale();
    void compute();

    PanelContext& m_context;
    PortabilityTable m_table;
    Head* m_head;
    Body* m_body;
    QLabel* m_state;
    QTimer m_soon;  ///< It follows the film, but not every step of a drag.
    std::stop_source m_stop;
    bool m_stale = true;
};

}  // namespace groundglass::ui::packs
