// SPDX-License-Identifier: MIT
#include "conformance/shs1/peers/reference_target.hpp"
#include "conformance/shs1/peers/tcp.hpp"

// The reference as a server on a socket: the test peer of assay's TCP targets.
int main(int argc, char** argv) {
  const auto target = assay::reference_target();
  return assay::peers::run_tcp_server(*target, {argv + 1, argv + argc});
}
