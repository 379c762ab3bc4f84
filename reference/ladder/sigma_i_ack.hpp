// SPDX-License-Identifier: MIT
#pragma once

#include "reference/ladder/rung.hpp"

namespace assay::ladder {

// SIGMA-I and a word of the responder that it has verified (spec/ladder.md §6.13). Reject, of what
// verifies: bad_frame, bad_box, unknown_name, bad_signature, bad_mac.
struct SigmaIAck {
  static constexpr Proto proto = Proto::sigma_i_ack;
  static constexpr Form form = Form::acknowledged;
  using Hello = InitiatorShare;
  using Msg2 = std::tuple<ResponderShare, Sealed<Responder, 128>>;
  using Exchange = ladder::Exchange;

  static Framed msg1(const Identity<Initiator>& A, const InitiatorShare& X);
  static std::expected<Hello, Reject> read_msg1(Bytes msg1);

  static Framed msg2(const Exchange& s, const Identity<Responder>& B);
  static std::expected<Msg2, Reject> read_msg2(Bytes msg2);
  static std::expected<Proven<Responder>, Reject> verify_msg2(const Exchange& s, const Msg2& msg2,
                                                              const Directory& directory);

  static Framed msg3(const Exchange& s, const Identity<Initiator>& A);
  static std::expected<Proven<Initiator>, Reject> verify_msg3(const Exchange& s, Bytes msg3,
                                                              const Directory& directory);

  // After A was verified.
  static Framed msg4(const Exchange& s, const ResponderName& B, const InitiatorName& A);
  static std::expected<void, Reject> verify_msg4(const Exchange& s, const ResponderName& B,
                                                 const InitiatorName& A, Bytes msg4);
};

}  // namespace assay::ladder
