#pragma once

#include "groundglass/media/media.hpp"

#include <QImage>
#include <QObject>
#include <QString>

#include <filesystem>
#include <vector>

namespace groundglass::ui {
class MediaBridge;
}

namespace groundglass::ui::glass {

/// The frames of one clip, decoded in the background and kept while it is shown.
class ClipFrames final : public QObject {
    Q_OBJECT
public:
    explicit ClipFrames(MediaBridge& media, QObject* parent = nullptr);
    ~ClipFrames() override;

    void open(const std::filesystem::path& clip, int maxWidth);
    void close();
    [[nodiscard]] int count() const { return m_count; }
    [[nodiscard]] double perSecond() const { return m_perSecond; }
    [[nodiscard]] int available() const { return static_cast<int>(m_frames.size()); }
    /// Codec of its sound once it is known; empty: it is silent.
    [[nodiscard]] const QString& sound() const { return m_sound; }
    [[nodiscard]] QImage at(int frame) const;

Q_SIGNALS:
    void known(int count, double perSecond);  ///< Before the first frame.
    void grew(int available);
    void complete();
    void failed(const QString& why);

private:
    MediaBridge& m_media;
    std::vector<QImage> m_frames;
    int m_count = 0;
    double m_perSecond = 24;
    QString m_sound;
    quint64 m_ticket = 0;
};

}  // namespace groundglass::ui::glass
