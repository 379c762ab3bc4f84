// SPDX-License-Identifier: MIT
#include "reference/shs1/server.hpp"

#include "reference/shs1/keys.hpp"
#include "reference/shs1/msg1_client_hello.hpp"
#include "reference/shs1/msg2_server_hello.hpp"
#include "reference/shs1/msg3_client_auth.hpp"
#include "reference/shs1/msg4_server_accept.hpp"

// Each verb first moves its state into `s`: the caller's object is wiped at once, `s` when the verb
// returns.
namespace assay::shs1 {

ServerAwaitsMsg1::ServerAwaitsMsg1(NetworkKey K, StaticSecret B_s, EphemeralSecret b)
    : K_(std::move(K)), B_s_(std::move(B_s)), b_(std::move(b)) {}

ServerAwaitsMsg3::ServerAwaitsMsg3(NetworkKey K, StaticSecret B_s, EphemeralSecret b, Msg1 msg1,
                                   Msg2 msg2, EphemeralPublic a_p, Shared ab)
    : K_(std::move(K)),
      B_s_(std::move(B_s)),
      b_(std::move(b)),
      msg1_(msg1),
      msg2_(msg2),
      a_p_(a_p),
      ab_(std::move(ab)) {}

ServerAwaitsDecision::ServerAwaitsDecision(NetworkKey K, StaticSecret B_s, Msg1 msg1, Msg2 msg2,
                                           ClientAuth H, HashAb hab, BoxKey K3)
    : K_(std::move(K)),
      B_s_(std::move(B_s)),
      msg1_(msg1),
      msg2_(msg2),
      H_(H),
      A_p_(client_of(H)),
      hab_(std::move(hab)),
      K3_(std::move(K3)) {}

std::expected<ServerAwaitsMsg1::Read, Reject> ServerAwaitsMsg1::read(const Msg1& msg1) && {
  once_.must_be_live("ServerAwaitsMsg1");
  auto s = std::move(*this);
  const auto a_p = verify_client_hello(s.K_, msg1);
  if (!a_p) return std::unexpected(a_p.error());
  auto ab = dh(s.b_, *a_p);
  if (!ab) return std::unexpected(ab.error());

  const Msg2 msg2 = server_hello(s.K_, s.b_.public_key());
  return Read{
      msg2,
      {std::move(s.K_), std::move(s.B_s_), std::move(s.b_), msg1, msg2, *a_p, std::move(*ab)}};
}

std::expected<ServerAwaitsDecision, Reject> ServerAwaitsMsg3::read(const Msg3& msg3) && {
  once_.must_be_live("ServerAwaitsMsg3");
  auto s = std::move(*this);
  const auto aB = dh(s.B_s_, s.a_p_);
  if (!aB) return std::unexpected(aB.error());
  HashAb hab = hash_ab(s.ab_);
  const BoxKey K2 = key_of_msg3(s.K_, s.ab_, *aB);
  const auto H = verify_client_auth(s.K_, s.B_s_.public_key(), hab, K2, msg3);
  if (!H) return std::unexpected(H.error());
  const auto Ab = dh(s.b_, client_of(*H));
  if (!Ab) return std::unexpected(Ab.error());

  BoxKey K3 = key_of_msg4(s.K_, s.ab_, *aB, *Ab);
  return ServerAwaitsDecision{std::move(s.K_), std::move(s.B_s_), s.msg1_, s.msg2_, *H,
                              std::move(hab),  std::move(K3)};
}

const StaticPublic& ServerAwaitsDecision::peer() const {
  once_.must_be_live("ServerAwaitsDecision");
  return A_p_;
}

std::expected<ServerAwaitsDecision::Accepted, Reject> ServerAwaitsDecision::authorize(
    bool admitted) && {
  once_.must_be_live("ServerAwaitsDecision");
  const auto s = std::move(*this);
  if (!admitted) return std::unexpected(Reject::not_authorized);
  return Accepted{server_accept(s.K_, s.B_s_, s.H_, s.hab_, s.K3_),
                  server_outcome(s.K3_, s.msg1_, s.msg2_, s.A_p_, s.B_s_.public_key())};
}

}  // namespace assay::shs1
