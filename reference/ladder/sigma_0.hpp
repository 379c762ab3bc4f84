// SPDX-License-Identifier: MIT
#pragma once

#include "reference/ladder/rung.hpp"

namespace assay::ladder {

// SIGMA-0: each macs its own name (spec/ladder.md §6.9). Reject, of what verifies: bad_frame,
// unknown_name, bad_signature, bad_mac.
struct Sigma0 {
  static constexpr Proto proto = Proto::sigma_0;
  static constexpr Form form = Form::responder_first;
  using Hello = InitiatorShare;
  using Msg2 =
      std::tuple<ResponderShare, Name<Responder>, SignatureBy<Responder>, MacBy<Responder>>;
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
};

}  // namespace assay::ladder
