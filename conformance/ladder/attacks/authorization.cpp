// SPDX-License-Identifier: MIT
#include "conformance/games/two_world.hpp"
#include "conformance/ladder/algebra.hpp"
#include "conformance/ladder/attacks/attacks.hpp"

namespace assay::rungs {
namespace {

Bytes how_it_ended(OwnEnd& end) {
  end.line().wait([](const Conversation& c) { return c.succeeded() || c.ended(); });
  end.line().hear_out();
  return {static_cast<std::uint8_t>(end.line().state()),
          static_cast<std::uint8_t>(end.line().close())};
}

// A recording of A, to a responder that admits A, or E alone.
Result recording_of_admitted(Stage& stage, const Rung& rung) {
  const Cast cast = cast_on(stage, rung);
  const std::vector<Bytes> recording = recorded_run(stage, rung);
  const auto play = [&](int world) {
    OwnEnd end(stage, rung,
               {.admitted = std::vector<Bytes>{world == 0 ? cast.A.name : cast.E.name}});
    Bytes answers;
    for (const Bytes& message : recording) {
      end.line().send(message);
      if (&message == &recording.back()) break;
      answers = cat(answers, end.receive().value_or(Bytes()));
    }
    const Bytes close = how_it_ended(end);
    answers = cat(answers, end.line().take_unread());
    return std::vector<Sighting>{{"answers", answers}, {"close", close}};
  };
  return two_worlds(stage.rng, two_world_trials(stage.effort),
                    {{"answers", Likeness::same_length}, {"close", Likeness::identical}}, play);
}

// A's own calls, to a responder that admits it or not.
Bytes seen_by_relay(Stage& stage, const Rung& rung, const Setup& setup) {
  OwnEnd end(stage, rung, setup);
  std::size_t bytes = 0;
  for (int n = 1; n <= rung.last(); ++n) {
    if ((n % 2 == 1) == (end.role() == Role::client)) {
      const Bytes own = end.take_own();
      if (own.empty()) break;
      end.line().send(own);
    } else {
      const auto heard = end.receive();
      if (!heard) break;
      bytes += heard->size();
      end.read(*heard);
    }
  }
  end.take_own();
  return cat(Bytes{static_cast<std::uint8_t>(bytes >> 8), static_cast<std::uint8_t>(bytes)},
             View(how_it_ended(end)).last(1));
}

Result relay_sees_success(Stage& stage, const Rung& rung) {
  const Cast cast = cast_on(stage, rung);
  const bool server = stage.role == Role::server;
  const Setup right = server ? Setup{.admitted = std::vector<Bytes>{cast.A.name}} : Setup{};
  const Setup wrong =
      server ? Setup{.admitted = std::vector<Bytes>{cast.E.name}} : Setup{.called = cast.E.name};
  const Bytes one = seen_by_relay(stage, rung, right), other = seen_by_relay(stage, rung, wrong);
  if (one == other) return {Verdict::withstood, "success and refusal look alike"};
  return {Verdict::succeeded,
          "the two calls differ in bytes or in how they end: " + hex(one) + " or " + hex(other)};
}

Result proof_by(Stage& stage, const Rung& rung, const Setup& setup, Demand demand) {
  OwnEnd end(stage, rung, setup);
  end.line().send(end.up_to(proof_of(rung, end.role())));
  return refused(end.line(), demand);
}

Result unknown_name(Stage& stage, const Rung& rung) {
  Person nobody{.seed = stage.rng.bytes(32), .key = {}, .name = stage.rng.bytes(32)};
  nobody.key = public_key(nobody.seed);
  return proof_by(stage, rung, {.own = nobody}, {});
}

Result another_answers(Stage& stage, const Rung& rung) {
  return proof_by(stage, rung, {.own = cast_on(stage, rung).E}, {});
}

Result not_admitted(Stage& stage, const Rung& rung) {
  const Cast cast = cast_on(stage, rung);
  return proof_by(stage, rung, {.admitted = std::vector<Bytes>{cast.A.name}, .own = cast.E},
                  {.verified_is_fine = true});
}

Attack replay_tells_who_is_admitted(const Rung& rung) {
  return single(rung, {.id = "A16",
                       .slug = "recording-tells-who-is-admitted",
                       .role = Role::server,
                       .meaning = "Who holds a recording learns whether its sender is admitted.",
                       .expected = "admitted or not, a recording gets the same",
                       .spec = "spec/ladder.md#5",
                       .likely = "the application is asked before the proof was verified",
                       .change = "the responder admits E alone instead of A",
                       .run = recording_of_admitted,
                       .twin = rung.name == "sign-own" ? "iso" : "",
                       .attacker = Attacker::replaying});
}

Attack relay_shows(const Rung& rung, Role role) {
  return single(rung, {.id = "L22",
                       .slug = "relay-sees-success",
                       .role = role,
                       .meaning = "Whoever relays a call sees whether it succeeds, and so confirms "
                                  "a guess of who calls whom.",
                       .expected = "success and refusal look alike",
                       .spec = "spec/ladder.md#10.3",
                       .likely = "a refusal ends the stream",
                       .change = "the same call, admitted and not, or to B and to E",
                       .run = relay_sees_success,
                       .attacker = Attacker::diverting});
}

}  // namespace

std::vector<Attack> authorization_attacks(const Rung& rung) {
  std::vector<Attack> all = {replay_tells_who_is_admitted(rung), relay_shows(rung, Role::server),
                             relay_shows(rung, Role::client)};
  for (const Role role : {Role::server, Role::client})
    all.push_back(single(rung, {.id = "L17",
                                .slug = "name-that-nobody-has",
                                .role = role,
                                .meaning = "A name is taken for proved that is nobody's.",
                                .expected = "refused at the proof",
                                .spec = "spec/ladder.md#4",
                                .likely = "a key is taken from elsewhere than the directory",
                                .change = "the proof is good, by a key of no registered name",
                                .run = unknown_name}));
  all.push_back(single(rung, {.id = "L18",
                              .slug = "another-answers",
                              .role = Role::client,
                              .meaning = "It calls B and is content with E.",
                              .expected = "refused at the proof: wrong_peer",
                              .spec = "spec/ladder.md#4",
                              .likely = "the proved name is not compared with the one called",
                              .change = "E answers, as E",
                              .run = another_answers}));
  all.push_back(single(rung, {.id = "L24",
                              .slug = "not-admitted",
                              .role = Role::server,
                              .meaning = "Its application's refusal changes nothing.",
                              .expected = "refused, and no byte after the proof",
                              .spec = "spec/ladder.md#5",
                              .likely = "the application is asked too late, or not at all",
                              .change = "the initiator is E, whom it does not admit",
                              .run = not_admitted}));
  return all;
}

}  // namespace assay::rungs
