// SPDX-License-Identifier: MIT
#include "reference/shs1/server.hpp"

#include "reference/shs1/keys.hpp"
#include "reference/shs1/msg1_client_hello.hpp"
#include "reference/shs1/msg2_server_hello.hpp"
#include "reference/shs1/msg4_server_accept.hpp"

// Each verb first moves its state into `s`: the caller's object is wiped at once, `s` when the verb
// returns.
namespace assay::shs1 {

ServerAwaitsMsg1::ServerAwaitsMsg1(NetworkKey K, ServerSecret B, EphemeralSecret b)
    : K_(std::move(K)), B_(std::move(B)), b_(std::move(b)) {}

ServerAwaitsMsg3::ServerAwaitsMsg3(NetworkKey K, ServerSecret B, EphemeralSecret b, Msg1 msg1,
                                   Msg2 msg2, SharedEphemeral ab, SharedServer aB)
    : K_(std::move(K)),
      B_(std::move(B)),
      b_(std::move(b)),
      msg1_(msg1),
      msg2_(msg2),
      ab_(std::move(ab)),
      aB_(std::move(aB)) {}

ServerAwaitsDecision::ServerAwaitsDecision(NetworkKey K, ServerSecret B, Msg1 msg1, Msg2 msg2,
                                           SharedEphemeral ab, SharedServer aB, SharedClient Ab,
                                           HashAb hab, ClientAuth H)
    : K_(std::move(K)),
      B_(std::move(B)),
      msg1_(msg1),
      msg2_(msg2),
      ab_(std::move(ab)),
      aB_(std::move(aB)),
      Ab_(std::move(Ab)),
      hab_(std::move(hab)),
      H_(H),
      A_p_(client_of(H)) {}

std::expected<ServerAwaitsMsg1::Read, Reject> ServerAwaitsMsg1::read(const Msg1& msg1) && {
  once_.must_be_live("ServerAwaitsMsg1");
  auto s = std::move(*this);
  const auto a_p = verify_client_hello(s.K_, msg1);
  if (!a_p) return std::unexpected(a_p.error());
  auto ab = shared_ab(s.b_, *a_p);
  if (!ab) return std::unexpected(ab.error());
  auto aB = shared_aB(s.B_, *a_p);
  if (!aB) return std::unexpected(aB.error());

  const Msg2 msg2 = server_hello(s.K_, s.b_.public_key());
  return Read{msg2,
              {std::move(s.K_), std::move(s.B_), std::move(s.b_), msg1, msg2, std::move(*ab),
               std::move(*aB)}};
}

std::expected<ServerAwaitsDecision, Reject> ServerAwaitsMsg3::read(const Msg3& msg3) && {
  once_.must_be_live("ServerAwaitsMsg3");
  auto s = std::move(*this);
  HashAb hab = hash_ab(s.ab_);
  const Msg3Key K2 = key_of_msg3(s.K_, s.ab_, s.aB_);
  const auto H = verify_client_auth(s.K_, s.B_.public_key(), hab, K2, msg3);
  if (!H) return std::unexpected(H.error());
  auto Ab = shared_Ab(s.b_, client_of(*H));
  if (!Ab) return std::unexpected(Ab.error());

  return ServerAwaitsDecision{std::move(s.K_), std::move(s.B_),  s.msg1_,
                              s.msg2_,         std::move(s.ab_), std::move(s.aB_),
                              std::move(*Ab),  std::move(hab),   *H};
}

const ClientPublic& ServerAwaitsDecision::peer() const {
  once_.must_be_live("ServerAwaitsDecision");
  return A_p_;
}

std::expected<ServerAwaitsDecision::Accepted, Reject> ServerAwaitsDecision::authorize(
    bool admitted) && {
  once_.must_be_live("ServerAwaitsDecision");
  const auto s = std::move(*this);
  if (!admitted) return std::unexpected(Reject::not_authorized);
  const Signature sigB = server_accept(s.K_, s.B_, s.H_, s.hab_);
  const Msg4Key K3 = key_of_msg4(s.K_, s.ab_, s.aB_, s.Ab_);
  return Accepted{box_server_accept(K3, sigB),
                  server_outcome(K3, s.msg1_, s.msg2_, s.A_p_, s.B_.public_key())};
}

}  // namespace assay::shs1
