// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "conformance/targets/tcp/address.hpp"

namespace assay {

// A server that runs somewhere, and what its administrator says of it. Keys are 32 octets.
struct LiveServer {
  tcp::Address address;
  Bytes network_key, server_key, client_seed;  // server_key: public; client_seed: of one it admits
  std::vector<std::string> serve = {};         // starts it, and again after it died; may be empty
  bool allow_list = false;  // it is meant to admit no key but client_seed's of those tried here
};

// capabilities() throws Defective when the server cannot be reached. Without `serve`, a server that
// refuses connections after it took one is gone.
std::unique_ptr<Target> live_server_target(LiveServer server, double timeout_scale);

// A client that a command makes dial. In the command's words {port}, {server_key}, {network_key}
// and {client_seed} are replaced; without {client_seed} the client has keys of its own.
struct LiveClient {
  tcp::Address listen;  // port 0: any free one, another for each session
  std::vector<std::string> trigger;
  std::optional<Bytes> network_key = {};  // where the command does not take one
};

// capabilities() throws Defective when the command does not dial.
std::unique_ptr<Target> live_client_target(LiveClient client, double timeout_scale);

}  // namespace assay
