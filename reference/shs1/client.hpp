// SPDX-License-Identifier: MIT
#pragma once

#include <expected>

#include "reference/common/consumable.hpp"
#include "reference/shs1/outcome.hpp"
#include "reference/shs1/reject.hpp"
#include "reference/shs1/types.hpp"

// The client, one type a state. Every verb consumes its state, wiping what it held; using a state
// again aborts. Order of the steps: spec/shs1.md 6.
namespace assay::shs1 {

class ClientAwaitsMsg4 {
 public:
  // The server has proved to hold B_s. Reject: bad_box, bad_signature.
  [[nodiscard]] std::expected<Outcome, Reject> read(const Msg4& msg4) &&;

 private:
  friend class ClientAwaitsMsg2;
  ClientAwaitsMsg4(NetworkKey K, StaticSecret A_s, StaticPublic B_p, Msg1 msg1, Msg2 msg2,
                   EphemeralPublic b_p, Shared ab, Shared aB, HashAb hab, ClientAuth H);

  reference::Consumable once_;
  NetworkKey K_;
  StaticSecret A_s_;
  StaticPublic B_p_;
  Msg1 msg1_;
  Msg2 msg2_;
  EphemeralPublic b_p_;
  Shared ab_, aB_;
  HashAb hab_;
  ClientAuth H_;
};

class ClientAwaitsMsg2 {
 public:
  struct Read;

  // Reject: bad_mac, low_order_point, and bad_peer_key when B_p itself is undecodable, of small or
  // of mixed order: it is refused here because msg1 does not depend on it and msg3 would.
  [[nodiscard]] std::expected<Read, Reject> read(const Msg2& msg2) &&;

 private:
  friend class ClientStart;
  ClientAwaitsMsg2(NetworkKey K, StaticSecret A_s, StaticPublic B_p, EphemeralSecret a, Msg1 msg1);

  reference::Consumable once_;
  NetworkKey K_;
  StaticSecret A_s_;
  StaticPublic B_p_;
  EphemeralSecret a_;
  Msg1 msg1_;
};

struct ClientAwaitsMsg2::Read {
  Msg3 msg3;
  ClientAwaitsMsg4 next;
};

class ClientStart {
 public:
  struct Hello {
    Msg1 msg1;
    ClientAwaitsMsg2 next;
  };

  // K the network key, A_s this client's identity, B_p the server's, a an ephemeral never used
  // before.
  ClientStart(NetworkKey K, StaticSecret A_s, StaticPublic B_p, EphemeralSecret a);

  [[nodiscard]] Hello hello() &&;

 private:
  reference::Consumable once_;
  NetworkKey K_;
  StaticSecret A_s_;
  StaticPublic B_p_;
  EphemeralSecret a_;
};

}  // namespace assay::shs1
