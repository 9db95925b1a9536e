#pragma once

#include <QPlainTextEdit>

namespace groundglass::ui {

/// Plain text that grows with its lines up to a bound. Tab leaves it; Enter ends the edit unless lines are
/// wanted.
class GrowingText final : public QPlainTextEdit {
    Q_OBJECT

public:
    explicit GrowingText(int mostLines, QWidget* parent = nullptr);

    /// Sets the text unless it is the same; emits nothing. `own` false paints it dim.
    void show(const QString& text, bool own);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void typed(const QString& text);
    void settled();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void insertFromMimeData(const QMimeData* source) override;

private:
    [[nodiscard]] int wantedHeight() const;
    void dress(bool own);
    void fit();

    int m_mostLines = 4;
    bool m_showing{}, m_own = true, m_dressed{};
};

}  // namespace groundglass::ui
