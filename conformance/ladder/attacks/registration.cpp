// SPDX-License-Identifier: MIT
#include "conformance/ladder/algebra.hpp"
#include "conformance/ladder/attacks/attacks.hpp"
#include "conformance/terms/delta.hpp"

// The mode named-pop: what the registrar makes of an entry whose proof is missing or wrong
// (spec/ladder.md §4).
namespace assay::rungs {
namespace {

// The proof that E hands in for the entry of `name` with the key of `holder`.
using Proof =
    std::function<std::optional<Bytes>(const Cast&, const Person& holder, const Bytes& name)>;

std::optional<Bytes> no_proof(const Cast&, const Person&, const Bytes&) { return std::nullopt; }
std::optional<Bytes> right_proof(const Cast&, const Person& holder, const Bytes& name) {
  return pop(holder.seed, name);
}
std::optional<Bytes> proof_by_another(const Cast& cast, const Person&, const Bytes& name) {
  return pop(cast.B.seed, name);
}
std::optional<Bytes> proof_by_E(const Cast& cast, const Person&, const Bytes& name) {
  return pop(cast.E.seed, name);
}
// Directories are for all to read, so E has it.
std::optional<Bytes> proof_for_own_name(const Cast&, const Person& holder, const Bytes&) {
  return pop(holder.seed, holder.name);
}

// E under a second name, for which it hands in that proof with its own key.
Setup second_name(Stage& stage, const Rung& rung, const Proof& proof) {
  Cast cast = cast_on(stage, rung);
  Person claimant = cast.E;
  claimant.name = stage.rng.bytes(32);
  cast.entries.push_back({claimant.name, claimant.key, proof(cast, cast.E, claimant.name)});
  return {.called = claimant.name, .own = claimant, .cast = cast};
}

Result known_by_second_name(Stage& stage, const Rung& rung, const Proof& proof) {
  OwnEnd end(stage, rung, second_name(stage, rung, proof));
  end.line().send(end.up_to(proof_of(rung, end.role())));
  return refused(end);
}

void registered_run(Stage& stage, const Rung& own) {
  const Rung& rung = rung_on(stage, own);
  const Setup setup = second_name(stage, rung, right_proof);
  OwnEnd end(stage, rung, setup);
  end.complete();
  end.must_have_succeeded();
}

// E's name for the key of an honest end, which it asked for with that proof.
Setup honest_key(Stage& stage, const Rung& rung, const Proof& proof) {
  Cast cast = cast_on(stage, rung);
  const bool server = stage.role == Role::server;
  const Bytes& name = server ? cast.M : cast.N;
  for (RungEntry& entry : cast.entries)
    if (entry.name == name) entry.pop = proof(cast, server ? cast.A : cast.B, name);
  return {.called = name, .cast = cast};
}

// The honest proof with E's name in it.
Result misbound(Stage& stage, const Rung& rung, const Proof& proof) {
  OwnEnd end(stage, rung, honest_key(stage, rung, proof));
  const bool server = stage.role == Role::server;
  const std::string place = place_of(rung, proof_of(rung, end.role()), server ? "A" : "B");
  return credited_to_E(end, {terms::replace(place, server ? "M" : "N")});
}

using Play = Result (*)(Stage&, const Rung&, const Proof&);

Case proof_case(const Rung& rung, Play play, std::string slug, std::string change, Proof proof) {
  return {.slug = std::move(slug),
          .change = std::move(change),
          .run = [&rung, play, proof = std::move(proof)](Stage& stage) {
            return play(stage, rung_on(stage, rung), proof);
          }};
}

Attack unproved_entry(const Rung& rung, Role role) {
  Attack attack =
      single(rung, {.id = "L36",
                    .slug = "entry-without-its-proof",
                    .role = role,
                    .meaning = "A name is registered that nobody showed to hold the key of.",
                    .expected = "the entry is left out, so its name is unknown",
                    .spec = "spec/ladder.md#4",
                    .likely = "the proof is optional, or not verified for this key and name",
                    .change = "",
                    .run = nullptr});
  attack.control = [&rung](Stage& stage) { registered_run(stage, rung); };
  attack.cases = [&rung](Stage&) {
    return std::vector{
        proof_case(rung, known_by_second_name, "none", "the entry of the peer's name has no proof",
                   no_proof),
        proof_case(rung, known_by_second_name, "by-another",
                   "the proof is for that name, and by another key", proof_by_another),
        proof_case(rung, known_by_second_name, "for-another-name",
                   "the proof is by that key, and for another name", proof_for_own_name)};
  };
  return attack;
}

Attack unproved_honest_key(const Rung& rung, Role role) {
  Attack attack =
      single(rung, {.id = "L37",
                    .slug = "honest-key-without-its-proof",
                    .role = role,
                    .meaning = "E, who had another's key registered as its own, is credited "
                               "with a channel that it knows nothing of.",
                    .expected = "refused",
                    .spec = "spec/ladder.md#6.5",
                    .likely = "the registrar does not ask for the proof of this key for this name",
                    .change = "",
                    .run = nullptr,
                    .attacker = Attacker::relaying});
  attack.cases = [&rung](Stage&) {
    return std::vector{
        proof_case(rung, misbound, "none",
                   "the name that E registered with the honest key, without a proof", no_proof),
        proof_case(rung, misbound, "by-E", "the same, with E's proof for that name", proof_by_E),
        proof_case(rung, misbound, "for-another-name",
                   "the same, with the honest end's proof for its own name", proof_for_own_name)};
  };
  return attack;
}

}  // namespace

std::vector<Attack> registration_attacks(const Rung& rung) {
  std::vector<Attack> all;
  for (const Role role : {Role::server, Role::client}) {
    all.push_back(unproved_entry(rung, role));
    const Role peer = role == Role::server ? Role::client : Role::server;
    if (rung.message(proof_of(rung, peer)).has(role == Role::server ? "A" : "B"))
      all.push_back(unproved_honest_key(rung, role));
  }
  return all;
}

}  // namespace assay::rungs
