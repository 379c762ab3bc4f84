// SPDX-License-Identifier: MIT
#include <sodium.h>

#include "conformance/games/knowledge.hpp"
#include "conformance/ladder/algebra.hpp"
#include "conformance/ladder/attacks/attacks.hpp"

namespace assay::rungs {
namespace {

// Says that it is the honest one, without its key.
Person imposter(Stage& stage, const Rung& rung) {
  const Cast cast = cast_on(stage, rung);
  const Bytes& name = stage.role == Role::server ? cast.A.name : cast.B.name;
  return {.seed = stage.rng.bytes(32), .key = {}, .name = name};
}

// Goes on until either end has had enough, whatever the other refuses. `attacker_reads`: what this
// end reads, E does.
void go_on(OwnEnd& end, bool attacker_reads) {
  for (int n = 1; n <= end.rung().last(); ++n) {
    if ((n % 2 == 1) == (end.role() == Role::client)) {
      const Bytes own = end.take_own();
      if (own.empty()) return;
      end.line().send(own);
    } else {
      const std::optional<Bytes> heard = end.receive();
      if (!heard) return;
      end.read(*heard);
      const auto name = end.end().values().find(end.role() == Role::client ? "B" : "A");
      if (attacker_reads && name != end.end().values().end())
        end.line().note("attacker", "reads " + hex(name->second));
    }
  }
}

// Whether the peer's name stands among what this end has read, or anywhere in what was written.
Result learned(OwnEnd& end) {
  go_on(end, true);
  end.line().wait([](const Conversation& c) { return c.succeeded() || c.ended(); });
  end.line().hear_out();
  const bool server = end.role() == Role::client;
  const terms::Values& values = end.end().values();
  const auto read = values.find(server ? "B" : "A");
  const Person& who = server ? end.cast().B : end.cast().A;
  if (read != values.end() && read->second == who.name)
    return {Verdict::succeeded, (end.line().succeeded() ? "its name was read: "
                                                        : "its name was read before it refused: ") +
                                    end.line().summary()};
  return leak_game({{"its name", who.name}, {"its key", who.key}}, end.written());
}

Result by_stranger(Stage& stage, const Rung& rung) {
  // Where the first message is a proof, one that was heard on the wire has to do.
  if (stage.role == Role::server && proof_of(rung, Role::client) == 1) {
    OwnEnd end(stage, rung);
    return learned(end);
  }
  OwnEnd end(stage, rung, {.own = imposter(stage, rung)});
  return learned(end);
}

Result by_one_not_admitted(Stage& stage, const Rung& rung) {
  const Cast cast = cast_on(stage, rung);
  OwnEnd end(stage, rung, {.admitted = std::vector<Bytes>{cast.A.name}, .own = cast.E});
  return learned(end);
}

Result by_wrong_number(Stage& stage, const Rung& rung) {
  OwnEnd end(stage, rung, {.own = cast_on(stage, rung).E});
  return learned(end);
}

// The right responder answers, and who is in between reads what is in the clear.
Result by_relay(Stage& stage, const Rung& rung) {
  OwnEnd end(stage, rung);
  go_on(end, is_shown(rung, Role::client, "A", false));
  const Person& who = end.cast().A;
  return leak_game({{"its name", who.name}, {"its key", who.key}}, end.written());
}

// The initiator completes without knowing whom it calls.
Result cold_call(Stage& stage, const Rung& rung) {
  OwnEnd end(stage, rung, {.calls_anyone = true});
  go_on(end, false);
  end.take_own();
  end.line().wait([](const Conversation& c) { return c.succeeded() || c.ended(); });
  return {end.line().succeeded() ? Verdict::succeeded : Verdict::withstood, end.line().summary()};
}

Bytes curve_scalar(View seed) {
  Bytes digest(crypto_hash_sha512_BYTES);
  crypto_hash_sha512(digest.data(), seed.data(), seed.size());
  digest.resize(32);
  return digest;
}

// Everything that the long-term keys and the transcript give, as a key of the run.
KeySearch search_with_long_term_keys(const OwnEnd& end, const terms::Values& v) {
  KeySearch search{.prefix = {"", {}},
                   .terms = {{"0", Bytes(32)}, {"X", v.at("X")}, {"Y", v.at("Y")}},
                   .hash = [](View text) { return mac(Bytes(32), text); },
                   .max_terms = 2};
  for (const auto& [who, person] : {std::pair{"A", &end.cast().A}, {"B", &end.cast().B}}) {
    const std::string name = who;
    const Bytes scalar = curve_scalar(person->seed);
    search.terms.push_back({"seed" + name, person->seed});
    search.terms.push_back({"key" + name, person->key});
    search.terms.push_back({name, person->name});
    search.terms.push_back({"scalar" + name, scalar});
    search.terms.push_back({name + "·X", dh(scalar, v.at("X"))});
    search.terms.push_back({name + "·Y", dh(scalar, v.at("Y"))});
  }
  return search;
}

Result with_long_term_keys(Stage& stage, const Rung& rung) {
  OwnEnd end(stage, rung);
  end.complete();
  end.must_have_succeeded();
  const terms::Values v = end.end().values();
  const auto makes = [&](View key, std::string_view letter) {
    return mac(key, cat(std::string_view("ladder/1 key "), v.at("P"), letter)) ==
           v.find(letter)->second;
  };
  const std::vector<Sealed> boxes = {
      {"what the initiator sends", [&](View key) { return makes(key, "app-i"); }},
      {"what the responder sends", [&](View key) { return makes(key, "app-r"); }}};
  return knowledge_game(search_with_long_term_keys(end, v), {{"Z", v.at("Z")}}, boxes);
}

Attack later_compromise(const Rung& rung, Role role) {
  return single(rung,
                {.id = "A17",
                 .slug = "long-term-keys-leak-later",
                 .role = role,
                 .meaning = "Whoever steals the long-term keys later reads what was recorded.",
                 .expected = "the keys of the run follow from Z alone",
                 .spec = "spec/ladder.md#3.3",
                 .likely = "Z or a key is made of what lasts",
                 .change = "none: the seeds of both are known after the run",
                 .run = with_long_term_keys,
                 .attacker = Attacker::listening});
}

Case exposure_case(const Rung& rung, std::string slug, std::string change,
                   Result (*run)(Stage&, const Rung&)) {
  return {.slug = std::move(slug), .change = std::move(change), .run = [&rung, run](Stage& stage) {
            return run(stage, rung_on(stage, rung));
          }};
}

Attack stranger_reads_B(const Rung& rung) {
  Attack attack = single(rung, {.id = "A11",
                                .slug = "stranger-reads-B",
                                .role = Role::server,
                                .meaning = "Any caller learns who the responder is.",
                                .expected = "no name before the initiator has proved its own",
                                .spec = "spec/ladder.md#6.10",
                                .likely = "the responder proves itself first",
                                .change = "",
                                .run = by_stranger,
                                .twin = proof_of(rung, Role::server) == 4 ? "" : "sigma-r"});
  const char* caller = proof_of(rung, Role::client) == 1
                           ? "E sends a msg1 of A's that it has heard"
                           : "the initiator says A, and has another key";
  attack.cases = [&rung, caller](Stage&) {
    return std::vector{
        exposure_case(rung, "stranger", caller, by_stranger),
        exposure_case(rung, "not-admitted", "the initiator is E, whom it does not admit",
                      by_one_not_admitted)};
  };
  return attack;
}

// By when, and how, it says its name.
std::string who_learns_A(const Rung& rung) {
  if (proof_of(rung, Role::server) == 4) return "Whoever answers learns who calls.";
  const bool late = !rung.message(1).has("A") && is_shown(rung, Role::client, "A", false);
  return late ? "Whoever relays a call learns who calls."
              : "Whoever answers, or relays, learns who calls.";
}

Attack stranger_reads_A(const Rung& rung) {
  const bool loses =
      proof_of(rung, Role::server) == 4 || rung.message(rung.last()).clear.size() > 1;
  Attack attack = single(rung, {.id = "A12",
                                .slug = "stranger-reads-A",
                                .role = Role::client,
                                .meaning = who_learns_A(rung),
                                .expected = "its name goes to B alone",
                                .spec = "spec/ladder.md#6.11",
                                .likely = "the initiator proves itself first, or in the clear",
                                .change = "",
                                .run = by_stranger});
  if (loses) attack.twin = "sigma-i";
  attack.cases = [&rung](Stage&) {
    return std::vector{
        exposure_case(rung, "stranger", "the responder says B, and has another key", by_stranger),
        exposure_case(rung, "wrong-number", "E answers, as E", by_wrong_number),
        exposure_case(rung, "relayed", "none: the right responder, and someone in between",
                      by_relay)};
  };
  return attack;
}

}  // namespace

std::vector<Attack> exposure_attacks(const Rung& rung) {
  std::vector<Attack> all = {later_compromise(rung, Role::server),
                             later_compromise(rung, Role::client),
                             single(rung, {.id = "L23",
                                           .slug = "cold-call",
                                           .role = Role::server,
                                           .meaning = "Who does not know B can call it.",
                                           .expected = "nothing for who does not know B",
                                           .spec = "spec/ladder.md#7",
                                           .likely = "the initiator does not use B's name",
                                           .change = "the initiator is A itself, which was not "
                                                     "told whom it calls",
                                           .run = cold_call,
                                           .attacker = Attacker::listening})};
  if (!rung.has_names()) return all;
  all.push_back(stranger_reads_B(rung));
  all.push_back(stranger_reads_A(rung));
  return all;
}

}  // namespace assay::rungs
