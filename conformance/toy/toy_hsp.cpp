// SPDX-License-Identifier: MIT
#include <unistd.h>

#include "conformance/targets/hsp_server.hpp"
#include "conformance/toy/form.hpp"
#include "conformance/toy/target.hpp"

// The reference of both variants as one process that speaks HSP/1.
int main() {
  using namespace assay;
  const auto on_stream = toy_target(Carrier::stream, toy_reference_machine);
  const auto of_datagrams = toy_target(Carrier::datagrams, toy_reference_machine);
  return serve_hsp(
      {{toy_form(Carrier::stream), *on_stream}, {toy_form(Carrier::datagrams), *of_datagrams}},
      STDIN_FILENO, STDOUT_FILENO);
}
