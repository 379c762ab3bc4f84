// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "conformance/ladder/attacks/attacks.hpp"

namespace assay::rungs {
namespace {

// A message's bytes after its length.
using BodyChange = std::function<Bytes(Bytes)>;

std::vector<int> read_by_target(const Rung& rung, const Stage& stage) {
  std::vector<int> all;
  for (int n = stage.role == Role::server ? 1 : 2; n <= rung.last(); n += 2) all.push_back(n);
  return all;
}

Bytes body_of(OwnEnd& end, int n) {
  const Bytes message = end.up_to(n);
  return copy_of(View(message).subspan(2));
}

Result sent_as(Stage& stage, const Rung& rung, int n, const BodyChange& change) {
  OwnEnd end(stage, rung);
  end.line().send(change(body_of(end, n)));
  return refused(end);
}

Result ends_inside(Stage& stage, const Rung& rung, int n) {
  OwnEnd end(stage, rung);
  Bytes half = framed(body_of(end, n));
  half.resize(half.size() / 2);
  end.line().send(half);
  end.line().eof();
  return refused(end);
}

struct OtherLength {
  const char *slug, *change;
  BodyChange how;
};

Bytes shorter(Bytes body) {
  body.pop_back();
  return framed(body);
}

Bytes longer(Bytes body) {
  body.push_back(0);
  return framed(body);
}

Bytes header_alone(Bytes body) {
  body.resize(4);
  return framed(body);
}

std::vector<Case> length_cases(const Rung& rung, int n) {
  const OtherLength all[] = {{"shorter", "one byte less, and the length says so", shorter},
                             {"longer", "one byte more, and the length says so", longer},
                             {"none", "the length is 0", [](const Bytes&) { return Bytes(2); }},
                             {"header-only", "the header alone", header_alone},
                             {"above-the-longest", "the length is 181, and nothing follows",
                              [](const Bytes&) { return Bytes{0, 181}; }},
                             {"longest", "the length is 65535, and nothing follows",
                              [](const Bytes&) { return Bytes{0xff, 0xff}; }}};
  std::vector<Case> cases;
  for (const OtherLength& other : all)
    cases.push_back({.slug = fmt::format("msg{}-{}", n, other.slug),
                     .change = fmt::format("msg{}: {}", n, other.change),
                     .run = [&rung, n, how = other.how](Stage& stage) {
                       return sent_as(stage, rung_on(stage, rung), n, how);
                     }});
  return cases;
}

std::vector<Case> other_lengths(const Rung& rung, const Stage& stage) {
  std::vector<Case> all;
  for (const int n : read_by_target(rung, stage))
    for (Case& one : length_cases(rung, n)) all.push_back(std::move(one));
  return all;
}

std::vector<Case> ends_inside_each(const Rung& rung, const Stage& stage) {
  std::vector<Case> all;
  for (const int n : read_by_target(rung, stage))
    all.push_back({.slug = fmt::format("msg{}", n),
                   .change = fmt::format("half of msg{}, then the end", n),
                   .run = [&rung, n](Stage& st) { return ends_inside(st, rung_on(st, rung), n); }});
  return all;
}

Result byte_by_byte(Stage& stage, const Rung& rung) {
  OwnEnd end(stage, rung);
  try {
    for (int n = 1; n <= rung.last(); ++n) {
      if ((n % 2 == 1) == (end.role() == Role::client)) {
        end.line().send_slowly(end.take_own());
      } else if (const auto heard = end.receive(); !heard || !end.read(*heard)) {
        end.fail("it stopped at message " + std::to_string(n));
      }
    }
    end.take_own();
    end.must_have_succeeded();
  } catch (const ControlFailed& failed) {
    return {Verdict::succeeded, failed.what()};
  }
  return {Verdict::withstood, "completed"};
}

Result same_keys(Stage& stage, const Rung& rung) {
  OwnEnd end(stage, rung);
  end.complete();
  if (!end.line().wait([](const Conversation& c) { return c.succeeded(); })) end.fail("no success");
  const auto got = end.line().outcome();
  for (const auto& [name, key] : end.end().outcome())
    if (!got.contains(name) || got.at(name) != key)
      return {Verdict::succeeded, "its " + name + " differs"};
  return {Verdict::withstood, "the same keys"};
}

Result it_agrees(Stage& stage, const Rung& rung) {
  try {
    honest_run(stage, rung);
    return {Verdict::withstood, "completed"};
  } catch (const ControlFailed& failed) {
    return {Verdict::succeeded, failed.what()};
  }
}

Attack agreement(const Rung& rung, Role role) {
  Attack attack = single(rung, {.id = "L20",
                                .slug = "agrees",
                                .role = role,
                                .meaning = "It does not interoperate.",
                                .expected = "an honest run ends with the same keys",
                                .spec = "spec/ladder.md#6",
                                .likely = "a formula differs",
                                .change = "none",
                                .run = it_agrees});
  attack.control = {};
  return attack;
}

Attack same_keys_attack(const Rung& rung, Role role) {
  Attack attack = single(rung, {.id = "L40",
                                .slug = "same-keys",
                                .role = role,
                                .meaning = "What its peer sends does not open.",
                                .expected = "the keys of the formulas",
                                .spec = "spec/ladder.md#3.3",
                                .likely = "a key is derived otherwise",
                                .change = "none",
                                .run = same_keys,
                                .needs = {"outcome"}});
  attack.control = {};
  return attack;
}

Attack lengths(const Rung& rung, Role role) {
  Attack attack = single(rung, {.id = "L05",
                                .slug = "other-length",
                                .role = role,
                                .meaning = "A message of another length is taken, or waited for.",
                                .expected = "refused from the length on",
                                .spec = "spec/ladder.md#3.2",
                                .likely = "the length is not compared with the due one",
                                .change = "",
                                .run = nullptr});
  attack.cases = [&rung](const Stage& stage) { return other_lengths(rung, stage); };
  return attack;
}

Attack early_end(const Rung& rung, Role role) {
  Attack attack = single(rung, {.id = "L07",
                                .slug = "stream-ends-inside-a-message",
                                .role = role,
                                .meaning = "It waits for ever, or goes on.",
                                .expected = "an end, and no success",
                                .spec = "spec/ladder.md#3.2",
                                .likely = "the end of the stream is not noticed",
                                .change = "",
                                .run = nullptr});
  attack.cases = [&rung](const Stage& stage) { return ends_inside_each(rung, stage); };
  return attack;
}

}  // namespace

std::vector<Attack> wire_attacks(const Rung& rung) {
  std::vector<Attack> all;
  for (const Role role : {Role::server, Role::client}) {
    all.push_back(agreement(rung, role));
    all.push_back(same_keys_attack(rung, role));
    all.push_back(lengths(rung, role));
    all.push_back(early_end(rung, role));
    all.push_back(single(rung, {.id = "L08",
                                .slug = "byte-by-byte",
                                .role = role,
                                .meaning = "It needs messages in one piece.",
                                .expected = "an honest run",
                                .spec = "spec/ladder.md#3.2",
                                .likely = "a read is taken for a message",
                                .change = "each byte comes alone",
                                .run = byte_by_byte}));
  }
  return all;
}

}  // namespace assay::rungs
