// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace assay::toy {

// Why a peer's message is refused (spec/toy.md §3, §4).
enum class Reject {
  reflected,    // hello: it is this end's own nonce
  stale,        // hello: a time more than 10 seconds from this end's
  bad_proof,    // proof: not made with K over these two hellos
  bad_finish,   // finish: not made with K over these two proofs
  bad_message,  // of another length or kind than the one that is due, or from another address
};
std::string_view name(Reject reject);

}  // namespace assay::toy
