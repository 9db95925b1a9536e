#pragma once

#include "ui/panel_context.hpp"

#include <QDialog>

class QLabel;
class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace groundglass::ui::dailies {

/// What can honestly be done about a job that may have been charged: look again, say which one at the
/// service it is, or that it was never made. Opening it looks; nothing here sends anything but the last
/// button. Closes itself once the doubt is over.
class DoubtSheet final : public QDialog {
    Q_OBJECT
public:
    DoubtSheet(PanelContext& context, const jobs::Job& job, QWidget* parent);

private:
    void buildChoices(QVBoxLayout& column);
    void follow(const jobs::Job& job);
    void showCandidates(const std::vector<std::string>& candidates);
    void take(const QString& remoteId);

    PanelContext& m_context;
    jobs::JobId m_job;
    QLabel* m_reason;
    QVBoxLayout* m_candidates;
    QLineEdit* m_other;
    QPushButton* m_never;
    QPushButton* m_again;
};

}  // namespace groundglass::ui::dailies
