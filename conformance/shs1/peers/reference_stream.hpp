// SPDX-License-Identifier: MIT
#pragma once

#include "conformance/peers/machine.hpp"
#include "reference/box_stream/push_reader.hpp"
#include "reference/box_stream/writer.hpp"
#include "reference/shs1/outcome.hpp"

namespace assay::peers {

// Both directions of box-stream from reference/, after a handshake.
class ReferenceStream {
 public:
  explicit ReferenceStream(shs1::Outcome outcome);
  void read(Host& host, Bytes& input);
  void ended(Host& host, Eof how);
  void send(Host& host, View data);  // nothing after finish
  void finish(Host& host);           // goodbye, once
  const std::map<std::string, Bytes>& outcome() const { return outcome_; }

 private:
  void fail(Host& host, box_stream::Reject reject);
  void end_cleanly(Host& host);

  std::map<std::string, Bytes> outcome_;
  std::optional<box_stream::BoxWriter> writer_;  // none after goodbye
  box_stream::BoxReader reader_;
  bool end_told_ = false;
};

}  // namespace assay::peers
