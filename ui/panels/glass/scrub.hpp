#pragma once

#include "ui/theme.hpp"

#include <QWidget>

#include <vector>

namespace groundglass::ui::glass {

/// A thin line of time: what is there to play, beats as marks, and the head. Mouse and arrow keys move it.
class Scrub final : public QWidget {
    Q_OBJECT
public:
    explicit Scrub(const Theme& theme, QWidget* parent = nullptr);

    void setRange(int count);
    void setFrame(int frame);
    void setAvailable(int available);
    /// Frames at which something begins.
    void setMarks(std::vector<int> marks);
    QSize sizeHint() const override { return {200, 20}; }

Q_SIGNALS:
    void sought(int frame);
    void stepped(int by);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void seekTo(qreal x);
    [[nodiscard]] qreal xOf(int frame) const;

    const Theme& m_theme;
    std::vector<int> m_marks;
    int m_count = 0;
    int m_frame = 0;
    int m_available = 0;
};

}  // namespace groundglass::ui::glass
