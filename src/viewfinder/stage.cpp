#include "viewfinder/stage.hpp"

#include "groundglass/base/files.hpp"
#include "groundglass/base/log.hpp"
#include "viewfinder/camera.hpp"
#include "viewfinder/figure.hpp"

#include <algorithm>
#include <iterator>
#include <sstream>
#include <utility>

namespace groundglass::viewfinder {
namespace {

constexpr int meshVersion = 10;  // raise when a figure changes: baked meshes of other versions are not read

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

void Stage::addFigure(const Figure& figure, float share, bool coarse, std::vector<Placed>& still,
                      std::vector<Placed>& turning) {
    const V3 at = toV3(figure.position);
    const Frame stand = turned(figure.heading * degree, 0, 0, at);
    const V3 cloth = toV3(figure.clothes);
    if (figure.kind == "coral") {
        still.push_back({geometry("coral", makeCoral, false), stand, cloth, {1, 1, 1}});
        return;
    }
    const bool far = coarse || length(at) > 2.5F;
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

Part Stage::part(World& world, const std::vector<Placed>& placed) {
    Part made;
    made.tree = m_trees->find(placed);
    if (!made.tree) {
        m_trees->makeRoom();
        std::erase_if(m_kept, [](const auto& kept) { return kept.second.use_count() == 1; });
        made.tree = m_trees->build(placed, m_stop);
    }
    for (const Placed& p : placed) {
        world.shown.push_back(p.geometry);
        for (const Mesh& m : p.geometry->meshes) made.pieces.push_back({&m, p.frame, p.cloth, p.emission});
    }
    return made;
}

Layer Stage::layer(World& world, const std::vector<Placed>& placed) {
    world.parts.push_back(part(world, placed));
    return {world.parts.back().tree, static_cast<int>(world.parts.size()) - 1};
}

void Stage::addSolid(World& w, const std::vector<Placed>& still, const std::vector<Placed>& turning) {
    w.parts.push_back(part(w, still));
    for (const Placed& p : turning) {
        Part head = part(w, {{p.geometry, {}, p.cloth, p.emission}});
        head.frame = p.frame;
        for (Piece& piece : head.pieces) piece.frame = p.frame;
        w.parts.push_back(std::move(head));
    }
    w.flat = turning.empty();
    w.solid = w.parts.front().tree;
    if (w.flat) return;
    std::vector<std::pair<TreePtr, Frame>> trees;
    for (const Part& p : w.parts) trees.emplace_back(p.tree, p.frame);
    w.solid = m_trees->instances(trees);
}

void Stage::addBulbs(World& w, const std::vector<Bulb>& bulbs, const Scene& scene, const Frame& place,
                     const Lens& lens) {
    std::vector<Placed> all, sharp;
    for (Bulb bulb : bulbs) {
        bulb.radiance = bulb.radiance * toV3(scene.setLight);
        bulb.centre = place.point(bulb.centre);
        all.push_back({geometry("bulb", makeBulb, false),
                       turned(0, 0, 0, bulb.centre, bulb.radius),
                       {1, 1, 1},
                       bulb.radiance});
        if (lens.isSoft(bulb.centre, bulb.radius)) {
            w.bulbs.push_back(bulb);
        } else {
            w.sharp.push_back(bulb);
            sharp.push_back(all.back());
        }
    }
    if (!all.empty()) w.mirrored.push_back(layer(w, all));
    if (sharp.empty()) return;
    w.seen.push_back(sharp.size() == all.size() ? w.mirrored.back() : layer(w, sharp));
    w.seen.back().lamps = true;
}

Stage::Place Stage::place(const Scene& scene) {
    const SetState state{scene.set, scene.depthSet == "night", scene.wetGround, scene.rain, scene.snow};
    const std::string key = "set-" + state.id + (state.night ? "-night" : "-day") +
                            (state.wet ? "-wet" : "") + (state.rain ? "-rain" : "") +
                            (state.snow ? "-snow" : "");
    std::shared_ptr<const Geometry>&solid = m_kept[key], &falling = m_kept[key + "-falling"];
    if (!solid || !falling) {
        SetModel model = setModel(state);
        const auto take = [](std::deque<Mesh>& meshes) {
            return std::make_shared<Geometry>(
                Geometry{{std::make_move_iterator(meshes.begin()), std::make_move_iterator(meshes.end())}});
        };
        solid = take(model.meshes);
        falling = take(model.falling);
        m_places[key] = {std::move(model.bulbs), std::move(model.openings), nullptr, nullptr};
    }
    Place known = m_places[key];
    known.solid = solid;
    known.falling = falling;
    return known;
}

std::optional<World> Stage::build(const Scene& scene, base::Milliseconds time, const CameraPose& camera,
                                  std::stop_token stop) {
    m_stop = std::move(stop);
    if (!m_trees) m_trees.emplace();
    World w = made(scene, time, camera);
    const bool stopped = std::exchange(m_stop, {}).stop_requested();
    if (stopped) return std::nullopt;
    return w;
}

namespace {

constexpr float beamGain = 16;  // of light scattered by dust, so that a shaft reads against its place

void addLamps(const Scene& scene, World& w) {
    for (const AreaLight& l : scene.lights) {
        const V3 n = normalize(toV3(l.facing));
        const V3 u = normalize(cross(std::abs(n.y) < 0.95F ? V3{0, 1, 0} : V3{1, 0, 0}, n)), v = cross(n, u);
        const V3 radiance = toV3(l.radiance);
        const float area = l.width * l.height;
        w.lamps.push_back({toV3(l.centre), u * (l.width * 0.5F), v * (l.height * 0.5F), n, radiance, area,
                           luma(radiance) * area, std::sqrt(area), l.role == "key"});
    }
    std::stable_partition(w.lamps.begin(), w.lamps.end(), [](const Lamp& l) { return l.key; });
}

void addAir(const Scene& scene, World& w) {
    w.zenith = toV3(scene.skyZenith);
    w.horizon = toV3(scene.skyHorizon);
    w.ambient = toV3(scene.ambient);
    w.haze = scene.haze;
    w.stars = setInfo(scene.set).stars;
    w.hazeColour = w.ambient * 0.8F;
    for (const Lamp& l : w.lamps)
        if (l.key || l.area < 4)
            w.hazeColour += l.radiance * (0.018F * l.area / std::max(4.0F, dot(l.centre, l.centre)));
    if (!setInfo(scene.set).openAir) return;
    // Air lies in the valley and takes the colour of the sky.
    w.hazeColour = mix(w.horizon, w.zenith, 0.72F) * 0.85F + V3{0.03F, 0.05F, 0.09F};
    w.hazeHeight = 22;
    if (!w.lamps.empty() && w.lamps.front().key) {
        w.sun = normalize(w.lamps.front().centre);
        w.sunColour = w.horizon * V3{1.0F, 0.80F, 0.55F};
    }
}

// Shafts of the key behind the openings of a dusty place.
void addBeams(const std::vector<Opening>& openings, const Scene& scene, const Frame& place, World& w) {
    if (w.haze <= 0 || w.lamps.empty() || !w.lamps.front().key) return;
    const Lamp& key = w.lamps.front();
    const V3 way = normalize(toV3(scene.subject) - key.centre);
    if (way.y > -0.2F) return;  // too low to come in from above
    const V3 irradiance = key.radiance * (key.area / std::max(1.0F, dot(key.centre, key.centre)));
    for (const Opening& o : openings) {
        const V3 u = place.direction(o.u), v = place.direction(o.v);
        const float volume = dot(cross(u, v), way);
        if (std::abs(volume) < 1e-5F) continue;
        Beam b;
        b.centre = place.point(o.centre);
        b.across = cross(v, way) * (1 / volume);
        b.up = cross(way, u) * (1 / volume);
        b.down = cross(u, v) * (1 / volume);
        b.way = way;
        b.length = b.centre.y / -way.y;
        b.light = irradiance * (w.haze * beamGain);
        w.beams.push_back(b);
    }
    // The dust that is not in a beam has less light to show.
    if (!w.beams.empty()) w.hazeColour = w.hazeColour * 0.45F;
}

// True when a face is never more than an eighth of the picture's height: fine meshes would only cost time.
bool alwaysWide(const Scene& scene) {
    const auto height = [&](base::Milliseconds time) {
        const CameraPose at = scene.cameraAt(time);
        const float away = length(toV3(at.eye) - toV3(scene.subject));
        return away * static_cast<float>(scene.measured.imageHeight) / std::max(1.0F, at.focalMm);
    };
    return std::min(height({}), height(scene.measured.duration)) > 1.9F;
}

}  // namespace

World Stage::made(const Scene& scene, base::Milliseconds time, const CameraPose& camera) {
    World w;
    w.seed = static_cast<std::uint32_t>(scene.seed ^ (scene.seed >> 32U));
    addLamps(scene, w);
    addAir(scene, w);
    const Place set = place(scene);
    const Frame stands = turned(scene.setHeading * degree);
    std::vector<Placed> still{{set.solid, stands, {1, 1, 1}, toV3(scene.setLight)}}, turning;
    const auto whole = static_cast<float>(std::max<std::int64_t>(1, scene.measured.duration.count()));
    const float now = static_cast<float>(time.count()) / whole;
    const bool coarse = alwaysWide(scene);
    for (const Figure& f : scene.figures)
        addFigure(f, smoothstep(f.headTurnStart, f.headTurnEnd, now), coarse, still, turning);
    addSolid(w, still, turning);
    if (!set.falling->meshes.empty())
        w.seen.push_back(layer(w, {{set.falling, stands, {1, 1, 1}, toV3(scene.setLight)}}));
    addBeams(set.openings, scene, stands, w);
    addBulbs(w, set.bulbs, scene, stands, Lens(scene.measured, camera, 1, 1));
    return w;
}

}  // namespace groundglass::viewfinder
