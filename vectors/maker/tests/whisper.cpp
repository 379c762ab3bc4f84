// SPDX-License-Identifier: MIT
#include "vectors/maker/tests/whisper.hpp"

#include <algorithm>

#include "conformance/terms/delta.hpp"
#include "vectors/maker/session.hpp"

namespace assay::vectors {
namespace {

// FNV-1a, little-endian.
Bytes fnv(View text) {
  std::uint64_t hash = 0xcbf29ce484222325;
  for (const std::uint8_t byte : text) hash = (hash ^ byte) * 0x100000001b3;
  Bytes bytes(8);
  for (std::size_t i = 0; i < 8; ++i) bytes[i] = static_cast<std::uint8_t>(hash >> 8 * i);
  return bytes;
}

constexpr terms::Primitive join{terms::joined};
constexpr terms::Primitive hash{[](const terms::Parts& p) { return fnv(terms::joined(p)); }};

using StepKind = terms::Step::Kind;

std::vector<terms::Step> asker_steps() {
  return {{.kind = StepKind::compute, .letter = "ask"},
          {.kind = StepKind::send, .letter = "ask"},
          {.kind = StepKind::read, .letter = "tell", .fields = {{"y", 8}, {"proof", 8}}},
          {.kind = StepKind::check, .letter = "proof", .reason = "bad_proof"},
          {.kind = StepKind::compute, .letter = "key"},
          {.kind = StepKind::done, .letter = "P"}};
}

std::vector<terms::Step> teller_steps() {
  return {{.kind = StepKind::read, .letter = "ask", .fields = {{"x", 8}}},
          {.kind = StepKind::compute, .letter = "proof"},
          {.kind = StepKind::compute, .letter = "tell"},
          {.kind = StepKind::send, .letter = "tell"},
          {.kind = StepKind::compute, .letter = "key"},
          {.kind = StepKind::done, .letter = "P"}};
}

const Bytes& letter(const Test& test, std::string_view party, std::string_view name) {
  return test.parties.find(party)->second.find(name)->second;
}

// The reference knows no formulas.
Bytes proof_of(const Test& test, View x, View y) { return fnv(cat(test.shared.at("P"), x, y)); }

Values key_of(const Test& test, const Bytes& proof) {
  return {{"key", fnv(cat(test.shared.at("P"), proof))}};
}

Played play_teller(const Test& test) {
  const Bytes &x = test.transcript.at(0).wire, &y = letter(test, "teller", "y");
  if (x.size() < 8) return {"ask", "end_of_stream", std::nullopt, {}};
  const Bytes proof = proof_of(test, View(x).first(8), y);
  return {"", "", key_of(test, proof), {{"tell", cat(y, proof)}}};
}

Played play_asker(const Test& test) {
  const Bytes& x = letter(test, "asker", "x");
  const std::map<std::string, Bytes> sent{{"ask", x}};
  if (test.transcript.size() < 2 || test.transcript[1].wire.size() < 16) {
    return {"tell", "end_of_stream", std::nullopt, sent};
  }
  const View tell = test.transcript[1].wire;
  const Bytes proof = proof_of(test, x, tell.first(8));
  if (!std::ranges::equal(proof, tell.subspan(8, 8))) {
    return {"tell", "bad_proof", std::nullopt, sent};
  }
  return {"", "", key_of(test, proof), sent};
}

Test control() {
  Test test;
  test.id = "whisper/ok/plain";
  test.comment = "a session";
  test.flags = {"Honest"};
  test.shared = {{"P", Bytes(8, 1)}};
  test.parties["asker"] = {{"x", Bytes(8, 2)}};
  test.parties["teller"] = {{"y", Bytes(8, 3)}};
  return honest(whisper(), test);
}

std::vector<Test> refused() {
  const auto make = [](const std::string& slug, Delta delta, const std::string& reason) {
    return changed(whisper(), control(), {slug, "Wrong", "a wrong answer", std::move(delta)},
                   {"asker", "tell", "tell", "tell", reason});
  };
  return {make("other-bit", terms::flip_bit("proof", 3), "bad_proof"),
          make("without-secret", terms::omit("proof", "P"), "bad_proof"),
          make("short", terms::truncate("tell", 15), "end_of_stream")};
}

std::vector<VectorFile> whisper_files() {
  return {{"accept.json", "Sessions.", VectorFile::Kind::accept, "",
           [] { return std::vector{control()}; }},
          {"reject-asker.json", "No sessions.", VectorFile::Kind::reject, "asker", refused}};
}

Field given(std::string name) { return {.name = std::move(name), .bytes = 8, .given = true}; }

Note note() { return {"A session, or none.", {"C"}, "basic", "None.", "spec/whisper.md §1"}; }

}  // namespace

const terms::Book& whisper_book() {
  static const terms::Book book{
      .formulas = {{"ask", &join, "", {"x"}},
                   {"proof", &hash, "", {"P", "x", "y"}},
                   {"tell", &join, "", {"y", "proof"}},
                   {"key", &hash, "", {"P", "proof"}}},
      .settings = {},
      .steps = {{Role::client, asker_steps()}, {Role::server, teller_steps()}},
      .outcome = {{Role::client, {{"key", "key"}}}, {Role::server, {{"key", "key"}}}}};
  return book;
}

VectorSet whisper() {
  VectorSet set;
  set.protocol = "whisper";
  set.spec = "spec/whisper.md";
  set.suite = "1.0.0";
  set.seed = std::string(64, '0');
  set.sources = {{"these tests", "1", "about:blank", "MIT"}};
  set.notes = {{"Honest", note()}, {"Wrong", note()}};
  set.shared = {given("P")};
  set.parties = {{"asker", Role::client, {given("x")}},
                 {"teller", Role::server, {given("y")}},
                 {std::string(mallory_name), std::nullopt, {}}};
  set.messages = {{"ask", "asker"}, {"tell", "teller"}};
  set.intermediates = {{"proof", 8, "tell"}};
  set.outcome = {{"key", 8}};
  set.reasons = {"bad_proof"};
  set.book = &whisper_book();
  set.set_up = [](Test&) {};
  set.play = [](const Test& test, std::string_view party) {
    return party == "asker" ? play_asker(test) : play_teller(test);
  };
  set.intermediates_of = [](const Test& test) {
    const Bytes proof = proof_of(test, letter(test, "asker", "x"), letter(test, "teller", "y"));
    return Values{{"proof", proof}};
  };
  set.files = whisper_files();
  return set;
}

}  // namespace assay::vectors
