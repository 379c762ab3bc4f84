// SPDX-License-Identifier: MIT
#pragma once

#include "conformance/targets/child.hpp"

namespace assay::tcp {

// One TCP connection as the runner sees it. Nothing the peer does blocks or ends the runner.
class Wire {
 public:
  // Takes a connected socket, and sends each write as a segment of its own (TCP_NODELAY).
  explicit Wire(Descriptor connected);

  // Queues the bytes and sends what the peer takes now; pump() sends the rest.
  void write(View bytes);
  void end_writing();  // FIN, after what is queued

  // Moves bytes both ways until some came, the peer ended its stream, or the deadline passed.
  void pump(Deadline deadline);
  Bytes take_input();  // what came since the last call

  // What the peer did to its end: half where it ended writing and still reads, fin where it reads
  // no more either, rst where it reset the connection without a FIN (RFC 9293 §3.10.7).
  Close closed() const { return closed_; }

 private:
  void flush();
  bool read();
  Close after_fin();

  Descriptor socket_;
  Bytes output_, input_;
  bool ending_ = false, ended_ = false;
  Close closed_ = Close::none;
};

}  // namespace assay::tcp
