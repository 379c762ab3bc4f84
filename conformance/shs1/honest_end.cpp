// SPDX-License-Identifier: MIT
#include "conformance/shs1/honest_end.hpp"

#include <algorithm>

namespace assay::mallory {

std::optional<Bytes> point_of(View K, View hello) {
  const View tag = hello.first(32), point = hello.subspan(32);
  if (!std::ranges::equal(mac(K, point), tag)) return std::nullopt;
  return Bytes(point.begin(), point.end());
}

std::string_view flaw_of_msg3(Terms& t, const Keys& keys, View msg3) {
  if (!t.read_msg3(keys, msg3)) return "msg3 does not open";
  if (!verify(t.A_p, t.sigA, t.text_of_sigA())) return "the signature in msg3 is wrong";
  return "";
}

std::string_view flaw_of_msg4(Terms& t, View msg4) {
  const std::optional<Bytes> sigB = t.open_msg4(msg4);
  if (!sigB) return "msg4 does not open";
  if (!verify(t.B_p, *sigB, t.text_of_sigB())) return "the signature in msg4 is wrong";
  t.sigB = *sigB;
  return "";
}

Reported reported_by(Role target, const Terms& t) {
  if (target == Role::server) {
    return {t.key_to_client(), t.nonce_to_client(), t.key_to_server(), t.nonce_to_server(), t.A_p};
  }
  return {t.key_to_server(), t.nonce_to_server(), t.key_to_client(), t.nonce_to_client(), t.B_p};
}

HonestEnd HonestEnd::fresh(Role target) {
  return {target, Keys::draw(Rng(random_seed())), random_seed()};
}

Bytes HonestEnd::opening() const { return serves() ? hello(keys_.K, base(scalar_)) : Bytes{}; }

std::optional<Bytes> HonestEnd::answer_first(View message) {
  const std::optional<Bytes> point = point_of(keys_.K, message);
  if (!point) return std::nullopt;
  if (!serves()) {
    t_ = Terms::of_server(keys_, scalar_, *point);
    return t_.msg2();
  }
  t_ = Terms::of_client(keys_, scalar_, *point);
  return t_.msg3();
}

std::optional<Bytes> HonestEnd::answer_second(View message) {
  const std::string_view flaw =
      serves() ? flaw_of_msg4(t_, message) : flaw_of_msg3(t_, keys_, message);
  if (!flaw.empty()) return std::nullopt;
  return serves() ? Bytes{} : t_.msg4();
}

}  // namespace assay::mallory
