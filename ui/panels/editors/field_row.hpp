#pragma once

#include "groundglass/film/cascade.hpp"
#include "ui/panels/editors/field_control.hpp"

#include <QColor>
#include <QWidget>

class QLabel;
class QPushButton;
class QVariantAnimation;

namespace groundglass::ui::editors {

/// The name of a field with its mark: a full dot for an own value (click: give it back), a ring for an
/// inherited one (click: make it the shot's own), nothing for a free one.
class FieldName final : public QWidget {
    Q_OBJECT

public:
    enum class Mark { Free, Inherited, Own };
    /// Of a run of neighbours with the same origin: which ends the line between their marks has.
    struct Run {
        bool above{}, below{};
        bool operator==(const Run&) const = default;
    };

    FieldName(const QString& name, const QColor& hue, QWidget* parent);
    void setMark(Mark mark, Run run, const QString& tip);
    void setLit(bool lit);
    [[nodiscard]] QSize sizeHint() const override { return {106, 30}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {106, 22}; }

Q_SIGNALS:
    void markClicked();
    void resetWanted();

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;

private:
    QString m_name;
    QColor m_hue;
    Mark m_mark = Mark::Free;
    Run m_run;
    bool m_lit{}, m_onMark{};
};

/// One field in a section: name, control, and the line that says where inherited values come from.
///
/// Keys within the row: Alt+Backspace gives the value back to inheritance, Alt+Return makes an inherited one
/// own.
class FieldRow final : public QWidget {
    Q_OBJECT

public:
    FieldRow(const film::FieldDescriptor& field, const PanelContext& context, QWidget* parent);

    [[nodiscard]] const film::FieldDescriptor& field() const { return m_field; }
    [[nodiscard]] FieldControl& control() const { return *m_control; }
    /// Reads the field anew from the document. `origin` empty: own or free.
    void refresh(const film::Origin& origin, FieldName::Run run, const QString& originWords);
    /// How many fields the line below speaks for.
    void setOriginLine(int fields, const QString& originWords);
    void setLit(bool lit);
    void flash();
    [[nodiscard]] bool isInherited() const { return m_inherited; }

Q_SIGNALS:
    /// All fields that the line below speaks for should become own.
    void overrideWanted();

protected:
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    [[nodiscard]] QString path() const;
    void reset();
    void takeOver();

    const film::FieldDescriptor& m_field;
    const PanelContext& m_context;
    FieldName* m_name{};
    FieldControl* m_control{};
    QWidget* m_line{};
    QLabel* m_from{};
    QPushButton* m_override{};
    QVariantAnimation* m_flash{};
    double m_glow = 0;
    bool m_inherited{}, m_own{};
};

}  // namespace groundglass::ui::editors
