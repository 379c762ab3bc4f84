// SPDX-License-Identifier: MIT
#pragma once

#include "reference/ladder/rung.hpp"

namespace assay::ladder {

// SIGMA-R: SIGMA-0 encrypted, the initiator first (spec/ladder.md §6.11). Reject, of what verifies:
// bad_frame, bad_box, unknown_name, bad_signature, bad_mac.
struct SigmaR {
  static constexpr Proto proto = Proto::sigma_r;
  static constexpr Form form = Form::initiator_first;
  using Hello = InitiatorShare;
  using Msg2 = std::tuple<ResponderShare>;
  using Exchange = ladder::Exchange;

  static Framed msg1(const Identity<Initiator>& A, const InitiatorShare& X);
  static std::expected<Hello, Reject> read_msg1(Bytes msg1);

  static Framed msg2(const Exchange& s, const Identity<Responder>& B);
  static std::expected<Msg2, Reject> read_msg2(Bytes msg2);

  static Framed msg3(const Exchange& s, const Identity<Initiator>& A);
  static std::expected<Proven<Initiator>, Reject> verify_msg3(const Exchange& s, Bytes msg3,
                                                              const Directory& directory);

  static Framed msg4(const Exchange& s, const Identity<Responder>& B);
  static std::expected<Proven<Responder>, Reject> verify_msg4(const Exchange& s, Bytes msg4,
                                                              const Directory& directory);
};

}  // namespace assay::ladder
