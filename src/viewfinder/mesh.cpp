#include "viewfinder/mesh.hpp"

#include <cstring>

namespace groundglass::viewfinder {

void Mesh::quad(V3 a, V3 b, V3 c, V3 d) {
    const auto first = static_cast<std::uint32_t>(positions.size());
    const V3 n = normalize(cross(b - a, c - a));
    for (const V3 p : {a, b, c, d}) {
        positions.push_back(p);
        normals.push_back(n);
        tints.push_back(plainTint);
    }
    for (const std::uint32_t k : {0U, 1U, 2U, 0U, 2U, 3U}) indices.push_back(first + k);
}

void addBox(Mesh& mesh, V3 low, V3 high, float yaw, V3 at) {
    const auto corner = [&](int i) {
        const V3 p{(i & 1) != 0 ? high.x : low.x, (i & 2) != 0 ? high.y : low.y,
                   (i & 4) != 0 ? high.z : low.z};
        return aboutY(p, yaw) + at;
    };
    constexpr int faces[6][4] = {{1, 3, 7, 5}, {0, 4, 6, 2}, {2, 6, 7, 3},
                                 {0, 1, 5, 4}, {4, 5, 7, 6}, {0, 2, 3, 1}};
    for (const auto& f : faces) mesh.quad(corner(f[0]), corner(f[1]), corner(f[2]), corner(f[3]));
}

void addSphere(Mesh& mesh, V3 centre, float radius, int rings) {
    const int turns = rings * 2;
    const auto first = static_cast<std::uint32_t>(mesh.positions.size());
    for (int i = 0; i <= rings; ++i)
        for (int j = 0; j <= turns; ++j) {
            const float a = pi * static_cast<float>(i) / static_cast<float>(rings),
                        b = 2 * pi * static_cast<float>(j) / static_cast<float>(turns);
            const V3 n{std::sin(a) * std::sin(b), std::cos(a), std::sin(a) * std::cos(b)};
            mesh.positions.push_back(centre + n * radius);
            mesh.normals.push_back(n);
            mesh.tints.push_back(plainTint);
        }
    const auto row = static_cast<std::uint32_t>(turns + 1);
    for (std::uint32_t i = 0; i < static_cast<std::uint32_t>(rings); ++i)
        for (std::uint32_t j = 0; j < static_cast<std::uint32_t>(turns); ++j) {
            const std::uint32_t a = first + i * row + j;
            for (const std::uint32_t k : {a, a + row, a + row + 1, a, a + row + 1, a + 1})
                mesh.indices.push_back(k);
        }
}

void addRod(Mesh& mesh, V3 from, V3 to, float radiusFrom, float radiusTo, int sides) {
    const V3 axis = normalize(to - from);
    const V3 u = normalize(cross(axis, std::abs(axis.y) < 0.9F ? V3{0, 1, 0} : V3{1, 0, 0})),
             v = cross(axis, u);
    const auto first = static_cast<std::uint32_t>(mesh.positions.size());
    for (int j = 0; j <= sides; ++j) {
        const float a = 2 * pi * static_cast<float>(j) / static_cast<float>(sides);
        const V3 n = u * std::cos(a) + v * std::sin(a);
        for (const bool far : {false, true}) {
            mesh.positions.push_back((far ? to : from) + n * (far ? radiusTo : radiusFrom));
            mesh.normals.push_back(n);
            mesh.tints.push_back(plainTint);
        }
    }
    for (std::uint32_t j = 0; j < static_cast<std::uint32_t>(sides); ++j) {
        const std::uint32_t a = first + 2 * j;
        for (const std::uint32_t k : {a, a + 2, a + 3, a, a + 3, a + 1}) mesh.indices.push_back(k);
    }
    for (const bool far : {false, true}) {
        const auto hub = static_cast<std::uint32_t>(mesh.positions.size());
        mesh.positions.push_back(far ? to : from);
        for (int j = 0; j <= sides; ++j)
            mesh.positions.push_back(
                mesh.positions[first + 2 * static_cast<std::uint32_t>(j) + (far ? 1U : 0U)]);
        for (int j = 0; j < sides + 2; ++j) {
            mesh.normals.push_back(far ? axis : axis * -1.0F);
            mesh.tints.push_back(plainTint);
        }
        for (std::uint32_t j = 0; j < static_cast<std::uint32_t>(sides); ++j)
            for (const std::uint32_t k : {hub, hub + 1 + j, hub + 2 + j}) mesh.indices.push_back(k);
    }
}

namespace {

constexpr std::uint32_t meshMagic = 0x474d4733;

std::uint64_t checkSum(std::string_view bytes) {
    std::uint64_t sum = 0xcbf29ce484222325U;
    for (; bytes.size() >= 8; bytes.remove_prefix(8)) {
        std::uint64_t word = 0;
        std::memcpy(&word, bytes.data(), 8);
        sum = (sum ^ word) * 0x100000001b3U;
        sum ^= sum >> 29U;
    }
    for (const char c : bytes) sum = (sum ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
    return sum;
}

template <class T>
void put(std::string& out, const T* data, std::size_t count) {
    const std::size_t at = out.size();
    out.resize(at + count * sizeof(T));
    if (count != 0) std::memcpy(out.data() + at, data, count * sizeof(T));
}

template <class T>
bool take(std::string_view& in, T* data, std::size_t count) {
    if (in.size() / sizeof(T) < count) return false;
    if (count != 0) std::memcpy(data, in.data(), count * sizeof(T));
    in.remove_prefix(count * sizeof(T));
    return true;
}

bool takeMesh(std::string_view& in, Mesh& mesh) {
    std::uint32_t counts[2]{};
    std::uint8_t surface = 0;
    float numbers[9]{};
    if (!take(in, counts, 2) || !take(in, &surface, 1) || !take(in, numbers, 9)) return false;
    if (counts[0] > in.size() / 28 || counts[1] > in.size() / 4 || counts[1] % 3 != 0) return false;
    mesh.material = {static_cast<Surface>(surface),
                     {numbers[0], numbers[1], numbers[2]},
                     numbers[3],
                     numbers[4],
                     {numbers[5], numbers[6], numbers[7]},
                     numbers[8]};
    mesh.positions.resize(counts[0]);
    mesh.normals.resize(counts[0]);
    mesh.tints.resize(counts[0]);
    mesh.indices.resize(counts[1]);
    if (!take(in, mesh.positions.data(), counts[0]) || !take(in, mesh.normals.data(), counts[0]) ||
        !take(in, mesh.tints.data(), counts[0]) || !take(in, mesh.indices.data(), counts[1]))
        return false;
    return std::all_of(mesh.indices.begin(), mesh.indices.end(),
                       [&](std::uint32_t i) { return i < counts[0]; });
}

}  // namespace

std::string packMeshes(const std::vector<Mesh>& meshes) {
    std::string body;
    for (const Mesh& m : meshes) {
        const std::uint32_t counts[2]{static_cast<std::uint32_t>(m.positions.size()),
                                      static_cast<std::uint32_t>(m.indices.size())};
        const auto surface = static_cast<std::uint8_t>(m.material.surface);
        const Material& t = m.material;
        const float numbers[9]{t.albedo.x,   t.albedo.y,   t.albedo.z,   t.gloss, t.roughness,
                               t.emission.x, t.emission.y, t.emission.z, t.mirror};
        put(body, counts, 2);
        put(body, &surface, 1);
        put(body, numbers, 9);
        put(body, m.positions.data(), m.positions.size());
        put(body, m.normals.data(), m.normals.size());
        put(body, m.tints.data(), m.tints.size());
        put(body, m.indices.data(), m.indices.size());
    }
    std::string out;
    const std::uint32_t head[2]{meshMagic, static_cast<std::uint32_t>(meshes.size())};
    const std::uint64_t sum = checkSum(body);
    put(out, head, 2);
    put(out, &sum, 1);
    return out + body;
}

base::Result<std::vector<Mesh>> unpackMeshes(std::string_view bytes) {
    const auto damaged = [] {
        return base::fail(base::ErrorCode::InvalidInput, "mesh cache is damaged or old");
    };
    std::uint32_t head[2]{};
    std::uint64_t sum = 0;
    if (!take(bytes, head, 2) || !take(bytes, &sum, 1)) return damaged();
    if (head[0] != meshMagic || head[1] > 64 || checkSum(bytes) != sum) return damaged();
    std::vector<Mesh> meshes(head[1]);
    for (Mesh& mesh : meshes)
        if (!takeMesh(bytes, mesh)) return damaged();
    if (!bytes.empty()) return damaged();
    return meshes;
}

}  // namespace groundglass::viewfinder
