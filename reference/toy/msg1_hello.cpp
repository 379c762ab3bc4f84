// SPDX-License-Identifier: MIT
#include "reference/toy/msg1_hello.hpp"

#include "reference/common/concat.hpp"

namespace assay::toy {
namespace {

using Nanoseconds = unsigned __int128;

constexpr Nanoseconds ten_seconds = 10'000'000'000;

Nanoseconds nanoseconds(std::span<const std::uint8_t, 16> instant) {
  Nanoseconds total = 0;
  for (const std::uint8_t byte : instant) total = total << 8 | byte;
  return total;
}

}  // namespace

// spec/toy.md §2: h = n | t
Hello hello(const Nonce& n, const Instant& t) {
  return Hello::from(reference::concat(n, t).view());
}

// spec/toy.md §2: H = N | T
// spec/toy.md §3.1: N is not n (`reflected`), and T is at most 10 seconds from t, before or after
// (`stale`)
std::expected<void, Reject> verify_hello(const Hello& h, const PeerHello& H) {
  if (std::ranges::equal(H.view().first<16>(), h.view().first<16>()))
    return std::unexpected(Reject::reflected);
  const Nanoseconds t = nanoseconds(h.view().last<16>()), T = nanoseconds(H.view().last<16>());
  if ((T > t ? T - t : t - T) > ten_seconds) return std::unexpected(Reject::stale);
  return {};
}

}  // namespace assay::toy
