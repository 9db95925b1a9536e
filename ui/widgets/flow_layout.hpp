#pragma once

#include <QLayout>

#include <vector>

namespace groundglass::ui {

/// Left to right, then down; the height follows the width.
class FlowLayout final : public QLayout {
    Q_OBJECT

public:
    explicit FlowLayout(QWidget* parent = nullptr, int gap = 4);
    ~FlowLayout() override;

    /// Items of one size, made wider until they fill the rows; their height follows their width.
    void setFilling(bool filling) { m_filling = filling; }

    void addItem(QLayoutItem* item) override;
    /// Puts a widget at a place; the layout's parent owns it.
    void insertWidget(int index, QWidget* widget);
    [[nodiscard]] int count() const override;
    [[nodiscard]] QLayoutItem* itemAt(int index) const override;
    QLayoutItem* takeAt(int index) override;
    [[nodiscard]] Qt::Orientations expandingDirections() const override { return {}; }
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;
    [[nodiscard]] QSize minimumSize() const override;
    [[nodiscard]] QSize sizeHint() const override { return minimumSize(); }
    void setGeometry(const QRect& rect) override;

private:
    int arrange(const QRect& rect, bool place) const;
    [[nodiscard]] QSize sizeOf(const QLayoutItem& item, int width) const;

    std::vector<QLayoutItem*> m_items;  ///< Owned, as QLayout asks.
    int m_gap{};
    bool m_filling{};
};

}  // namespace groundglass::ui
