// SPDX-License-Identifier: MIT
#pragma once

#include "reference/ladder/keys.hpp"
#include "reference/ladder/signature.hpp"

namespace assay::ladder {

// What an end takes from a finished run: the keys, and whom it talks to.
template <class Peer>
struct Outcome {
  SessionKeys keys;
  Proven<Peer> peer;
};

// Reject: wrong_peer, when another than the responder that was called proved its name.
inline std::expected<void, Reject> verify_pinned(const Proven<Responder>& proven,
                                                 const ResponderName& called) {
  if (proven.name() != called) return std::unexpected(Reject::wrong_peer);
  return {};
}

}  // namespace assay::ladder
