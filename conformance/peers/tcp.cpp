// SPDX-License-Identifier: MIT
#include "conformance/peers/tcp.hpp"

#include <fmt/format.h>
#include <poll.h>

#include <cstdio>

#include "conformance/peers/tcp_connection.hpp"
#include "conformance/targets/tcp/address.hpp"

namespace assay::peers {
namespace {

constexpr int tick_ms = 10;  // how often a session is told that time has passed
constexpr Millis to_connect{5000};
constexpr std::string_view first_words = "hello";

// Waits until one of them, or the listening socket, has something to do, or a tick has passed.
void wait_for(int listening, const std::vector<TcpConnection>& connections) {
  std::vector<pollfd> all{{listening, POLLIN, 0}};
  for (const TcpConnection& c : connections) {
    all.push_back({c.fd(), static_cast<short>(POLLIN | (c.wants_to_write() ? POLLOUT : 0)), 0});
  }
  ::poll(all.data(), all.size(), tick_ms);
}

[[noreturn]] void serve(Target& target, const OpenRequest& request, const tcp::Listening& listening,
                        std::size_t at_once) {
  std::vector<TcpConnection> connections;
  while (true) {
    wait_for(listening.socket.get(), connections);
    while (connections.size() < at_once) {
      Descriptor next = tcp::accept_from(listening.socket, Clock::now());
      if (!next.open()) break;
      connections.emplace_back(std::move(next), target.open(request), Bytes{});
    }
    for (TcpConnection& c : connections) c.serve();
    std::erase_if(connections, [](const TcpConnection& c) { return c.over(); });
  }
}

}  // namespace

void serve_tcp(Target& target, const OpenRequest& request, int port, std::size_t at_once) {
  const tcp::Listening listening = tcp::listen_on({"127.0.0.1", port});
  fmt::print("listening on 127.0.0.1:{}\n", listening.port);
  std::fflush(stdout);
  serve(target, request, listening, at_once);
}

bool dial_tcp(Target& target, const OpenRequest& request, const std::string& address) {
  tcp::Connected connected =
      tcp::connect_to(tcp::parse_address(address), Clock::now() + to_connect);
  if (!connected.socket.open()) {
    fmt::print(stderr, "cannot connect to {}: {}\n", address, connected.failure);
    return false;
  }
  std::vector<TcpConnection> one;
  one.emplace_back(std::move(connected.socket), target.open(request),
                   Bytes(first_words.begin(), first_words.end()));
  while (!one.front().over()) {
    one.front().serve();
    if (!one.front().over()) wait_for(-1, one);
  }
  if (one.front().succeeded()) return true;
  fmt::print(stderr, "{}\n", one.front().why());
  return false;
}

}  // namespace assay::peers
