// SPDX-License-Identifier: MIT
#pragma once

#include "reference/ladder/rung.hpp"

namespace assay::ladder {

// What msg1 says: nothing of it is proved before msg3.
struct IsoHello {
  InitiatorName A;
  InitiatorShare X;
};

// Both names are under the signatures, so both are known from msg1 on.
struct IsoExchange {
  InitiatorName A;
  ResponderName B;
  InitiatorShare X;
  ResponderShare Y;
  SharedSecret Z;
};

inline IsoExchange exchange(const IsoHello& hello, const ResponderName& B, const ResponderShare& Y,
                            SharedSecret Z) {
  return {hello.A, B, hello.X, Y, std::move(Z)};
}

// ISO/IEC 9798-3 with DH: each signs the other's name (spec/ladder.md §6.4). Reject, of what
// verifies: bad_frame, unknown_name, bad_signature.
struct Iso {
  static constexpr Proto proto = Proto::iso;
  static constexpr Form form = Form::responder_first;
  using Hello = IsoHello;
  using Msg2 = std::tuple<Name<Responder>, ResponderShare, SignatureBy<Responder>>;
  using Exchange = IsoExchange;

  static Framed msg1(const Identity<Initiator>& A, const InitiatorShare& X);
  static std::expected<Hello, Reject> read_msg1(Bytes msg1);

  static Framed msg2(const Exchange& s, const Identity<Responder>& B);
  static std::expected<Msg2, Reject> read_msg2(Bytes msg2);
  static std::expected<Proven<Responder>, Reject> verify_msg2(const Exchange& s, const Msg2& msg2,
                                                              const Directory& directory);

  static Framed msg3(const Exchange& s, const Identity<Initiator>& A);
  static std::expected<Proven<Initiator>, Reject> verify_msg3(const Exchange& s, Bytes msg3,
                                                              const Directory& directory);
};

}  // namespace assay::ladder
