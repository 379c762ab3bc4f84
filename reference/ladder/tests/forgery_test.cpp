// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include "reference/ladder/sealed.hpp"
#include "reference/ladder/signature.hpp"
#include "reference/ladder/tests/support.hpp"
#include "reference/tests/dies.hpp"

// Proofs by a peer that knows Z, with one field wrong and the box around it right: the verifier is
// tested, not the box. Each has a control, the same construction with the right fields.
namespace assay::ladder::tests {
namespace {

const Setup setup;

EphemeralSecret<Initiator> x() { return EphemeralSecret<Initiator>::from(setup.x); }
EphemeralSecret<Responder> y() { return EphemeralSecret<Responder>::from(setup.y); }
const InitiatorShare X = x().share();
const ResponderShare Y = y().share();
const auto A = setup.initiator(setup.A), E_as_A = setup.initiator(setup.E);
const auto B = setup.responder(setup.B), E_as_B = setup.responder(setup.E);

template <class Label>
Key<Label> key(Proto P) {
  return K<Label>(P, *agree(x(), Y));
}

// msg2 or msg4 with the responder's proof.
Framed by_responder(Proto P, const SignatureBy<Responder>& sig, const MacBy<Responder>& mac) {
  if (P == Proto::sigma_r) return frame(P, 4, seal(key<EncR>(P), header(P, 4), B.name(), sig, mac));
  return frame(P, 2, Y, seal(key<EncR>(P), header(P, 2), B.name(), sig, mac));
}
Framed by_initiator(Proto P, const SignatureBy<Initiator>& sig, const MacBy<Initiator>& mac) {
  return frame(P, 3, seal(key<EncI>(P), header(P, 3), A.name(), sig, mac));
}

TEST_CASE("The initiator accepts B's signature over X | Y and B's mac over B, and no other") {
  for (const Proto P : {Proto::sigma_i, Proto::sigma_r, Proto::sigma_i_ack}) {
    CAPTURE(static_cast<int>(P));
    const auto refusal = [&](const auto& sig, const auto& mac) {
      return run(P, {}, replacing(P == Proto::sigma_r ? 4 : 2, by_responder(P, sig, mac)))
          .initiator.rejected;
    };
    const auto macB = mac(key<MacR>(P), B.name());
    const auto sigB = sign(P, B, X, Y);
    const auto other_label = MacBy<Responder>::from(mac(key<MacI>(P), B.name()).view());
    CHECK(refusal(sigB, macB) == std::nullopt);
    CHECK(refusal(sign(P, E_as_B, X, Y), macB) == Reject::bad_signature);
    CHECK(refusal(sign(P, B, Y, X), macB) == Reject::bad_signature);
    CHECK(refusal(sign(P, B, X), macB) == Reject::bad_signature);
    CHECK(refusal(sign(Proto::badh, B, X, Y), macB) == Reject::bad_signature);
    CHECK(refusal(sigB, mac(key<MacR>(P), A.name())) == Reject::bad_mac);
    CHECK(refusal(sigB, other_label) == Reject::bad_mac);
    CHECK(refusal(sign(P, B, Y, X), other_label) == Reject::bad_signature);
  }
}

TEST_CASE("The responder accepts A's signature over Y | X and A's mac over A, and no other") {
  for (const Proto P : {Proto::sigma_i, Proto::sigma_r, Proto::sigma_i_ack}) {
    CAPTURE(static_cast<int>(P));
    const auto refusal = [&](const auto& sig, const auto& mac) {
      return run(P, {}, replacing(3, by_initiator(P, sig, mac))).responder.rejected;
    };
    const auto macA = mac(key<MacI>(P), A.name());
    const auto sigA = sign(P, A, Y, X);
    const auto other_label = MacBy<Initiator>::from(mac(key<MacR>(P), A.name()).view());
    CHECK(refusal(sigA, macA) == std::nullopt);
    CHECK(refusal(sign(P, E_as_A, Y, X), macA) == Reject::bad_signature);
    CHECK(refusal(sign(P, A, X, Y), macA) == Reject::bad_signature);
    CHECK(refusal(sign(P, A, Y), macA) == Reject::bad_signature);
    CHECK(refusal(sigA, mac(key<MacI>(P), B.name())) == Reject::bad_mac);
    CHECK(refusal(sigA, other_label) == Reject::bad_mac);
  }
}

TEST_CASE("sigma-ike accepts a signature over the mac of shares and own name, and no other") {
  constexpr Proto P = Proto::sigma_ike;
  const auto third = [&](const auto& sig) {
    const auto box = seal(key<EncI>(P), header(P, 3), A.name(), sig);
    return run(P, {}, replacing(3, frame(P, 3, box))).responder.rejected;
  };
  CHECK(third(sign(P, A, mac(key<MacI>(P), Y, X, A.name()))) == std::nullopt);
  CHECK(third(sign(P, A, mac(key<MacI>(P), X, Y, A.name()))) == Reject::bad_signature);
  CHECK(third(sign(P, A, mac(key<MacI>(P), Y, X))) == Reject::bad_signature);
  CHECK(third(sign(P, A, mac(key<MacR>(P), Y, X, A.name()))) == Reject::bad_signature);
  const auto fourth = [&](const auto& sig) {
    const auto box = seal(key<EncR>(P), header(P, 4), B.name(), sig);
    return run(P, {}, replacing(4, frame(P, 4, box))).initiator.rejected;
  };
  CHECK(fourth(sign(P, B, mac(key<MacR>(P), X, Y, B.name()))) == std::nullopt);
  CHECK(fourth(sign(P, B, mac(key<MacR>(P), Y, X, B.name()))) == Reject::bad_signature);
  CHECK(fourth(sign(P, B, mac(key<MacI>(P), X, Y, B.name()))) == Reject::bad_signature);
}

TEST_CASE("A wrong sigB beside a clear name is refused as such") {
  for (const Proto P : {Proto::badh, Proto::iso, Proto::sts_mac, Proto::sign_key, Proto::sigma_0}) {
    CAPTURE(static_cast<int>(P));
    const auto wrong = flip_bit(run(P).sent[1], 8 * (6 + 32 + 32));
    CHECK(run(P, {}, replacing(2, wrong)).initiator.rejected == Reject::bad_signature);
  }
}

TEST_CASE("Sealing into another length than the text asks for is misuse") {
  const auto k = key<EncI>(Proto::sigma_i);
  const std::array<std::uint8_t, 20> text{};
  std::array<std::uint8_t, 20> out{};
  const auto nonce = AeadNonce::zeros();
  using reference::tests::dies_saying;
  CHECK(dies_saying("seal_into: lengths do not fit",
                    [&] { seal_into(out, k.view(), nonce, {}, text); }));
  CHECK(dies_saying("unseal_into: lengths do not fit",
                    [&] { (void)unseal_into(out, k.view(), nonce, {}, text); }));
  CHECK(dies_saying("mask_into: lengths do not fit",
                    [&] { mask_into(out, k.view(), Bytes(text).first(19)); }));
}

}  // namespace
}  // namespace assay::ladder::tests
