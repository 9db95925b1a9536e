#pragma once

#include "ui/widgets/option_picker.hpp"

#include <QStringList>
#include <QWidget>

class QLineEdit;
class QToolButton;

namespace groundglass::ui {

class FlowLayout;

/// One word with a cross. Keys: Delete removes; Left and Right go to the neighbours.
class Chip final : public QWidget {
    Q_OBJECT

public:
    Chip(const QString& label, const QString& tip, const QColor& hue, bool own, QWidget* parent);
    [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
    void removed();

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    [[nodiscard]] QRectF cross() const;

    QString m_label;
    QColor m_hue;
    bool m_own{};
};

/// A list of words as chips with a way to add: options from a searchable list, or free text.
class Chips final : public QWidget {
    Q_OBJECT

public:
    /// Words of a vocabulary.
    explicit Chips(QWidget* parent = nullptr);

    /// Only these can be added.
    void setOptions(std::vector<Option> options);
    /// Anything can be typed; `hint` stands in the empty line.
    void setFreeText(const QString& hint);
    void setHue(const QColor& hue) { m_hue = hue; }
    /// 0 = no bound; with that many the way to add goes away.
    void setMost(int most) { m_most = most; }
    void setItems(const QStringList& items, bool own);
    [[nodiscard]] const QStringList& items() const { return m_items; }
    void setNames(const QString& accessibleName);

Q_SIGNALS:
    void edited(const QStringList& items);

private:
    void rebuild();
    void add(const QString& item);
    void openList();

    std::vector<Option> m_options;
    QStringList m_items;
    QColor m_hue;
    FlowLayout* m_flow{};
    QToolButton* m_add{};
    QLineEdit* m_line{};
    std::vector<Chip*> m_chips;
    int m_most = 0;
    bool m_own{};
};

}  // namespace groundglass::ui
