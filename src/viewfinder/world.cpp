#include "viewfinder/world.hpp"

#include "groundglass/base/files.hpp"
#include "groundglass/base/log.hpp"
#include "viewfinder/camera.hpp"
#include "viewfinder/figure.hpp"

#include <algorithm>
#include <cstring>
#include <iterator>
#include <sstream>
#include <utility>

namespace groundglass::viewfinder {
namespace {

constexpr int meshVersion = 8;  // raise when a figure changes: baked meshes of other versions are not read

std::vector<std::string> wordsOf(const std::string& key) {
    std::vector<std::string> words;
    std::istringstream in(key);
    for (std::string w; std::getline(in, w, '-');) words.push_back(w);
    words.resize(4);
    return words;
}

std::vector<Mesh> makeHead(const std::string& key, const std::stop_token& stop) {
    return headMeshes(wordsOf(key)[1], wordsOf(key)[2] == "far" ? 0.4F : 1.0F, stop);
}
std::vector<Mesh> makeBody(const std::string& key, const std::stop_token& stop) {
    const auto w = wordsOf(key);
    return bodyMeshes(w[1], w[2], w[3], key.ends_with("-far") ? 0.45F : 1.0F, stop);
}
std::vector<Mesh> makeCoral(const std::string&, const std::stop_token&) {
    return coralMeshes(1);
}
std::vector<Mesh> makeBulb(const std::string&, const std::stop_token&) {
    Mesh ball;
    ball.material = {Surface::Glow, {0, 0, 0}, 0, 1, {1, 1, 1}, 0};
    addSphere(ball, {}, 1, 6);
    std::vector<Mesh> meshes;
    meshes.push_back(std::move(ball));
    return meshes;
}

std::string plain(std::string text) {
    for (char& c : text)
        if (c == '-' || c == '/' || c == '\0') c = '_';
    return text;
}

}  // namespace

V3 World::sky(V3 d, bool sharp) const {
    const V3 base =
        d.y >= 0 ? mix(horizon, zenith, std::sqrt(clamp01(d.y))) : horizon * std::max(0.25F, 1 + d.y * 2);
    if (!stars) {
        const float c = std::max(0.0F, dot(d, sun)), c4 = c * c * c * c;
        return base + sunColour * (0.5F * c4 * c4 + 1.6F * std::pow(c, 120.0F));
    }
    const float across = d.x * 0.42F + d.y * 0.86F + d.z * 0.28F;  // distance from the plane of the galaxy
    const float cloud = noise(d * 5.0F) * 0.55F + noise(d * 13.0F) * 0.3F + noise(d * 31.0F) * 0.15F;
    const float band = std::exp(-across * across * 9) * smoothstep(0.30F, 0.75F, cloud);
    const float lane =
        1 - 0.75F * std::exp(-across * across * 160) * smoothstep(0.35F, 0.6F, noise(d * 9.0F));
    V3 c = base + mix(V3{0.16F, 0.13F, 0.24F}, V3{0.62F, 0.44F, 0.30F}, smoothstep(0.4F, 0.8F, cloud)) *
                      (band * lane * (sharp ? 2.6F : 0.7F));
    if (!sharp) return c;
    const V3 q = d * 90.0F;
    const auto cell = [](float v) {
        return static_cast<std::uint32_t>(static_cast<std::int32_t>(std::floor(v)));
    };
    const std::uint32_t h = hash32(cell(q.x) * 73856093U ^ cell(q.y) * 19349663U ^ cell(q.z) * 83492791U);
    if (unit(h) < 0.10F + 0.22F * band) {
        const V3 at{std::floor(q.x) + 0.2F + 0.6F * unit(hash32(h + 1)),
                    std::floor(q.y) + 0.2F + 0.6F * unit(hash32(h + 2)),
                    std::floor(q.z) + 0.2F + 0.6F * unit(hash32(h + 3))};
        const float near = length(cross(d, at - q)),
                    size = 0.09F + 0.12F * unit(hash32(h + 4)) * unit(hash32(h + 5));
        const float bright = 0.25F + 3.2F * std::pow(unit(hash32(h + 6)), 6.0F);
        c += mix(V3{0.75F, 0.85F, 1.15F}, V3{1.15F, 0.95F, 0.7F}, unit(hash32(h + 7))) *
             (bright * (1 - smoothstep(size * 0.3F, size, near)));
    }
    return c;
}

Stage::Stage(std::filesystem::path cache) : m_cache(std::move(cache)) {}

std::vector<Mesh> Stage::baked(const std::string& key, Make make) {
    if (m_cache.empty()) return make(key, m_stop);
    const auto file = m_cache / ("mesh-v" + std::to_string(meshVersion) + "-" + key + ".bin");
    if (const auto bytes = base::readFile(file))
        if (auto meshes = unpackMeshes(*bytes)) return std::move(*meshes);
    auto meshes = make(key, m_stop);
    if (m_stop.stop_requested()) return meshes;  // half a figure is not kept
    // A cache that cannot be written costs time at the next start and nothing else.
    if (base::makeFolder(m_cache)) static_cast<void>(base::AtomicFile::write(file, packMeshes(meshes)));
    return meshes;
}

std::shared_ptr<const Geometry> Stage::geometry(const std::string& key, Make make, bool keep) {
    if (const auto known = m_kept.find(key); known != m_kept.end()) return known->second;
    auto made = std::make_shared<Geometry>(Geometry{keep ? baked(key, make) : make(key, m_stop)});
    if (!m_stop.stop_requested()) m_kept[key] = made;
    return made;
}

void Stage::addFigure(const Figure& figure, float share, std::vector<Placed>& still,
                      std::vector<Placed>& turning) {
    const V3 at = toV3(figure.position);
    const Frame stand = turned(figure.heading * degree, 0, 0, at);
    const V3 cloth = toV3(figure.clothes);
    if (figure.kind == "coral") {
        still.push_back({geometry("coral", makeCoral, false), stand, cloth, {1, 1, 1}});
        return;
    }
    const bool far = length(at) > 2.5F;
    const std::string tail = far ? "-far" : "";
    const std::string kind = plain(figure.kind), pose = plain(figure.pose), prop = plain(figure.prop);
    const Build build = buildOf(kind);
    const Skeleton s = skeletonOf(build, figure.pose, figure.prop);
    still.push_back(
        {geometry("body-" + kind + "-" + pose + "-" + prop + tail, makeBody, true), stand, cloth, {1, 1, 1}});
    const float turn = (figure.headTurnFrom + (figure.headTurnTo - figure.headTurnFrom) * share) * degree;
    const Frame head = turned(s.headYaw + turn, s.headPitch, s.headRoll, s.eyes, build.headScale).then(stand);
    auto& where = figure.headTurnFrom == figure.headTurnTo ? still : turning;
    where.push_back({geometry("head-" + kind + (far ? "-far" : ""), makeHead, true), head, cloth, {1, 1, 1}});
}

TreePtr Stage::tree(const std::vector<Placed>& placed) {
    std::string key;
    for (const Placed& p : placed) {
        const Geometry* of = p.geometry.get();
        key.append(reinterpret_cast<const char*>(&of), sizeof of);
        key.append(reinterpret_cast<const char*>(&p.frame), sizeof p.frame);
    }
    const auto known =
        std::find_if(m_trees.begin(), m_trees.end(), [&](const Kept& t) { return t.key == key; });
    if (known != m_trees.end()) {
        std::rotate(known, known + 1, m_trees.end());
        return m_trees.back().tree;
    }
    tidy();
    const TreePtr made(rtcNewScene(m_device.get()), ReleaseScene{});
    for (const Placed& p : placed)
        for (const Mesh& m : p.geometry->meshes) {
            RTCGeometry g = rtcNewGeometry(m_device.get(), RTC_GEOMETRY_TYPE_TRIANGLE);
            if (!m.indices.empty()) {
                auto* v = static_cast<V3*>(rtcSetNewGeometryBuffer(
                    g, RTC_BUFFER_TYPE_VERTEX, 0, RTC_FORMAT_FLOAT3, sizeof(V3), m.positions.size()));
                std::transform(m.positions.begin(), m.positions.end(), v,
                               [&](V3 q) { return p.frame.point(q); });
                void* i = rtcSetNewGeometryBuffer(g, RTC_BUFFER_TYPE_INDEX, 0, RTC_FORMAT_UINT3, 12,
                                                  m.indices.size() / 3);
                std::memcpy(i, m.indices.data(), m.indices.size() * sizeof(std::uint32_t));
            }
            rtcCommitGeometry(g);
            rtcAttachGeometry(made.get(), g);
            rtcReleaseGeometry(g);
        }
    rtcSetSceneProgressMonitorFunction(
        made.get(),
        [](void* stop, double) { return !static_cast<const std::stop_token*>(stop)->stop_requested(); },
        &m_stop);
    rtcCommitScene(made.get());
    rtcSetSceneProgressMonitorFunction(made.get(), nullptr, nullptr);
    if (m_stop.stop_requested()) return made;  // perhaps half a tree: nobody may find it again
    Kept kept{std::move(key), made, {}};
    for (const Placed& p : placed) kept.of.push_back(p.geometry);
    m_trees.push_back(std::move(kept));
    return made;
}

void Stage::tidy() {
    constexpr std::size_t most = 8;
    // A figure in a set takes some 60 MB as a tree: the last one and its neighbours stay, a film's worth not.
    constexpr std::int64_t mostBytes = 48LL << 20U;
    for (auto at = m_trees.begin();
         at != m_trees.end() && (m_trees.size() >= most || m_treeBytes > mostBytes);) {
        at = at->tree.use_count() > 1 ? std::next(at) : m_trees.erase(at);  // others: part of this world
    }
    std::erase_if(m_kept, [](const auto& kept) { return kept.second.use_count() == 1; });
}

Part Stage::part(World& world, const std::vector<Placed>& placed) {
    Part made;
    made.tree = tree(placed);
    for (const Placed& p : placed) {
        world.shown.push_back(p.geometry);
        for (const Mesh& m : p.geometry->meshes) made.pieces.push_back({&m, p.frame, p.cloth, p.emission});
    }
    return made;
}

TreePtr Stage::instances(const std::vector<Part>& parts, std::size_t count) {
    TreePtr scene(rtcNewScene(m_device.get()), ReleaseScene{});
    for (std::size_t i = 0; i < count; ++i) {
        RTCGeometry g = rtcNewGeometry(m_device.get(), RTC_GEOMETRY_TYPE_INSTANCE);
        rtcSetGeometryInstancedScene(g, parts[i].tree.get());
        const Frame& f = parts[i].frame;
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

void Stage::addBulbs(World& w, const std::vector<Bulb>& bulbs, const Scene& scene, const Frame& place,
                     const Lens& lens) {
    std::vector<Placed> hard, soft;
    for (Bulb bulb : bulbs) {
        bulb.radiance = bulb.radiance * toV3(scene.setLight);
        bulb.centre = place.point(bulb.centre);
        const bool blurred = lens.isSoft(bulb.centre, bulb.radius);
        if (blurred) w.bulbs.push_back(bulb);
        (blurred ? soft : hard)
            .push_back({geometry("bulb", makeBulb, false),
                        turned(0, 0, 0, bulb.centre, bulb.radius),
                        {1, 1, 1},
                        bulb.radiance});
    }
    if (!hard.empty()) w.parts.push_back(part(w, hard));
    const std::size_t direct = w.parts.size();
    if (!soft.empty()) w.parts.push_back(part(w, soft));
    w.flat = direct == 1;
    w.direct = w.flat ? w.parts.front().tree : instances(w.parts, direct);
    w.reflected = soft.empty() ? w.direct : instances(w.parts, w.parts.size());
}

std::optional<World> Stage::build(const Scene& scene, base::Milliseconds time, const CameraPose& camera,
                                  std::stop_token stop) {
    m_stop = std::move(stop);
    World w = made(scene, time, camera);
    const bool stopped = std::exchange(m_stop, {}).stop_requested();
    if (stopped) return std::nullopt;
    return w;
}

World Stage::made(const Scene& scene, base::Milliseconds time, const CameraPose& camera) {
    if (!m_device) {
        m_device.reset(rtcNewDevice(nullptr));
        rtcSetDeviceMemoryMonitorFunction(
            m_device.get(),
            [](void* count, ssize_t bytes, bool) {
                *static_cast<std::atomic<std::int64_t>*>(count) += bytes;
                return true;
            },
            &m_treeBytes);
    }
    World w;
    w.zenith = toV3(scene.skyZenith);
    w.horizon = toV3(scene.skyHorizon);
    w.ambient = toV3(scene.ambient);
    w.haze = scene.haze;
    w.stars = scene.set == "void";
    w.seed = static_cast<std::uint32_t>(scene.seed ^ (scene.seed >> 32U));
    const SetState state{scene.set, scene.depthSet == "night", scene.wetGround, scene.rain, scene.snow};
    const std::string key = "set-" + state.id + (state.night ? "-night" : "-day") +
                            (state.wet ? "-wet" : "") + (state.rain ? "-rain" : "") +
                            (state.snow ? "-snow" : "");
    SetModel& model = m_sets[key];
    auto place = m_kept[key];
    if (!place) {
        model = setModel(state);
        auto made = std::exchange(model.meshes, {});
        place = std::make_shared<Geometry>(
            Geometry{{std::make_move_iterator(made.begin()), std::make_move_iterator(made.end())}});
        m_kept[key] = place;
    }
    const Frame stands = turned(scene.setHeading * degree);
    std::vector<Placed> still{{place, stands, {1, 1, 1}, toV3(scene.setLight)}}, turning;
    const auto whole = static_cast<float>(std::max<std::int64_t>(1, scene.measured.duration.count()));
    const float now = static_cast<float>(time.count()) / whole;
    for (const Figure& f : scene.figures)
        addFigure(f, smoothstep(f.headTurnStart, f.headTurnEnd, now), still, turning);
    w.parts.push_back(part(w, still));
    for (const Placed& p : turning) {
        const Frame frame = p.frame;
        Part head = part(w, {{p.geometry, {}, p.cloth, p.emission}});
        head.frame = frame;
        for (Piece& piece : head.pieces) piece.frame = frame;
        w.parts.push_back(std::move(head));
    }
    addBulbs(w, model.bulbs, scene, stands, Lens(scene.measured, camera, 1, 1));
    for (const AreaLight& l : scene.lights) {
        const V3 n = normalize(toV3(l.facing));
        const V3 u = normalize(cross(std::abs(n.y) < 0.95F ? V3{0, 1, 0} : V3{1, 0, 0}, n)), v = cross(n, u);
        const V3 radiance = toV3(l.radiance);
        const float area = l.width * l.height;
        w.lamps.push_back({toV3(l.centre), u * (l.width * 0.5F), v * (l.height * 0.5F), n, radiance, area,
                           luma(radiance) * area, std::sqrt(area), l.role == "key"});
    }
    w.hazeColour = w.ambient * 0.8F;
    for (const Lamp& l : w.lamps)
        if (l.key || l.area < 4)
            w.hazeColour += l.radiance * (0.018F * l.area / std::max(4.0F, dot(l.centre, l.centre)));
    if (scene.set == "landscape") {  // air lies in the valley and takes the colour of the sky
        w.hazeColour = mix(w.horizon, w.zenith, 0.72F) * 0.85F + V3{0.03F, 0.05F, 0.09F};
        w.hazeHeight = 22;
        if (!w.lamps.empty() && w.lamps.front().key) {
            w.sun = normalize(w.lamps.front().centre);
            w.sunColour = w.horizon * V3{1.0F, 0.80F, 0.55F};
        }
    }
    std::stable_partition(w.lamps.begin(), w.lamps.end(), [](const Lamp& l) { return l.key; });
    return w;
}

}  // namespace groundglass::viewfinder
