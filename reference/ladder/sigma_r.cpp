// SPDX-License-Identifier: MIT
#include "reference/ladder/sigma_r.hpp"

namespace assay::ladder {

// spec/ladder.md §6.11: msg1 = frame[0A, 1](X)
Framed SigmaR::msg1(const Identity<Initiator>&, const InitiatorShare& X) {
  return frame(proto, 1, X);
}

std::expected<InitiatorShare, Reject> SigmaR::read_msg1(Bytes msg1) {
  return field_of<InitiatorShare>(proto, 1, msg1);
}

// spec/ladder.md §6.11: msg2 = frame[0A, 2](Y)
Framed SigmaR::msg2(const Exchange& s, const Identity<Responder>&) { return frame(proto, 2, s.Y); }

std::expected<SigmaR::Msg2, Reject> SigmaR::read_msg2(Bytes msg2) {
  return fields_of<ResponderShare>(proto, 2, msg2);
}

// spec/ladder.md §6.11: sigA = sig[0A, A](Y | X)
// spec/ladder.md §6.11: macA = mac[0A, mac-i](A)
// spec/ladder.md §6.11: msg3 = frame[0A, 3](aead[0A, 3, enc-i](A | sigA | macA))
Framed SigmaR::msg3(const Exchange& s, const Identity<Initiator>& A) {
  const auto sigA = sign(proto, A, s.Y, s.X);
  const auto macA = mac(K<MacI>(proto, s.Z), A.name());
  return frame(proto, 3, seal(K<EncI>(proto, s.Z), header(proto, 3), A.name(), sigA, macA));
}

std::expected<Proven<Initiator>, Reject> SigmaR::verify_msg3(const Exchange& s, Bytes msg3,
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

// spec/ladder.md §6.11: sigB = sig[0A, B](X | Y)
// spec/ladder.md §6.11: macB = mac[0A, mac-r](B)
// spec/ladder.md §6.11: msg4 = frame[0A, 4](aead[0A, 4, enc-r](B | sigB | macB))
Framed SigmaR::msg4(const Exchange& s, const Identity<Responder>& B) {
  const auto sigB = sign(proto, B, s.X, s.Y);
  const auto macB = mac(K<MacR>(proto, s.Z), B.name());
  return frame(proto, 4, seal(K<EncR>(proto, s.Z), header(proto, 4), B.name(), sigB, macB));
}

std::expected<Proven<Responder>, Reject> SigmaR::verify_msg4(const Exchange& s, Bytes msg4,
                                                             const Directory& directory) {
  const auto box = field_of<Sealed<Responder, 128>>(proto, 4, msg4);
  if (!box) return std::unexpected(box.error());
  const auto opened = open<Name<Responder>, SignatureBy<Responder>, MacBy<Responder>>(
      K<EncR>(proto, s.Z), header(proto, 4), *box);
  if (!opened) return std::unexpected(opened.error());
  const auto& [B, sigB, macB] = *opened;
  const auto proven = verify_signature(proto, directory, B, sigB, s.X, s.Y);
  if (!proven) return std::unexpected(proven.error());
  if (!mac_matches(macB, K<MacR>(proto, s.Z), B)) return std::unexpected(Reject::bad_mac);
  return *proven;
}

}  // namespace assay::ladder
