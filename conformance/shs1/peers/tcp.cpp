// SPDX-License-Identifier: MIT
#include "conformance/shs1/peers/tcp.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>

#include "conformance/peers/tcp.hpp"

namespace assay::peers {
namespace {

constexpr int success = 0, failure = 1, bad_arguments = 64;

struct Options {
  int port = 0;
  std::string address, network_key, seed, server_key;
  std::vector<std::string> allow;
  int authorize_delay = 0, handshake_limit = 0;
};

Bytes key(const std::string& text) {
  Bytes octets = unhex(text);
  if (octets.size() != 32) throw std::invalid_argument("a key has 64 hex digits: " + text);
  return octets;
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
  serve_tcp(target, server_request(o, target.capabilities("shs1")), o.port);
}

int client(Target& target, const Options& o) {
  OpenRequest request = common(o, Role::client);
  request.bytes["peer_pk"] = key(o.server_key);
  return dial_tcp(target, request, o.address) ? success : failure;
}

void add_common(CLI::App& app, Options& o) {
  app.add_option("--network-key", o.network_key, "64 hex digits")->required();
  app.add_option("--seed", o.seed, "of the long-term key: 64 hex digits")->required();
  app.add_option("--handshake-limit", o.handshake_limit, "milliseconds, in total")
      ->check(CLI::PositiveNumber);
}

int run(CLI::App& app, std::vector<std::string> args, const std::function<int()>& body) {
  try {
    std::ranges::reverse(args);  // as CLI11 wants it
    app.parse(args);
    return body();
  } catch (const CLI::ParseError& e) {
    return app.exit(e) == 0 ? success : bad_arguments;
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
  CLI::App app("A server of SHS1 on 127.0.0.1 that sends back what it is sent", "shs1-tcp-server");
  Options o;
  add_common(app, o);
  app.add_option("--port", o.port, "0: any free one; printed once it listens")
      ->check(CLI::Range(0, 65535));
  app.add_option("--allow", o.allow, "public keys that are admitted; without it: everyone")
      ->delimiter(',');
  app.add_option("--authorize-delay", o.authorize_delay, "milliseconds until a client is admitted")
      ->check(CLI::NonNegativeNumber);
  return run(app, args, [&] { return server(target, o); });
}

int run_tcp_client(Target& target, const std::vector<std::string>& args) {
  CLI::App app("A client of SHS1 that says hello and sends back what it is sent",
               "shs1-tcp-client");
  Options o;
  add_common(app, o);
  app.add_option("address", o.address, "HOST:PORT")->required();
  app.add_option("--server-key", o.server_key, "64 hex digits")->required();
  return run(app, args, [&] { return client(target, o); });
}

}  // namespace assay::peers
