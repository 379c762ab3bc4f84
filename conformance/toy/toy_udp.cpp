// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <charconv>
#include <chrono>
#include <cstring>

#include "conformance/peers/udp.hpp"
#include "conformance/toy/form.hpp"
#include "conformance/toy/target.hpp"

namespace {

using namespace assay;

OpenRequest request_now(const Bytes& K) {
  const auto since_1970 = std::chrono::system_clock::now().time_since_epoch();
  OpenRequest request{.protocol = toy_name(Carrier::datagrams), .role = Role::peer};
  request.bytes["shared_key"] = K;
  request.clock =
      static_cast<Nanos>(std::chrono::duration_cast<std::chrono::nanoseconds>(since_1970).count());
  return request;
}

}  // namespace

// toy-udp KEY PORT: the reference of toy/datagram, for anyone who writes to 127.0.0.1:PORT, by the
// system's clock. KEY in hex.
int main(int argc, char** argv) {
  int port = 0;
  if (argc == 3) std::from_chars(argv[2], argv[2] + std::strlen(argv[2]), port);
  if (port <= 0) {
    fmt::print(stderr, "usage: toy-udp KEY PORT\n");
    return 2;
  }
  const auto target = toy_target(Carrier::datagrams, toy_reference_machine);
  const Bytes K = unhex(argv[1]);
  peers::serve_udp(*target, [&] { return request_now(K); }, port);
}
