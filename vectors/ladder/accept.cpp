// SPDX-License-Identifier: MIT
#include <stdexcept>

#include "conformance/engine/rng.hpp"
#include "conformance/ladder/algebra.hpp"
#include "vectors/ladder/vector_set.hpp"
#include "vectors/maker/session.hpp"

namespace assay::vectors {
namespace {

Bytes padded(std::string_view text) { return cat(text, Bytes(32 - text.size())); }

// Whose key a directory was asked to take, and under which name.
struct AskedEntry {
  Bytes name, seed;
  Bytes prover;  // the seed that signs the proof of possession
};

struct LadderSession {
  std::string slug, flag, comment;
  std::string_view mode = rungs::named;
  Bytes A = padded("alice"), seedA = Bytes(32, 0xa1), B = padded("bob"), seedB = Bytes(32, 0xb2);
  Bytes x = Bytes(32, 0x11), y = Bytes(32, 0x22);
  std::vector<AskedEntry> more = {};  // beside A and B
};

void add_people(const LadderSession& s, Test& test) {
  const bool is_key = s.mode == rungs::id_is_key;
  const Bytes A = is_key ? rungs::public_key(s.seedA) : s.A,
              B = is_key ? rungs::public_key(s.seedB) : s.B;
  test.mode = s.mode;
  test.parties["client"].insert({{"A", A}, {"seedA", s.seedA}});
  test.parties["server"].insert({{"B", B}, {"seedB", s.seedB}});
  Bytes &entries = test.shared["entries"], &proofs = test.shared["proofs"];
  if (is_key) return;
  std::vector<AskedEntry> asked = {{A, s.seedA, s.seedA}, {B, s.seedB, s.seedB}};
  asked.insert(asked.end(), s.more.begin(), s.more.end());
  for (const AskedEntry& one : asked) {
    entries = cat(entries, one.name, rungs::public_key(one.seed));
    if (s.mode == rungs::named_pop) proofs = cat(proofs, rungs::pop(one.prover, one.name));
  }
}

Test test_of(const rungs::Rung& rung, const LadderSession& s) {
  Test test;
  test.id = rungs::protocol_name(rung) + "/ok/" + s.slug;
  test.comment = s.comment;
  test.flags = {s.flag};
  test.requires_ = {"inject.ephemeral_sk"};
  test.shared["P"] = {rung.P};
  test.parties["client"]["x"] = s.x;
  test.parties["server"]["y"] = s.y;
  if (rung.has_names()) add_people(s, test);
  return honest(rung_vector_set(rung), std::move(test));
}

LadderSession drawn(const rungs::Rung& rung) {
  Rng rng = Rng(unhex(ladder_seed)).fork(rung.name);
  return {.slug = "random",
          .flag = "Honest",
          .comment = "names and keys drawn from the generator's seed",
          .A = rng.bytes(32),
          .seedA = rng.bytes(32),
          .B = rng.bytes(32),
          .seedB = rng.bytes(32),
          .x = rng.bytes(32),
          .y = rng.bytes(32)};
}

std::vector<LadderSession> sessions_of(const rungs::Rung& rung) {
  const AskedEntry eves_claim{eves_name_for_A, Bytes(32, 0xa1), eve_seed};
  std::vector<LadderSession> all = {
      {"known-answer", "Honest", "the known answer of spec/ladder.md §8"},
      drawn(rung),
      {.slug = "scalars-that-are-clamped",
       .flag = "UnclampedScalar",
       .comment = "scalars of ones and of zeros, which X25519 clamps",
       .x = Bytes(32, 0xff),
       .y = Bytes(32)}};
  if (!rung.has_names()) return all;
  all.insert(
      all.end(),
      {{"name-is-key", "Honest", "each name is the public key itself", rungs::id_is_key},
       {"possession-proved", "Honest", "the registrar was shown both proofs", rungs::named_pop},
       {.slug = "entry-unproved",
        .flag = "UnprovedEntry",
        .comment = "E asks for an entry with A's key and proves possession of its own: the "
                   "registrar leaves it out, and A and B do not notice",
        .mode = rungs::named_pop,
        .more = {eves_claim}},
       {.slug = "entry-believed",
        .flag = "UnprovedEntry",
        .comment = "E has A's key registered under another name: an honest run does not notice",
        .more = {eves_claim}}});
  return all;
}

}  // namespace

const std::string ladder_seed = "61737361792d766563746f72732d6c61646465722d3120736565642d2d2d2d31";
const Bytes eve_name = padded("eve"), eve_seed(32, 0xe5), eves_name_for_A = padded("mallet");

std::vector<Test> ladder_accept_tests(const rungs::Rung& rung) {
  std::vector<Test> tests;
  for (const LadderSession& s : sessions_of(rung)) tests.push_back(test_of(rung, s));
  return tests;
}

Test ladder_session(const rungs::Rung& rung, std::string_view slug) {
  for (const LadderSession& s : sessions_of(rung))
    if (s.slug == slug) return test_of(rung, s);
  throw std::logic_error("no session is called " + std::string(slug));
}

}  // namespace assay::vectors
