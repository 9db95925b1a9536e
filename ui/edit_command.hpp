#pragma once

#include "groundglass/film/edit.hpp"

#include <QObject>
#include <QPointer>
#include <QString>
#include <QUndoCommand>

#include <functional>
#include <memory>

namespace groundglass::ui {

class Document;

/// One step of undo. It holds the edit to apply next: at first what was asked for, then always the way back.
class EditCommand final : public QUndoCommand {
public:
    /// Commands with the same merge key and the same `run` become one.
    EditCommand(Document& document, std::unique_ptr<film::Edit> edit, quint64 run);
    ~EditCommand() override;

    void redo() override { swap(); }
    void undo() override { swap(); }
    int id() const override { return m_mergeKey.empty() ? -1 : 1; }
    bool mergeWith(const QUndoCommand* newer) override;

private:
    void swap();

    Document& m_document;
    std::unique_ptr<film::Edit> m_edit;
    std::string m_mergeKey;
    quint64 m_run;
};

/// The whole film at once: edits that a crashed run had not saved.
class ReplaceFilmCommand final : public QUndoCommand {
public:
    ReplaceFilmCommand(Document& document, film::Film film, const QString& label);

    void redo() override { swap(); }
    void undo() override { swap(); }

private:
    void swap();

    Document& m_document;
    film::Film m_film;
};

/// Something beside the film's files that is kept at once, such as a review or a look of the person's
/// library. It never makes the film unsaved.
class AsideCommand final : public QUndoCommand {
public:
    /// Without its `context` the step does nothing.
    AsideCommand(Document& document, const QString& label, QObject* context, std::function<void()> forth,
                 std::function<void()> back);
    ~AsideCommand() override;

    void redo() override { run(m_forth); }
    void undo() override { run(m_back); }

private:
    void run(const std::function<void()>& way);

    Document& m_document;
    QPointer<QObject> m_context;
    std::function<void()> m_forth, m_back;
};

}  // namespace groundglass::ui
