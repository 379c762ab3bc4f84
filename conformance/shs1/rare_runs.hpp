// SPDX-License-Identifier: MIT
#pragma once

#include "conformance/engine/protocol.hpp"
#include "conformance/shs1/terms.hpp"

// Honest runs of shapes that chance hardly ever brings: a shared secret that begins or ends in a
// zero byte, a nonce about to carry, a signature with a very small or a very large S.
namespace assay::mallory {

struct RareShape {
  std::string slug, what;
  bool (*holds)(const Terms& t);
  // Of a target in that role: the shape is in what the runner chooses, and the target's own
  // ephemeral key has no part in it.
  bool runners_in_server, runners_in_client;
  // The constants: the first try from which the shape follows, for a target in that role.
  unsigned for_server, for_client;
};
const std::vector<RareShape>& rare_shapes();

// All that both ends compute in the run of that try, sigB included.
Terms rare_terms(const RareShape& shape, Role target, unsigned attempt);

std::vector<RareRun> shs1_rare_runs();

}  // namespace assay::mallory
