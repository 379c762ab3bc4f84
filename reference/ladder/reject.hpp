// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace assay::ladder {

// Why a message, or an entry of the directory, is refused (spec/ladder.md §5).
enum class Reject {
  bad_frame,        // another length, version, rung or message than the one that is due
  low_order_point,  // X or Y has low order: Z would be zero whatever the scalar
  bad_box,          // the AEAD does not open
  unknown_name,     // the directory has no such name
  bad_signature,    // not made over this run by the key of the claimed name
  bad_mac,          // not made under the key of this run over what the rung says
  wrong_peer,       // the responder proved another name than the one that was called
  not_authorized,   // the initiator is who it says, and the application does not want it
  not_possessed,    // the registrar was shown no proof that the key is the registrant's
};

std::string_view name(Reject reject);

}  // namespace assay::ladder
