// SPDX-License-Identifier: MIT
#include "reference/toy/peer.hpp"

#include "reference/toy/msg1_hello.hpp"
#include "reference/toy/msg2_proof.hpp"
#include "reference/toy/msg3_finish.hpp"

// Each verb first moves its state into `s`: the caller's object is wiped at once, `s` when the verb
// returns.
namespace assay::toy {

PeerStart::PeerStart(PresharedKey K, Nonce n, Instant t) : K_(std::move(K)), n_(n), t_(t) {}

PeerStart::Begun PeerStart::begin() && {
  once_.must_be_live("PeerStart");
  auto s = std::move(*this);
  const Hello h = hello(s.n_, s.t_);
  return {h, {std::move(s.K_), h}};
}

std::expected<PeerAwaitsHello::Read, Reject> PeerAwaitsHello::read(const PeerHello& H) && {
  once_.must_be_live("PeerAwaitsHello");
  auto s = std::move(*this);
  const auto accepted = verify_hello(s.h_, H);
  if (!accepted) return std::unexpected(accepted.error());
  const Proof p = proof(s.K_, s.h_, H);
  return Read{p, {std::move(s.K_), s.h_, H, p}};
}

std::expected<PeerAwaitsProof::Read, Reject> PeerAwaitsProof::read(const PeerProof& P) && {
  once_.must_be_live("PeerAwaitsProof");
  auto s = std::move(*this);
  const auto accepted = verify_proof(s.K_, s.h_, s.H_, P);
  if (!accepted) return std::unexpected(accepted.error());
  const Finish d = finish(s.K_, s.p_, P);
  return Read{d, {std::move(s.K_), s.p_, P, d}};
}

std::expected<Outcome, Reject> PeerAwaitsFinish::read(const PeerFinish& D) && {
  once_.must_be_live("PeerAwaitsFinish");
  const auto s = std::move(*this);
  const auto accepted = verify_finish(s.K_, s.p_, s.P_, D);
  if (!accepted) return std::unexpected(accepted.error());
  return outcome(s.K_, s.d_, D);
}

}  // namespace assay::toy
