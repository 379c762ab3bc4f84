// SPDX-License-Identifier: MIT
#pragma once

#include "conformance/games/forgery.hpp"
#include "conformance/games/isolation.hpp"
#include "conformance/shs1/honest.hpp"

// What is no row (rows.hpp) lives in the file of its first row of spec/properties.md.
namespace assay::mallory {

std::vector<Attack> row_attacks();  // rows.hpp
std::vector<Attack> p01_contribution_attacks();
std::vector<Attack> p01_freshness_attacks();
std::vector<Attack> p01_later_compromise_attacks();
std::vector<Attack> p02_low_order_attacks();
std::vector<Attack> p02_session_attacks();
std::vector<Attack> p03_attacks();
std::vector<Attack> p04_attacks();
std::vector<Attack> p05_attacks();
std::vector<Attack> p05_swapped_msg4_attacks();
std::vector<Attack> p06_freshness_attacks();
std::vector<Attack> p06_replay_attacks();
std::vector<Attack> p08_attacks();
std::vector<Attack> p09_attacks();
std::vector<Attack> p10_attacks();
std::vector<Attack> p12_attacks();
std::vector<Attack> p13_attacks();
std::vector<Attack> p14_attacks();
std::vector<Attack> p15_attacks();
std::vector<Attack> right_name_attacks();
std::vector<Attack> p16_attacks();
std::vector<Attack> c_honest_attacks();
std::vector<Attack> c_auth_attacks();
std::vector<Attack> r_lengths_attacks();
std::vector<Attack> r_points_attacks();
std::vector<Attack> r_isolation_attacks();
std::vector<Attack> r_time_limits_attacks();
std::vector<Attack> s1_attacks();
std::vector<Attack> s2_attacks();
std::vector<Attack> s3_attacks();
std::vector<Attack> s4_attacks();

// Throw Unsupported where the runner does not hold the long-term seed of a target's end, or a live
// peer is not the runner's to start again.
void require_long_term_keys(const Stage& stage);
void require_restart(const Stage& stage);

// Each attack for a server, then each for a client, whatever role it names.
std::vector<Attack> in_both_roles(const std::vector<Attack>& attacks);

// An attack with one case.
std::function<std::vector<Case>(Stage&)> single(std::string change,
                                                std::function<Result(Stage&)> run);

// What is sent as msg4, or as msg3, by a runner that is honest up to there.
using Spoil = std::function<Bytes(Stage&, AsServer&)>;
using SpoilMsg3 = std::function<Bytes(Stage&, AsClient&)>;

// An attack on a server that ends with a wrong msg3: everything before it is honest.
Result forged_msg3(Stage& stage, const SpoilMsg3& spoil, Demand demand = {});
// The same, with a server that admits whoever proves a key: where the delta changes who the client
// claims to be, the allow list must not be what refuses it.
Result forged_msg3_to_anyone(Stage& stage, const SpoilMsg3& spoil, Demand demand = {});
OpenRequest open_server_to_anyone(const Stage& stage, const Keys& keys);

}  // namespace assay::mallory
