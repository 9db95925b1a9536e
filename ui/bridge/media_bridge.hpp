#pragma once

#include "groundglass/media/media.hpp"
#include "ui/bridge/background.hpp"

#include <QCache>
#include <QHash>
#include <QImage>
#include <QObject>
#include <QSet>
#include <QString>

#include <filesystem>
#include <stop_token>

namespace groundglass::ui {

/// Clips as pictures; decoding happens in the helper program, waiting on a worker. Thread: UI.
class MediaBridge final : public QObject {
    Q_OBJECT
public:
    explicit MediaBridge(QObject* parent = nullptr);
    ~MediaBridge() override;

    /// Decodes every frame; frame() for each, then decoded() once. The ticket comes back with both.
    /// A clip that is being decoded goes on: stop it with stop().
    quint64 decode(const std::filesystem::path& clip, int maxWidth);
    void stop(quint64 ticket);

    /// One picture of a clip: known ones at once, else a null image and poster() later.
    QImage poster(const std::filesystem::path& clip, base::Milliseconds time, int maxWidth);
    /// Why there is no picture of a clip; empty while there is one or it is still made.
    [[nodiscard]] QString problem(const std::filesystem::path& clip) const {
        return m_problems.value(QString::fromStdString(clip.string()));
    }

    [[nodiscard]] bool idle() const;

Q_SIGNALS:
    void probed(quint64 ticket, const groundglass::media::Probe& probe);
    void frame(quint64 ticket, const QImage& image, qint64 timeMs);
    /// `problem` is empty when all frames came.
    void decoded(quint64 ticket, const QString& problem);
    /// A null image when there is a problem().
    void posterReady(const QString& clip, const QImage& image);

private:
    Mailbox m_home;  ///< Outlives the workers that write to it.
    quint64 m_ticket = 0;
    QHash<quint64, std::stop_source> m_running;
    QCache<QString, QImage> m_posters;
    QSet<QString> m_asked;
    QHash<QString, QString> m_problems;
    Background m_clips;  ///< Two clips of a wipe are decoded beside one another.
    Background m_clipsB;
    Background m_stills;
};

}  // namespace groundglass::ui
