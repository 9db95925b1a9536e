#include "ui/panels/packs/packs_page.hpp"

#include "groundglass/base/paths.hpp"
#include "ui/bridge/background.hpp"
#include "ui/document.hpp"
#include "ui/panels/packs/shot_list.hpp"
#include "ui/theme.hpp"
#include "ui/widgets/chips.hpp"
#include "ui/widgets/labels.hpp"

#include <QDesktopServices>
#include <QFileDialog>
#include <QLabel>
#include <QListView>
#include <QPointer>
#include <QProgressBar>
#include <QPushButton>
#include <QShowEvent>
#include <QUrl>
#include <QVBoxLayout>

namespace groundglass::ui::packs {

namespace {

QString asText(const std::filesystem::path& path) {
    return QString::fromStdString(path.string());
}

/// The film with only those shots: what the pack is made of.
store::LoadedFilm only(store::LoadedFilm film, const std::set<film::ShotId>& shots) {
    std::erase_if(film.film.shots, [&shots](const auto& entry) { return !shots.contains(entry.first); });
    return film;
}

}  // namespace

PacksPage::PacksPage(PanelContext& context, QWidget* parent) : QWidget(parent), m_context(context) {
    setProperty("role", QStringLiteral("ground"));
    setAttribute(Qt::WA_StyledBackground);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(1);
    row->addWidget(makeExport(), 1);
    row->addWidget(makeInspect(), 1);
    connect(&context.document, &Document::viewChanged, this, [this] {
        m_stale = true;
        if (isVisible()) refresh();
    });
}

QWidget* PacksPage::makeExport() {
    auto* side = new QWidget(this);
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins(Theme::wide, Theme::gap, Theme::wide, Theme::gap);
    column->setSpacing(Theme::unit);
    auto* head = new QHBoxLayout;
    auto* title = new QLabel(tr("Export a prompt pack"), side);
    title->setMinimumHeight(Theme::row);
    title->setFont(Theme::title());
    m_count = plainLabel({}, "quiet", side);
    m_count->setWordWrap(false);
    auto* all = new QPushButton(tr("All"), side);
    auto* none = new QPushButton(tr("None"), side);
    for (QPushButton* button : {all, none}) button->setProperty("kind", QStringLiteral("link"));
    head->addWidget(title);
    head->addStretch(1);
    head->addWidget(m_count);
    head->addWidget(all);
    head->addWidget(none);
    column->addLayout(head);
    column->addWidget(plainLabel(
        tr("One file with the prompts, pictures, shots and looks, for another team, tool or the archive."),
        "quiet", side));
    m_shots = new ShotList(m_context, this);
    m_list = new QListView(side);
    m_list->setModel(m_shots);
    m_list->setItemDelegate(new ShotDelegate(m_list));
    m_list->setMouseTracking(true);
    m_list->setUniformItemSizes(true);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setAccessibleName(tr("Shots of the pack"));
    column->addWidget(m_list, 1);
    column->addWidget(plainLabel(tr("Dialects · none chosen means each shot’s own"), "quiet", side));
    m_dialects = new Chips(side);
    std::vector<Option> options;
    for (const prompt::Dialect* dialect : m_context.library->dialects.all()) {
        options.push_back({QString::fromStdString(dialect->id),
                           shown(dialect->title),
                           shown(dialect->note),
                           dialect->status == "archived" ? tr("archived") : QString(),
                           {}});
    }
    m_dialects->setOptions(std::move(options));
    m_dialects->setNames(tr("Dialects"));
    m_dialects->setItems({}, true);
    column->addWidget(m_dialects);
    auto* foot = new QHBoxLayout;
    foot->setSpacing(Theme::unit);
    m_export = new QPushButton(tr("Export…"), side);
    m_export->setProperty("kind", QStringLiteral("accent"));
    m_cancel = new QPushButton(tr("Cancel"), side);
    m_cancel->hide();
    m_progress = new QProgressBar(side);
    m_progress->setRange(0, 1000);
    m_progress->setAccessibleName(tr("Progress of the export"));
    m_progress->hide();
    m_result = plainLabel({}, "quiet", side);
    m_show = new QPushButton(tr("Show in folder"), side);
    m_show->setProperty("kind", QStringLiteral("link"));
    m_show->hide();
    foot->addWidget(m_export);
    foot->addWidget(m_cancel);
    foot->addWidget(m_progress, 1);
    foot->addWidget(m_result, 1);
    foot->addWidget(m_show);
    column->addSpacing(Theme::unit);
    column->addLayout(foot);
    connect(all, &QPushButton::clicked, this, [this] { m_shots->checkAll(true); });
    connect(none, &QPushButton::clicked, this, [this] { m_shots->checkAll(false); });
    connect(m_shots, &ShotList::checksChanged, this, &PacksPage::updateButtons);
    connect(m_dialects, &Chips::edited, this,
            [this](const QStringList& items) { m_dialects->setItems(items, true); });
    connect(m_export, &QPushButton::clicked, this, &PacksPage::chooseDestination);
    connect(m_cancel, &QPushButton::clicked, this, [this] { m_stop.request_stop(); });
    connect(m_show, &QPushButton::clicked, this,
            [this] { QDesktopServices::openUrl(QUrl::fromLocalFile(asText(m_written.parent_path()))); });
    return side;
}

void PacksPage::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    if (m_stale) refresh();
}

void PacksPage::refresh() {
    m_stale = false;
    m_shots->refresh();
}

void PacksPage::updateButtons() {
    const auto chosen = m_shots->checked().size();
    m_count->setText(m_context.document.isOpen() ? tr("%1 of %2 shots").arg(chosen).arg(m_shots->rowCount())
                                                 : tr("no film is open"));
    m_export->setEnabled(chosen > 0 && !m_exporting);
}

void PacksPage::chooseDestination() {
    auto* dialog = new QFileDialog(this, tr("Export the prompt pack"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilter(tr("Packs (*.ggpack)"));
    dialog->setDefaultSuffix(QStringLiteral("ggpack"));
    const std::filesystem::path& folder = m_context.document.folder();
    dialog->setDirectory(asText(folder.parent_path()));
    dialog->selectFile(asText(folder.stem()) + QStringLiteral(".ggpack"));
    connect(dialog, &QFileDialog::fileSelected, this,
            [this](const QString& file) { exportTo(file.toStdString()); });
    dialog->open();
}

void PacksPage::exportTo(const std::filesystem::path& file) {
    if (m_exporting || !m_context.document.isOpen()) return;
    m_exporting = true;
    m_progress->setValue(0);
    m_progress->show();
    m_cancel->show();
    m_result->hide();
    m_show->hide();
    updateButtons();
    std::vector<std::string> dialects;
    for (const QString& id : m_dialects->items()) dialects.push_back(id.toStdString());
    store::LoadedFilm film;
    film.film = m_context.document.film();
    film.folder = m_context.document.folder();
    film = only(std::move(film), m_shots->checked());
    QPointer<PacksPage> self(this);
    QObject* home = &m_context.document;
    const auto progress = [self, home](double share) {
        QMetaObject::invokeMethod(
            home,
            [self, share] {
                if (self) self->m_progress->setValue(static_cast<int>(share * 1000));
            },
            Qt::QueuedConnection);
    };
    m_stop = m_context.background.run(
        this,
        [library = m_context.library, film = std::move(film), dialects, file,
         progress](std::stop_token stop) {
            viewfinder::Renderer renderer(base::cacheFolder());
            return app::exportPromptPack(*library, film, dialects, file, renderer, progress, std::move(stop));
        },
        [this, file](const base::Status& status) { finished(file, status); });
}

void PacksPage::finished(const std::filesystem::path& file, const base::Status& status) {
    m_exporting = false;
    m_progress->hide();
    m_cancel->hide();
    m_result->show();
    const bool cancelled = !status && status.error().code == base::ErrorCode::Cancelled;
    m_result->setProperty("role", status      ? QStringLiteral("good")
                                  : cancelled ? QStringLiteral("quiet")
                                              : QStringLiteral("bad"));
    m_result->style()->unpolish(m_result);
    m_result->style()->polish(m_result);
    m_result->setText(status      ? tr("Written: %1").arg(shown(file.filename().string()))
                      : cancelled ? tr("Cancelled; nothing was written.")
                                  : shown(status.error().message));
    m_result->setToolTip(status ? shown(file.string()).toHtmlEscaped() : QString());
    if (status) {
        m_written = file;
        m_show->show();
        inspect(file);
    }
    updateButtons();
}

QString PacksPage::resultText() const {
    return m_result->text();
}

}  // namespace groundglass::ui::packs
