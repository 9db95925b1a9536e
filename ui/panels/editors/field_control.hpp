#pragma once

#include "groundglass/app/services.hpp"
#include "groundglass/film/fields.hpp"
#include "ui/panel_context.hpp"

#include <QString>
#include <QWidget>

#include <memory>
#include <string>

namespace groundglass::ui::editors {

/// What a control shows of one field of the current shot.
struct FieldState {
    film::FieldValue value;       ///< Effective; `monostate`: free.
    film::FieldValue measured;    ///< What a free field comes to by default; `monostate`: no such value.
    QString free;                 ///< "free · Normal by default"; for controls that show words.
    bool own{};                   ///< The shot itself sets it.
    const app::ShotView* view{};  ///< Never null while show() runs.
    const film::Film* film{};     ///< Never null while show() runs.
};

/// The control of one field. It shows a state and says what a person wants; it never writes.
class FieldControl : public QWidget {
    Q_OBJECT

public:
    FieldControl(const film::FieldDescriptor& field, QWidget* parent) : QWidget(parent), m_field(field) {}

    virtual void show(const FieldState& state) = 0;
    /// Takes the focus to one item of a list; −1 to the control itself.
    virtual void focusItem(int index) {
        static_cast<void>(index);
        setFocus(Qt::OtherFocusReason);
    }
    /// True when the control wants the whole width, its label above.
    [[nodiscard]] virtual bool isWide() const { return false; }
    [[nodiscard]] const film::FieldDescriptor& field() const { return m_field; }

Q_SIGNALS:
    /// A new value, live; `monostate` gives the field back.
    void edited(const groundglass::film::FieldValue& value);
    /// The step of undo ends.
    void settled();

private:
    const film::FieldDescriptor& m_field;
};

/// Makes the control of a field's kind, or the picture control that its path has.
[[nodiscard]] FieldControl* makeControl(const film::FieldDescriptor& field, const PanelContext& context,
                                        QWidget* parent);
/// Picture controls: sizes, angles, views, horizons, ratios. Null for other paths.
[[nodiscard]] FieldControl* makePictureControl(const film::FieldDescriptor& field,
                                               const PanelContext& context, QWidget* parent);
[[nodiscard]] FieldControl* makeCdlControl(const film::FieldDescriptor& field, QWidget* parent);
[[nodiscard]] FieldControl* makeSplitToneControl(const film::FieldDescriptor& field, QWidget* parent);
/// Lists of records as cards. Null for other kinds.
[[nodiscard]] FieldControl* makeListControl(const film::FieldDescriptor& field, const PanelContext& context,
                                            QWidget* parent);

}  // namespace groundglass::ui::editors
