// SPDX-License-Identifier: MIT
#include "conformance/shs1/deadlines.hpp"

#include "conformance/engine/measure_deadlines.hpp"
#include "conformance/shs1/honest.hpp"

namespace assay::mallory {
namespace {

Pending before_msg1(Stage& stage) {
  const Keys keys = Keys::draw(stage.keys);
  const Bytes a_p = base(stage.rng.bytes(32));
  return {Conversation(stage, open_server(stage, keys)), hello(keys.K, a_p)};
}

Pending before_msg2(Stage& stage) {
  AsServer s = read_msg1(stage, Keys::draw(stage.keys));
  return {std::move(s.line), s.t.msg2()};
}

}  // namespace

Deadlines shs1_deadlines(Stage& stage, double patience) {
  try {
    honest_run(stage);
  } catch (const ControlFailed& e) {
    return {.role = stage.role, .note = std::string("the honest run failed: ") + e.what()};
  }
  return measure_deadlines(stage, stage.role == Role::server ? before_msg1 : before_msg2, patience);
}

}  // namespace assay::mallory
