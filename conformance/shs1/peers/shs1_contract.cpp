// SPDX-License-Identifier: MIT
#include "conformance/shs1/peers/contract.hpp"
#include "conformance/shs1/peers/reference_target.hpp"

// The reference as an executable of the contract (spec/shs1.md §11): K sk pk is a server, K B_p a
// client.
int main(int argc, char** argv) {
  const auto target = assay::reference_target();
  return assay::peers::run_contract(*target, {argv + 1, argv + argc});
}
