// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "conformance/targets/child.hpp"

namespace assay::tcp {

// "127.0.0.1:8008", "[::1]:8008", "host.example:8008".
struct Address {
  std::string host;
  int port;
};
// Throws std::invalid_argument, saying how an address is written.
Address parse_address(std::string_view text);
// "8008" or an address: a port alone is one of this machine, 127.0.0.1. 0: any free one.
Address parse_listen_address(std::string_view text);
std::string text_of(const Address& address);

// A connected socket, or why there is none.
struct Connected {
  Descriptor socket = {};
  std::string failure = {};  // "Connection refused"
  bool timed_out = false;    // nobody refused: its queue may be full
};
Connected connect_to(const Address& address, Deadline deadline);

// A socket of its own port that sends datagrams there and takes them from nowhere else.
Connected datagram_socket_to(const Address& address);

// A socket that listens, and the port that it has. Throws Defective, saying what to do.
struct Listening {
  Descriptor socket;
  int port;
};
Listening listen_on(const Address& address);

// The next connection; not open when none came by the deadline.
Descriptor accept_from(const Descriptor& listening, Deadline deadline);

}  // namespace assay::tcp
