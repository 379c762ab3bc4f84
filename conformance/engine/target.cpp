// SPDX-License-Identifier: MIT
#include "conformance/engine/target.hpp"

#include <algorithm>

namespace assay {

std::string_view name(Role role) {
  constexpr std::string_view names[] = {"server", "client", "peer"};
  return names[static_cast<int>(role)];
}

bool Capabilities::plays(Role role) const {
  const bool offered[] = {server, client, peer};
  return offered[static_cast<int>(role)];
}

// A key of which the runner holds the secret, so that it can play its holder.
constexpr std::string_view chosen = "choose.";

bool Capabilities::has(std::string_view cap) const {
  if (cap == "events") return events;
  if (cap == "client_key") return client_key;
  if (cap.starts_with(chosen)) return !fixed.contains(std::string(cap.substr(chosen.size())));
  if (cap == "restart") return restarts;
  return std::find(caps.begin(), caps.end(), cap) != caps.end();
}

Bytes clock_bytes(Nanos time) {
  Bytes bytes(clock_size);
  for (auto byte = bytes.rbegin(); byte != bytes.rend(); ++byte, time >>= 8)
    *byte = static_cast<std::uint8_t>(time & 0xff);
  return bytes;
}

Nanos clock_of(View bytes) {
  Nanos time = 0;
  for (const std::uint8_t byte : bytes) time = time << 8 | byte;
  return time;
}

bool decides_before(const Capabilities& caps) { return caps.authorize.starts_with("before-"); }

}  // namespace assay
