#include "viewfinder/trees.hpp"

#include <algorithm>
#include <cstring>
#include <iterator>

namespace groundglass::viewfinder {
namespace {

std::string keyOf(const std::vector<Placed>& placed) {
    std::string key;
    for (const Placed& p : placed) {
        const Geometry* of = p.geometry.get();
        key.append(reinterpret_cast<const char*>(&of), sizeof of);
        key.append(reinterpret_cast<const char*>(&p.frame), sizeof p.frame);
    }
    return key;
}

void attach(RTCDevice device, RTCScene scene, const Mesh& mesh, const Frame& frame) {
    RTCGeometry g = rtcNewGeometry(device, RTC_GEOMETRY_TYPE_TRIANGLE);
    if (!mesh.indices.empty()) {
        auto* v = static_cast<V3*>(rtcSetNewGeometryBuffer(g, RTC_BUFFER_TYPE_VERTEX, 0, RTC_FORMAT_FLOAT3,
                                                           sizeof(V3), mesh.positions.size()));
        std::transform(mesh.positions.begin(), mesh.positions.end(), v, [&](V3 q) { return frame.point(q); });
        void* i = rtcSetNewGeometryBuffer(g, RTC_BUFFER_TYPE_INDEX, 0, RTC_FORMAT_UINT3, 12,
                                          mesh.indices.size() / 3);
        std::memcpy(i, mesh.indices.data(), mesh.indices.size() * sizeof(std::uint32_t));
    }
    rtcCommitGeometry(g);
    rtcAttachGeometry(scene, g);
    rtcReleaseGeometry(g);
}

}  // namespace

Trees::Trees() : m_device(rtcNewDevice(nullptr)) {
    rtcSetDeviceMemoryMonitorFunction(
        m_device.get(),
        [](void* count, ssize_t bytes, bool) {
            *static_cast<std::atomic<std::int64_t>*>(count) += bytes;
            return true;
        },
        &m_bytes);
}

TreePtr Trees::find(const std::vector<Placed>& placed) {
    const std::string key = keyOf(placed);
    const auto known =
        std::find_if(m_kept.begin(), m_kept.end(), [&](const Kept& t) { return t.key == key; });
    if (known == m_kept.end()) return nullptr;
    std::rotate(known, known + 1, m_kept.end());
    return m_kept.back().tree;
}

TreePtr Trees::build(const std::vector<Placed>& placed, const std::stop_token& stop) {
    const TreePtr made(rtcNewScene(m_device.get()), ReleaseScene{});
    for (const Placed& p : placed)
        for (const Mesh& m : p.geometry->meshes) attach(m_device.get(), made.get(), m, p.frame);
    std::stop_token asked = stop;
    rtcSetSceneProgressMonitorFunction(
        made.get(),
        [](void* token, double) { return !static_cast<const std::stop_token*>(token)->stop_requested(); },
        &asked);
    rtcCommitScene(made.get());
    rtcSetSceneProgressMonitorFunction(made.get(), nullptr, nullptr);
    if (stop.stop_requested()) return made;  // perhaps half a tree: nobody may find it again
    Kept kept{keyOf(placed), made, {}};
    for (const Placed& p : placed) kept.of.push_back(p.geometry);
    m_kept.push_back(std::move(kept));
    return made;
}

TreePtr Trees::instances(const std::vector<std::pair<TreePtr, Frame>>& trees) {
    TreePtr scene(rtcNewScene(m_device.get()), ReleaseScene{});
    for (const auto& [tree, f] : trees) {
        RTCGeometry g = rtcNewGeometry(m_device.get(), RTC_GEOMETRY_TYPE_INSTANCE);
        rtcSetGeometryInstancedScene(g, tree.get());
        const float m[12] = {f.x.x, f.x.y, f.x.z, f.y.x, f.y.y, f.y.z,
                             f.z.x, f.z.y, f.z.z, f.o.x, f.o.y, f.o.z};
        rtcSetGeometryTransform(g, 0, RTC_FORMAT_FLOAT3X4_COLUMN_MAJOR, m);
        rtcCommitGeometry(g);
        rtcAttachGeometry(scene.get(), g);
        rtcReleaseGeometry(g);
    }
    rtcCommitScene(scene.get());
    return scene;
}

void Trees::makeRoom() {
    constexpr std::size_t most = 12;
    // A figure in a set takes some 60 MB as a tree: the last one and its neighbours stay, a film's worth not.
    constexpr std::int64_t mostBytes = 48LL << 20U;
    for (auto at = m_kept.begin(); at != m_kept.end() && (m_kept.size() >= most || m_bytes > mostBytes);) {
        at = at->tree.use_count() > 1 ? std::next(at) : m_kept.erase(at);  // others: part of this world
    }
}

}  // namespace groundglass::viewfinder
