#pragma once

#include "groundglass/viewfinder/render.hpp"
#include "groundglass/viewfinder/scene.hpp"
#include "ui/bridge/mailbox.hpp"

#include <QCache>
#include <QImage>
#include <QObject>
#include <QString>

#include <filesystem>
#include <memory>

namespace groundglass::ui {

class LiveWorker;
class QuietWorker;

/// Pictures from the viewfinder without a wait: one worker draws what is on the ground glass (the newest
/// request wins at once), a second one at low priority draws thumbnails. Thread: UI.
class RenderBridge final : public QObject {
    Q_OBJECT
public:
    /// `cache` is where figures and sets are kept between runs; empty = nowhere.
    explicit RenderBridge(const std::filesystem::path& cache, QObject* parent = nullptr);
    ~RenderBridge() override;

    /// A picture that becomes better; replaces the picture or the frames under way. `first` is the width of
    /// the quick first picture, 0 = none. The returned ticket comes back with picture().
    quint64 show(const viewfinder::Scene& scene, const viewfinder::RenderOptions& options, int first = 480);
    /// Every frame of the shot in playing order, from index `from` on, with frame() for each; replaces what
    /// is under way.
    quint64 playFrames(const viewfinder::Scene& scene, base::Pixels size, int samples, int from = 0);
    void cancel();

    /// Asks for a thumbnail; thumbnailReady(key) comes later. A key names scene, size and samples together;
    /// what is known by that key is given at once and nothing is drawn. A null image: it is on its way.
    QImage thumbnail(const QString& key, const viewfinder::Scene& scene, base::Pixels size, int samples = 8);
    /// Null when it was never drawn, or long ago.
    [[nodiscard]] QImage knownThumbnail(const QString& key) const;
    /// Drops waiting thumbnails whose key begins so: their list was scrolled away or their shot changed.
    void forgetWaiting(const QString& keyPrefix);

    /// True when nothing is drawn and nothing waits.
    [[nodiscard]] bool idle() const;

Q_SIGNALS:
    void picture(quint64 ticket, const QImage& image, int samplesDone, bool finished);
    void frame(quint64 ticket, int index, int count, const QImage& image);
    void thumbnailReady(const QString& key, const QImage& image);
    /// A request could not be drawn; a sentence for people.
    void failed(quint64 ticket, const QString& why);

private:
    Mailbox m_home;  ///< Outlives the workers that write to it.
    std::unique_ptr<LiveWorker> m_live;
    std::unique_ptr<QuietWorker> m_quiet;
    QCache<QString, QImage> m_thumbnails;  ///< Cost in KiB.
    quint64 m_ticket = 0;
};

/// A deep copy as QImage.
[[nodiscard]] QImage toQImage(const viewfinder::Image& image);

}  // namespace groundglass::ui
