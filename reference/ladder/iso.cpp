// SPDX-License-Identifier: MIT
#include "reference/ladder/iso.hpp"

namespace assay::ladder {

// spec/ladder.md §6.4: msg1 = frame[03, 1](A | X)
Framed Iso::msg1(const Identity<Initiator>& A, const InitiatorShare& X) {
  return frame(proto, 1, A.name(), X);
}

std::expected<IsoHello, Reject> Iso::read_msg1(Bytes msg1) {
  const auto fields = fields_of<InitiatorName, InitiatorShare>(proto, 1, msg1);
  if (!fields) return std::unexpected(fields.error());
  const auto& [A, X] = *fields;
  return IsoHello{A, X};
}

// spec/ladder.md §6.4: sigB = sig[03, B](X | Y | A)
// spec/ladder.md §6.4: msg2 = frame[03, 2](B | Y | sigB)
Framed Iso::msg2(const Exchange& s, const Identity<Responder>& B) {
  const auto sigB = sign(proto, B, s.X, s.Y, s.A);
  return frame(proto, 2, B.name(), s.Y, sigB);
}

std::expected<Iso::Msg2, Reject> Iso::read_msg2(Bytes msg2) {
  return fields_of<Name<Responder>, ResponderShare, SignatureBy<Responder>>(proto, 2, msg2);
}

std::expected<Proven<Responder>, Reject> Iso::verify_msg2(const Exchange& s, const Msg2& msg2,
                                                          const Directory& directory) {
  const auto& [B, Y, sigB] = msg2;
  return verify_signature(proto, directory, B, sigB, s.X, s.Y, s.A);
}

// spec/ladder.md §6.4: sigA = sig[03, A](Y | X | B)
// spec/ladder.md §6.4: msg3 = frame[03, 3](sigA)
Framed Iso::msg3(const Exchange& s, const Identity<Initiator>& A) {
  const auto sigA = sign(proto, A, s.Y, s.X, s.B);
  return frame(proto, 3, sigA);
}

std::expected<Proven<Initiator>, Reject> Iso::verify_msg3(const Exchange& s, Bytes msg3,
                                                          const Directory& directory) {
  const auto sigA = field_of<SignatureBy<Initiator>>(proto, 3, msg3);
  if (!sigA) return std::unexpected(sigA.error());
  return verify_signature(proto, directory, s.A, *sigA, s.Y, s.X, s.B);
}

}  // namespace assay::ladder
