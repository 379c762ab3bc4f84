// SPDX-License-Identifier: MIT
#include "conformance/ladder/target.hpp"

#include "conformance/ladder/form.hpp"
#include "conformance/peers/peer_target.hpp"

namespace assay::rungs {
namespace {

Capabilities capabilities_of(const Rung& rung) {
  Capabilities caps = peers::session_capabilities();
  caps.caps = {"inject.ephemeral_sk", "timeout_ms", "outcome", "events.verified", "eof.rst"};
  caps.modes = modes_of(rung);
  caps.layer = "InitiatorStart, ResponderAwaitsMsg1";
  if (!rung.has_names()) return caps;
  caps.caps.insert(caps.caps.end(), {"authorize.delay_ms", "authorize.then"});
  caps.authorize = "before-" + decision_of(rung);
  return caps;
}

}  // namespace

std::unique_ptr<Target> rung_target(const Rung& rung, const MakeMachine& make) {
  const auto machine = [&rung, make](const OpenRequest& request) {
    return make(rung, settings_of(rung, request));
  };
  return peers::in_process_target({.protocol = protocol_name(rung),
                                   .peer_bytes = rung.has_names() ? 32U : 0U,
                                   .identity = {"ladder reference", "1"},
                                   .capabilities = capabilities_of(rung),
                                   .launch = [machine] { return peers::Process(machine); }});
}

std::unique_ptr<Target> reference_target(const Rung& rung) {
  return rung_target(rung, reference_machine);
}

}  // namespace assay::rungs
