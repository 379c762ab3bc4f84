// SPDX-License-Identifier: MIT
#pragma once

#include "conformance/engine/tests/scripted_target.hpp"
#include "conformance/engine/trial.hpp"

namespace assay {

// One attack, and one case of it at a time.
struct Bench {
  ScriptedTarget target = {};
  RunOptions options{.timeout_scale = 0.05, .seed = Bytes(32)};
  Attack attack{.id = "T01",
                .slug = "toy",
                .role = Role::server,
                .meaning = "",
                .expected = "",
                .spec = "",
                .control = [](Stage& s) { s.target.open({}); }};
  Trial trial{target, target.caps, options, "toy"};

  CaseResult run(std::function<Result(Stage&)> how, bool policy = false) {
    trial.begin(attack);
    return trial.run(attack, {.slug = "c", .change = "", .run = std::move(how), .policy = policy});
  }
};

inline Result ok(Stage&) { return {Verdict::withstood, "refused"}; }

}  // namespace assay
