// SPDX-License-Identifier: MIT
#include <algorithm>

#include "conformance/ladder/algebra.hpp"
#include "conformance/ladder/attacks/attacks.hpp"
#include "conformance/ladder/formulas.hpp"
#include "conformance/terms/delta.hpp"

// Names that are not compared, or not all of them, and keys that are nobody's.
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

struct SmallKey {
  const char *slug, *hex;
};
constexpr SmallKey small_keys[] = {
    {"order-1", "0100000000000000000000000000000000000000000000000000000000000000"},
    {"order-2", "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"},
    {"order-4", "0000000000000000000000000000000000000000000000000000000000000000"},
    {"order-8", "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"}};

// The text that sigA of that end is over.
Bytes text_of_sigA(const OwnEnd& end, const terms::Values& values) {
  Bytes text = cat(std::string_view("ladder/1 sig "), Bytes{end.rung().P});
  for (const std::string_view letter : end.rung().sigA)
    text = cat(text, values.find(letter)->second);
  return text;
}

Result by_nobody(Stage& stage, const Rung& rung, const Bytes& key) {
  OwnEnd end(stage, rung, {.own = Person{.seed = stage.rng.bytes(32), .key = key, .name = key}});
  const int n = proof_of(rung, Role::client);
  end.up_to(n);
  const Bytes text = text_of_sigA(end, end.end().values());
  const Bytes sigA = sign_as_small_order(key, text, stage.rng);
  end.line().send(end.forged(n, {terms::replace("sigA", hex(sigA))}));
  return refused(end.line());
}

Attack key_of_small_order(const Rung& rung) {
  Attack attack = single(rung, {.id = "L29",
                                .slug = "name-of-small-order",
                                .role = Role::server,
                                .meaning = "Whoever likes is verified under a name that is the key "
                                           "of nobody; such a proof may be an old one, too.",
                                .expected = "refused at the proof",
                                .spec = "spec/ladder.md#3.5",
                                .likely = "keys of small order are not refused",
                                .change = "",
                                .run = nullptr});
  attack.cases = [&rung](Stage&) {
    std::vector<Case> cases;
    for (const SmallKey& key : small_keys)
      cases.push_back(
          {.slug = key.slug,
           .change = std::string("A is ") + key.hex + ", and sigA one that needs no key",
           .run = [&rung, key = unhex(key.hex)](Stage& stage) {
             return by_nobody(stage, rung_on(stage, rung), key);
           }});
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
  if (mode == id_is_key) return {key_of_small_order(rung)};
  return {name_like_another(rung, Role::server), name_like_another(rung, Role::client)};
}

}  // namespace assay::rungs
