// SPDX-License-Identifier: MIT
#include "conformance/shs1/peers/tcp.hpp"

#include <fmt/format.h>
#include <poll.h>

#include <cstdio>
#include <functional>
#include <limits>

#include "conformance/options/command_line.hpp"
#include "conformance/shs1/peers/tcp_connection.hpp"
#include "conformance/targets/tcp/address.hpp"

namespace assay::peers {
namespace {

constexpr int success = 0, failure = 1, bad_arguments = 64;
constexpr int tick_ms = 10;  // how often a session is told that time has passed
constexpr Millis to_connect{5000};
constexpr std::string_view first_words = "hello";

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

// Waits until one of them, or the listening socket, has something to do, or a tick has passed.
void wait_for(int listening, const std::vector<TcpConnection>& connections) {
  std::vector<pollfd> all{{listening, POLLIN, 0}};
  for (const TcpConnection& c : connections) {
    all.push_back({c.fd(), static_cast<short>(POLLIN | (c.wants_to_write() ? POLLOUT : 0)), 0});
  }
  ::poll(all.data(), all.size(), tick_ms);
}

[[noreturn]] void serve(Target& target, const OpenRequest& request,
                        const tcp::Listening& listening) {
  std::vector<TcpConnection> connections;
  while (true) {
    wait_for(listening.socket.get(), connections);
    while (true) {
      Descriptor next = tcp::accept_from(listening.socket, Clock::now());
      if (!next.open()) break;
      connections.emplace_back(std::move(next), target.open(request), Bytes{});
    }
    for (TcpConnection& c : connections) c.serve();
    std::erase_if(connections, [](const TcpConnection& c) { return c.over(); });
  }
}

int server(Target& target, const Options& o) {
  const OpenRequest request = server_request(o, target.capabilities("shs1"));
  const tcp::Listening listening = tcp::listen_on({"127.0.0.1", o.port});
  fmt::print("listening on 127.0.0.1:{}\n", listening.port);
  std::fflush(stdout);
  serve(target, request, listening);
}

int client(Target& target, const Options& o) {
  OpenRequest request = common(o, Role::client);
  request.bytes["peer_pk"] = key(o.server_key);
  tcp::Connected connected =
      tcp::connect_to(tcp::parse_address(o.address), Clock::now() + to_connect);
  if (!connected.socket.open()) {
    fmt::print(stderr, "cannot connect to {}: {}\n", o.address, connected.failure);
    return failure;
  }
  std::vector<TcpConnection> one;
  one.emplace_back(std::move(connected.socket), target.open(request),
                   Bytes(first_words.begin(), first_words.end()));
  while (!one.front().over()) {
    one.front().serve();
    if (!one.front().over()) wait_for(-1, one);
  }
  if (one.front().succeeded()) return success;
  fmt::print(stderr, "{}\n", one.front().why());
  return failure;
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
