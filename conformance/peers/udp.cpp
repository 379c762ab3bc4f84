// SPDX-License-Identifier: MIT
#include "conformance/peers/udp.hpp"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>

#include "conformance/targets/child.hpp"

namespace assay::peers {
namespace {

constexpr int udp_tick_ms = 10;  // how often sessions are told that time has passed
constexpr std::size_t largest = 65'536;

sockaddr_in loopback(int port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

Descriptor bound_socket(int port) {
  Descriptor socket(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  const sockaddr_in address = loopback(port);
  if (bind(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0)
    return socket;
  throw Defective(
      fmt::format("cannot take datagrams at 127.0.0.1:{}: {}", port, std::strerror(errno)));
}

int port_of(const Descriptor& socket) {
  sockaddr_in address{};
  socklen_t size = sizeof address;
  getsockname(socket.get(), reinterpret_cast<sockaddr*>(&address), &size);
  return ntohs(address.sin_port);
}

class DatagramServer {
 public:
  DatagramServer(Target& target, const std::function<OpenRequest()>& request, Descriptor socket)
      : target_(target), request_(request), socket_(std::move(socket)) {}

  void serve_once() {
    pollfd readable{socket_.get(), POLLIN, 0};
    if (::poll(&readable, 1, udp_tick_ms) > 0) receive();
    for (auto& [port, session] : sessions_) say(port, session->poll());
  }

 private:
  void receive() {
    std::array<std::uint8_t, largest> buffer;
    sockaddr_in from{};
    socklen_t size = sizeof from;
    const ssize_t got = recvfrom(socket_.get(), buffer.data(), buffer.size(), 0,
                                 reinterpret_cast<sockaddr*>(&from), &size);
    if (got < 0) return;
    const int port = ntohs(from.sin_port);
    Session& session = session_with(port);
    say(port, session.take({fmt::format("127.0.0.1:{}", port),
                            Bytes(buffer.begin(), buffer.begin() + got)}));
  }

  // One that has ended stays, or who was refused would be greeted anew.
  Session& session_with(int port) {
    std::unique_ptr<Session>& session = sessions_[port];
    if (session) return *session;
    session = target_.open(request_());
    say(port, session->opened());
    return *session;
  }

  void say(int port, const Answer& answer) {
    const sockaddr_in to = loopback(port);
    for (const Datagram& d : answer.datagrams)
      sendto(socket_.get(), d.data.data(), d.data.size(), 0, reinterpret_cast<const sockaddr*>(&to),
             sizeof to);
  }

  Target& target_;
  const std::function<OpenRequest()>& request_;
  Descriptor socket_;
  std::map<int, std::unique_ptr<Session>> sessions_;  // by the peer's port
};

}  // namespace

void serve_udp(Target& target, const std::function<OpenRequest()>& request, int port) {
  Descriptor socket = bound_socket(port);
  fmt::print("listening on 127.0.0.1:{}\n", port_of(socket));
  std::fflush(stdout);
  DatagramServer server(target, request, std::move(socket));
  while (true) server.serve_once();
}

}  // namespace assay::peers
