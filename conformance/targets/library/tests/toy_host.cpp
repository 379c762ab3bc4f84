// SPDX-License-Identifier: MIT
#include "conformance/targets/library/host.hpp"
#include "conformance/targets/tests/toy_datagrams.hpp"
#include "conformance/targets/tests/toy_target.hpp"

int main(int argc, char** argv) {
  return assay::host_library({assay::toy_protocol(), assay::toy_datagrams()}, argc, argv);
}
