// SPDX-License-Identifier: MIT
#include "conformance/ladder/attacks/refusals.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "conformance/ladder/algebra.hpp"
#include "conformance/terms/delta.hpp"
#include "conformance/terms/expression.hpp"

// What shows when a run is refused: nothing, whatever the reason was.
namespace assay::rungs {
namespace {

// A row for each reason of spec/ladder.md §5 that a change of one message can give.
bool shows_a_reason(const terms::Row& row) {
  constexpr std::array ids = {"L01", "L02", "L03", "L04", "L06", "L10", "L13", "L15", "L19"};
  return std::ranges::find(ids, row.id) != ids.end();
}

bool is_of_proof(const terms::Row& row) {
  return row.id == "L10" || row.id == "L13" || row.id == "L15";
}

Person nobody(Stage& stage) {
  Person who{.seed = stage.rng.bytes(32), .key = {}, .name = stage.rng.bytes(32)};
  who.key = public_key(who.seed);
  return who;
}

Setup setup_of(Stage& stage, const Cast& cast, const Pair& pair, const Refusal& refusal) {
  if (cast.mode.empty()) return {};  // a rung without names
  const bool server = stage.role == Role::server;
  Setup setup{.called = pair.responder.name,
              .own = server ? pair.initiator : pair.responder,
              .target = server ? pair.responder : pair.initiator,
              .calls_anyone = true};
  if (refusal.nobody) setup.own = nobody(stage);
  if (!refusal.not_admitted) return setup;
  if (server) setup.admitted = std::vector<Bytes>{cast.M};
  if (!server) setup.own = pair.responder.name == cast.B.name ? cast.E : cast.B;
  return setup;
}

bool went_on(const OwnEnd& end, const Conversation& line) {
  return line.succeeded() || goes_on(end, line.unread());
}

// What the target writes beside messages. Whether it goes on is for others to judge.
Result writes_beside(Stage& stage, const Rung& rung, const Refusal& refusal) {
  OwnEnd end = made_to_refuse(stage, rung, honest_pair(cast_on(stage, rung)), refusal);
  const Bytes rest = end.line().unread();
  if (went_on(end, end.line())) return {Verdict::withstood, "it goes on: " + end.line().summary()};
  if (rest.empty()) return {Verdict::withstood, "no byte: " + end.line().summary()};
  return {
      Verdict::succeeded,
      fmt::format("it wrote {}: {}", hex(View(rest).first(std::min<std::size_t>(rest.size(), 40))),
                  end.line().summary())};
}

// How a refusal looks from outside; nothing where it was none.
std::optional<Bytes> look_of(Stage& stage, const Rung& rung, const Refusal& refusal) {
  OwnEnd end = made_to_refuse(stage, rung, honest_pair(cast_on(stage, rung)), refusal);
  if (went_on(end, end.line()) || !end.line().ended()) return std::nullopt;
  return cat(end.line().unread(), Bytes{static_cast<std::uint8_t>(end.line().close())});
}

Result looks_like_bad_signature(Stage& stage, const Rung& rung, const Refusal& refusal) {
  const std::vector<Refusal> all = refusals(rung, stage.role);
  const auto usual = std::ranges::find(all, "signature-bit", &Refusal::slug);
  const auto one = look_of(stage, rung, *usual), other = look_of(stage, rung, refusal);
  if (!one || !other) return {Verdict::withstood, "it goes on, or does not end"};
  if (*one == *other) return {Verdict::withstood, "written, and close: " + hex(*one)};
  return {Verdict::succeeded, fmt::format("written, and close: {}, and for a wrong signature {}",
                                          hex(*other), hex(*one))};
}

// Nobody has proved anything, so nobody is to be asked about.
Result asks_about_nobody(Stage& stage, const Rung& rung, const Refusal& refusal) {
  OwnEnd end = made_to_refuse(stage, rung, honest_pair(cast_on(stage, rung)), refusal);
  const bool asked = end.line().find(Event::Kind::authorize) != nullptr;
  // Whoever takes the proof has to ask.
  if (!asked || went_on(end, end.line()))
    return {Verdict::withstood, "asked of nobody unproved: " + end.line().summary()};
  return {Verdict::succeeded, "its application is asked: " + end.line().summary()};
}

using PlayRefusal = Result (*)(Stage&, const Rung&, const Refusal&);

// A case for each refusal that is meant.
Attack over_refusals(const Rung& rung, const Single& about, PlayRefusal play,
                     const std::function<bool(const Refusal&)>& is_meant) {
  Attack attack = single(rung, about);
  attack.cases = [&rung, role = about.role, play, is_meant](Stage&) {
    std::vector<Case> cases;
    for (const Refusal& refusal : refusals(rung, role))
      if (is_meant(refusal))
        cases.push_back(
            {.slug = refusal.slug,
             .change = refusal.change,
             .run = [&rung, play, refusal](Stage& stage) { return play(stage, rung, refusal); }});
    return cases;
  };
  return attack;
}

Attack writes_on_refusal(const Rung& rung, Role role) {
  return over_refusals(rung,
                       {.id = "L47",
                        .slug = "refusal-writes",
                        .role = role,
                        .meaning = "A refusal says more than that it is one.",
                        .expected = "refused, and no byte",
                        .spec = "spec/ladder.md#5",
                        .likely = "an error is sent to the peer",
                        .change = "",
                        .run = nullptr},
                       writes_beside, [](const Refusal&) { return true; });
}

Attack looks_otherwise(const Rung& rung, Role role) {
  return over_refusals(rung,
                       {.id = "L53",
                        .slug = "refusals-differ",
                        .role = role,
                        .meaning = "A peer sees which check refused its proof.",
                        .expected = "no byte, and the same close as for a wrong signature",
                        .spec = "spec/ladder.md#7",
                        .likely = "each check closes the stream in its own way",
                        .change = "",
                        .run = nullptr},
                       looks_like_bad_signature,
                       [](const Refusal& r) { return r.of_proof && r.slug != "signature-bit"; });
}

Attack asks_before_proof(const Rung& rung) {
  return over_refusals(rung,
                       {.id = "L54",
                        .slug = "asked-without-proof",
                        .role = Role::server,
                        .meaning = "Whoever has proved nothing is asked about, and so can tell "
                                   "who is admitted.",
                        .expected = "the application is not asked",
                        .spec = "spec/ladder.md#5",
                        .likely = "the application is asked before the proof was verified",
                        .change = "",
                        .run = nullptr},
                       asks_about_nobody,
                       [](const Refusal& r) { return r.of_proof && !r.not_admitted; });
}

}  // namespace

std::vector<Refusal> refusals(const Rung& rung, Role target) {
  std::vector<Refusal> all;
  for (const terms::Row& row : ladder_rows(rung)) {
    const int n = row.message.back() - '0';
    if ((n % 2 == 1) != (target == Role::server) || !shows_a_reason(row)) continue;
    const auto deltas = row.cases.empty() ? std::vector{terms::flip_bit(row.sweeps[0].letter, 0)}
                                          : row.cases[0].deltas;
    all.push_back({row.slug, terms::words(deltas), n, deltas, is_of_proof(row)});
  }
  const int last = rung.last() - (rung.last() % 2 == (target == Role::server ? 0 : 1) ? 1 : 0);
  all.push_back({.slug = "stream-ends",
                 .change = fmt::format("the stream ends where msg{} is due", last),
                 .n = last,
                 .stream_ends = true});
  if (!rung.has_names()) return all;
  const int proof = proof_of(rung, target == Role::server ? Role::client : Role::server);
  all.push_back({.slug = "not-wanted",
                 .change = "the proof is good, by another than is wanted",
                 .n = proof,
                 .of_proof = true,
                 .not_admitted = true});
  all.push_back({.slug = "name-that-nobody-has",
                 .change = "the proof is good, by a key of no registered name",
                 .n = proof,
                 .of_proof = true,
                 .nobody = true});
  return all;
}

Pair honest_pair(const Cast& cast) { return {cast.A, cast.B}; }

OwnEnd made_to_refuse(Stage& stage, const Rung& rung, const Pair& pair, const Refusal& refusal) {
  OwnEnd end(stage, rung, setup_of(stage, cast_on(stage, rung), pair, refusal));
  const Bytes honest = end.up_to(refusal.n);
  if (refusal.stream_ends) {
    end.line().eof();
  } else {
    end.line().send(refusal.deltas.empty() ? honest : end.forged(refusal.n, refusal.deltas));
  }
  end.line().wait([&](const Conversation& c) {
    return c.ended() || c.succeeded() || goes_on(end, c.unread());
  });
  end.line().hear_out();
  return end;
}

std::vector<Attack> refusal_attacks(const Rung& rung) {
  std::vector<Attack> all;
  for (const Role role : {Role::server, Role::client}) {
    all.push_back(writes_on_refusal(rung, role));
    if (rung.has_names()) all.push_back(looks_otherwise(rung, role));
  }
  if (rung.has_names()) all.push_back(asks_before_proof(rung));
  return all;
}

}  // namespace assay::rungs
