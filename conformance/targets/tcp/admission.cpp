// SPDX-License-Identifier: MIT
#include "conformance/targets/tcp/admission.hpp"

#include <algorithm>

#include "conformance/shs1/honest_end.hpp"

namespace assay::tcp {
namespace {

Bytes read(Wire& wire, std::size_t octets, Millis patience) {
  const Deadline deadline = Clock::now() + patience;
  Bytes all;
  while (all.size() < octets && wire.closed() == Close::none && Clock::now() < deadline) {
    wire.pump(deadline);
    const Bytes more = wire.take_input();
    all.insert(all.end(), more.begin(), more.end());
  }
  all.resize(std::min(all.size(), octets));  // what follows is the application's
  return all;
}

}  // namespace

bool admitted(Wire wire, const Probe& probe, const Bytes& client_seed) {
  mallory::Keys keys;
  keys.K = probe.network_key, keys.B_p = probe.server_key;
  keys.A = client_seed, keys.A_p = mallory::public_key(client_seed);
  mallory::HonestEnd peer(Role::server, keys, random_seed());
  wire.write(peer.opening());
  const Bytes msg2 = read(wire, 64, probe.patience);
  const auto msg3 = msg2.size() == 64 ? peer.answer_first(msg2) : std::nullopt;
  if (!msg3) return false;
  wire.write(*msg3);
  const Bytes msg4 = read(wire, 80, probe.patience);
  return msg4.size() == 80 && peer.answer_second(msg4).has_value();
}

Bytes a_stranger() { return random_seed(); }

}  // namespace assay::tcp
