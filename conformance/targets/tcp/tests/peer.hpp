// SPDX-License-Identifier: MIT
#pragma once

#include <sys/socket.h>
#include <unistd.h>

#include "conformance/targets/tcp/address.hpp"
#include "conformance/targets/tcp/wire.hpp"

// Two real ends of one connection on 127.0.0.1: the runner's, and one that a test moves by hand.
namespace assay::tcp {

struct Pair {
  Wire wire;
  Descriptor peer;
};

inline Pair connected_pair() {
  const Listening listening = listen_on({"127.0.0.1", 0});
  const Deadline soon = Clock::now() + std::chrono::seconds(2);
  Connected ours = connect_to({"127.0.0.1", listening.port}, soon);
  Descriptor theirs = accept_from(listening.socket, soon);
  return {Wire(std::move(ours.socket)), std::move(theirs)};
}

inline void say(const Descriptor& peer, const Bytes& bytes) {
  if (send(peer.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL) < 0) std::abort();
}

inline void reset(Descriptor& peer) {
  const linger at_once{1, 0};
  setsockopt(peer.get(), SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  peer.reset();
}

inline Bytes heard(const Descriptor& peer) {
  Bytes buffer(65536);
  const ssize_t got = recv(peer.get(), buffer.data(), buffer.size(), 0);
  buffer.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
  return buffer;
}

}  // namespace assay::tcp
