// SPDX-License-Identifier: MIT
#pragma once

#include <map>

#include "conformance/engine/protocol.hpp"
#include "conformance/targets/child.hpp"
#include "conformance/targets/tcp/address.hpp"

namespace assay::udp {

// The datagrams of one session with a live peer (spec/shim.md §13). `done` is concluded, as on TCP,
// from datagrams that only a peer that succeeded sends.
class UdpSession final : public Session {
 public:
  // `program`: the peer's process where the runner started it, else null. `answered`: something
  // came from the peer in some session.
  UdpSession(const Protocol& protocol, Role role, tcp::Address peer, std::shared_ptr<Child> program,
             std::shared_ptr<bool> answered);
  UdpSession(const UdpSession&) = delete;
  UdpSession& operator=(const UdpSession&) = delete;

  Answer opened() override { return collect(); }
  Answer step(View) override { throw Unsupported("a stream"); }
  Answer take(const Datagram& in) override;
  Answer poll() override { return collect(); }
  Answer eof(Eof) override { throw Unsupported("eof: datagrams have no end"); }
  std::map<std::string, Bytes> outcome() override;
  std::map<std::string, Bytes> observe(const std::vector<std::string>& names) override;
  Answer send(View data) override;
  Answer finish() override;

 private:
  Answer collect();
  void read_from(const std::string& address, const Descriptor& socket, Answer& answer);
  [[noreturn]] void nobody_listens() const;

  tcp::Address peer_;
  std::shared_ptr<Child> program_;
  std::shared_ptr<bool> answered_;
  std::map<std::string, Descriptor> sockets_;  // by the address that a test sends from
  std::size_t to_send_ = 0, to_read_ = 0;      // messages of the runner's end, and of the peer's
  std::size_t sent_ = 0, read_ = 0;
  bool ends_it_ = false;  // the peer sends the last message
};

}  // namespace assay::udp
