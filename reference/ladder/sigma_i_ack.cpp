// SPDX-License-Identifier: MIT
#include "reference/ladder/sigma_i_ack.hpp"

namespace assay::ladder {

// spec/ladder.md §6.13: msg1 = frame[0C, 1](X)
Framed SigmaIAck::msg1(const Identity<Initiator>&, const InitiatorShare& X) {
  return frame(proto, 1, X);
}

std::expected<InitiatorShare, Reject> SigmaIAck::read_msg1(Bytes msg1) {
  return field_of<InitiatorShare>(proto, 1, msg1);
}

// spec/ladder.md §6.13: sigB = sig[0C, B](X | Y)
// spec/ladder.md §6.13: macB = mac[0C, mac-r](B)
// spec/ladder.md §6.13: msg2 = frame[0C, 2](Y | aead[0C, 2, enc-r](B | sigB | macB))
Framed SigmaIAck::msg2(const Exchange& s, const Identity<Responder>& B) {
  const auto sigB = sign(proto, B, s.X, s.Y);
  const auto macB = mac(K<MacR>(proto, s.Z), B.name());
  return frame(proto, 2, s.Y, seal(K<EncR>(proto, s.Z), header(proto, 2), B.name(), sigB, macB));
}

std::expected<SigmaIAck::Msg2, Reject> SigmaIAck::read_msg2(Bytes msg2) {
  return fields_of<ResponderShare, Sealed<Responder, 128>>(proto, 2, msg2);
}

std::expected<Proven<Responder>, Reject> SigmaIAck::verify_msg2(const Exchange& s, const Msg2& msg2,
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

// spec/ladder.md §6.13: sigA = sig[0C, A](Y | X)
// spec/ladder.md §6.13: macA = mac[0C, mac-i](A)
// spec/ladder.md §6.13: msg3 = frame[0C, 3](aead[0C, 3, enc-i](A | sigA | macA))
Framed SigmaIAck::msg3(const Exchange& s, const Identity<Initiator>& A) {
  const auto sigA = sign(proto, A, s.Y, s.X);
  const auto macA = mac(K<MacI>(proto, s.Z), A.name());
  return frame(proto, 3, seal(K<EncI>(proto, s.Z), header(proto, 3), A.name(), sigA, macA));
}

std::expected<Proven<Initiator>, Reject> SigmaIAck::verify_msg3(const Exchange& s, Bytes msg3,
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

// spec/ladder.md §6.13: ack = mac[0C, ack-r](B | A)
// spec/ladder.md §6.13: msg4 = frame[0C, 4](ack)
Framed SigmaIAck::msg4(const Exchange& s, const ResponderName& B, const InitiatorName& A) {
  const auto ack = mac(K<AckR>(proto, s.Z), B, A);
  return frame(proto, 4, ack);
}

std::expected<void, Reject> SigmaIAck::verify_msg4(const Exchange& s, const ResponderName& B,
                                                   const InitiatorName& A, Bytes msg4) {
  const auto ack = field_of<MacBy<Responder>>(proto, 4, msg4);
  if (!ack) return std::unexpected(ack.error());
  if (!mac_matches(*ack, K<AckR>(proto, s.Z), B, A)) return std::unexpected(Reject::bad_mac);
  return {};
}

}  // namespace assay::ladder
