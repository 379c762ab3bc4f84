// SPDX-License-Identifier: MIT
#include "conformance/shs1/peers/reference_target.hpp"

#include "conformance/shs1/peers/reference_machine.hpp"

namespace assay {

std::unique_ptr<Target> reference_target() {
  Capabilities caps = peers::shs1_capabilities();
  caps.layer = "ClientStart, ServerAwaitsMsg1, BoxWriter, BoxReader";
  // Its connections share nothing, so a process of it has no state.
  return peers::in_process_target(
      {.protocol = "shs1",
       .peer_bytes = 32,
       .identity = {"assay reference", "0.1.0"},
       .capabilities = caps,
       .launch = [caps] { return peers::process_of(peers::reference_machine, caps); }});
}

}  // namespace assay
