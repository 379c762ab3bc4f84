// SPDX-License-Identifier: MIT
#include "reference/ladder/types.hpp"

namespace assay::ladder {

namespace {

std::expected<SharedSecret, Reject> product(const reference::CurveSecret& scalar,
                                            std::span<const std::uint8_t, 32> share) {
  auto Z = reference::x25519<SharedSecret>(scalar, reference::CurvePublic::from(share));
  if (!Z) return std::unexpected(Reject::low_order_point);
  return std::move(*Z);
}

}  // namespace

// spec/ladder.md §3.1: Z = x·Y = y·X
std::expected<SharedSecret, Reject> agree(const EphemeralSecret<Initiator>& x,
                                          const ResponderShare& Y) {
  return product(x.scalar(), Y.view());
}

std::expected<SharedSecret, Reject> agree(const EphemeralSecret<Responder>& y,
                                          const InitiatorShare& X) {
  return product(y.scalar(), X.view());
}

}  // namespace assay::ladder
