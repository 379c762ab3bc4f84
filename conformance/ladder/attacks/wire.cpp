// SPDX-License-Identifier: MIT
#include "conformance/ladder/attacks/attacks.hpp"

namespace assay::rungs {
namespace {

// The first message that the target reads, as bytes after the length.
Bytes first_body(OwnEnd& end) {
  const Bytes message = end.up_to(end.role() == Role::client ? 1 : 2);
  return copy_of(View(message).subspan(2));
}

Result sent_as(Stage& stage, const Rung& rung, const std::function<Bytes(Bytes)>& change) {
  OwnEnd end(stage, rung);
  end.line().send(change(first_body(end)));
  return refused(end);
}

Case length_case(const Rung& rung, std::string slug, std::string change,
                 std::function<Bytes(Bytes)> how) {
  return {.slug = std::move(slug),
          .change = std::move(change),
          .run = [&rung, how = std::move(how)](Stage& stage) {
            return sent_as(stage, rung_on(stage, rung), how);
          }};
}

std::vector<Case> length_cases(const Rung& rung) {
  const auto shorter = [](Bytes body) {
    body.pop_back();
    return framed(body);
  };
  const auto longer = [](Bytes body) {
    body.push_back(0);
    return framed(body);
  };
  return {length_case(rung, "shorter", "one byte less, and the length says so", shorter),
          length_case(rung, "longer", "one byte more, and the length says so", longer),
          length_case(rung, "none", "the length is 0", [](const Bytes&) { return Bytes(2); }),
          length_case(rung, "header-only", "the header alone",
                      [](Bytes body) { return body.resize(4), framed(body); }),
          length_case(rung, "above-the-longest", "the length is 181, and nothing follows",
                      [](const Bytes&) { return Bytes{0, 181}; }),
          length_case(rung, "longest", "the length is 65535, and nothing follows",
                      [](const Bytes&) { return Bytes{0xff, 0xff}; })};
}

Result ends_inside(Stage& stage, const Rung& rung) {
  OwnEnd end(stage, rung);
  Bytes half = framed(first_body(end));
  half.resize(half.size() / 2);
  end.line().send(half);
  end.line().eof();
  return refused(end);
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

}  // namespace

std::vector<Attack> wire_attacks(const Rung& rung) {
  std::vector<Attack> all;
  for (const Role role : {Role::server, Role::client}) {
    all.push_back(agreement(rung, role));
    Attack lengths =
        single(rung, {.id = "L05",
                      .slug = "other-length",
                      .role = role,
                      .meaning = "A message of another length is taken, or waited for.",
                      .expected = "refused from the length on",
                      .spec = "spec/ladder.md#3.2",
                      .likely = "the length is not compared with the due one",
                      .change = "",
                      .run = nullptr});
    lengths.cases = [&rung](Stage&) { return length_cases(rung); };
    all.push_back(std::move(lengths));
    all.push_back(single(rung, {.id = "L07",
                                .slug = "stream-ends-inside-a-message",
                                .role = role,
                                .meaning = "It waits for ever, or goes on.",
                                .expected = "an end, and no success",
                                .spec = "spec/ladder.md#3.2",
                                .likely = "the end of the stream is not noticed",
                                .change = "half a message, then the end",
                                .run = ends_inside}));
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
