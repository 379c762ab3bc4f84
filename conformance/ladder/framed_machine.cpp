// SPDX-License-Identifier: MIT
#include "conformance/ladder/framed_machine.hpp"

namespace assay::rungs {
namespace {

constexpr std::size_t longest_body = 180;  // spec/ladder.md §3.2

}  // namespace

void FramedMachine::read(peers::Host& host, Bytes& input) {
  while (!over_ && !host.asked() && input.size() >= 2) {
    const auto body = static_cast<std::size_t>(input[0] << 8 | input[1]);
    if (body > longest_body) return refuse(host, "bad_frame");
    if (input.size() < 2 + body) return;
    take_in(host, peers::take(input, 2 + body));
  }
  if (over_) input.clear();
}

}  // namespace assay::rungs
