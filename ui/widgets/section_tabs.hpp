#pragma once

#include <QColor>
#include <QString>
#include <QWidget>

#include <vector>

namespace groundglass::ui {

/// Names in as many rows as the width asks for; the chosen one in its hue. A dot marks sections with own
/// values.
///
/// Keys: arrows, Home and End choose.
class SectionTabs final : public QWidget {
    Q_OBJECT

public:
    struct Tab {
        QString id;
        QString label;
        QString tip;
        QColor hue;
    };

    explicit SectionTabs(QWidget* parent = nullptr);
    void setTabs(std::vector<Tab> tabs);
    void setCurrent(const QString& id);
    [[nodiscard]] QString current() const;
    void setMarked(const QStringList& ids);

    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;
    [[nodiscard]] QSize sizeHint() const override { return {360, heightForWidth(360)}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {200, heightForWidth(360)}; }
    [[nodiscard]] QRectF tabBox(int index) const { return boxes(width())[static_cast<std::size_t>(index)]; }

Q_SIGNALS:
    void chosen(const QString& id);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool event(QEvent* event) override;

private:
    [[nodiscard]] std::vector<QRectF> boxes(int width) const;
    [[nodiscard]] int at(const QPointF& point) const;
    void choose(int index);

    std::vector<Tab> m_tabs;
    QStringList m_marked;
    int m_current = 0;
    int m_hover = -1;
    bool m_byKey{};  ///< The focus came by the keyboard: it is shown.
};

}  // namespace groundglass::ui
