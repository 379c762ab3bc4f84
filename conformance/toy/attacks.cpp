// SPDX-License-Identifier: MIT
#include "conformance/toy/attacks.hpp"

#include "conformance/engine/conversation.hpp"
#include "conformance/games/forgery.hpp"
#include "conformance/terms/delta.hpp"
#include "conformance/terms/evaluate.hpp"
#include "conformance/toy/formulas.hpp"

namespace assay {
namespace {

constexpr Nanos ten_seconds = 10'000'000'000;

Bytes toy_framed(const Bytes& body) {
  return cat(Bytes{0, static_cast<std::uint8_t>(body.size())}, body);
}

// A session with the target's hello read, and what this end knows.
struct ToyEnd {
  Conversation line;
  terms::Values given;

  Bytes receive(const char* what) {
    const auto framed = line.receive(34);
    if (!framed || (*framed)[0] != 0 || (*framed)[1] != 32) {
      throw ControlFailed(std::string("no ") + what + ": " + line.summary());
    }
    return Bytes(framed->begin() + 2, framed->end());
  }
  terms::Values values(const std::optional<terms::Delta>& delta = {}) const {
    return evaluate(toy_book(), given, Role::peer, delta);
  }
};

ToyEnd toy_session(Stage& stage) {
  const OpenRequest request = toy_request(Role::peer, stage.keys.rng);
  ToyEnd end{Conversation(stage, request), {}};
  const Bytes H = end.receive("hello");
  end.given = {{"K", request.bytes.at("shared_key")},
               {"n", stage.rng.bytes(16)},
               {"t", clock_bytes(*request.clock)},
               {"N", Bytes(H.begin(), H.begin() + 16)},
               {"T", Bytes(H.begin() + 16, H.end())}};
  return end;
}

void demand(bool as_it_should, const char* what, const ToyEnd& end) {
  if (!as_it_should) throw ControlFailed(std::string(what) + ": " + end.line.summary());
}

Result toy_agrees(Stage& stage) {
  try {
    toy_honest_run(stage);
    return {Verdict::withstood, "completed"};
  } catch (const ControlFailed& failed) {
    return {Verdict::succeeded, failed.what()};
  }
}

// The hello is at another time; whatever follows would be made from it.
Case toy_hello_at(const char* slug, const char* change, Nanos (*moved)(Nanos t)) {
  return {.slug = slug, .change = change, .run = [=](Stage& stage) {
            ToyEnd end = toy_session(stage);
            const Nanos time = moved(clock_of(end.given.at("t")));
            const auto v = end.values(terms::replace("h.t", hex(clock_bytes(time))));
            end.line.send(toy_framed(v.at("h")));
            return refused(end.line);
          }};
}

std::vector<Case> toy_stale_hellos(Stage&) {
  return {toy_hello_at("late-by-1-ns", "h.t = t - 10 s - 1 ns",
                       [](Nanos t) { return t - ten_seconds - 1; }),
          toy_hello_at("early-by-1-ns", "h.t = t + 10 s + 1 ns",
                       [](Nanos t) { return t + ten_seconds + 1; }),
          toy_hello_at("of-1970", "h.t = 0", [](Nanos) { return Nanos{0}; })};
}

// Everything that the target says is said back to it.
Result toy_reflected(Stage& stage) {
  ToyEnd end = toy_session(stage);
  end.line.send(toy_framed(cat(end.given.at("N"), end.given.at("T"))));
  return refused(end.line);
}

}  // namespace

OpenRequest toy_request(Role role, Rng rng) {
  OpenRequest request{.protocol = "toy/stream", .role = role};
  request.bytes["shared_key"] = rng.bytes(32);
  request.clock = Nanos{1'800'000'000'000'000'000} + rng.below(1'000'000'000);
  return request;
}

void toy_honest_run(Stage& stage) {
  ToyEnd end = toy_session(stage);
  const terms::Values v = end.values();
  end.line.send(toy_framed(v.at("h")));
  demand(end.receive("proof") == v.at("P"), "the proof is wrong", end);
  end.line.send(toy_framed(v.at("p")));
  demand(end.receive("finish") == v.at("D"), "the finish is wrong", end);
  end.line.send(toy_framed(v.at("d")));
  demand(end.line.wait([](const Conversation& c) { return c.succeeded(); }),
         "success was not reported", end);
  if (stage.caps.has("outcome")) demand(end.line.outcome().at("k") == v.at("k"), "k differs", end);
}

std::vector<Attack> toy_attacks() {
  return {
      {.id = "T01",
       .slug = "agrees",
       .role = Role::peer,
       .meaning = "It does not interoperate.",
       .expected = "three messages, and the same k at both ends",
       .spec = "spec/toy.md#3",
       .likely = "a formula differs",
       .cases =
           [](Stage&) {
             return std::vector<Case>{{.slug = "", .change = "none", .run = toy_agrees}};
           }},
      {.id = "T02",
       .slug = "stale-hello",
       .role = Role::peer,
       .meaning = "A hello that was recorded long ago is answered.",
       .expected = "refused at hello, nothing sent",
       .spec = "spec/toy.md#3.1",
       .likely = "the time is not compared, or with a wider window",
       .control = toy_honest_run,
       .cases = toy_stale_hellos},
      {.id = "T03",
       .slug = "reflected-hello",
       .role = Role::peer,
       .meaning = "It talks to itself and takes that for its peer.",
       .expected = "refused at hello, nothing sent",
       .spec = "spec/toy.md#3.1",
       .likely = "its own nonce is not refused",
       .control = toy_honest_run,
       .cases = [](Stage&) {
         return std::vector<Case>{{.slug = "", .change = "hello = its own", .run = toy_reflected}};
       }}};
}

}  // namespace assay
