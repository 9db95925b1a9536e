#pragma once

#include "ui/panel_context.hpp"
#include "ui/panels/editors/item_list.hpp"

#include <QColor>
#include <QWidget>

#include <functional>
#include <vector>

class QLabel;
class QToolButton;

namespace groundglass::ui::editors {

/// One record of a list: its head parts, a line that sums up the rest, and the rest when it is opened.
class ItemCard final : public QWidget {
    Q_OBJECT

public:
    ItemCard(const ItemList& list, int index, const PanelContext& context, const QColor& hue,
             QWidget* parent);

    /// Shows the record again. `own` false: inherited, painted dim; the first edit makes the list the shot's
    /// own.
    void refresh(bool own);
    void setEnds(bool first, bool last);
    void setOpen(bool open);
    [[nodiscard]] bool isOpen() const { return m_open; }
    void focusFirst();

Q_SIGNALS:
    void partEdited(int index, int part, const QVariant& value);
    void settled();
    void removeWanted(int index);
    void moveWanted(int from, int to);
    void opened(int index, bool open);

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    using Refresh = std::function<void(const QVariant& value, bool own)>;

    QWidget* makePart(int part, const PanelContext& context, QWidget* parent);
    QWidget* makePick(int part, const PanelContext& context, QWidget* parent);
    QWidget* makePicture(int part, const PanelContext& context, QWidget* parent);
    QWidget* makeNumber(int part, QWidget* parent);
    [[nodiscard]] QString suffixOf(int part) const;
    [[nodiscard]] QString summary() const;

    const ItemList& m_list;
    const PanelContext& m_context;
    int m_index = 0;
    QColor m_hue;
    QWidget* m_body{};
    QWidget* m_first{};
    QLabel* m_summary{};
    QToolButton* m_toggle{};
    QToolButton* m_up{};
    QToolButton* m_down{};
    std::vector<Refresh> m_refresh;  ///< Parallel to the parts.
    bool m_open{}, m_own{};
};

}  // namespace groundglass::ui::editors
