// SPDX-License-Identifier: MIT
#pragma once

#include "conformance/games/forgery.hpp"
#include "conformance/shs1/honest.hpp"

// One file per row of spec/properties.md. An attack lives in the file of the first row that it is for.
namespace assay::mallory {

std::vector<Attack> p02_attacks();
std::vector<Attack> p03_attacks();
std::vector<Attack> p15_attacks();

// An attack with one case.
std::function<std::vector<Case>(Stage&)> single(std::string change,
                                                std::function<Result(Stage&)> run);

// An attack on a client that ends with a wrong msg4: everything up to msg3 is honest, then `spoil` changes
// one term and the message is sent.
using Spoil = std::function<Bytes(Stage&, AsServer&)>;  // returns what is sent as msg4
Result forged_msg4(Stage& stage, const Spoil& spoil);

// The same for a wrong msg3 against a server.
using SpoilMsg3 = std::function<Bytes(Stage&, AsClient&)>;  // returns what is sent as msg3
Result forged_msg3(Stage& stage, const SpoilMsg3& spoil, Demand demand = {});

}  // namespace assay::mallory
