// SPDX-License-Identifier: MIT
#include "conformance/ladder/attacks/attacks.hpp"

#include <algorithm>

#include "conformance/ladder/formulas.hpp"

namespace assay::rungs {
namespace {

void join_attacks(std::vector<Attack>& all, std::vector<Attack> more) {
  for (Attack& attack : more) all.push_back(std::move(attack));
}

}  // namespace

Attack single(const Rung& rung, const Single& about) {
  return {.id = about.id,
          .slug = about.slug,
          .role = about.role,
          .meaning = about.meaning,
          .expected = about.expected,
          .spec = about.spec,
          .likely = about.likely,
          .needs = about.needs,
          .control = [&rung](Stage& stage) { honest_run(stage, rung); },
          .cases =
              [&rung, about](Stage&) {
                return std::vector<Case>{
                    {.slug = "", .change = about.change, .run = [&rung, about](Stage& stage) {
                       return about.run(stage, rung_on(stage, rung));
                     }}};
              },
          .twin = about.twin == rung.name ? "" : about.twin,
          .attacker = about.attacker};
}

std::string place_of(const Rung& rung, int n, std::string_view letter) {
  const auto& clear = rung.message(n).clear;
  const bool seen = std::ranges::find(clear, letter) != clear.end();
  return std::string(numbered(seen ? "msg" : "content", n)) + "." + std::string(letter);
}

std::vector<Attack> ladder_attacks(const Rung& rung, const std::string& mode) {
  std::vector<Attack> all = row_attacks(rung);
  join_attacks(all, share_attacks(rung));
  join_attacks(all, wire_attacks(rung));
  join_attacks(all, run_key_attacks(rung));
  join_attacks(all, exposure_attacks(rung));
  join_attacks(all, refusal_attacks(rung));
  join_attacks(all, isolation_attacks(rung));
  if (!rung.has_names()) return all;
  join_attacks(all, misbinding_attacks(rung, mode));
  join_attacks(all, replay_attacks(rung));
  join_attacks(all, order_attacks(rung));
  join_attacks(all, eavesdropping_attacks(rung));
  join_attacks(all, refusal_leaks(rung));
  join_attacks(all, authorization_attacks(rung));
  join_attacks(all, name_attacks(rung, mode));
  join_attacks(all, right_name_attacks(rung));
  join_attacks(all, cut_mac_attacks(rung));
  if (mode == named_pop) join_attacks(all, registration_attacks(rung));
  if (mode == id_is_key) join_attacks(all, small_order_attacks(rung));
  return all;
}

}  // namespace assay::rungs
