// SPDX-License-Identifier: MIT
#pragma once

#include "conformance/peers/peer_target.hpp"

namespace assay::peers {

// What one end of SHS1 is given (spec/shs1.md §12), checked: network_key, static_seed and, for a
// client, peer_pk have 32 bytes, and so has the ephemeral that is injected, if one is.
struct Settings {
  Role role;
  Bytes network_key, static_seed, peer_pk = {};
  std::optional<Bytes> ephemeral_sk = {}, ephemeral_seed = {};
  std::string endpoint = {};
};

// What every end of SHS1 with a MachineSession around it can do.
Capabilities shs1_capabilities();

// A process whose machines are made of Settings. Unsupported, naming it, is thrown for a parameter
// that `caps` does not allow or that is unknown or not this role's; Defective for a missing one and
// for one of the wrong length.
Process process_of(std::function<std::unique_ptr<Machine>(const Settings&)> make,
                   Capabilities caps);

}  // namespace assay::peers
