// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace assay::shs1 {

// Why a peer's message is refused. Both ends then close without another byte (spec/shs1.md §8).
enum class Reject {
  bad_mac,          // msg1, msg2: not made with this network key
  low_order_point,  // msg1, msg2: an ephemeral that makes every product zero (spec/shs1.md §5)
  bad_box,          // msg3, msg4: the box does not open
  bad_peer_key,     // a long-term key that is undecodable, of small or of mixed order (spec/shs1.md
                    // §5)
  bad_signature,    // msg3, msg4: the peer did not sign this handshake
  not_authorized,   // msg3: the peer is who it says, and the application does not want it
};

std::string_view name(Reject reject);

}  // namespace assay::shs1
