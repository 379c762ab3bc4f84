// SPDX-License-Identifier: MIT
#include <unistd.h>

#include "conformance/ladder/form.hpp"
#include "conformance/ladder/target.hpp"
#include "conformance/targets/hsp_server.hpp"

// The references of all rungs as one process that speaks HSP/1.
int main() {
  using namespace assay;
  std::vector<Protocol> forms;
  std::vector<std::unique_ptr<Target>> targets;
  for (const rungs::Rung& rung : rungs::all_rungs()) {
    forms.push_back(rungs::ladder_form(rung));
    targets.push_back(rungs::reference_target(rung));
  }
  std::vector<Served> served;
  for (std::size_t i = 0; i < targets.size(); ++i) served.push_back({forms[i], *targets[i]});
  return serve_hsp(served, STDIN_FILENO, STDOUT_FILENO);
}
