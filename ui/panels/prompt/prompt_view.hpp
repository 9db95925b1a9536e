#pragma once

#include "ui/models/prompt_text.hpp"
#include "ui/theme.hpp"

#include "groundglass/film/fields.hpp"

#include <QTextLayout>
#include <QWidget>

#include <memory>
#include <vector>

namespace groundglass::ui {
class Selection;
}

namespace groundglass::ui::prompt_panel {

/// The prompt as text, every phrase underlined in the hue of its section. A phrase under the mouse lights its
/// control and the other way round; a click or Enter leads to the control; arrow keys go from phrase to
/// phrase.
class PromptView final : public QWidget {
    Q_OBJECT
public:
    PromptView(const Theme& theme, Selection& selection, QWidget* parent = nullptr);

    void setPrompt(PromptText prompt);
    [[nodiscard]] const PromptText& prompt() const { return m_prompt; }
    /// A sentence in place of a prompt.
    void setProblem(const QString& problem);
    /// The room that can be seen: a text that is longer is set smaller, down to the size of all other text.
    void setRoom(const QSize& room);
    [[nodiscard]] int textSize() const { return m_size; }
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {200, 28}; }
    /// Boxes of a phrase, one a line.
    [[nodiscard]] std::vector<QRectF> boxesOf(int phrase) const;

Q_SIGNALS:
    void phraseFocused(const QRect& box);

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    static constexpr int largest = 15;
    static constexpr int smallest = 13;
    struct Block {
        int begin{};
        std::unique_ptr<QTextLayout> layout;
        qreal top{};
    };
    [[nodiscard]] std::vector<Block> layOut(int width, qreal& height, int size) const;
    [[nodiscard]] int heightAt(int width, int size) const;
    void fit();
    void arrange();
    [[nodiscard]] int phraseAt(const QPointF& place) const;
    void focusPhrase(int phrase);

    const Theme& m_theme;
    Selection& m_selection;
    PromptText m_prompt;
    QString m_problem;
    std::vector<Block> m_blocks;
    QSize m_room;
    int m_size = largest;  ///< Of the letters, px.
    int m_focused = -1;
};

}  // namespace groundglass::ui::prompt_panel
