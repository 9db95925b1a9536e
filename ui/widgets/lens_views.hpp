#pragma once

#include <QColor>
#include <QString>
#include <QWidget>

namespace groundglass::ui {

/// The lens seen from above: the wedge that it covers, with its angle and family.
class FieldOfViewWedge final : public QWidget {
    Q_OBJECT

public:
    explicit FieldOfViewWedge(QWidget* parent = nullptr);
    /// Degrees, and the family's name.
    void setView(double hfov, const QString& family);
    void setHue(const QColor& hue);
    [[nodiscard]] QSize sizeHint() const override { return {104, 96}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {88, 96}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    double m_hfov = 40;
    QString m_family;
    QColor m_hue;
};

/// Distance from the lens on a logarithmic scale: what is sharp, where the focus is, where the subject is.
///
/// Drag or the arrow keys move the focus; Delete gives it back to the subject.
class FocusScale final : public QWidget {
    Q_OBJECT

public:
    explicit FocusScale(QWidget* parent = nullptr);
    /// Metres; `far` may be infinite.
    void setDepth(double near, double focus, double far, double subject, bool own);
    /// Text at the right above the scale: "background blur 3.6 % · very shallow".
    void setNote(const QString& note);
    void setHue(const QColor& hue);
    [[nodiscard]] QSize sizeHint() const override { return {240, 72}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {160, 72}; }

Q_SIGNALS:
    void focusMoved(double metres);
    void settled();
    void cleared();

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    [[nodiscard]] double xOf(double metres) const;
    [[nodiscard]] double metresAt(double x) const;
    void paintScale(QPainter& painter, double middle) const;

    double m_near = 1, m_focus = 2, m_far = 3, m_subject = 2;
    QString m_note;
    QColor m_hue;
    bool m_own{};
};

/// "1.48 m", "35 cm", "∞".
[[nodiscard]] QString distanceText(double metres);

}  // namespace groundglass::ui
