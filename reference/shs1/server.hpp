// SPDX-License-Identifier: MIT
#pragma once

#include <expected>

#include "reference/common/consumable.hpp"
#include "reference/shs1/msg3_client_auth.hpp"
#include "reference/shs1/outcome.hpp"
#include "reference/shs1/reject.hpp"
#include "reference/shs1/types.hpp"

// The server, one type a state. Every verb consumes its state, wiping what it held; using a state
// again aborts. Order of the steps: spec/shs1.md §6.
namespace assay::shs1 {

class ServerAwaitsMsg1 {
 public:
  struct Read;

  // K the network key, B this server's identity, b an ephemeral never used before.
  ServerAwaitsMsg1(NetworkKey K, ServerSecret B, EphemeralSecret b);

  // Reject: bad_mac, low_order_point.
  [[nodiscard]] std::expected<Read, Reject> read(const Msg1& msg1) &&;

 private:
  reference::Consumable once_;
  NetworkKey K_;
  ServerSecret B_;
  EphemeralSecret b_;
};

class ServerAwaitsDecision;

class ServerAwaitsMsg3 {
 public:
  // Reject: bad_box, bad_signature, and bad_peer_key for a signer whose key is of mixed order.
  [[nodiscard]] std::expected<ServerAwaitsDecision, Reject> read(const Msg3& msg3) &&;

 private:
  friend class ServerAwaitsMsg1;
  ServerAwaitsMsg3(NetworkKey K, ServerSecret B, EphemeralSecret b, Msg1 msg1, Msg2 msg2,
                   SharedEphemeral ab, SharedServer aB);

  reference::Consumable once_;
  NetworkKey K_;
  ServerSecret B_;
  EphemeralSecret b_;
  Msg1 msg1_;
  Msg2 msg2_;
  SharedEphemeral ab_;
  SharedServer aB_;
};

class ServerAwaitsDecision {
 public:
  struct Accepted {
    Msg4 msg4;
    Outcome outcome;
  };

  // A_p, which the client has proved to hold.
  const ClientPublic& peer() const;

  // The application's word on peer(). Reject: not_authorized, exactly when `admitted` is false.
  [[nodiscard]] std::expected<Accepted, Reject> authorize(bool admitted) &&;

 private:
  friend class ServerAwaitsMsg3;
  ServerAwaitsDecision(NetworkKey K, ServerSecret B, Msg1 msg1, Msg2 msg2, SharedEphemeral ab,
                       SharedServer aB, SharedClient Ab, HashAb hab, ClientAuth H);

  reference::Consumable once_;
  NetworkKey K_;
  ServerSecret B_;
  Msg1 msg1_;
  Msg2 msg2_;
  SharedEphemeral ab_;
  SharedServer aB_;
  SharedClient Ab_;
  HashAb hab_;
  ClientAuth H_;
  ClientPublic A_p_;
};

struct ServerAwaitsMsg1::Read {
  Msg2 msg2;
  ServerAwaitsMsg3 next;
};

}  // namespace assay::shs1
