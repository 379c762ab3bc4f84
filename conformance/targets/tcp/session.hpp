// SPDX-License-Identifier: MIT
#pragma once

#include <memory>

#include "conformance/targets/tcp/message_counter.hpp"
#include "conformance/targets/tcp/wire.hpp"

namespace assay::tcp {

// One connection to a live peer (spec/shim.md §13). What its application saw is not on the wire;
// `done` is concluded from bytes that only a peer that succeeded writes.
class TcpSession : public Session {
 public:
  // Whether the peer's process is for this session alone, or for all.
  enum class Program { of_all, of_one };
  // `program`: the peer's process where the runner started it, else null.
  TcpSession(const Protocol& protocol, Role role, Wire wire, std::shared_ptr<Child> program,
             Program lives);
  ~TcpSession() override;
  TcpSession(const TcpSession&) = delete;
  TcpSession& operator=(const TcpSession&) = delete;

  Answer opened() override { return collect(); }
  Answer step(View in) override;
  Answer eof(Eof how) override;
  Answer poll() override { return collect(); }
  std::map<std::string, Bytes> outcome() override;
  std::map<std::string, Bytes> observe(const std::vector<std::string>& names) override;
  Answer send(View data) override;
  Answer finish() override;

 private:
  Answer collect();
  Bytes of_handshake(const Bytes& input);
  void tend_program();
  bool crashed() const;
  std::string why() const;

  Wire wire_;
  std::shared_ptr<Child> program_;
  Program lives_;
  MessageCounter sent_, written_;
  bool ends_it_;             // the peer writes the last message
  std::size_t bytes_after_;  // Protocol's
  Bytes beyond_;             // what came after the last message, until it is known to be the stream
  bool done_ = false;
};

}  // namespace assay::tcp
