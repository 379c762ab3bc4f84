// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include "reference/ladder/badh.hpp"
#include "reference/ladder/iso.hpp"
#include "reference/ladder/sigma_0.hpp"
#include "reference/ladder/sigma_i_ack.hpp"
#include "reference/ladder/tests/support.hpp"

// What must not compile: each operand in another's place, and a claim in the place of what was
// proved. Beside each stands the right use, so that no refusal is for another reason.
namespace assay::ladder::tests {
namespace {

template <class X, class Y>
concept MakesExchange = requires(X X_, Y Y_, SharedSecret Z) { Exchange{X_, Y_, std::move(Z)}; };
static_assert(MakesExchange<InitiatorShare, ResponderShare>);
static_assert(!MakesExchange<ResponderShare, InitiatorShare>);
static_assert(!MakesExchange<InitiatorShare, InitiatorShare>);
static_assert(!MakesExchange<InitiatorName, ResponderShare>);

template <class Scalar, class PeerShare>
concept Agrees = requires(const Scalar& scalar, const PeerShare& share) { agree(scalar, share); };
static_assert(Agrees<EphemeralSecret<Initiator>, ResponderShare>);
static_assert(Agrees<EphemeralSecret<Responder>, InitiatorShare>);
static_assert(!Agrees<EphemeralSecret<Initiator>, InitiatorShare>);
static_assert(!Agrees<EphemeralSecret<Responder>, ResponderShare>);
static_assert(!Agrees<EphemeralSecret<Initiator>, ResponderName>);

template <class R, class Signer>
concept MakesMsg2 = requires(const typename R::Exchange& s, const Signer& B) { R::msg2(s, B); };
template <class R, class Signer>
concept MakesMsg3 = requires(const typename R::Exchange& s, const Signer& A) { R::msg3(s, A); };
static_assert(MakesMsg2<Badh, Identity<Responder>> && !MakesMsg2<Badh, Identity<Initiator>>);
static_assert(MakesMsg3<Badh, Identity<Initiator>> && !MakesMsg3<Badh, Identity<Responder>>);

template <class Label, class By>
concept Matches = requires(const MacBy<By>& mac, const Key<Label>& key, const Name<By>& name) {
  mac_matches(mac, key, name);
};
static_assert(Matches<MacI, Initiator> && Matches<MacR, Responder>);
static_assert(!Matches<MacI, Responder> && !Matches<MacR, Initiator>);

template <class Label, class By>
concept Opens = requires(const Key<Label>& key, const Header& ad, const Sealed<By, 32>& box) {
  open<Name<By>>(key, ad, box);
};
static_assert(Opens<EncI, Initiator> && Opens<EncR, Responder>);
static_assert(!Opens<EncI, Responder> && !Opens<EncR, Initiator>);

template <class First, class Second>
concept Acknowledges =
    requires(const Exchange& s, const First& B, const Second& A) { SigmaIAck::msg4(s, B, A); };
static_assert(Acknowledges<ResponderName, InitiatorName>);
static_assert(!Acknowledges<InitiatorName, ResponderName>);

template <class A, class B>
concept MakesIsoExchange = requires(A A_, B B_, InitiatorShare X, ResponderShare Y,
                                    SharedSecret Z) { IsoExchange{A_, B_, X, Y, std::move(Z)}; };
static_assert(MakesIsoExchange<InitiatorName, ResponderName>);
static_assert(!MakesIsoExchange<ResponderName, InitiatorName>);

template <class... Parts>
concept Sends = requires(const Parts&... parts) { frame(Proto::badh, 1, parts...); };
static_assert(Sends<InitiatorShare> && !Sends<SharedSecret> && !Sends<InitiatorShare, Key<EncI>>);

// No key is had by default, a secret is never copied, and a name is nobody's until its signature
// verified.
template <class... Values>
constexpr bool must_be_given = (!std::is_default_constructible_v<Values> && ...);
static_assert(must_be_given<SharedSecret, EphemeralSecret<Initiator>, Identity<Responder>,
                            InitiatorShare, ResponderName, Key<MacI>, Proven<Initiator>>);
template <class... Secrets>
constexpr bool move_only =
    ((!std::is_copy_constructible_v<Secrets> && std::is_move_constructible_v<Secrets>) && ...);
static_assert(move_only<SharedSecret, EphemeralSecret<Initiator>, Identity<Initiator>, Exchange,
                        Key<AppI>, SessionKeys, Outcome<Initiator>>);
static_assert(!std::is_constructible_v<Proven<Initiator>, InitiatorName>);
static_assert(!std::is_constructible_v<ProvenEntry, Entry>);
static_assert(!std::is_invocable_v<decltype(&Directory::named_pop), std::vector<Entry>>);

TEST_CASE("A name becomes a proven one only by verification") {
  const Setup setup;
  const auto A = setup.initiator(setup.A);
  const auto X = InitiatorShare::from(filled(9));
  const auto sigA = sign(Proto::badh, A, X);
  const auto proven = verify_signature(Proto::badh, setup.directory(), A.name(), sigA, X);
  REQUIRE(proven);
  CHECK(proven->name() == A.name());
  CHECK_FALSE(verify_signature(Proto::iso, setup.directory(), A.name(), sigA, X));
}

}  // namespace
}  // namespace assay::ladder::tests
