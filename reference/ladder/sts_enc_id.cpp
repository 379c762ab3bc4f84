// SPDX-License-Identifier: MIT
#include "reference/ladder/sts_enc_id.hpp"

namespace assay::ladder {

// spec/ladder.md §6.7: msg1 = frame[06, 1](X)
Framed StsEncId::msg1(const Identity<Initiator>&, const InitiatorShare& X) {
  return frame(proto, 1, X);
}

std::expected<InitiatorShare, Reject> StsEncId::read_msg1(Bytes msg1) {
  return field_of<InitiatorShare>(proto, 1, msg1);
}

// spec/ladder.md §6.7: sigB = sig[06, B](Y | X)
// spec/ladder.md §6.7: msg2 = frame[06, 2](Y | stream[06, enc-r](B | sigB))
Framed StsEncId::msg2(const Exchange& s, const Identity<Responder>& B) {
  const auto sigB = sign(proto, B, s.Y, s.X);
  return frame(proto, 2, s.Y, mask(K<EncR>(proto, s.Z), B.name(), sigB));
}

std::expected<StsEncId::Msg2, Reject> StsEncId::read_msg2(Bytes msg2) {
  return fields_of<ResponderShare, Masked<Responder, 96>>(proto, 2, msg2);
}

std::expected<Proven<Responder>, Reject> StsEncId::verify_msg2(const Exchange& s, const Msg2& msg2,
                                                               const Directory& directory) {
  const auto& [Y, masked] = msg2;
  const auto [B, sigB] =
      unmask<Name<Responder>, SignatureBy<Responder>>(K<EncR>(proto, s.Z), masked);
  return verify_signature(proto, directory, B, sigB, s.Y, s.X);
}

// spec/ladder.md §6.7: sigA = sig[06, A](X | Y)
// spec/ladder.md §6.7: msg3 = frame[06, 3](stream[06, enc-i](A | sigA))
Framed StsEncId::msg3(const Exchange& s, const Identity<Initiator>& A) {
  const auto sigA = sign(proto, A, s.X, s.Y);
  return frame(proto, 3, mask(K<EncI>(proto, s.Z), A.name(), sigA));
}

std::expected<Proven<Initiator>, Reject> StsEncId::verify_msg3(const Exchange& s, Bytes msg3,
                                                               const Directory& directory) {
  const auto masked = field_of<Masked<Initiator, 96>>(proto, 3, msg3);
  if (!masked) return std::unexpected(masked.error());
  const auto [A, sigA] =
      unmask<Name<Initiator>, SignatureBy<Initiator>>(K<EncI>(proto, s.Z), *masked);
  return verify_signature(proto, directory, A, sigA, s.X, s.Y);
}

}  // namespace assay::ladder
