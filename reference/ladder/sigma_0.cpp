// SPDX-License-Identifier: MIT
#include "reference/ladder/sigma_0.hpp"

namespace assay::ladder {

// spec/ladder.md §6.9: msg1 = frame[08, 1](X)
Framed Sigma0::msg1(const Identity<Initiator>&, const InitiatorShare& X) {
  return frame(proto, 1, X);
}

std::expected<InitiatorShare, Reject> Sigma0::read_msg1(Bytes msg1) {
  return field_of<InitiatorShare>(proto, 1, msg1);
}

// spec/ladder.md §6.9: sigB = sig[08, B](X | Y)
// spec/ladder.md §6.9: macB = mac[08, mac-r](B)
// spec/ladder.md §6.9: msg2 = frame[08, 2](Y | B | sigB | macB)
Framed Sigma0::msg2(const Exchange& s, const Identity<Responder>& B) {
  const auto sigB = sign(proto, B, s.X, s.Y);
  const auto macB = mac(K<MacR>(proto, s.Z), B.name());
  return frame(proto, 2, s.Y, B.name(), sigB, macB);
}

std::expected<Sigma0::Msg2, Reject> Sigma0::read_msg2(Bytes msg2) {
  return fields_of<ResponderShare, Name<Responder>, SignatureBy<Responder>, MacBy<Responder>>(
      proto, 2, msg2);
}

std::expected<Proven<Responder>, Reject> Sigma0::verify_msg2(const Exchange& s, const Msg2& msg2,
                                                             const Directory& directory) {
  const auto& [Y, B, sigB, macB] = msg2;
  const auto proven = verify_signature(proto, directory, B, sigB, s.X, s.Y);
  if (!proven) return std::unexpected(proven.error());
  if (!mac_matches(macB, K<MacR>(proto, s.Z), B)) return std::unexpected(Reject::bad_mac);
  return *proven;
}

// spec/ladder.md §6.9: sigA = sig[08, A](Y | X)
// spec/ladder.md §6.9: macA = mac[08, mac-i](A)
// spec/ladder.md §6.9: msg3 = frame[08, 3](A | sigA | macA)
Framed Sigma0::msg3(const Exchange& s, const Identity<Initiator>& A) {
  const auto sigA = sign(proto, A, s.Y, s.X);
  const auto macA = mac(K<MacI>(proto, s.Z), A.name());
  return frame(proto, 3, A.name(), sigA, macA);
}

std::expected<Proven<Initiator>, Reject> Sigma0::verify_msg3(const Exchange& s, Bytes msg3,
                                                             const Directory& directory) {
  const auto fields =
      fields_of<Name<Initiator>, SignatureBy<Initiator>, MacBy<Initiator>>(proto, 3, msg3);
  if (!fields) return std::unexpected(fields.error());
  const auto& [A, sigA, macA] = *fields;
  const auto proven = verify_signature(proto, directory, A, sigA, s.Y, s.X);
  if (!proven) return std::unexpected(proven.error());
  if (!mac_matches(macA, K<MacI>(proto, s.Z), A)) return std::unexpected(Reject::bad_mac);
  return *proven;
}

}  // namespace assay::ladder
