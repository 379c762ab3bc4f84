// SPDX-License-Identifier: MIT
#include "conformance/targets/hsp_server.hpp"
#include "conformance/targets/tests/toy_target.hpp"

int main() {
  const auto target = assay::toy_target();
  return assay::serve_hsp(assay::toy_protocol(), *target, 0, 1);
}
