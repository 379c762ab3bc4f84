// SPDX-License-Identifier: MIT
#pragma once

#include "conformance/engine/attack.hpp"

namespace assay {

struct RunOptions {
  std::vector<Role> roles = {Role::server, Role::client, Role::peer};
  std::vector<std::string> rows = {};   // empty: all
  std::vector<std::string> cases = {};  // globs over case names; empty: all
  Effort effort = Effort::normal;
  double timeout_scale = 1;
  double patience = 0;  // seconds to watch each wait for; 0: deadlines are not measured
  Bytes seed = {};
  std::string mode = {};  // of the protocol; empty: its default
  unsigned jobs = 1;      // lanes that run at once; no verdict depends on it
  // The reference of a variant of the same family, for attacks that name one as their twin.
  std::function<std::unique_ptr<Target>(const std::string& variant)> twin = {};
};

// Shell-style match of a case's name, with * and ?.
bool glob(std::string_view pattern, std::string_view text);

}  // namespace assay
