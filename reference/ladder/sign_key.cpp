// SPDX-License-Identifier: MIT
#include "reference/ladder/sign_key.hpp"

namespace assay::ladder {

// spec/ladder.md §6.8: msg1 = frame[07, 1](X)
Framed SignKey::msg1(const Identity<Initiator>&, const InitiatorShare& X) {
  return frame(proto, 1, X);
}

std::expected<InitiatorShare, Reject> SignKey::read_msg1(Bytes msg1) {
  return field_of<InitiatorShare>(proto, 1, msg1);
}

// spec/ladder.md §6.8: sigB = sig[07, B](X | Y | Z)
// spec/ladder.md §6.8: msg2 = frame[07, 2](Y | B | sigB)
Framed SignKey::msg2(const Exchange& s, const Identity<Responder>& B) {
  const auto sigB = sign(proto, B, s.X, s.Y, s.Z);
  return frame(proto, 2, s.Y, B.name(), sigB);
}

std::expected<SignKey::Msg2, Reject> SignKey::read_msg2(Bytes msg2) {
  return fields_of<ResponderShare, Name<Responder>, SignatureBy<Responder>>(proto, 2, msg2);
}

std::expected<Proven<Responder>, Reject> SignKey::verify_msg2(const Exchange& s, const Msg2& msg2,
                                                              const Directory& directory) {
  const auto& [Y, B, sigB] = msg2;
  return verify_signature(proto, directory, B, sigB, s.X, s.Y, s.Z);
}

// spec/ladder.md §6.8: sigA = sig[07, A](Y | X | Z)
// spec/ladder.md §6.8: msg3 = frame[07, 3](A | sigA)
Framed SignKey::msg3(const Exchange& s, const Identity<Initiator>& A) {
  const auto sigA = sign(proto, A, s.Y, s.X, s.Z);
  return frame(proto, 3, A.name(), sigA);
}

std::expected<Proven<Initiator>, Reject> SignKey::verify_msg3(const Exchange& s, Bytes msg3,
                                                              const Directory& directory) {
  const auto fields = fields_of<Name<Initiator>, SignatureBy<Initiator>>(proto, 3, msg3);
  if (!fields) return std::unexpected(fields.error());
  const auto& [A, sigA] = *fields;
  return verify_signature(proto, directory, A, sigA, s.Y, s.X, s.Z);
}

}  // namespace assay::ladder
