// SPDX-License-Identifier: MIT
#include "reference/ladder/badh.hpp"

namespace assay::ladder {

// spec/ladder.md §6.3: msg1 = frame[02, 1](X)
Framed Badh::msg1(const Identity<Initiator>&, const InitiatorShare& X) {
  return frame(proto, 1, X);
}

std::expected<InitiatorShare, Reject> Badh::read_msg1(Bytes msg1) {
  return field_of<InitiatorShare>(proto, 1, msg1);
}

// spec/ladder.md §6.3: sigB = sig[02, B](X | Y)
// spec/ladder.md §6.3: msg2 = frame[02, 2](Y | B | sigB)
Framed Badh::msg2(const Exchange& s, const Identity<Responder>& B) {
  const auto sigB = sign(proto, B, s.X, s.Y);
  return frame(proto, 2, s.Y, B.name(), sigB);
}

std::expected<Badh::Msg2, Reject> Badh::read_msg2(Bytes msg2) {
  return fields_of<ResponderShare, Name<Responder>, SignatureBy<Responder>>(proto, 2, msg2);
}

std::expected<Proven<Responder>, Reject> Badh::verify_msg2(const Exchange& s, const Msg2& msg2,
                                                           const Directory& directory) {
  const auto& [Y, B, sigB] = msg2;
  return verify_signature(proto, directory, B, sigB, s.X, s.Y);
}

// spec/ladder.md §6.3: sigA = sig[02, A](Y | X)
// spec/ladder.md §6.3: msg3 = frame[02, 3](A | sigA)
Framed Badh::msg3(const Exchange& s, const Identity<Initiator>& A) {
  const auto sigA = sign(proto, A, s.Y, s.X);
  return frame(proto, 3, A.name(), sigA);
}

std::expected<Proven<Initiator>, Reject> Badh::verify_msg3(const Exchange& s, Bytes msg3,
                                                           const Directory& directory) {
  const auto fields = fields_of<Name<Initiator>, SignatureBy<Initiator>>(proto, 3, msg3);
  if (!fields) return std::unexpected(fields.error());
  const auto& [A, sigA] = *fields;
  return verify_signature(proto, directory, A, sigA, s.Y, s.X);
}

}  // namespace assay::ladder
