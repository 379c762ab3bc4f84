// SPDX-License-Identifier: MIT
#include "conformance/engine/target.hpp"

#include <algorithm>

namespace assay {

std::string_view name(Role role) { return role == Role::server ? "server" : "client"; }

bool Capabilities::has(std::string_view cap) const {
  if (cap == "events") return events;
  if (cap == "client_key") return client_key;
  if (cap == "server_key") return !fixed.contains("server_key");
  if (cap == "restart") return restarts;
  return std::find(caps.begin(), caps.end(), cap) != caps.end();
}

}  // namespace assay
