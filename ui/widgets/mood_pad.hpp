#pragma once

#include <QColor>
#include <QString>
#include <QWidget>

#include <vector>

namespace groundglass::ui {

/// Valence across (unpleasant … pleasant) and arousal up (calm … excited), with the mood words where their
/// numbers put them. Drag the handle; click a word to take it or put it back.
///
/// Keys: arrows move by 0.05 (Shift: 0.01), Delete gives the place back.
class MoodPad final : public QWidget {
    Q_OBJECT

public:
    struct Word {
        QString id;
        QString label;
        double valence{};
        double arousal{};
    };

    explicit MoodPad(QWidget* parent = nullptr);

    void setWords(std::vector<Word> words);
    void setChosen(const QStringList& ids);
    /// −1…1 each; `own` false paints the handle hollow.
    void setPlace(double valence, double arousal, bool own);
    void setHue(const QColor& hue);

    [[nodiscard]] QSize sizeHint() const override { return {320, 232}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {220, 200}; }
    [[nodiscard]] QPointF pointOf(double valence, double arousal) const;
    /// Where a word is drawn; empty when there is no room for it.
    [[nodiscard]] QRectF wordBox(const QString& id) const;

Q_SIGNALS:
    void moved(double valence, double arousal);
    void settled();
    void cleared();
    void toggled(const QString& id);

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void layOutWords();
    [[nodiscard]] int wordAt(const QPointF& point) const;
    void moveTo(const QPointF& point);
    void paintField(QPainter& painter) const;

    std::vector<Word> m_words;
    std::vector<QRectF> m_boxes;  ///< Parallel to m_words; empty where there is no room.
    QStringList m_chosen;
    QColor m_hue;
    double m_valence = 0, m_arousal = 0;
    int m_hover = -1;
    bool m_own{}, m_dragging{};
};

}  // namespace groundglass::ui
