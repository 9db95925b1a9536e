#include "ui/bridge/background.hpp"
#include "ui/document.hpp"
#include "ui/panels/packs/packs_page.hpp"
#include "ui/panels/packs/portability_view.hpp"
#include "ui/theme.hpp"
#include "ui/window/actions.hpp"

#include <QAction>
#include <QButtonGroup>
#include <QFileDialog>
#include <QHeaderView>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace groundglass::ui::packs {

namespace {

constexpr std::size_t longestText = 200'000;  // bytes shown of one entry

QPixmap pictureOf(const std::string& bytes, int width) {
    QImage image =
        QImage::fromData(reinterpret_cast<const uchar*>(bytes.data()), static_cast<int>(bytes.size()));
    if (image.isNull()) return {};
    return QPixmap::fromImage(image.scaledToWidth(width, Qt::SmoothTransformation));
}

}  // namespace

QWidget* PacksPage::makeInspect() {
    auto* side = new QWidget(this);
    side->setProperty("role", QStringLiteral("pane"));
    side->setAttribute(Qt::WA_StyledBackground);
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins(Theme::wide, Theme::gap, Theme::wide, Theme::gap);
    column->setSpacing(Theme::unit);
    auto* open = new QPushButton(tr("Open a pack…"), side);
    auto* head = new QHBoxLayout;
    head->addWidget(makeSides(side));
    head->addStretch(1);
    head->addWidget(open);
    column->addLayout(head);
    m_sides = new QStackedWidget(side);
    auto* portability = new PortabilityView(m_context, m_sides);
    connect(portability, &PortabilityView::shotWanted, this, [this](const film::ShotId& shot) {
        m_context.document.selectShot(shot);
        m_context.actions["page_shot"]->trigger();
    });
    m_sides->addWidget(portability);
    m_sides->addWidget(makePack());
    column->addWidget(m_sides, 1);
    connect(open, &QPushButton::clicked, this, &PacksPage::choosePack);
    return side;
}

QWidget* PacksPage::makeSides(QWidget* parent) {
    auto* segments = new QWidget(parent);
    segments->setAttribute(Qt::WA_StyledBackground);
    segments->setProperty("role", QStringLiteral("segments"));
    auto* row = new QHBoxLayout(segments);
    row->setContentsMargins(2, 2, 2, 2);
    row->setSpacing(2);
    m_side = new QButtonGroup(this);
    for (const QString& title : {tr("What each dialect can say"), tr("Inside a pack")}) {
        auto* button = new QToolButton(segments);
        button->setText(title);
        button->setCheckable(true);
        button->setProperty("segment", true);
        m_side->addButton(button, static_cast<int>(m_side->buttons().size()));
        row->addWidget(button);
    }
    m_side->button(0)->setChecked(true);
    connect(m_side, &QButtonGroup::idClicked, this, [this](int id) { m_sides->setCurrentIndex(id); });
    return segments;
}

QWidget* PacksPage::makePack() {
    auto* side = new QWidget;
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(Theme::unit);
    m_packTitle = new QLabel(tr("No pack is open"), side);
    m_packTitle->setTextFormat(Qt::PlainText);
    m_packTitle->setFont(Theme::title());
    m_packTitle->setMinimumHeight(Theme::row);
    column->addWidget(m_packTitle);
    m_packHint = new QLabel(
        tr("Names, sizes and hashes are checked before anything is shown; nothing is unpacked."), side);
    m_packHint->setTextFormat(Qt::PlainText);
    m_packHint->setWordWrap(true);
    m_packHint->setProperty("role", QStringLiteral("quiet"));
    column->addWidget(m_packHint);
    auto* split = new QSplitter(Qt::Vertical, side);
    split->setChildrenCollapsible(false);
    m_entries = new QTreeWidget(split);
    m_entries->setHeaderLabels({tr("Entry"), tr("SHA-256")});
    m_entries->setRootIsDecorated(false);
    m_entries->setUniformRowHeights(true);
    m_entries->header()->setStretchLastSection(true);
    m_entries->header()->resizeSection(0, 280);
    m_entries->setAccessibleName(tr("Entries of the pack"));
    m_text = new QPlainTextEdit(split);
    m_text->setReadOnly(true);
    m_text->setPlaceholderText(tr("Choose an entry to read it."));
    m_text->setAccessibleName(tr("Text of the entry"));
    split->addWidget(m_entries);
    split->addWidget(m_text);
    split->setStretchFactor(0, 3);
    split->setStretchFactor(1, 2);
    column->addWidget(split, 1);
    m_entries->setVisible(false);
    m_text->setVisible(false);
    column->addStretch(0);
    connect(m_entries, &QTreeWidget::currentItemChanged, this,
            [this](QTreeWidgetItem* item, QTreeWidgetItem*) {
                if (item != nullptr) showEntry(item->data(0, Qt::UserRole).toString());
            });
    return side;
}

void PacksPage::choosePack() {
    auto* dialog = new QFileDialog(this, tr("Open a pack"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({tr("Packs (*.ggpack)"), tr("All files (*)")});
    if (m_context.document.isOpen()) {
        dialog->setDirectory(QString::fromStdString(m_context.document.folder().parent_path().string()));
    }
    connect(dialog, &QFileDialog::fileSelected, this,
            [this](const QString& file) { inspect(file.toStdString()); });
    dialog->open();
}

void PacksPage::inspect(const std::filesystem::path& file) {
    m_inspected = file;
    m_side->button(1)->setChecked(true);
    m_sides->setCurrentIndex(1);
    m_packHint->setText(tr("Checking %1 …").arg(shown(file.filename().string())));
    m_context.background.run(
        this, [file](std::stop_token) { return store::inspectPack(file); },
        [this, file](const base::Result<store::PackInfo>& info) {
            if (file == m_inspected) showPack(file, info);
        });
}

void PacksPage::showPack(const std::filesystem::path& file, const base::Result<store::PackInfo>& info) {
    m_entries->clear();
    m_text->clear();
    m_entries->setVisible(info.has_value());
    m_text->setVisible(info.has_value());
    m_packHint->setProperty("role", info ? QStringLiteral("quiet") : QStringLiteral("bad"));
    m_packHint->style()->unpolish(m_packHint);
    m_packHint->style()->polish(m_packHint);
    if (!info) {
        m_packTitle->setText(shown(file.filename().string()));
        QStringList lines{shown(info.error().message)};
        for (const base::Problem& problem : info.error().problems) {
            lines.append(QStringLiteral("• %1 %2").arg(shown(problem.message), shown(problem.remedy)));
            if (lines.size() > 12) break;
        }
        m_packHint->setText(lines.join(QLatin1Char('\n')));
        return;
    }
    m_packTitle->setText(shown(info->title.empty() ? file.filename().string() : info->title));
    QString line = tr("%1 entries, every hash is right").arg(info->entries.size());
    if (!info->createdAt.empty()) line += QStringLiteral(" · ") + shown(info->createdAt);
    m_packHint->setText(QStringLiteral("%1 · %2").arg(shown(file.filename().string()), line));
    for (const auto& [name, hash] : info->entries) {
        auto* item = new QTreeWidgetItem(
            m_entries, {shown(name), QString::fromStdString(hash.substr(0, 16)) + QStringLiteral("…")});
        item->setData(0, Qt::UserRole, QString::fromStdString(name));
        item->setToolTip(1, QString::fromStdString(hash));
    }
}

void PacksPage::showEntry(const QString& name) {
    m_context.background.run(
        this,
        [file = m_inspected, entry = name.toStdString()](std::stop_token) {
            return store::readPackEntry(file, entry);
        },
        [this, name](const base::Result<std::string>& bytes) {
            const QTreeWidgetItem* current = m_entries->currentItem();
            if (current == nullptr || current->data(0, Qt::UserRole).toString() != name) return;
            m_text->clear();
            if (!bytes) {
                m_text->setPlainText(shown(bytes.error().message));
            } else if (name.endsWith(QLatin1String(".png")) || name.endsWith(QLatin1String(".jpg"))) {
                const QPixmap picture = pictureOf(*bytes, std::max(120, m_text->viewport()->width() - 24));
                m_text->document()->addResource(QTextDocument::ImageResource, QUrl(QStringLiteral("entry")),
                                                picture);
                m_text->textCursor().insertImage(QStringLiteral("entry"));
            } else {
                m_text->setPlainText(QString::fromStdString(bytes->substr(0, longestText)));
                m_text->moveCursor(QTextCursor::Start);
            }
        });
}

}  // namespace groundglass::ui::packs
