// SPDX-License-Identifier: MIT
#pragma once

#include <expected>

#include "reference/common/consumable.hpp"
#include "reference/toy/outcome.hpp"
#include "reference/toy/reject.hpp"
#include "reference/toy/types.hpp"

// Either end, one type a state. Every verb consumes its state; using a state again aborts
// (spec/toy.md §3).
namespace assay::toy {

class PeerStart {
 public:
  struct Begun;

  // n a nonce never used before, t the time now.
  PeerStart(PresharedKey K, Nonce n, Instant t);

  [[nodiscard]] Begun begin() &&;

 private:
  reference::Consumable once_;
  PresharedKey K_;
  Nonce n_;
  Instant t_;
};

class PeerAwaitsHello {
 public:
  struct Read;

  // Reject: reflected, stale.
  [[nodiscard]] std::expected<Read, Reject> read(const PeerHello& H) &&;

 private:
  friend class PeerStart;
  PeerAwaitsHello(PresharedKey K, Hello h) : K_(std::move(K)), h_(h) {}

  reference::Consumable once_;
  PresharedKey K_;
  Hello h_;
};

class PeerAwaitsProof {
 public:
  struct Read;

  // The peer has proved to hold K now. Reject: bad_proof.
  [[nodiscard]] std::expected<Read, Reject> read(const PeerProof& P) &&;

 private:
  friend class PeerAwaitsHello;
  PeerAwaitsProof(PresharedKey K, Hello h, PeerHello H, Proof p)
      : K_(std::move(K)), h_(h), H_(H), p_(p) {}

  reference::Consumable once_;
  PresharedKey K_;
  Hello h_;
  PeerHello H_;
  Proof p_;
};

class PeerAwaitsFinish {
 public:
  // The peer has accepted this end's proof. Reject: bad_finish.
  [[nodiscard]] std::expected<Outcome, Reject> read(const PeerFinish& D) &&;

 private:
  friend class PeerAwaitsProof;
  PeerAwaitsFinish(PresharedKey K, Proof p, PeerProof P, Finish d)
      : K_(std::move(K)), p_(p), P_(P), d_(d) {}

  reference::Consumable once_;
  PresharedKey K_;
  Proof p_;
  PeerProof P_;
  Finish d_;
};

struct PeerStart::Begun {
  Hello h;
  PeerAwaitsHello next;
};

struct PeerAwaitsHello::Read {
  Proof p;
  PeerAwaitsProof next;
};

struct PeerAwaitsProof::Read {
  Finish d;
  PeerAwaitsFinish next;
};

}  // namespace assay::toy
