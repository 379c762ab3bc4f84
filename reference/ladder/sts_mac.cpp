// SPDX-License-Identifier: MIT
#include "reference/ladder/sts_mac.hpp"

namespace assay::ladder {

// spec/ladder.md §6.6: msg1 = frame[05, 1](X)
Framed StsMac::msg1(const Identity<Initiator>&, const InitiatorShare& X) {
  return frame(proto, 1, X);
}

std::expected<InitiatorShare, Reject> StsMac::read_msg1(Bytes msg1) {
  return field_of<InitiatorShare>(proto, 1, msg1);
}

// spec/ladder.md §6.6: sigB = sig[05, B](Y | X)
// spec/ladder.md §6.6: macB = mac[05, mac-r](sigB)
// spec/ladder.md §6.6: msg2 = frame[05, 2](Y | B | sigB | macB)
Framed StsMac::msg2(const Exchange& s, const Identity<Responder>& B) {
  const auto sigB = sign(proto, B, s.Y, s.X);
  const auto macB = mac(K<MacR>(proto, s.Z), sigB);
  return frame(proto, 2, s.Y, B.name(), sigB, macB);
}

std::expected<StsMac::Msg2, Reject> StsMac::read_msg2(Bytes msg2) {
  return fields_of<ResponderShare, Name<Responder>, SignatureBy<Responder>, MacBy<Responder>>(
      proto, 2, msg2);
}

std::expected<Proven<Responder>, Reject> StsMac::verify_msg2(const Exchange& s, const Msg2& msg2,
                                                             const Directory& directory) {
  const auto& [Y, B, sigB, macB] = msg2;
  const auto proven = verify_signature(proto, directory, B, sigB, s.Y, s.X);
  if (!proven) return std::unexpected(proven.error());
  if (!mac_matches(macB, K<MacR>(proto, s.Z), sigB)) return std::unexpected(Reject::bad_mac);
  return *proven;
}

// spec/ladder.md §6.6: sigA = sig[05, A](X | Y)
// spec/ladder.md §6.6: macA = mac[05, mac-i](sigA)
// spec/ladder.md §6.6: msg3 = frame[05, 3](A | sigA | macA)
Framed StsMac::msg3(const Exchange& s, const Identity<Initiator>& A) {
  const auto sigA = sign(proto, A, s.X, s.Y);
  const auto macA = mac(K<MacI>(proto, s.Z), sigA);
  return frame(proto, 3, A.name(), sigA, macA);
}

std::expected<Proven<Initiator>, Reject> StsMac::verify_msg3(const Exchange& s, Bytes msg3,
                                                             const Directory& directory) {
  const auto fields =
      fields_of<Name<Initiator>, SignatureBy<Initiator>, MacBy<Initiator>>(proto, 3, msg3);
  if (!fields) return std::unexpected(fields.error());
  const auto& [A, sigA, macA] = *fields;
  const auto proven = verify_signature(proto, directory, A, sigA, s.X, s.Y);
  if (!proven) return std::unexpected(proven.error());
  if (!mac_matches(macA, K<MacI>(proto, s.Z), sigA)) return std::unexpected(Reject::bad_mac);
  return *proven;
}

}  // namespace assay::ladder
