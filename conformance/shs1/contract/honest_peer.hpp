// SPDX-License-Identifier: MIT
#pragma once

#include <optional>

#include "conformance/engine/target.hpp"

namespace assay::contract {

// The other end of a probe run: an honest client for a server, an honest server for a client, with
// fresh random keys. It takes whole messages. spec/shs1.md §3 has the formulas; the letters are the
// same.
class HonestPeer {
 public:
  explicit HonestPeer(Role target);
  // A client with these keys, for a server whose seed is not known (target_seed stays empty).
  HonestPeer(Bytes network_key, Bytes own_seed, Bytes server_pk);

  const Bytes K;            // network key, 32
  const Bytes own_seed;     // of this end's Ed25519 key, 32
  const Bytes own_pk;       // 32
  const Bytes target_seed;  // of the key that the target is, or may be, given, 32
  const Bytes target_pk;    // 32

  // msg1 to a server; nothing to a client, which begins.
  Bytes opening() const;
  // The answer to the target's first message: msg3 to a server, msg2 to a client. Empty optional
  // when the message is not as it should be.
  std::optional<Bytes> answer_first(View message);
  // The same for its second: msg4 to a client, and nothing more to a server.
  std::optional<Bytes> answer_second(View message);

  const Bytes& target_ephemeral() const { return y_p_; }  // public, as on the wire, 32
  const Bytes& target_named() const { return named_; }    // the long-term key it proved, 32
  Bytes target_outcome() const;                           // 112
  // A box-stream packet to the target, the first of its direction, and what it would send back as
  // an echo.
  Bytes packet(View body) const;
  Bytes echo(View body) const;

 private:
  Bytes hello(View ephemeral) const;
  std::optional<Bytes> msg3();
  std::optional<Bytes> msg4(View msg3);
  bool check_msg4(View msg4) const;
  Bytes key_to(View pk) const;

  Role target_;
  Bytes x_, x_p_, y_p_, named_;  // own and the target's ephemeral
  Bytes first_read_;             // the target's first message
  Bytes ab_, aB_, Ab_, H_, K3_;
};

// u-coordinate for a scalar, or for the Ed25519 key of a seed (32 octets each).
Bytes ephemeral_of_secret(View scalar);
Bytes ephemeral_of_seed(View seed);

}  // namespace assay::contract
