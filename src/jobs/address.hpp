#pragma once

struct sockaddr;

namespace groundglass::jobs {

/// False for addresses that no public service has: loopback, private, carrier NAT, link-local, unique local,
/// multicast, unspecified, documentation, reserved, and their IPv4-mapped, 6to4 and NAT64 forms.
[[nodiscard]] bool isPublicAddress(const sockaddr& address) noexcept;

}  // namespace groundglass::jobs
