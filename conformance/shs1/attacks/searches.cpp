// SPDX-License-Identifier: MIT
#include "conformance/shs1/attacks/searches.hpp"

namespace assay::mallory {

std::vector<Known> public_terms(const Terms& t) {
  return {{"0", zeros(32)},
          {"A_p", t.A_p},
          {"B_p", t.B_p},
          {"conv(A_p)", to_curve(t.A_p)},
          {"conv(B_p)", to_curve(t.B_p)},
          {"h(A_p)", h(t.A_p)},
          {"h(B_p)", h(t.B_p)},
          {"a_p", t.a_p},
          {"b_p", t.b_p}};
}

Sealed sealed(std::string name, Bytes box) {
  return {std::move(name), [box = std::move(box)](View key) { return open(key, box).has_value(); }};
}

Sealed packet_box(const Bytes& receiver, Bytes nonce, Bytes header) {
  return {"a packet", [=](View key) {
            return open(key, nonce, header).has_value() ||
                   open(h(cat(h(key), receiver)), nonce, header).has_value();
          }};
}

void answered_run(Stage& stage) {
  const Keys keys = Keys::draw(stage.keys);
  AsServer s = read_msg1(stage, keys);
  s.line.send(s.t.msg2());
  const Bytes msg3 = receive_msg3(stage, s);
  s.t.A_p = keys.A_p;
  KeySearch informed{.prefix = {"K", keys.K}, .terms = public_terms(s.t), .hash = h};
  informed.terms.insert(informed.terms.begin(), {{"ab", s.t.ab}, {"aB", s.t.aB}});
  if (!search(informed, {sealed("msg3", msg3)}).found) throw ControlFailed("msg3 does not open");
}

}  // namespace assay::mallory
