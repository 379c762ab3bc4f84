// SPDX-License-Identifier: MIT
#include "reference/ladder/dh.hpp"

namespace assay::ladder {

// spec/ladder.md §6.1: msg1 = frame[00, 1](X)
Framed Dh::msg1(const InitiatorShare& X) { return frame(proto, 1, X); }

std::expected<InitiatorShare, Reject> Dh::read_msg1(Bytes msg1) {
  return field_of<InitiatorShare>(proto, 1, msg1);
}

// spec/ladder.md §6.1: msg2 = frame[00, 2](Y)
Framed Dh::msg2(const ResponderShare& Y) { return frame(proto, 2, Y); }

std::expected<ResponderShare, Reject> Dh::read_msg2(Bytes msg2) {
  return field_of<ResponderShare>(proto, 2, msg2);
}

}  // namespace assay::ladder
