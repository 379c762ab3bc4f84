// SPDX-License-Identifier: MIT
#pragma once

#include "conformance/peers/machine.hpp"
#include "conformance/shs1/mutants/flaws.hpp"

namespace assay::mutants {

// Both directions of box-stream (spec/box-stream.md), not made of reference/.
class FlawedStream {
 public:
  FlawedStream(Flaws flaws, const std::map<std::string, Bytes>& outcome);
  void read(peers::Host& host, Bytes& input);
  void ended(peers::Host& host, Eof how, std::size_t rest);
  void send(peers::Host& host, View data);
  void finish(peers::Host& host);

 private:
  struct Direction {
    Bytes key, nonce;
  };
  struct Awaited {  // a body
    std::size_t length;
    Bytes tag, nonce;
  };

  bool has(Flaw flaw) const { return flaws_.contains(flaw); }
  void advance(Bytes& nonce) const;
  std::pair<Bytes, Bytes> nonces(Direction& d) const;  // of header and body; d moves on
  void write_packet(peers::Host& host, View body);
  std::optional<Direction> place_of(View header) const;
  void read_header(peers::Host& host, View header);
  void read_body(peers::Host& host, const Bytes& cipher);
  bool is_goodbye(const Bytes& plain) const;
  void goodbye_came(peers::Host& host);
  void fail(peers::Host& host, const std::string& why);

  Flaws flaws_;
  Direction out_, in_;
  const Direction first_out_, first_in_;
  std::optional<Awaited> awaited_;
  bool said_goodbye_ = false;
  bool clean_ = false;  // the peer's goodbye came
  bool dead_ = false;
};

}  // namespace assay::mutants
