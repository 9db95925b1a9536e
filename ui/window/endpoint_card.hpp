#pragma once

#include "groundglass/jobs/outside.hpp"
#include "ui/bridge/keyring.hpp"

#include <QWidget>

class QHBoxLayout;
class QLabel;
class QPushButton;
class QVBoxLayout;

namespace groundglass::ui {

struct Theme;

/// One endpoint: its name, family and address, where its key is, and what can be done.
class EndpointCard final : public QWidget {
    Q_OBJECT
public:
    /// `openJobs`: clips on their way that removal would leave behind.
    EndpointCard(const Theme& theme, const jobs::Endpoint& endpoint, const KeyState& key, int openJobs,
                 QWidget* parent = nullptr);

Q_SIGNALS:
    void editWanted(bool atKey);
    void forgetWanted();
    void askAgainWanted();
    void removeWanted();

private:
    QHBoxLayout* headLine(const Theme& theme);
    QHBoxLayout* keyLine(const Theme& theme, const KeyState& key);
    QWidget* removeLine(int openJobs);

    jobs::Endpoint m_endpoint;
    QPushButton* m_remove;
};

/// Where the key is, as a sentence, and how well that is: good, quiet, doubt or bad (a role of the style
/// sheet).
struct KeyWords {
    QString text;
    const char* role;
    const char* icon;
};
[[nodiscard]] KeyWords keyWords(const std::string& endpoint, const KeyState& key);

}  // namespace groundglass::ui
