#include "ui/panels/prompt/findings.hpp"

#include "ui/document.hpp"
#include "ui/selection.hpp"
#include "ui/theme.hpp"
#include "ui/window/elided_label.hpp"

#include <QBoxLayout>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMouseEvent>
#include <QPushButton>

#include <algorithm>
#include <functional>
#include <optional>
#include <utility>

namespace groundglass::ui::prompt_panel {
namespace {

/// A row that tells when the mouse is on it.
class HoverRow final : public QWidget {
public:
    HoverRow(Selection& selection, QString field) : m_selection(selection), m_field(std::move(field)) {}

protected:
    void enterEvent(QEnterEvent*) override { m_selection.hoverField(m_field); }
    void leaveEvent(QEvent*) override { m_selection.hoverField({}); }
    void mousePressEvent(QMouseEvent*) override { m_selection.activateField(m_field); }

private:
    Selection& m_selection;
    QString m_field;
};

}  // namespace

Findings::Findings(PanelContext& context, QWidget* parent)
    : QWidget(parent), m_context(context), m_rows(new QVBoxLayout(this)) {
    m_rows->setContentsMargins(0, 0, 0, 0);
    m_rows->setSpacing(0);
    setAccessibleName(tr("Findings"));
}

void Findings::setFindings(const std::vector<prompt::Finding>& findings) {
    while (QLayoutItem* item = m_rows->takeAt(0)) {
        if (item->widget()) item->widget()->deleteLater();
        delete item;
    }
    std::vector<const prompt::Finding*> sorted;
    for (const prompt::Finding& finding : findings) sorted.push_back(&finding);
    std::stable_sort(sorted.begin(), sorted.end(), [](const auto* a, const auto* b) {
        return a->ignored != b->ignored ? b->ignored : a->severity > b->severity;
    });
    for (const prompt::Finding* finding : sorted) m_rows->addWidget(rowOf(*finding));
    m_rows->addStretch(1);
}

QWidget* Findings::rowOf(const prompt::Finding& finding) {
    const Theme& theme = m_context.theme;
    using prompt::Severity;
    const QColor tone = finding.ignored                         ? theme.quiet
                        : finding.severity == Severity::Error   ? theme.bad
                        : finding.severity == Severity::Warning ? theme.doubt
                                                                : theme.quiet;
    auto* row = new HoverRow(m_context.selection, QString::fromStdString(finding.field));
    row->setFixedHeight(rowHeight);
    auto* line = new QHBoxLayout(row);
    line->setContentsMargins(2, 2, 0, 2);
    line->setSpacing(Theme::unit);
    auto* icon = new QLabel;
    const QString glyph = finding.severity == Severity::Error     ? QStringLiteral("error")
                          : finding.severity == Severity::Warning ? QStringLiteral("warning")
                                                                  : QStringLiteral("info");
    icon->setPixmap(theme.icon(glyph, tone).pixmap(QSize(16, 16), devicePixelRatioF()));
    icon->setToolTip(tip(shown(finding.rule)));
    line->addWidget(icon);
    auto* text = new ElidedLabel;
    const QString title = shown(finding.title);
    const QString reason =
        finding.ignored ? tr("set aside: %1").arg(shown(finding.note)) : shown(finding.reason);
    text->setText(reason.isEmpty() ? title : QStringLiteral("%1 — %2").arg(title, reason));
    text->setColour(theme.quiet);
    line->addWidget(text, 1);
    const auto addLink = [&](const QString& label, auto act) {
        auto* button = new QPushButton(label);
        button->setProperty("kind", QStringLiteral("link"));
        connect(button, &QPushButton::clicked, this, act);
        line->addWidget(button);
    };
    const film::ShotId shot = finding.shot;
    if (finding.ignored) {
        addLink(tr("Obey again"), [this, shot, rule = finding.rule] {
            static_cast<void>(m_context.document.edit(film::ignoreRule(shot, rule, std::nullopt)));
        });
    } else {
        for (const prompt::Fix& fix : finding.fixes)
            addLink(shownInMenu(fix.label), [this, shot, fix] {
                static_cast<void>(m_context.document.edit(prompt::editOf(shot, fix)));
            });
        addLink(tr("Set aside…"), [this, shot, rule = finding.rule, title] { setAside(shot, rule, title); });
    }
    row->setCursor(Qt::PointingHandCursor);
    row->setAccessibleName(text->text());
    return row;
}

void Findings::setAside(const film::ShotId& shot, const std::string& rule, const QString& title) {
    bool accepted = false;
    const QString note =
        QInputDialog::getText(this, tr("Set aside: %1").arg(title), tr("Why it is right in this shot:"),
                              QLineEdit::Normal, {}, &accepted);
    if (accepted)
        static_cast<void>(
            m_context.document.edit(film::ignoreRule(shot, rule, note.trimmed().toStdString())));
}

}  // namespace groundglass::ui::prompt_panel
