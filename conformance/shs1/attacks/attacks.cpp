// SPDX-License-Identifier: MIT
#include "conformance/shs1/attacks/attacks.hpp"

namespace assay::mallory {

std::function<std::vector<Case>(Stage&)> single(std::string change,
                                                std::function<Result(Stage&)> run) {
  return [c = Case{.slug = "", .change = std::move(change), .run = std::move(run)}](Stage&) {
    return std::vector{c};
  };
}

Result forged_msg4(Stage& stage, const Spoil& spoil) {
  AsServer s = exchange_to_msg3(stage, Keys::draw(stage.keys));
  s.line.send(spoil(stage, s));
  return refused(s.line);
}

Result forged_msg3(Stage& stage, const SpoilMsg3& spoil, Demand demand) {
  AsClient s = exchange_hellos(stage, Keys::draw(stage.keys));
  s.line.send(spoil(stage, s));
  return refused(s.line, demand);
}

}  // namespace assay::mallory
