// SPDX-License-Identifier: MIT
#pragma once

#include "conformance/targets/child.hpp"

namespace assay::peers {

// A session of a target in this process on a socket, with an application that sends back what it is
// sent and answers a clean end with its own.
class TcpConnection {
 public:
  // `greeting` is written once the handshake succeeded; may be empty.
  TcpConnection(Descriptor connected, std::unique_ptr<Session> session, Bytes greeting);
  int fd() const { return socket_.get(); }
  bool wants_to_write() const { return !out_.empty(); }
  // Does what can be done without waiting. Called when poll says so, and as time passes.
  void serve();
  bool over() const { return !socket_.open(); }
  bool succeeded() const { return succeeded_; }
  const std::string& why() const { return why_; }

 private:
  void read();
  void absorb(const Answer& answer);
  void reply(const std::vector<Event>& events);
  void flush();

  Descriptor socket_;
  std::unique_ptr<Session> session_;
  Bytes greeting_, out_;
  Close close_ = Close::none;
  bool input_ended_ = false, half_closed_ = false, succeeded_ = false;
  std::string why_;
};

}  // namespace assay::peers
