// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "conformance/engine/protocol.hpp"
#include "conformance/targets/tcp/address.hpp"

namespace assay {

// A server, or a peer that is dialled, which runs somewhere, and what its administrator says of it.
struct LiveServer {
  tcp::Address address;
  // By Parameter::key, of the end that the runner plays: the server's public name, the secret of
  // one that it admits, what both know.
  std::map<std::string, Bytes> keys;
  std::vector<std::string> serve = {};  // starts it, and again after it died; may be empty
  bool allow_list = false;  // it is meant to admit none but the told one of those tried here
};

// capabilities() throws Defective when the server cannot be reached. Without `serve`, a server that
// refuses connections after it took one is gone. The record outlives it.
std::unique_ptr<Target> live_server_target(const Protocol& protocol, LiveServer server,
                                           double timeout_scale);

// A client, or a peer that dials, which a command makes dial. In the command's words {port} and the
// names of keys in braces are replaced; one whose own key is not taken has one of its own.
struct LiveClient {
  tcp::Address listen;  // port 0: any free one, another for each session
  std::vector<std::string> trigger;
  std::map<std::string, Bytes> keys = {};  // which the command does not take
};

// capabilities() throws Defective when the command does not dial. The record outlives it.
std::unique_ptr<Target> live_client_target(const Protocol& protocol, LiveClient client,
                                           double timeout_scale);

// The roles that such a target has, and that the runner then plays.
Role dialled_role(const Protocol& protocol);
Role dialling_role(const Protocol& protocol);

}  // namespace assay
