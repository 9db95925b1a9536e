#include "ui/window/notice_bar.hpp"

#include "ui/theme.hpp"

#include <QBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QTimer>
#include <QToolButton>

#include <algorithm>
#include <utility>

namespace groundglass::ui {

NoticeBar::NoticeBar(const Theme& theme, QWidget* parent)
    : QWidget(parent),
      m_theme(theme),
      m_icon(new QLabel(this)),
      m_text(new QLabel(this)),
      m_more(new QLabel(this)),
      m_answers(new QHBoxLayout),
      m_close(new QToolButton(this)) {
    setAttribute(Qt::WA_StyledBackground);
    setProperty("role", QStringLiteral("notice"));
    setAccessibleName(tr("Notice"));
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_more->setProperty("role", QStringLiteral("quiet"));
    m_close->setIcon(theme.icon(QStringLiteral("close"), theme.quiet));
    m_close->setIconSize({14, 14});
    m_close->setToolTip(tr("Close this notice"));
    m_close->setAccessibleName(m_close->toolTip());
    connect(m_close, &QToolButton::clicked, this, [this] { take(m_shown); });

    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(Theme::gap, Theme::unit, Theme::unit, Theme::unit);
    layout->setSpacing(Theme::unit);
    layout->addWidget(m_icon);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_more);
    layout->addLayout(m_answers);
    layout->addWidget(m_close);
    hide();
}

void NoticeBar::tell(Notice notice) {
    std::erase_if(m_notices, [&](const Notice& known) { return known.id == notice.id; });
    if (notice.secondsShown > 0) {
        QTimer::singleShot(notice.secondsShown * 1000, this, [this, id = notice.id, text = notice.text] {
            const auto same = [&](const Notice& known) { return known.id == id && known.text == text; };
            if (std::any_of(m_notices.begin(), m_notices.end(), same)) take(id);
        });
    }
    m_notices.push_back(std::move(notice));
    std::stable_sort(m_notices.begin(), m_notices.end(),
                     [](const Notice& a, const Notice& b) { return a.kind > b.kind; });
    showFirst();
}

void NoticeBar::take(const QString& id) {
    std::erase_if(m_notices, [&](const Notice& known) { return known.id == id; });
    showFirst();
}

bool NoticeBar::tells(const QString& id) const {
    return std::any_of(m_notices.begin(), m_notices.end(),
                       [&](const Notice& known) { return known.id == id; });
}

void NoticeBar::showFirst() {
    while (QLayoutItem* item = m_answers->takeAt(0)) {
        if (item->widget()) item->widget()->deleteLater();
        delete item;
    }
    setVisible(!m_notices.empty());
    m_shown.clear();
    if (m_notices.empty()) return;
    const Notice& notice = m_notices.front();
    m_shown = notice.id;
    const bool calm = notice.kind == Notice::Kind::Info;
    const QColor tone = calm                                 ? m_theme.accent
                        : notice.kind == Notice::Kind::Error ? m_theme.bad
                                                             : m_theme.doubt;
    m_icon->setPixmap(m_theme.icon(calm ? QStringLiteral("info") : QStringLiteral("warning"), tone)
                          .pixmap(QSize(18, 18), devicePixelRatioF()));
    m_text->setText(notice.text);
    m_text->setToolTip(tip(notice.detail));
    m_more->setVisible(m_notices.size() > 1);
    m_more->setText(tr("+%n more", nullptr, static_cast<int>(m_notices.size()) - 1));
    for (const Notice::Answer& answer : notice.answers) {
        auto* button = new QPushButton(answer.text, this);
        connect(button, &QPushButton::clicked, this, [this, id = notice.id, act = answer.act] {
            take(id);
            if (act) act();
        });
        m_answers->addWidget(button);
    }
}

}  // namespace groundglass::ui
