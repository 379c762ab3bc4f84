// SPDX-License-Identifier: MIT
#include "reference/ladder/sts_enc.hpp"

namespace assay::ladder {

// spec/ladder.md §6.5: msg1 = frame[04, 1](X)
Framed StsEnc::msg1(const Identity<Initiator>&, const InitiatorShare& X) {
  return frame(proto, 1, X);
}

std::expected<InitiatorShare, Reject> StsEnc::read_msg1(Bytes msg1) {
  return field_of<InitiatorShare>(proto, 1, msg1);
}

// spec/ladder.md §6.5: sigB = sig[04, B](Y | X)
// spec/ladder.md §6.5: msg2 = frame[04, 2](Y | B | aead[04, 2, enc-r](sigB))
Framed StsEnc::msg2(const Exchange& s, const Identity<Responder>& B) {
  const auto sigB = sign(proto, B, s.Y, s.X);
  return frame(proto, 2, s.Y, B.name(), seal(K<EncR>(proto, s.Z), header(proto, 2), sigB));
}

std::expected<StsEnc::Msg2, Reject> StsEnc::read_msg2(Bytes msg2) {
  return fields_of<ResponderShare, Name<Responder>, Sealed<Responder, 64>>(proto, 2, msg2);
}

std::expected<Proven<Responder>, Reject> StsEnc::verify_msg2(const Exchange& s, const Msg2& msg2,
                                                             const Directory& directory) {
  const auto& [Y, B, box] = msg2;
  const auto opened = open<SignatureBy<Responder>>(K<EncR>(proto, s.Z), header(proto, 2), box);
  if (!opened) return std::unexpected(opened.error());
  const auto& [sigB] = *opened;
  return verify_signature(proto, directory, B, sigB, s.Y, s.X);
}

// spec/ladder.md §6.5: sigA = sig[04, A](X | Y)
// spec/ladder.md §6.5: msg3 = frame[04, 3](A | aead[04, 3, enc-i](sigA))
Framed StsEnc::msg3(const Exchange& s, const Identity<Initiator>& A) {
  const auto sigA = sign(proto, A, s.X, s.Y);
  return frame(proto, 3, A.name(), seal(K<EncI>(proto, s.Z), header(proto, 3), sigA));
}

std::expected<Proven<Initiator>, Reject> StsEnc::verify_msg3(const Exchange& s, Bytes msg3,
                                                             const Directory& directory) {
  const auto fields = fields_of<Name<Initiator>, Sealed<Initiator, 64>>(proto, 3, msg3);
  if (!fields) return std::unexpected(fields.error());
  const auto& [A, box] = *fields;
  const auto opened = open<SignatureBy<Initiator>>(K<EncI>(proto, s.Z), header(proto, 3), box);
  if (!opened) return std::unexpected(opened.error());
  const auto& [sigA] = *opened;
  return verify_signature(proto, directory, A, sigA, s.X, s.Y);
}

}  // namespace assay::ladder
