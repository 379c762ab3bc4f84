// SPDX-License-Identifier: MIT
#pragma once

#include <expected>

#include "reference/common/consumable.hpp"
#include "reference/shs1/msg3_client_auth.hpp"
#include "reference/shs1/outcome.hpp"
#include "reference/shs1/reject.hpp"
#include "reference/shs1/types.hpp"

// The client, one type a state. Every verb consumes its state, wiping what it held; using a state
// again aborts. Order of the steps: spec/shs1.md §6.
namespace assay::shs1 {

class ClientStart {
 public:
  struct Hello;

  // K the network key, A this client's identity, B_p the server's, a an ephemeral never used
  // before.
  ClientStart(NetworkKey K, ClientSecret A, ServerPublic B_p, EphemeralSecret a);

  [[nodiscard]] Hello hello() &&;

 private:
  reference::Consumable once_;
  NetworkKey K_;
  ClientSecret A_;
  ServerPublic B_p_;
  EphemeralSecret a_;
};

class ClientAwaitsMsg2 {
 public:
  struct Read;

  // Reject: bad_mac, low_order_point, and bad_peer_key when B_p itself is undecodable, of small or
  // of mixed order: it is refused here because msg1 does not depend on it and msg3 would.
  [[nodiscard]] std::expected<Read, Reject> read(const Msg2& msg2) &&;

 private:
  friend class ClientStart;
  ClientAwaitsMsg2(NetworkKey K, ClientSecret A, ServerPublic B_p, EphemeralSecret a, Msg1 msg1);

  reference::Consumable once_;
  NetworkKey K_;
  ClientSecret A_;
  ServerPublic B_p_;
  EphemeralSecret a_;
  Msg1 msg1_;
};

class ClientAwaitsMsg4 {
 public:
  // The server has proved to hold B. Reject: bad_box, bad_signature.
  [[nodiscard]] std::expected<Outcome, Reject> read(const Msg4& msg4) &&;

 private:
  friend class ClientAwaitsMsg2;
  ClientAwaitsMsg4(NetworkKey K, ServerPublic B_p, Msg1 msg1, Msg2 msg2, SharedEphemeral ab,
                   SharedServer aB, SharedClient Ab, HashAb hab, ClientAuth H);

  reference::Consumable once_;
  NetworkKey K_;
  ServerPublic B_p_;
  Msg1 msg1_;
  Msg2 msg2_;
  SharedEphemeral ab_;
  SharedServer aB_;
  SharedClient Ab_;
  HashAb hab_;
  ClientAuth H_;
};

struct ClientStart::Hello {
  Msg1 msg1;
  ClientAwaitsMsg2 next;
};

struct ClientAwaitsMsg2::Read {
  Msg3 msg3;
  ClientAwaitsMsg4 next;
};

}  // namespace assay::shs1
