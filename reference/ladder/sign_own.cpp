// SPDX-License-Identifier: MIT
#include "reference/ladder/sign_own.hpp"

namespace assay::ladder {

// spec/ladder.md §6.2: sigA = sig[01, A](X)
// spec/ladder.md §6.2: msg1 = frame[01, 1](A | X | sigA)
Framed SignOwn::msg1(const Identity<Initiator>& A, const InitiatorShare& X) {
  const auto sigA = sign(proto, A, X);
  return frame(proto, 1, A.name(), X, sigA);
}

std::expected<SignOwn::Msg1, Reject> SignOwn::read_msg1(Bytes msg1) {
  return fields_of<InitiatorName, InitiatorShare, SignatureBy<Initiator>>(proto, 1, msg1);
}

std::expected<Proven<Initiator>, Reject> SignOwn::verify_msg1(const Msg1& msg1,
                                                              const Directory& directory) {
  const auto& [A, X, sigA] = msg1;
  return verify_signature(proto, directory, A, sigA, X);
}

// spec/ladder.md §6.2: sigB = sig[01, B](Y)
// spec/ladder.md §6.2: msg2 = frame[01, 2](B | Y | sigB)
Framed SignOwn::msg2(const Identity<Responder>& B, const ResponderShare& Y) {
  const auto sigB = sign(proto, B, Y);
  return frame(proto, 2, B.name(), Y, sigB);
}

std::expected<SignOwn::Msg2, Reject> SignOwn::read_msg2(Bytes msg2) {
  return fields_of<ResponderName, ResponderShare, SignatureBy<Responder>>(proto, 2, msg2);
}

std::expected<Proven<Responder>, Reject> SignOwn::verify_msg2(const Msg2& msg2,
                                                              const Directory& directory) {
  const auto& [B, Y, sigB] = msg2;
  return verify_signature(proto, directory, B, sigB, Y);
}

}  // namespace assay::ladder
