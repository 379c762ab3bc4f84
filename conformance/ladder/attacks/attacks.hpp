// SPDX-License-Identifier: MIT
#pragma once

#include "conformance/games/forgery.hpp"
#include "conformance/ladder/attacks/rows.hpp"
#include "conformance/ladder/own_end.hpp"

namespace assay::rungs {

// All attacks on a rung in one mode.
std::vector<Attack> ladder_attacks(const Rung& rung, const std::string& mode);

// By what they are on.
std::vector<Attack> row_attacks(const Rung& rung);
std::vector<Attack> misbinding_attacks(const Rung& rung, const std::string& mode);
std::vector<Attack> share_attacks(const Rung& rung);
std::vector<Attack> replay_attacks(const Rung& rung);
std::vector<Attack> order_attacks(const Rung& rung);
std::vector<Attack> exposure_attacks(const Rung& rung);
std::vector<Attack> eavesdropping_attacks(const Rung& rung);
std::vector<Attack> authorization_attacks(const Rung& rung);
std::vector<Attack> wire_attacks(const Rung& rung);
std::vector<Attack> name_attacks(const Rung& rung, const std::string& mode);
std::vector<Attack> right_name_attacks(const Rung& rung);

// Of the names that a proof brings, what a row can say (attacks/rows.hpp).
std::vector<terms::Row> name_rows(const Rung& rung);
std::vector<Attack> refusal_attacks(const Rung& rung);
std::vector<Attack> refusal_leaks(const Rung& rung);
std::vector<Attack> isolation_attacks(const Rung& rung);
std::vector<Attack> run_key_attacks(const Rung& rung);
std::vector<Attack> cut_mac_attacks(const Rung& rung);
std::vector<Attack> registration_attacks(const Rung& rung);  // in named-pop
std::vector<Attack> small_order_attacks(const Rung& rung);   // in id-is-key

// What an attack of one case is made from; its control is the honest run.
struct Single {
  std::string id, slug;
  Role role;
  std::string meaning, expected, spec, likely, change;
  Result (*run)(Stage&, const Rung&);
  std::string twin = {};
  std::vector<std::string> needs = {};
  Attacker attacker = Attacker::alone;
};
Attack single(const Rung& rung, const Single& about);

// What the honest end said to the target in a run that truly succeeded. Throws ControlFailed.
std::vector<Bytes> recorded_run(Stage& stage, const Rung& rung);

// The target gets the proof of an end that is set up like that, and is to refuse it.
Result proof_by(Stage& stage, const Rung& rung, const Setup& setup, Demand demand = {});
// Whether an honest target of that role shows that name to whoever listens, or confirms a guess of
// it.
bool is_shown(const Rung& rung, Role role, std::string_view name, bool confirmed);
// Sends the proof of this end so changed that it speaks for E. SUCCEEDED where both ends are then
// done, the target with E.
Result credited_to_E(OwnEnd& end, const std::vector<terms::Delta>& deltas);

// Where a name stands: "msg3.A", or "content3.A" where it is hidden.
std::string place_of(const Rung& rung, int n, std::string_view letter);
}  // namespace assay::rungs
