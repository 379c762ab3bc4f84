// SPDX-License-Identifier: MIT
#include "reference/shs1/client.hpp"

#include "reference/shs1/keys.hpp"
#include "reference/shs1/msg1_client_hello.hpp"
#include "reference/shs1/msg2_server_hello.hpp"
#include "reference/shs1/msg4_server_accept.hpp"

// Each verb first moves its state into `s`: the caller's object is wiped at once, `s` when the verb
// returns.
namespace assay::shs1 {

ClientStart::ClientStart(NetworkKey K, ClientSecret A, ServerPublic B_p, EphemeralSecret a)
    : K_(std::move(K)), A_(std::move(A)), B_p_(B_p), a_(std::move(a)) {}

ClientAwaitsMsg2::ClientAwaitsMsg2(NetworkKey K, ClientSecret A, ServerPublic B_p,
                                   EphemeralSecret a, Msg1 msg1)
    : K_(std::move(K)), A_(std::move(A)), B_p_(B_p), a_(std::move(a)), msg1_(msg1) {}

ClientAwaitsMsg4::ClientAwaitsMsg4(NetworkKey K, ServerPublic B_p, Msg1 msg1, Msg2 msg2,
                                   SharedEphemeral ab, SharedServer aB, SharedClient Ab, HashAb hab,
                                   ClientAuth H)
    : K_(std::move(K)),
      B_p_(B_p),
      msg1_(msg1),
      msg2_(msg2),
      ab_(std::move(ab)),
      aB_(std::move(aB)),
      Ab_(std::move(Ab)),
      hab_(std::move(hab)),
      H_(H) {}

ClientStart::Hello ClientStart::hello() && {
  once_.must_be_live("ClientStart");
  auto s = std::move(*this);
  const Msg1 msg1 = client_hello(s.K_, s.a_.public_key());
  return {msg1, {std::move(s.K_), std::move(s.A_), s.B_p_, std::move(s.a_), msg1}};
}

std::expected<ClientAwaitsMsg2::Read, Reject> ClientAwaitsMsg2::read(const Msg2& msg2) && {
  once_.must_be_live("ClientAwaitsMsg2");
  auto s = std::move(*this);
  const auto b_p = verify_server_hello(s.K_, msg2);
  if (!b_p) return std::unexpected(b_p.error());
  auto ab = shared_ab(s.a_, *b_p);
  if (!ab) return std::unexpected(ab.error());
  auto aB = shared_aB(s.a_, s.B_p_);
  if (!aB) return std::unexpected(aB.error());
  auto Ab = shared_Ab(s.A_, *b_p);
  if (!Ab) return std::unexpected(Ab.error());

  HashAb hab = hash_ab(*ab);
  const ClientAuth H = client_auth(s.K_, s.A_, s.B_p_, hab);
  const Msg3Key K2 = key_of_msg3(s.K_, *ab, *aB);
  return Read{box_client_auth(K2, H),
              {std::move(s.K_), s.B_p_, s.msg1_, msg2, std::move(*ab), std::move(*aB),
               std::move(*Ab), std::move(hab), H}};
}

std::expected<Outcome, Reject> ClientAwaitsMsg4::read(const Msg4& msg4) && {
  once_.must_be_live("ClientAwaitsMsg4");
  const auto s = std::move(*this);
  const Msg4Key K3 = key_of_msg4(s.K_, s.ab_, s.aB_, s.Ab_);
  const auto accepted = verify_server_accept(s.K_, s.B_p_, s.H_, s.hab_, K3, msg4);
  if (!accepted) return std::unexpected(accepted.error());
  return client_outcome(K3, s.msg1_, s.msg2_, client_of(s.H_), s.B_p_);
}

}  // namespace assay::shs1
