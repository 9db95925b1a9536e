#include "ui/edit_command.hpp"

#include "ui/document.hpp"

#include <utility>
#include <vector>

namespace groundglass::ui {

EditCommand::EditCommand(Document& document, std::unique_ptr<film::Edit> edit, quint64 run)
    : QUndoCommand(QString::fromStdString(edit->label())),
      m_document(document),
      m_edit(std::move(edit)),
      m_mergeKey(m_edit->mergeKey()),
      m_run(run) {}

EditCommand::~EditCommand() = default;

void EditCommand::swap() {
    auto inverse = m_document.apply(*m_edit);
    if (!inverse) {
        setObsolete(true);
        return;
    }
    m_edit = std::move(inverse).value();
}

bool EditCommand::mergeWith(const QUndoCommand* newer) {
    const auto* next = static_cast<const EditCommand*>(newer);
    if (next->m_mergeKey != m_mergeKey || next->m_run != m_run || &next->m_document != &m_document)
        return false;
    // Both now hold their ways back. For the same targets the older one leads past the newer.
    return next->m_edit->changes() == m_edit->changes();
}

ReplaceFilmCommand::ReplaceFilmCommand(Document& document, film::Film film, const QString& label)
    : QUndoCommand(label), m_document(document), m_film(std::move(film)) {}

void ReplaceFilmCommand::swap() {
    m_film = m_document.replace(std::move(m_film));
}

AsideCommand::AsideCommand(Document& document, const QString& label, QObject* context,
                           std::function<void()> forth, std::function<void()> back)
    : QUndoCommand(label),
      m_document(document),
      m_context(context),
      m_forth(std::move(forth)),
      m_back(std::move(back)) {}

AsideCommand::~AsideCommand() = default;

void AsideCommand::run(const std::function<void()>& way) {
    m_document.m_stepWasAside = true;
    if (m_context) way();
}

}  // namespace groundglass::ui
