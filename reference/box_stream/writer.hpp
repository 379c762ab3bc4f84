// SPDX-License-Identifier: MIT
#pragma once

#include "reference/box_stream/packet.hpp"
#include "reference/common/consumable.hpp"

namespace assay::box_stream {

// One direction's sending end. Using it after goodbye aborts: the next packet would reuse goodbye's
// nonce.
class BoxWriter {
 public:
  BoxWriter(Key key, Nonce N) : key_(std::move(key)), N_(N) {}

  // One packet on the wire. `body` has 1 to max_body bytes; anything else aborts.
  Bytes packet(ByteView body);

  // As many packets as `data` needs, each body full but the last; none for no data.
  Bytes packets(ByteView data);

  // The end of this direction: nothing may follow it.
  Header goodbye() &&;

 private:
  reference::Consumable once_;
  Key key_;
  Nonce N_;  // of the next header
};

}  // namespace assay::box_stream
