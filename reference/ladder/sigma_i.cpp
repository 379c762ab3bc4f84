// SPDX-License-Identifier: MIT
#include "reference/ladder/sigma_i.hpp"

namespace assay::ladder {

// spec/ladder.md §6.10: msg1 = frame[09, 1](X)
Framed SigmaI::msg1(const Identity<Initiator>&, const InitiatorShare& X) {
  return frame(proto, 1, X);
}

std::expected<InitiatorShare, Reject> SigmaI::read_msg1(Bytes msg1) {
  return field_of<InitiatorShare>(proto, 1, msg1);
}

// spec/ladder.md §6.10: sigB = sig[09, B](X | Y)
// spec/ladder.md §6.10: macB = mac[09, mac-r](B)
// spec/ladder.md §6.10: msg2 = frame[09, 2](Y | aead[09, 2, enc-r](B | sigB | macB))
Framed SigmaI::msg2(const Exchange& s, const Identity<Responder>& B) {
  const auto sigB = sign(proto, B, s.X, s.Y);
  const auto macB = mac(K<MacR>(proto, s.Z), B.name());
  return frame(proto, 2, s.Y, seal(K<EncR>(proto, s.Z), header(proto, 2), B.name(), sigB, macB));
}

std::expected<SigmaI::Msg2, Reject> SigmaI::read_msg2(Bytes msg2) {
  return fields_of<ResponderShare, Sealed<Responder, 128>>(proto, 2, msg2);
}

std::expected<Proven<Responder>, Reject> SigmaI::verify_msg2(const Exchange& s, const Msg2& msg2,
                                                             const Directory& directory) {
  const auto& [Y, box] = msg2;
  const auto opened = open<Name<Responder>, SignatureBy<Responder>, MacBy<Responder>>(
      K<EncR>(proto, s.Z), header(proto, 2), box);
  if (!opened) return std::unexpected(opened.error());
  const auto& [B, sigB, macB] = *opened;
  const auto proven = verify_signature(proto, directory, B, sigB, s.X, s.Y);
  if (!proven) return std::unexpected(proven.error());
  if (!mac_matches(macB, K<MacR>(proto, s.Z), B)) return std::unexpected(Reject::bad_mac);
  return *proven;
}

// spec/ladder.md §6.10: sigA = sig[09, A](Y | X)
// spec/ladder.md §6.10: macA = mac[09, mac-i](A)
// spec/ladder.md §6.10: msg3 = frame[09, 3](aead[09, 3, enc-i](A | sigA | macA))
Framed SigmaI::msg3(const Exchange& s, const Identity<Initiator>& A) {
  const auto sigA = sign(proto, A, s.Y, s.X);
  const auto macA = mac(K<MacI>(proto, s.Z), A.name());
  return frame(proto, 3, seal(K<EncI>(proto, s.Z), header(proto, 3), A.name(), sigA, macA));
}

std::expected<Proven<Initiator>, Reject> SigmaI::verify_msg3(const Exchange& s, Bytes msg3,
                                                             const Directory& directory) {
  const auto box = field_of<Sealed<Initiator, 128>>(proto, 3, msg3);
  if (!box) return std::unexpected(box.error());
  const auto opened = open<Name<Initiator>, SignatureBy<Initiator>, MacBy<Initiator>>(
      K<EncI>(proto, s.Z), header(proto, 3), *box);
  if (!opened) return std::unexpected(opened.error());
  const auto& [A, sigA, macA] = *opened;
  const auto proven = verify_signature(proto, directory, A, sigA, s.Y, s.X);
  if (!proven) return std::unexpected(proven.error());
  if (!mac_matches(macA, K<MacI>(proto, s.Z), A)) return std::unexpected(Reject::bad_mac);
  return *proven;
}

}  // namespace assay::ladder
