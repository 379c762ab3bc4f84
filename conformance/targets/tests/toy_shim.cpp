// SPDX-License-Identifier: MIT
#include "conformance/targets/hsp_server.hpp"
#include "conformance/targets/tests/toy_datagrams.hpp"
#include "conformance/targets/tests/toy_target.hpp"

// With an argument, whatever it is, the protocol over datagrams.
int main(int argc, char**) {
  using namespace assay;
  if (argc == 1) return serve_hsp({{toy_protocol(), *toy_target()}}, 0, 1);
  return serve_hsp({{toy_datagrams(), *toy_datagrams_target()}}, 0, 1);
}
