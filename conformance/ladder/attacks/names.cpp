// SPDX-License-Identifier: MIT
#include <algorithm>

#include "conformance/ladder/algebra.hpp"
#include "conformance/ladder/attacks/attacks.hpp"
#include "conformance/ladder/formulas.hpp"
#include "conformance/terms/delta.hpp"

// Names that are not compared, or not all of them.
namespace assay::rungs {
namespace {

// How a name is like another, so that a careless comparison takes it for the other.
struct Likeness {
  const char *slug, *words;
  std::size_t differs;  // the byte in which it does
  bool zero_before;     // a byte before it is zero in both
};
constexpr Likeness likenesses[] = {
    {"all-but-the-first-byte", "which differs in its first byte", 0, false},
    {"all-but-the-last-byte", "which differs in its last byte", 31, false},
    {"up-to-a-zero-byte", "which is the same up to a zero byte, and then differs", 31, true}};

enum class Says { its_own, the_other };

RungEntry own_entry_of(const Person& who) { return {who.name, who.key, pop(who.seed, who.name)}; }

// E has an honest entry under a name like the one that it is after. Where that one needs a zero
// byte its owner has another entry, under a name that has one.
Setup as_somebody_like(const Cast& cast, Role target, const Likeness& like, Says says) {
  Person honest = target == Role::server ? cast.A : cast.B, E = cast.E;
  if (like.zero_before) honest.name[8] = 0, honest.name[9] ^= 1;
  E.name = honest.name;
  E.name[like.differs] ^= 1;
  Setup setup{.called = honest.name, .own = E, .registered = {own_entry_of(E)}};
  if (like.zero_before) setup.registered.push_back(own_entry_of(honest));
  if (says == Says::the_other) setup.own->name = honest.name;
  return setup;
}

Case like_case(const Rung& rung, const Likeness& like, Says says) {
  const bool own = says == Says::its_own;
  return {.slug = std::string(own ? "says-its-own-" : "says-the-other-") + like.slug,
          .change = std::string("E has an entry under a name ") + like.words + ", and says " +
                    (own ? "it" : "the other") + ", with its own signature",
          .run = [&rung, &like, says](Stage& stage) {
            const Rung& on = rung_on(stage, rung);
            return proof_by(stage, on,
                            as_somebody_like(cast_on(stage, on), stage.role, like, says));
          }};
}

Attack name_like_another(const Rung& rung, Role role) {
  Attack attack =
      single(rung, {.id = "L28",
                    .slug = "name-like-another",
                    .role = role,
                    .meaning = "E, whose name is like another's, passes for the other.",
                    .expected = "refused at the proof",
                    .spec = "spec/ladder.md#4",
                    .likely = "names are compared, or looked up, as texts or by a part of them",
                    .change = "",
                    .run = nullptr});
  attack.cases = [&rung](Stage& stage) {
    std::vector<Case> cases;
    for (const Likeness& like : likenesses) {
      // An initiator that says its own name is whom it says.
      if (stage.role == Role::client) cases.push_back(like_case(rung, like, Says::its_own));
      cases.push_back(like_case(rung, like, Says::the_other));
    }
    return cases;
  };
  return attack;
}

}  // namespace

std::vector<terms::Row> name_rows(const Rung& rung) {
  const Letters& bound = rung.macB;
  if (std::ranges::find(bound, "B") == bound.end()) return {};
  const int n = proof_of(rung, Role::server);
  return {{.id = "L25",
           .slug = "another-answers-for-the-called",
           .message = std::string(numbered("msg", n)),
           .cases = {{"",
                      {terms::replace(place_of(rung, n, "B"), "E"),
                       terms::with("sign-with", "sigB", "seedE")}}},
           .meaning = "E, who answers and knows the shared secret, is taken for B.",
           .likely = "the mac is made over the name that was called, the signature verified under "
                     "the key of the one received, and the two are never compared"}};
}

std::vector<Attack> name_attacks(const Rung& rung, const std::string& mode) {
  if (mode == id_is_key) return {};
  return {name_like_another(rung, Role::server), name_like_another(rung, Role::client)};
}

}  // namespace assay::rungs
