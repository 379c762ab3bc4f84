// SPDX-License-Identifier: MIT
#include "conformance/shs1/attacks/low_order.hpp"

#include <algorithm>

namespace assay::mallory {
namespace {

constexpr std::size_t msg2_bytes = 64, msg4_bytes = 80;

// Whether `written` starts with a msg4 under h(K | 0^96) whose signature verifies under B_p.
bool confirms_guess(const Keys& keys, View sigA, View A_p, View written) {
  if (written.size() < msg4_bytes) return false;
  const std::optional<Bytes> sigB = open(h(cat(keys.K, zeros(96))), written.first(msg4_bytes));
  return sigB && verify(keys.B_p, *sigB, cat(keys.K, sigA, A_p, h(zeros(32))));
}

}  // namespace

std::vector<NamedPoint> sampled(const Stage& stage, const std::vector<NamedPoint>& table) {
  const std::size_t n = stage.effort == Effort::quick ? 2 : table.size();
  return {table.begin(), table.begin() + static_cast<std::ptrdiff_t>(std::min(n, table.size()))};
}

Bytes text_over_zero(const Keys& keys) { return cat(keys.K, keys.B_p, h(zeros(32))); }

Bytes msg3_over_zero(View K, View sigA, View A_p) {
  return box(h(cat(K, zeros(64))), cat(sigA, A_p));
}

Bytes trivial_signature() { return cat(small_order_ed25519().front().bytes, zeros(32)); }

void send_over_low_order(Conversation& line, const Keys& keys, View u, const Bytes& msg3) {
  line.send(hello(keys.K, u));
  line.wait([](const Conversation& c) { return c.unread().size() >= msg2_bytes || c.ended(); });
  if (line.unread().size() < msg2_bytes) return;
  line.receive(msg2_bytes);
  line.send(msg3);
}

Result refused_over_low_order(Stage& stage, const OpenRequest& request, const Keys& keys, View u,
                              const Bytes& msg3) {
  Conversation line(stage, request);
  send_over_low_order(line, keys, u, msg3);
  return refused(line);
}

Result cold_call(Stage& stage, const OpenRequest& request, const Keys& keys, View u,
                 const Bytes& sigA) {
  const Bytes& A_p = small_order_ed25519().front().bytes;
  Conversation line(stage, request);
  send_over_low_order(line, keys, u, msg3_over_zero(keys.K, sigA, A_p));
  Result result = refused(line);
  if (confirms_guess(keys, sigA, A_p, line.unread())) {
    result.observed += "; msg4 opens under h(K | 0^96) and confirms a guess of B_p";
  }
  return result;
}

}  // namespace assay::mallory
