// SPDX-License-Identifier: MIT
#include "conformance/shs1/peers/tcp.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <functional>
#include <limits>

#include "conformance/options/command_line.hpp"
#include "conformance/peers/tcp.hpp"

namespace assay::peers {
namespace {

constexpr int success = 0, failure = 1, bad_arguments = 64;

struct Options {
  int port = 0;
  std::string address, network_key, seed, server_key;
  std::vector<std::string> allow;
  int authorize_delay = 0, handshake_limit = 0, at_once = 1000;
};

Bytes key(const std::string& text) {
  Bytes bytes = unhex(text);
  if (bytes.size() != 32) throw std::invalid_argument("a key has 64 hex digits: " + text);
  return bytes;
}

OpenRequest common(const Options& o, Role role) {
  OpenRequest r{.protocol = "shs1", .role = role};
  r.bytes = {{"network_key", key(o.network_key)}, {"static_seed", key(o.seed)}};
  if (o.handshake_limit > 0) r.timeout = Millis(o.handshake_limit);
  return r;
}

OpenRequest server_request(const Options& o, const Capabilities& caps) {
  OpenRequest r = common(o, Role::server);
  if (caps.has("endpoint")) r.endpoint = "server";
  if (caps.authorize != "before-msg4") return r;
  r.authorize = Authorize{.delay = Millis(o.authorize_delay)};
  if (!o.allow.empty()) r.authorize->keys.emplace();
  for (const std::string& allowed : o.allow) r.authorize->keys->push_back(key(allowed));
  return r;
}

int server(Target& target, const Options& o) {
  serve_tcp(target, server_request(o, target.capabilities("shs1")), o.port,
            static_cast<std::size_t>(o.at_once));
}

int client(Target& target, const Options& o) {
  OpenRequest request = common(o, Role::client);
  request.bytes["peer_pk"] = key(o.server_key);
  return dial_tcp(target, request, o.address) ? success : failure;
}

constexpr int any_time = std::numeric_limits<int>::max();

void add_common(CommandLine& line, Options& o) {
  line.required("--network-key", o.network_key, "64 hex digits");
  line.required("--seed", o.seed, "of the long-term key: 64 hex digits");
  line.number("--handshake-limit", o.handshake_limit, 1, any_time, "milliseconds, in total");
}

int run(CommandLine& line, const std::vector<std::string>& args, const std::function<int()>& body) {
  if (const auto code = line.read(args, bad_arguments)) return *code;
  try {
    return body();
  } catch (const std::invalid_argument& e) {
    fmt::print(stderr, "{}\n", e.what());
    return bad_arguments;
  } catch (const TargetError& e) {
    fmt::print(stderr, "{}\n", e.what());
    return failure;
  }
}

}  // namespace

int run_tcp_server(Target& target, const std::vector<std::string>& args) {
  CommandLine line("A server of SHS1 on 127.0.0.1 that sends back what it is sent",
                   "shs1-tcp-server");
  Options o;
  add_common(line, o);
  line.number("--port", o.port, 0, 65535, "0: any free one; printed once it listens");
  line.comma_separated("--allow", o.allow, "public keys that are admitted; without it: everyone");
  line.number("--authorize-delay", o.authorize_delay, 0, any_time,
              "milliseconds until a client is admitted");
  line.number("--at-once", o.at_once, 1, any_time, "connections served side by side");
  return run(line, args, [&] { return server(target, o); });
}

int run_tcp_client(Target& target, const std::vector<std::string>& args) {
  CommandLine line("A client of SHS1 that says hello and sends back what it is sent",
                   "shs1-tcp-client");
  Options o;
  add_common(line, o);
  line.required("address", o.address, "HOST:PORT");
  line.required("--server-key", o.server_key, "64 hex digits");
  return run(line, args, [&] { return client(target, o); });
}

}  // namespace assay::peers
