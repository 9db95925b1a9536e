#pragma once

#include <QFrame>
#include <QString>
#include <QStringList>
#include <QWidget>

#include <functional>
#include <vector>

class QLineEdit;
class QListView;
class QPainter;
class QRectF;

namespace groundglass::ui {

/// One thing that can be chosen: a term of a facet, a member of the cast, a frame rate.
struct Option {
    QString id;
    QString label;
    QString definition;   ///< Second line of the list and the tooltip; plain text.
    QString note;         ///< Short and dim at the right: "45° / 45°".
    QStringList aliases;  ///< Found by the search, not shown.
};
/// Paints a small picture of an option into a box of the list.
using OptionPicture = std::function<void(QPainter&, const QRectF&, const QString& id)>;

/// Positions of the options that hold every word of a query in label, alias, id or definition; best first.
/// Options whose label begins with the query come first, then labels, aliases, definitions.
[[nodiscard]] std::vector<int> matchingOptions(const std::vector<Option>& options, const QString& query);

/// The list with a search field that opens below a control. Closes itself; ends with `picked` or nothing.
class OptionPopup final : public QFrame {
    Q_OBJECT

public:
    OptionPopup(const std::vector<Option>& options, OptionPicture picture, QWidget* parent);

    /// Opens below (or, without room, above) the control with `current` marked and the search text preset.
    void openAt(const QWidget& control, const QString& current, const QString& query = {});

Q_SIGNALS:
    void picked(const QString& id);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void filter(const QString& query);
    void pickRow(int row);

    std::vector<Option> m_options;
    std::vector<int> m_rows;
    QLineEdit* m_search{};
    QListView* m_list{};
    class Model;
    Model* m_model{};
};

/// A field that shows one chosen option and opens a searchable list.
///
/// Keys: Space, Enter or Down open; a letter opens with that letter searched; Delete clears; Page Up and Page
/// Down take the neighbouring option.
class OptionPicker final : public QWidget {
    Q_OBJECT

public:
    explicit OptionPicker(QWidget* parent = nullptr);

    void setOptions(std::vector<Option> options);
    void setPicture(OptionPicture picture) { m_picture = std::move(picture); }
    /// `own` false paints the value dim: inherited or free. `free` is shown when the id is empty.
    void setCurrent(const QString& id, bool own, const QString& free = {});
    [[nodiscard]] const QString& current() const { return m_current; }
    /// Text at the right that replaces the option's own note; empty gives it back.
    void setNote(const QString& note);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    void open(const QString& query = {});

Q_SIGNALS:
    /// Empty when cleared by the person.
    void chosen(const QString& id);

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    [[nodiscard]] const Option* find(const QString& id) const;
    void step(int by);
    void describe();

    std::vector<Option> m_options;
    OptionPicture m_picture;
    QString m_current, m_free, m_note;
    bool m_own{};
};

}  // namespace groundglass::ui
