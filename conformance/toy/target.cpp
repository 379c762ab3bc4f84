// SPDX-License-Identifier: MIT
#include "conformance/toy/target.hpp"

#include <sodium.h>

#include "conformance/peers/peer_target.hpp"
#include "conformance/toy/form.hpp"

namespace assay {
namespace {

ToyKeys toy_keys(const OpenRequest& request) {
  for (const auto& [name, value] : request.bytes) {
    if (name != "shared_key") throw Unsupported("params." + name);
  }
  const auto K = request.bytes.find("shared_key");
  if (K == request.bytes.end() || K->second.size() != 32)
    throw Defective("shared_key: 32 bytes are needed");
  if (!request.clock) throw Defective("clock: the time is needed");
  Bytes n(16);
  randombytes_buf(n.data(), n.size());
  return {K->second, n, clock_bytes(*request.clock)};
}

}  // namespace

std::unique_ptr<Target> toy_target(Carrier carrier, const MakeToyMachine& make) {
  Capabilities caps = peers::session_capabilities();
  caps.server = caps.client = false;
  caps.peer = true;
  caps.caps = {"clock", "outcome"};
  caps.authorize = {};
  caps.timeout_kind = {};
  caps.layer = "PeerStart, PeerAwaitsHello, PeerAwaitsProof, PeerAwaitsFinish";
  return peers::in_process_target({.protocol = toy_name(carrier),
                                   .peer_bytes = 0,
                                   .identity = {"toy reference", "1"},
                                   .capabilities = caps,
                                   .launch = [=] {
                                     return [=](const OpenRequest& request) {
                                       return make(carrier, toy_keys(request));
                                     };
                                   }});
}

}  // namespace assay
