// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "conformance/shs1/attacks/attacks.hpp"
#include "conformance/shs1/curve_tables.hpp"
#include "conformance/shs1/torsion.hpp"

// P02: the server verifies the client's identity (spec/shs1.md §3.3: sigA under A_p over K | B_p |
// hab). Here msg3 is right in every layer but one.
namespace assay::mallory {
namespace {

constexpr const char* refusal_at_msg3 = "refused at msg3, nothing sent";

// C03: the box, its length and A_p are right; a bit of the signature is not.
std::vector<Case> flipped_signature(Stage& stage) {
  std::vector<Case> cases;
  for (const Flip& f : flips(stage, 64)) {
    cases.push_back(spoiled_msg3(f.slug, f.of("msg3.plaintext.sigA"), [f](Stage&, AsClient& s) {
      s.t.sigA[f.octet] ^= f.mask;
      return s.t.msg3();
    }));
  }
  return cases;
}

// C04: both keys would be admitted, so that only the signature can tell them apart.
Result another_key_named(Stage& stage) {
  return forged_msg3_to_anyone(stage, [](Stage&, AsClient& s) {
    s.t.A_p = s.keys.M_p;
    return s.t.msg3();
  });
}

// C05: a proof that some other protocol, or another network, might have made A sign.
Result signed_without_network_key(Stage& stage) {
  return forged_msg3(stage, [](Stage&, AsClient& s) {
    s.t.sigA = sign(s.keys.A, cat(s.t.B_p, s.t.hab));
    return s.t.msg3();
  });
}

// C10: the claim of an admitted key by one who does not hold it.
Result signed_by_a_stranger(Stage& stage) {
  return forged_msg3(stage, [](Stage&, AsClient& s) {
    s.t.sigA = sign(s.keys.M, s.t.text_of_sigA());
    return s.t.msg3();
  });
}

// C15: the paper's order of H. R and S then stand in the places of S and A_p, and would do for
// them: what a decoder makes of others is for C19 and C21 to show. Both keys would be admitted.
Result key_before_signature(Stage& stage) {
  return forged_msg3_to_anyone(stage, [](Stage& st, AsClient& s) {
    s.t.sigA = sign_readable_shifted(s.keys.A, s.t.text_of_sigA(), st.rng);
    return box(s.t.K2, cat(s.t.A_p, s.t.sigA));
  });
}

// C16: the first 16 octets of msg3.
std::vector<Case> flipped_tag(Stage& stage) {
  std::vector<Case> cases;
  for (const Flip& f : flips(stage, 16)) {
    cases.push_back(spoiled_msg3(f.slug, f.of("msg3.tag"), [f](Stage&, AsClient& s) {
      Bytes msg3 = s.t.msg3();
      msg3[f.octet] ^= f.mask;
      return msg3;
    }));
  }
  return cases;
}

// C19
std::vector<Case> impossible_signatures(Stage&) {
  std::vector<Case> cases = {
      spoiled_msg3("zero", "msg3.plaintext.sigA = 0^64",
                   [](Stage&, AsClient& s) {
                     s.t.sigA = zeros(64);
                     return s.t.msg3();
                   }),
      // Some libraries see an S of more than 253 bits while they parse, where a caller may not
      // expect it.
      spoiled_msg3("s-of-256-bits", "msg3.plaintext.sigA[32..64) = ff^32", [](Stage&, AsClient& s) {
        std::fill(s.t.sigA.begin() + 32, s.t.sigA.end(), 0xff);
        return s.t.msg3();
      })};
  for (const NamedPoint& R : undecodable_ed25519()) {
    cases.push_back(spoiled_msg3(fmt::format("r-{}", R.slug),
                                 fmt::format("msg3.plaintext.sigA[0..32) = {}", hex(R.bytes)),
                                 [R](Stage&, AsClient& s) {
                                   std::ranges::copy(R.bytes, s.t.sigA.begin());
                                   return s.t.msg3();
                                 }));
  }
  return cases;
}

// C23: whoever holds A can sign for A + T as well. Sound libraries differ on whether that is a key.
std::vector<Case> alias_of_order_2(Stage&) {
  const auto run = [](Stage& stage) {
    return forged_msg3_to_anyone(stage, [](Stage& st, AsClient& s) {
      const TorsionSigned alias =
          sign_with_torsion(s.keys.A, torsion_point(2), s.t.text_of_sigA(), st.rng);
      s.t.A_p = alias.public_key;
      s.t.sigA = alias.signature;
      return s.t.msg3();
    });
  };
  return {
      {.slug = "",
       .change = "msg3.plaintext.A_p = A_p + (point of order 2), sigA ground so that it verifies",
       .run = run,
       .policy = true}};
}

}  // namespace

std::vector<Attack> p02_attacks() {
  return {
      {.id = "C03",
       .slug = "signature-flipped",
       .role = Role::server,
       .meaning = "The server admitted a client whose proof of identity does not verify.",
       .expected = refusal_at_msg3,
       .spec = "spec/shs1.md#3.3",
       .likely = "the signature in msg3 is not checked",
       .control = honest_run,
       .cases = flipped_signature},
      {.id = "C04",
       .slug = "another-key-named",
       .role = Role::server,
       .meaning = "A client was admitted under a key that is not the one it proved.",
       .expected = refusal_at_msg3,
       .spec = "spec/shs1.md#3.3",
       .likely = "the signature in msg3 is not checked, or not under the key that msg3 names",
       .control = honest_run,
       .cases = single("msg3.plaintext.A_p = a stranger's, sigA still by A", another_key_named)},
      {.id = "C05",
       .slug = "signed-without-network-key",
       .role = Role::server,
       .meaning = "A signature made for something else than this network was taken as a login.",
       .expected = refusal_at_msg3,
       .spec = "spec/shs1.md#3.3",
       .likely = "the signature in msg3 is checked over a text without K",
       .control = honest_run,
       .cases = single("sigA over B_p | hab, without K", signed_without_network_key)},
      {.id = "C10",
       .slug = "signed-by-a-stranger",
       .role = Role::server,
       .meaning = "Whoever knows an admitted client's public key was admitted in its place.",
       .expected = refusal_at_msg3,
       .spec = "spec/shs1.md#3.3",
       .likely = "the signature in msg3 is not checked",
       .control = honest_run,
       .cases = single("sigA made with a stranger's key, A_p admitted", signed_by_a_stranger)},
      {.id = "C15",
       .slug = "key-before-signature",
       .role = Role::server,
       .meaning = "The server took a msg3 whose parts are in the wrong order.",
       .expected = refusal_at_msg3,
       .spec = "spec/shs1.md#3.3",
       .likely = "msg3 is read in the paper's order",
       .control = honest_run,
       .cases = single("msg3.plaintext = A_p | sigA", key_before_signature)},
      {.id = "C16",
       .slug = "tag-flipped",
       .role = Role::server,
       .meaning = "The server took a msg3 whose box was tampered with.",
       .expected = refusal_at_msg3,
       .spec = "spec/shs1.md#3.3",
       .likely = "the tag of msg3 is not checked, or only in part",
       .control = honest_run,
       .cases = flipped_tag},
      {.id = "C19",
       .slug = "impossible-signature",
       .role = Role::server,
       .meaning = "The server admitted a client whose signature cannot be one.",
       .expected = refusal_at_msg3,
       .spec = "spec/shs1.md#3.3",
       .likely = "an error of the signature check is taken for success",
       .control = honest_run,
       .cases = impossible_signatures},
      {.id = "C23",
       .slug = "alias-of-order-2",
       .role = Role::server,
       .meaning = "One secret opens two identities: A and A plus the point of order 2.",
       .expected = "refused at msg3, where the library's check of the main subgroup is sound",
       .spec = "spec/shs1.md#5",
       .likely = "the conversion of A_p lets mixed-order points pass (CVE-2025-69277)",
       .control = honest_run,
       .cases = alias_of_order_2},
  };
}

}  // namespace assay::mallory
