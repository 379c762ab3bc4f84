// SPDX-License-Identifier: MIT
#include "conformance/ladder/attacks/attacks.hpp"
#include "conformance/terms/delta.hpp"

// Where a name is a key: names that are points of small order, for which anybody signs
// (spec/ladder.md §3.5).
namespace assay::rungs {
namespace {

// With R = S·B for any S the verifier's equation holds as soon as the key, times a hash, is
// neutral. Here S is one.
const char* const one_signature =
    "5866666666666666666666666666666666666666666666666666666666666666"
    "0100000000000000000000000000000000000000000000000000000000000000";

struct SmallKey {
  const char *slug, *key;
};
// For the first three that is so for every text; for the others wherever the hash allows, or the
// cofactor does.
constexpr SmallKey small_keys[] = {
    {"neutral", "0100000000000000000000000000000000000000000000000000000000000000"},
    {"neutral-with-sign", "0100000000000000000000000000000000000000000000000000000000000080"},
    {"neutral-plus-p", "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"},
    {"order-2", "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"},
    {"order-4", "0000000000000000000000000000000000000000000000000000000000000000"},
    {"order-8", "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"}};

Result named_small(Stage& stage, const Rung& rung, const char* key) {
  const Person nobody{.seed = stage.rng.bytes(32), .key = {}, .name = unhex(key)};
  OwnEnd end(stage, rung, {.own = nobody});
  const int n = proof_of(rung, Role::client);
  end.up_to(n);
  end.line().send(end.forged(n, {terms::replace("sigA", one_signature)}));
  return refused(end);
}

}  // namespace

std::vector<Attack> small_order_attacks(const Rung& rung) {
  Attack attack = single(rung, {.id = "L39",
                                .slug = "name-of-small-order",
                                .role = Role::server,
                                .meaning = "A name is proved that anybody can prove.",
                                .expected = "refused at the proof: bad_signature",
                                .spec = "spec/ladder.md#3.5",
                                .likely = "keys of small order are not refused",
                                .change = "",
                                .run = nullptr});
  attack.cases = [&rung](Stage&) {
    std::vector<Case> cases;
    for (const SmallKey& small : small_keys)
      cases.push_back({.slug = small.slug,
                       .change = std::string("A = ") + small.key + ", and sigA = B | 1",
                       .run = [&rung, key = small.key](Stage& stage) {
                         return named_small(stage, rung_on(stage, rung), key);
                       }});
    return cases;
  };
  return {attack};
}

}  // namespace assay::rungs
