#include "ui/panels/editors/reference_picker.hpp"

#include "groundglass/store/references.hpp"
#include "ui/bridge/background.hpp"
#include "ui/document.hpp"
#include "ui/theme.hpp"
#include "ui/widgets/option_picker.hpp"

#include <QFileDialog>
#include <QPointer>

#include <utility>

namespace groundglass::ui::editors {
namespace {

/// No file's name has a slash.
const QString fromFile = QStringLiteral("/file");

void askForFile(const PanelContext& context, QWidget& at, std::function<void(const QString&)> then) {
    auto* dialog = new QFileDialog(&at, QObject::tr("A picture for the film"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilter(QObject::tr("Pictures (*.png *.jpg *.jpeg *.webp)"));
    QObject::connect(
        dialog, &QFileDialog::fileSelected, &at,
        [&context, at = QPointer<QWidget>(&at), then = std::move(then)](const QString& file) {
            context.background.run(
                at.data(),
                [folder = context.document.folder(), file = file.toStdString()](std::stop_token) {
                    return store::addReference(folder, file);
                },
                [&context, then](base::Result<std::string> name) {
                    if (name) {
                        then(QString::fromStdString(*name));
                        return;
                    }
                    const base::Error& error = name.error();
                    Q_EMIT context.document.editRefused(
                        shown(error.problems.empty() ? error.message : error.problems.front().message));
                });
        });
    dialog->open();
}

}  // namespace

QString referenceName(const QString& name) {
    const qsizetype dot = name.lastIndexOf(QLatin1Char('.'));
    return QStringLiteral("%1 %2").arg(name.mid(dot + 1).toUpper(), name.left(8));
}

QString referenceLabel(const film::Film& film, const QString& name) {
    const std::string file = name.toStdString();
    for (const film::ShotId& id : film::shotsInOrder(film)) {
        const film::Shot& shot = film.shots.at(id);
        for (const film::Reference& reference : shot.direction.output.references) {
            if (reference.file != file) continue;
            QString role = shown(reference.role).replace(QLatin1Char('_'), QLatin1Char(' '));
            if (role.isEmpty()) role = QObject::tr("picture");
            return QObject::tr("%1 of %2").arg(role, shown(shot.number + " " + shot.title));
        }
    }
    return referenceName(name);
}

void pickReference(const PanelContext& context, QWidget& at, const QString& current,
                   std::function<void(const QString& name)> then) {
    context.background.run(
        &at, [folder = context.document.folder()](std::stop_token) { return store::listReferences(folder); },
        [&context, &at, current, then = std::move(then)](const std::vector<std::string>& names) {
            if (names.empty()) {
                askForFile(context, at, then);
                return;
            }
            std::vector<Option> options{
                {fromFile, QObject::tr("From a file…"), QObject::tr("It is copied into the film"), {}, {}}};
            for (const std::string& each : names) {
                const QString name = QString::fromStdString(each);
                options.push_back(
                    {name, referenceLabel(context.document.film(), name), {}, referenceName(name), {}});
            }
            auto* popup = new OptionPopup(options, {}, &at);
            QObject::connect(popup, &OptionPopup::picked, &at, [&context, &at, then](const QString& id) {
                if (id == fromFile) {
                    askForFile(context, at, then);
                } else {
                    then(id);
                }
            });
            popup->openAt(at, current);
        });
}

}  // namespace groundglass::ui::editors
