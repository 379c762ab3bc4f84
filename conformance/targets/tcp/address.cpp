// SPDX-License-Identifier: MIT
#include "conformance/targets/tcp/address.hpp"

#include <fmt/format.h>
#include <netdb.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <memory>

#include "conformance/targets/interrupt.hpp"
#include "conformance/targets/strict_json.hpp"

namespace assay::tcp {
namespace {

constexpr int most_waiting = 64;  // connections not yet accepted

int parse_port(std::string_view digits, int least) {
  int port = -1;
  const char* const end = digits.data() + digits.size();
  // NOLINTNEXTLINE(bugprone-suspicious-stringview-data-usage): `end` is its size
  const auto [at, error] = std::from_chars(digits.data(), end, port);
  if (digits.empty() || error != std::errc() || at != end || port < least || port > 65535) {
    throw std::invalid_argument(
        fmt::format("\"{}\" is no port: a port is a number from {} to 65535",
                    printable(std::string(digits), 40), least));
  }
  return port;
}

Address parse(std::string_view text, int least_port) {
  const auto colon = text.rfind(':');
  if (colon == std::string_view::npos || colon == 0) {
    throw std::invalid_argument(
        fmt::format("\"{}\" is no address: write HOST:PORT, as in 127.0.0.1:8008 or [::1]:8008",
                    printable(std::string(text), 200)));
  }
  std::string_view host = text.substr(0, colon);
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  return {std::string(host), parse_port(text.substr(colon + 1), least_port)};
}

using Addresses = std::unique_ptr<addrinfo, decltype(&freeaddrinfo)>;

struct Resolved {
  Addresses all{nullptr, freeaddrinfo};
  std::string failure = {};
};

Resolved resolve(const Address& address, int flags, int type = SOCK_STREAM) {
  addrinfo hints{};
  hints.ai_socktype = type;
  hints.ai_flags = flags;
  addrinfo* found = nullptr;
  const int error =
      getaddrinfo(address.host.c_str(), std::to_string(address.port).c_str(), &hints, &found);
  if (error != 0) return {.failure = gai_strerror(error)};
  return {Addresses(found, freeaddrinfo)};
}

Descriptor make_socket(const addrinfo& at) {
  return Descriptor(
      socket(at.ai_family, at.ai_socktype | SOCK_CLOEXEC | SOCK_NONBLOCK, at.ai_protocol));
}

int wait_for(const Descriptor& fd, short events, Deadline deadline) {
  pollfd wait{fd.get(), events, 0};
  return poll(&wait, 1, poll_timeout(deadline));
}

// 0 or an errno.
int finish_connecting(const Descriptor& socket, const addrinfo& at, Deadline deadline) {
  if (connect(socket.get(), at.ai_addr, at.ai_addrlen) == 0) return 0;
  if (errno != EINPROGRESS) return errno;
  if (wait_for(socket, POLLOUT, deadline) <= 0) return ETIMEDOUT;
  int error = 0;
  socklen_t size = sizeof error;
  getsockopt(socket.get(), SOL_SOCKET, SO_ERROR, &error, &size);
  return error;
}

int port_of(const Descriptor& socket) {
  sockaddr_storage storage{};
  socklen_t size = sizeof storage;
  auto* const address = reinterpret_cast<sockaddr*>(&storage);
  if (getsockname(socket.get(), address, &size) != 0) return 0;
  const bool six = storage.ss_family == AF_INET6;
  return ntohs(six ? reinterpret_cast<sockaddr_in6*>(&storage)->sin6_port
                   : reinterpret_cast<sockaddr_in*>(&storage)->sin_port);
}

}  // namespace

Address parse_address(std::string_view text) { return parse(text, 1); }

Address parse_listen_address(std::string_view text) {
  if (text.find(':') == std::string_view::npos) return {"127.0.0.1", parse_port(text, 0)};
  return parse(text, 0);
}

std::string text_of(const Address& address) {
  const bool six = address.host.find(':') != std::string::npos;
  return fmt::format("{}{}{}:{}", six ? "[" : "", address.host, six ? "]" : "", address.port);
}

Connected connect_to(const Address& address, Deadline deadline) {
  const Resolved resolved = resolve(address, 0);
  if (!resolved.failure.empty()) return {.failure = resolved.failure};
  int error = 0;
  for (const addrinfo* at = resolved.all.get(); at != nullptr; at = at->ai_next) {
    Descriptor socket = make_socket(*at);
    error = socket.open() ? finish_connecting(socket, *at, deadline) : errno;
    if (error == 0) return {.socket = std::move(socket)};
  }
  return {.failure = std::strerror(error), .timed_out = error == ETIMEDOUT};
}

Connected datagram_socket_to(const Address& address) {
  const Resolved resolved = resolve(address, 0, SOCK_DGRAM);
  if (!resolved.failure.empty()) return {.failure = resolved.failure};
  const addrinfo& first = *resolved.all;
  Descriptor socket = make_socket(first);
  if (socket.open() && connect(socket.get(), first.ai_addr, first.ai_addrlen) == 0)
    return {.socket = std::move(socket)};
  return {.failure = std::strerror(errno)};
}

Listening listen_on(const Address& address) {
  const Resolved resolved = resolve(address, AI_PASSIVE);
  std::string failure = resolved.failure;
  for (const addrinfo* at = resolved.all.get(); at != nullptr; at = at->ai_next) {
    Descriptor socket = make_socket(*at);
    const int yes = 1;
    setsockopt(socket.get(), SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    if (bind(socket.get(), at->ai_addr, at->ai_addrlen) == 0 &&
        listen(socket.get(), most_waiting) == 0) {
      const int port = port_of(socket);
      return {std::move(socket), port};
    }
    failure = std::strerror(errno);
  }
  throw Defective(fmt::format("cannot listen on {}: {}; give a port that is free, or 0 for any",
                              printable(text_of(address), 200), failure));
}

Descriptor accept_from(const Descriptor& listening, Deadline deadline) {
  if (wait_for(listening, POLLIN, deadline) <= 0) return {};
  return Descriptor(accept4(listening.get(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK));
}

}  // namespace assay::tcp
