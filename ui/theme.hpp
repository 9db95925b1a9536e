#pragma once

#include <QColor>
#include <QFont>
#include <QIcon>
#include <QPalette>
#include <QString>

#include <string_view>

class QApplication;

namespace groundglass::ui {

/// Tones, hues, type and distances of the studio. Everything that is drawn takes its colours from here or
/// from resources/themes/dark.qss, whose `@name` words are replaced by these values.
struct Theme {
    // tones
    QColor ground{0x1d, 0x1d, 0x1e};  ///< Window.
    QColor pane{0x25, 0x25, 0x26};    ///< Panels.
    QColor raised{0x2c, 0x2c, 0x2e};  ///< Cards, inputs.
    QColor lifted{0x36, 0x36, 0x39};  ///< Hovered inputs, selected rows.
    QColor line{0x3a, 0x3a, 0x3d};
    QColor text{0xdc, 0xdc, 0xdd};
    QColor quiet{0x94, 0x94, 0x99};  ///< Second-rank text.
    QColor faint{0x6c, 0x6c, 0x72};  ///< Disabled, hints in empty places; not for text that must be read.
    QColor accent{0xe8, 0xa3, 0x4a};
    QColor onAccent{0x1d, 0x17, 0x0e};
    // honest states
    QColor good{0x8f, 0xd0, 0xa8};   ///< Stored.
    QColor doubt{0xf0, 0xc4, 0x6a};  ///< May have been charged; warning.
    QColor bad{0xe5, 0x80, 0x70};    ///< Failed; error.

    // distances in device-independent pixels, on a grid of 8
    static constexpr int half = 4;
    static constexpr int unit = 8;
    static constexpr int gap = 16;
    static constexpr int wide = 24;
    static constexpr int radius = 6;
    static constexpr int row = 32;  ///< Height of inputs and buttons.
    static constexpr int barHeight = 48;

    /// Hue of a section: "light" or a path like "light/pattern"; quiet for an unknown one.
    [[nodiscard]] QColor hue(std::string_view groupOrPath) const;
    [[nodiscard]] QColor hue(const QString& groupOrPath) const;

    /// Inter at 13 px where it is installed, else the system's.
    [[nodiscard]] static QFont body();
    [[nodiscard]] static QFont small();    ///< 11.5 px.
    [[nodiscard]] static QFont strong();   ///< 13 px, semibold.
    [[nodiscard]] static QFont title();    ///< 15 px, semibold.
    [[nodiscard]] static QFont prose();    ///< 15 px: the prompt.
    [[nodiscard]] static QFont caption();  ///< 11 px, spaced capitals: "SCENES & SHOTS".

    [[nodiscard]] QPalette palette() const;
    /// Style, palette, font and style sheet of the program.
    void apply(QApplication& application) const;

    /// An icon of resources/icons in text, quiet (disabled) and accent (checked) tones.
    [[nodiscard]] QIcon icon(const QString& name) const;
    [[nodiscard]] QIcon icon(const QString& name, const QColor& colour) const;
};

/// Foreign or core text for a widget: hidden characters made visible. Set it as plain text.
[[nodiscard]] QString shown(std::string_view utf8);
/// The same for menus, buttons and tabs, where `&` is a mnemonic mark.
[[nodiscard]] QString shownInMenu(std::string_view utf8);

/// Any text for a tool tip: shown as it is, with line breaks where it is long.
[[nodiscard]] QString tip(const QString& plain);

}  // namespace groundglass::ui
