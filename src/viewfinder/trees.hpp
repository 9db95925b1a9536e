#pragma once

#include "viewfinder/embree.hpp"
#include "viewfinder/mesh.hpp"

#include <atomic>
#include <cstdint>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

namespace groundglass::viewfinder {

/// Meshes made once and shared by every scene that shows them.
struct Geometry {
    std::vector<Mesh> meshes;
};

/// A geometry at a place.
struct Placed {
    std::shared_ptr<const Geometry> geometry;
    Frame frame;
    V3 cloth{1, 1, 1};     ///< Multiplies Surface::Cloth.
    V3 emission{1, 1, 1};  ///< Multiplies emission.
};

using TreePtr = std::shared_ptr<std::remove_pointer_t<RTCScene>>;

/// Trees of things that stand still to each other, made once for as long as nothing moves.
class Trees {
public:
    Trees();
    /// None when there is no such tree yet.
    [[nodiscard]] TreePtr find(const std::vector<Placed>& placed);
    /// Without use, and not kept, when stopped.
    [[nodiscard]] TreePtr build(const std::vector<Placed>& placed, const std::stop_token& stop);
    /// Index of a frame = instance id.
    [[nodiscard]] TreePtr instances(const std::vector<std::pair<TreePtr, Frame>>& trees);
    /// Lets trees go that nobody else holds, the oldest first, until the rest is small enough.
    void makeRoom();

private:
    /// A tree and what it was made of: meshes stay where they are for as long as a key names their place.
    struct Kept {
        std::string key;
        TreePtr tree;
        std::vector<std::shared_ptr<const Geometry>> of;
    };

    std::atomic<std::int64_t> m_bytes{0};  ///< What the device has allocated; its threads count too.
    DevicePtr m_device;
    std::vector<Kept> m_kept;  ///< The last used at the back.
};

}  // namespace groundglass::viewfinder
