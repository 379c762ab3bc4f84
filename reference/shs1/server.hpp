// SPDX-License-Identifier: MIT
#pragma once

#include <expected>

#include "reference/common/consumable.hpp"
#include "reference/shs1/outcome.hpp"
#include "reference/shs1/reject.hpp"
#include "reference/shs1/types.hpp"

// The server, one type a state. Every verb consumes its state, wiping what it held; using a state
// again aborts. Order of the steps: spec/shs1.md 6.
namespace assay::shs1 {

class ServerAwaitsDecision {
 public:
  struct Accepted {
    Msg4 msg4;
    Outcome outcome;
  };

  // A_p, which the client has proved to hold.
  const StaticPublic& peer() const;

  // The application's word on peer(). Reject: not_authorized, exactly when `admitted` is false.
  [[nodiscard]] std::expected<Accepted, Reject> authorize(bool admitted) &&;

 private:
  friend class ServerAwaitsMsg3;
  ServerAwaitsDecision(NetworkKey K, StaticSecret B_s, Msg1 msg1, Msg2 msg2, ClientAuth H,
                       HashAb hab, BoxKey K3);

  reference::Consumable once_;
  NetworkKey K_;
  StaticSecret B_s_;
  Msg1 msg1_;
  Msg2 msg2_;
  ClientAuth H_;
  StaticPublic A_p_;
  HashAb hab_;
  BoxKey K3_;
};

class ServerAwaitsMsg3 {
 public:
  // Reject: bad_box, bad_signature, and bad_peer_key for a signer whose key is of mixed order.
  [[nodiscard]] std::expected<ServerAwaitsDecision, Reject> read(const Msg3& msg3) &&;

 private:
  friend class ServerAwaitsMsg1;
  ServerAwaitsMsg3(NetworkKey K, StaticSecret B_s, EphemeralSecret b, Msg1 msg1, Msg2 msg2,
                   EphemeralPublic a_p, Shared ab);

  reference::Consumable once_;
  NetworkKey K_;
  StaticSecret B_s_;
  EphemeralSecret b_;
  Msg1 msg1_;
  Msg2 msg2_;
  EphemeralPublic a_p_;
  Shared ab_;
};

class ServerAwaitsMsg1 {
 public:
  struct Read {
    Msg2 msg2;
    ServerAwaitsMsg3 next;
  };

  // K the network key, B_s this server's identity, b an ephemeral never used before.
  ServerAwaitsMsg1(NetworkKey K, StaticSecret B_s, EphemeralSecret b);

  // Reject: bad_mac, low_order_point.
  [[nodiscard]] std::expected<Read, Reject> read(const Msg1& msg1) &&;

 private:
  reference::Consumable once_;
  NetworkKey K_;
  StaticSecret B_s_;
  EphemeralSecret b_;
};

}  // namespace assay::shs1
