#pragma once

#include <QString>
#include <QWidget>

#include <functional>
#include <vector>

class QHBoxLayout;
class QLabel;
class QToolButton;

namespace groundglass::ui {

struct Theme;

/// One thing to tell, with what can be done about it.
struct Notice {
    enum class Kind { Info, Warning, Error };
    struct Answer {
        QString text;
        std::function<void()> act;  ///< May be empty: the notice just goes.
    };
    QString id;  ///< A newer notice with the same id takes its place.
    Kind kind = Kind::Info;
    QString text;
    QString detail;  ///< In a tool tip; may be empty.
    std::vector<Answer> answers;
    int secondsShown = 0;  ///< 0 = until it is answered or closed.
};

/// A line under the film bar that never takes the focus or stops the work. Several notices wait behind one
/// another; the worst comes first.
class NoticeBar final : public QWidget {
    Q_OBJECT
public:
    explicit NoticeBar(const Theme& theme, QWidget* parent = nullptr);

    void tell(Notice notice);
    void take(const QString& id);  ///< It is no longer true.
    [[nodiscard]] bool tells(const QString& id) const;

private:
    void showFirst();

    const Theme& m_theme;
    std::vector<Notice> m_notices;
    QLabel* m_icon;
    QLabel* m_text;
    QLabel* m_more;
    QHBoxLayout* m_answers;
    QToolButton* m_close;
    QString m_shown;
};

}  // namespace groundglass::ui
