// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "conformance/games/isolation.hpp"
#include "conformance/ladder/attacks/attacks.hpp"

// Whoever proves a name is the one whom every event names.
namespace assay::rungs {
namespace {

// The last message that the target reads.
int last_to_target(const OwnEnd& end) {
  const int last = end.rung().last();
  return (last % 2 == 1) == (end.role() == Role::client) ? last : last - 1;
}

void finish_with(OwnEnd& end, const Bytes& message) {
  end.line().send(message);
  if (last_to_target(end) < end.rung().last()) {
    const std::optional<Bytes> heard = end.receive();
    if (!heard || !end.read(*heard)) end.fail("no last message, or a wrong one");
  }
  end.take_own();
  end.must_have_succeeded();
}

struct NamesHeard {
  int named = 0;
  std::string wrong = {};  // the first that is
};

void hear_names(NamesHeard& heard, OwnEnd& end, const Person& proven) {
  for (const Event& e : end.line().events()) {
    if (!e.peer) continue;
    ++heard.named;
    if (*e.peer != proven.name && heard.wrong.empty())
      heard.wrong = fmt::format("{} names {}, proven was {}", word(event_words, e.kind),
                                hex(*e.peer), hex(proven.name));
  }
}

Result told(const NamesHeard& heard) {
  if (!heard.wrong.empty()) return {Verdict::succeeded, heard.wrong};
  if (heard.named == 0) throw Unsupported("a target that names the peer");
  return {Verdict::withstood, fmt::format("named {} times, each time as proven", heard.named)};
}

// The runner's end is that person, whom an initiator under test calls.
Setup meeting(const Stage& stage, const Person& who) {
  Setup setup{.called = who.name, .own = who};
  if (stage.caps.has("endpoint")) setup.endpoint = "one";
  return setup;
}

const Person& honest_peer(const Cast& cast, Role target) {
  return target == Role::server ? cast.A : cast.B;
}

void meet(NamesHeard& heard, Stage& stage, const Rung& rung, const Person& who) {
  OwnEnd end(stage, rung, meeting(stage, who));
  finish_with(end, end.up_to(last_to_target(end)));
  hear_names(heard, end, who);
}

Result one_peer(Stage& stage, const Rung& rung) {
  NamesHeard heard;
  meet(heard, stage, rung, honest_peer(cast_on(stage, rung), stage.role));
  return told(heard);
}

// A name that was kept from the first shows in the second.
Result two_in_turn(Stage& stage, const Rung& rung) {
  const Cast cast = cast_on(stage, rung);
  NamesHeard heard;
  meet(heard, stage, rung, honest_peer(cast, stage.role));
  meet(heard, stage, rung, cast.E);
  return told(heard);
}

Result two_at_once(Stage& stage, const Rung& rung) {
  require_two_sessions(stage);
  const Cast cast = cast_on(stage, rung);
  const Person& first = honest_peer(cast, stage.role);
  NamesHeard heard;
  OwnEnd end(stage, rung, meeting(stage, first));
  const Bytes message = end.up_to(last_to_target(end));
  meet(heard, stage, rung, cast.E);
  finish_with(end, message);
  hear_names(heard, end, first);
  return told(heard);
}

Case name_case(const Rung& rung, std::string slug, std::string change,
               Result (*run)(Stage&, const Rung&)) {
  return {.slug = std::move(slug), .change = std::move(change), .run = [&rung, run](Stage& stage) {
            return run(stage, rung_on(stage, rung));
          }};
}

}  // namespace

std::vector<Attack> right_name_attacks(const Rung& rung) {
  std::vector<Attack> all;
  for (const Role role : {Role::server, Role::client}) {
    Attack attack = single(
        rung, {.id = "L31",
               .slug = "right-name",
               .role = role,
               .meaning = "The application is told another peer than the one that proved its name.",
               .expected = "every event that names a peer names the proven one",
               .spec = "spec/ladder.md#10.1",
               .likely = "the name comes from elsewhere than the message that proves it",
               .change = "",
               .run = nullptr});
    attack.cases = [&rung](Stage&) {
      return std::vector{
          name_case(rung, "one-peer", "none: an honest run", one_peer),
          name_case(rung, "two-in-turn", "none: an honest run, then one with E", two_in_turn),
          name_case(rung, "two-at-once", "none: a run with E while an honest one waits for its end",
                    two_at_once)};
    };
    all.push_back(std::move(attack));
  }
  return all;
}

}  // namespace assay::rungs
