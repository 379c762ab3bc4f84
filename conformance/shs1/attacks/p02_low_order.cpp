// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "conformance/shs1/attacks/attacks.hpp"
#include "conformance/shs1/attacks/low_order.hpp"
#include "conformance/shs1/torsion.hpp"

// P02: the server verifies the client's identity, against points of small order (spec/shs1.md §5).
namespace assay::mallory {
namespace {

constexpr const char* refusal_at_msg1_or_msg3 = "refused at msg1 or msg3, nothing sent after msg2";

Bytes proof_over_zero(const Keys& keys) {
  return msg3_over_zero(keys.K, sign(keys.A, text_over_zero(keys)), keys.A_p);
}

// E01b: who knows B_p finishes with an honest-looking msg3. K2 and what A signs are then the same
// in every session, so nothing in it is fresh.
Result finished_over(Stage& stage, View u) {
  const Keys keys = Keys::draw(stage.keys);
  return refused_over_low_order(stage, open_server(stage, keys), keys, u, proof_over_zero(keys));
}

Case finish(const NamedPoint& u, const std::string& slug, bool policy = false) {
  return {.slug = slug,
          .change = fmt::format("a_p = {}, msg3 as over ab = aB = 0", hex(u.bytes)),
          .run = [u](Stage& stage) { return finished_over(stage, u.bytes); },
          .policy = policy};
}

std::vector<Case> finishes(Stage& stage) {
  std::vector<Case> cases;
  for (const NamedPoint& u : sampled(stage, small_order_u())) {
    cases.push_back(finish(u, std::string(u.slug)));
  }
  return cases;
}

// E04 over a low-order a_p: K2 needs K alone. Signing for A grinds R, which is left to luck,
// with what the runner knows of B_p.
Result small_order_identity_over_zero(Stage& stage, const Bytes& A) {
  const Keys keys = Keys::draw(stage.keys);
  const Bytes sigA = sign_with_small_order(A, text_over_zero(keys), stage.rng);
  return refused_over_low_order(stage, open_server_to_anyone(stage, keys), keys, zeros(32),
                                msg3_over_zero(keys.K, sigA, A));
}

// E04 over an honest a_p: only A is wrong, so a server that checks a_p and not A falls here.
Result small_order_identity(Stage& stage, const Bytes& A) {
  return forged_msg3_to_anyone(stage, [&](Stage& st, AsClient& s) {
    s.t.A_p = A;
    s.t.sigA = sign_with_small_order(A, s.t.text_of_sigA(), st.rng);
    return s.t.msg3();
  });
}

std::vector<Case> degenerate_identities(Stage& stage) {
  std::vector<Case> cases;
  for (const auto* table : {&small_order_ed25519(), &undecodable_ed25519()}) {
    for (const NamedPoint& A : sampled(stage, *table)) {
      cases.push_back(
          {.slug = fmt::format("{}-honest-ephemeral", A.slug),
           .change = fmt::format("A_p = {}, sigA ground so that [k]A = 0", hex(A.bytes)),
           .run = [A](Stage& st) { return small_order_identity(st, A.bytes); }});
      cases.push_back(
          {.slug = fmt::format("{}-zero-ephemeral", A.slug),
           .change = fmt::format("the same A_p = {}, over a_p = 0", hex(A.bytes)),
           .run = [A](Stage& st) { return small_order_identity_over_zero(st, A.bytes); }});
    }
  }
  return cases;
}

// E02's form: K alone, the identity as A_p.
Result cold_call_over(Stage& stage, View u) {
  const Keys keys = Keys::draw(stage.keys);
  return cold_call(stage, open_server_to_anyone(stage, keys), keys, u, trivial_signature());
}

// E07's form: A signed once; the same bytes are sent again by one who does not hold A.
Result frozen_proof_over(Stage& stage, View u) {
  const Keys keys = Keys::draw(stage.keys);
  const Bytes frozen = proof_over_zero(keys);
  const auto send = [&] {
    return refused_over_low_order(stage, open_server(stage, keys), keys, u, frozen);
  };
  const Result once = send();
  return once.verdict == Verdict::withstood ? send() : once;
}

std::vector<Case> bit_255_set(Stage& stage) {
  std::vector<Case> cases;
  for (const NamedPoint& u : sampled(stage, small_order_u_bit_255())) {
    cases.push_back(finish(u, fmt::format("{}-finish", u.slug)));
    cases.push_back({.slug = fmt::format("{}-cold-call", u.slug),
                     .change = fmt::format("a_p = {}, A_p = identity", hex(u.bytes)),
                     .run = [u](Stage& st) { return cold_call_over(st, u.bytes); }});
    cases.push_back({.slug = fmt::format("{}-frozen-proof", u.slug),
                     .change = fmt::format("a_p = {}, one msg3 sent in two sessions", hex(u.bytes)),
                     .run = [u](Stage& st) { return frozen_proof_over(st, u.bytes); }});
  }
  for (const NamedPoint& u : sampled(stage, small_order_u_unmasked())) {
    cases.push_back(finish(u, fmt::format("{}-unmasked", u.slug), true));
  }
  return cases;
}

Attack low_order_attack(std::string id, std::string slug, std::string meaning, std::string likely,
                        std::function<std::vector<Case>(Stage&)> cases) {
  return {.id = std::move(id),
          .slug = std::move(slug),
          .role = Role::server,
          .meaning = std::move(meaning),
          .expected = refusal_at_msg1_or_msg3,
          .spec = "spec/shs1.md#5",
          .likely = std::move(likely),
          .control = honest_run,
          .cases = std::move(cases)};
}

}  // namespace

std::vector<Attack> p02_low_order_attacks() {
  return {
      low_order_attack("E01b", "finished-over-low-order",
                       "A client was admitted on a proof that is the same in every session.",
                       "a DH result of zero is not refused", finishes),
      low_order_attack(
          "E04", "degenerate-identity",
          "A client was admitted under a key for which anyone can sign, or which is none.",
          "small order or undecodability of A_p is not refused", degenerate_identities),
      low_order_attack(
          "E05", "bit-255",
          "A point of small order got through because its encoding has bit 255 set.",
          "a DH result of zero is not refused, or only for points of a list that is compared "
          "without masking bit 255",
          bit_255_set),
  };
}

}  // namespace assay::mallory
