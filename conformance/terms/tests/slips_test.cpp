// SPDX-License-Identifier: MIT
#include "conformance/terms/slips.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

#include "conformance/terms/delta.hpp"
#include "conformance/terms/evaluate.hpp"
#include "conformance/terms/interpreter.hpp"

namespace assay::terms {
namespace {

using How = Slip::How;

// A tag is its key before its text, so that every byte of both shows in it.
constexpr Primitive join{joined};
constexpr Primitive tag{.compute = [](const Parts& p) { return cat(p.key, joined(p)); },
                        .keyed_by = "tag-with"};

const Book& tagged_book() {
  static const Book toy{
      .formulas = {{"text", &join, "", {"x", "y"}}, {"proof", &tag, "k", {"text", "n"}}},
      .settings = {},
      .steps = {{Role::server,
                 {{.kind = Step::Kind::read, .letter = "msg", .fields = {{"proof", 8}}},
                  {.kind = Step::Kind::compute, .letter = "text"},
                  {.kind = Step::Kind::check, .letter = "proof", .reason = "bad_proof"},
                  {.kind = Step::Kind::done, .letter = ""}}}},
      .outcome = {{Role::server, {}}},
      .functions = {}};
  return toy;
}

const Values letters = {{"k", {9, 9}}, {"j", {7, 7}}, {"x", {1, 2}}, {"y", {3, 4}}, {"n", {5, 6}}};

Bytes proof_with(const Slip& slip) {
  return evaluate(with_slip(tagged_book(), slip), letters, Role::client, {}, {}).at("proof");
}

std::vector<std::string> manners(const Uses& uses) {
  std::vector<std::string> all;
  for (const Slip& slip : slips_of(tagged_book(), uses))
    all.push_back(std::string(slip.letter) + " " + manner(tagged_book(), slip));
  return all;
}

TEST_CASE("which slips there are follows from the formulas") {
  const std::vector<std::string> of_proof = {"proof zero-key",       "proof without-text",
                                             "proof zeros-for-text", "proof n-before-text",
                                             "proof without-n",      "proof zeros-for-n"};
  CHECK(manners({}) == of_proof);
  const std::vector<std::string> more = manners({.covering = {"text"}, .other = {{"k", "j"}}});
  CHECK(more.size() == of_proof.size() + 6);
  for (const std::string one : {"text without-x", "text y-before-x", "proof with-j"})
    CHECK(std::ranges::find(more, one) != more.end());
}

TEST_CASE("a slip changes what it is about, and nothing else") {
  CHECK(proof_with({"proof", How::dropped, "n"}) == Bytes{9, 9, 1, 2, 3, 4});
  CHECK(proof_with({"proof", How::zeroed, "text"}) == Bytes{9, 9, 0, 0, 0, 0, 5, 6});
  CHECK(proof_with({"proof", How::swapped, "text", "n"}) == Bytes{9, 9, 5, 6, 1, 2, 3, 4});
  CHECK(proof_with({"proof", How::zeroed, "k"}) == Bytes{0, 0, 1, 2, 3, 4, 5, 6});
  CHECK(proof_with({"proof", How::turned, "k", "j"}) == Bytes{7, 7, 1, 2, 3, 4, 5, 6});
  CHECK(proof_with({"text", How::dropped, "y"}) == Bytes{9, 9, 1, 2, 5, 6});
  CHECK(proof_with({"proof", How::turned, "", "text"}) == Bytes{1, 2, 3, 4});
}

TEST_CASE("a delta on a formula that slips is one on what it would be") {
  const Book slipping = with_slip(tagged_book(), {"proof", How::dropped, "n"});
  const Values honest = evaluate(slipping, letters, Role::client, {}, {});
  const Values changed = evaluate(slipping, letters, Role::client, {omit("proof", "n")}, honest);
  CHECK(changed.at("proof") == honest.at("proof"));
}

TEST_CASE(
    "a formula is about the first message that is made from it, and a check about the one read") {
  Book sending = tagged_book();
  sending.steps[Role::client] = {{.kind = Step::Kind::send, .letter = "proof"}};
  CHECK(message_of(sending, "text") == "proof");
  CHECK(message_of(sending, "proof") == "proof");
  CHECK(message_of(tagged_book(), "text") == "outcome");
  CHECK(message_of(tagged_book().steps.at(Role::server), 2) == "msg");
}

TEST_CASE("who also takes a slip takes what is right, what is so made, and nothing else") {
  const Slip slip{"proof", How::zeroed, "n"};
  const auto takes = [&](const Bytes& proof) {
    Values given = letters;
    Interpreter end(tagged_book(), Role::server, given,
                    {.deltas = {}, .skipped = {}, .also = slip});
    end.read(proof);
    return end.state() == Interpreter::State::done;
  };
  CHECK(takes({9, 9, 1, 2, 3, 4, 5, 6}));
  CHECK(takes({9, 9, 1, 2, 3, 4, 0, 0}));
  CHECK_FALSE(takes({9, 9, 0, 0, 0, 0, 5, 6}));
  CHECK_FALSE(takes({9, 9, 1, 2, 3, 4, 5, 7}));
}

}  // namespace
}  // namespace assay::terms
