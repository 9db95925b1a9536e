#pragma once

#include "ui/panel_context.hpp"
#include "ui/tour.hpp"

#include <QImage>
#include <QTimer>
#include <QWidget>

#include <vector>

class QLabel;
class QToolButton;

namespace groundglass::ui {
class ElidedLabel;
}

namespace groundglass::ui::glass {

class ClipFrames;
class MoveFrames;
class NumbersLine;
class Screen;
class Scrub;
class Transport;

/// The centre: the live picture of the current shot, its move, or the takes that are being reviewed.
class Glass final : public QWidget {
    Q_OBJECT
public:
    Glass(PanelContext& context, QWidget* parent);

    [[nodiscard]] std::vector<TourStep> tour();

private:
    void build();
    void connectEngine();
    void connectActions();
    void enableActions();
    // the shot
    void followShot();
    void requestPicture();
    [[nodiscard]] viewfinder::RenderOptions optionsNow() const;
    void showMarks();
    // takes
    void followTakes();
    void showTakes();
    [[nodiscard]] bool reviewing() const;
    /// One take is held against the live picture of the shot, which follows what is edited.
    [[nodiscard]] bool comparesLive() const;
    void requestLive();
    // time
    void showFrame(int frame);
    void showTime();
    void playingChanged(bool playing);

    PanelContext& m_context;
    Screen* m_screen;
    Scrub* m_scrub;
    NumbersLine* m_numbers;
    ElidedLabel* m_takeTitle;
    QLabel* m_sound;
    QToolButton* m_play;
    QLabel* m_time;
    std::vector<QToolButton*> m_takeTools;
    Transport* m_transport;
    MoveFrames* m_move;
    ClipFrames* m_clipA;
    ClipFrames* m_clipB;
    QImage m_live;    ///< The other side of comparesLive().
    QTimer m_settle;  ///< The full picture follows when the head rests.
    quint64 m_ticket = 0;
};

}  // namespace groundglass::ui::glass
