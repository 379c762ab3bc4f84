// SPDX-License-Identifier: MIT
#include "reference/ladder/sigma_ike.hpp"

namespace assay::ladder {

// spec/ladder.md §6.12: msg1 = frame[0B, 1](X)
Framed SigmaIke::msg1(const Identity<Initiator>&, const InitiatorShare& X) {
  return frame(proto, 1, X);
}

std::expected<InitiatorShare, Reject> SigmaIke::read_msg1(Bytes msg1) {
  return field_of<InitiatorShare>(proto, 1, msg1);
}

// spec/ladder.md §6.12: msg2 = frame[0B, 2](Y)
Framed SigmaIke::msg2(const Exchange& s, const Identity<Responder>&) {
  return frame(proto, 2, s.Y);
}

std::expected<SigmaIke::Msg2, Reject> SigmaIke::read_msg2(Bytes msg2) {
  return fields_of<ResponderShare>(proto, 2, msg2);
}

// spec/ladder.md §6.12: macA = mac[0B, mac-i](Y | X | A)
// spec/ladder.md §6.12: sigA = sig[0B, A](macA)
// spec/ladder.md §6.12: msg3 = frame[0B, 3](aead[0B, 3, enc-i](A | sigA))
Framed SigmaIke::msg3(const Exchange& s, const Identity<Initiator>& A) {
  const auto macA = mac(K<MacI>(proto, s.Z), s.Y, s.X, A.name());
  const auto sigA = sign(proto, A, macA);
  return frame(proto, 3, seal(K<EncI>(proto, s.Z), header(proto, 3), A.name(), sigA));
}

std::expected<Proven<Initiator>, Reject> SigmaIke::verify_msg3(const Exchange& s, Bytes msg3,
                                                               const Directory& directory) {
  const auto box = field_of<Sealed<Initiator, 96>>(proto, 3, msg3);
  if (!box) return std::unexpected(box.error());
  const auto opened =
      open<Name<Initiator>, SignatureBy<Initiator>>(K<EncI>(proto, s.Z), header(proto, 3), *box);
  if (!opened) return std::unexpected(opened.error());
  const auto& [A, sigA] = *opened;
  const auto macA = mac(K<MacI>(proto, s.Z), s.Y, s.X, A);
  return verify_signature(proto, directory, A, sigA, macA);
}

// spec/ladder.md §6.12: macB = mac[0B, mac-r](X | Y | B)
// spec/ladder.md §6.12: sigB = sig[0B, B](macB)
// spec/ladder.md §6.12: msg4 = frame[0B, 4](aead[0B, 4, enc-r](B | sigB))
Framed SigmaIke::msg4(const Exchange& s, const Identity<Responder>& B) {
  const auto macB = mac(K<MacR>(proto, s.Z), s.X, s.Y, B.name());
  const auto sigB = sign(proto, B, macB);
  return frame(proto, 4, seal(K<EncR>(proto, s.Z), header(proto, 4), B.name(), sigB));
}

std::expected<Proven<Responder>, Reject> SigmaIke::verify_msg4(const Exchange& s, Bytes msg4,
                                                               const Directory& directory) {
  const auto box = field_of<Sealed<Responder, 96>>(proto, 4, msg4);
  if (!box) return std::unexpected(box.error());
  const auto opened =
      open<Name<Responder>, SignatureBy<Responder>>(K<EncR>(proto, s.Z), header(proto, 4), *box);
  if (!opened) return std::unexpected(opened.error());
  const auto& [B, sigB] = *opened;
  const auto macB = mac(K<MacR>(proto, s.Z), s.X, s.Y, B);
  return verify_signature(proto, directory, B, sigB, macB);
}

}  // namespace assay::ladder
