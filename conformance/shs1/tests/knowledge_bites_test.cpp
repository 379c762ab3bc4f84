// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>
#include <set>

#include "conformance/engine/run.hpp"
#include "conformance/shs1/algebra.hpp"
#include "conformance/shs1/protocol.hpp"
#include "conformance/shs1/tests/tampered_target.hpp"

// Flaws that no implementation among the mutants has, so that each attack of these rows is seen to
// bite.
namespace assay::mallory {
namespace {

// The attacks of these rows that succeed against the reference tampered with: ROLE/ID.
std::set<std::string> successes(const Tampering& how) {
  TamperedTarget target(how);
  const std::atomic<bool> stop = false;
  const Progress quiet = [](const AttackResult&, const CaseResult&, int, int) {};
  static const Protocol protocol = shs1_protocols().front();
  const std::vector<std::string> rows = {"P01", "P06", "P09", "P10", "P11",
                                         "P12", "P13", "P14", "P16"};
  const Report report = run(
      protocol, target, {.rows = rows, .effort = Effort::quick, .seed = Bytes(32, 7)}, quiet, stop);
  std::set<std::string> ids;
  for (const AttackResult& a : report.attacks) {
    const bool of_c = a.attack->id == honest_runs_id;  // what tampering does to honest runs
    if (a.verdict() != Verdict::succeeded || a.attack->id == "G16" || of_c) continue;
    ids.insert(std::string(name(a.attack->role)) + "/" + a.attack->id);
  }
  return ids;
}

using Ids = std::set<std::string>;

bool ends_msg3(const OpenRequest& r, const Answer& a, std::size_t written) {
  return r.role == Role::client && !a.out.empty() && written == 64 + 112;
}
bool ends_msg4(const OpenRequest& r, const Answer& a, std::size_t written) {
  return r.role == Role::server && !a.out.empty() && written == 64 + 80;
}

void append(Answer& a, const Bytes& bytes) {
  a.out.insert(a.out.end(), bytes.begin(), bytes.end());
}

TEST_CASE("an untampered target withstands, so what follows is the tampering's doing") {
  CHECK(successes({}) == Ids{});
}

TEST_CASE("a client that adds a tag made of its key is told by it") {
  CHECK(successes({.answer = [](const OpenRequest& r, Answer& a, std::size_t written) {
          if (ends_msg3(r, a, written)) append(a, h(public_key(r.bytes.at("static_seed"))));
        }}) == Ids{"client/G06"});
}

TEST_CASE("a client that names the server it wants gives it away") {
  CHECK(successes({.answer = [](const OpenRequest& r, Answer& a, std::size_t written) {
          if (ends_msg3(r, a, written)) append(a, r.bytes.at("peer_pk"));
        }}) == Ids{"client/X03"});
}

TEST_CASE("a client whose padding depends on the server it wants shows the choice") {
  CHECK(successes({.answer = [](const OpenRequest& r, Answer& a, std::size_t written) {
          if (ends_msg3(r, a, written)) append(a, Bytes(r.bytes.at("peer_pk")[0] % 7));
        }}).contains("client/G09"));
}

TEST_CASE("a client whose padding depends on its own key is told by it") {
  CHECK(successes({.answer = [](const OpenRequest& r, Answer& a, std::size_t written) {
          if (ends_msg3(r, a, written)) append(a, Bytes(r.bytes.at("static_seed")[0] % 8));
        }}) == Ids{"client/G06"});
}

TEST_CASE("a server that adds its own key to msg4 is known by it") {
  CHECK(successes({.answer = [](const OpenRequest& r, Answer& a, std::size_t written) {
          if (ends_msg4(r, a, written)) append(a, to_curve(public_key(r.bytes.at("static_seed"))));
        }}) == Ids{"server/G07", "server/X04"});
}

TEST_CASE("a server that repeats the client's key to it gives the key away") {
  CHECK(successes({.answer = [](const OpenRequest& r, Answer& a, std::size_t written) {
          if (ends_msg4(r, a, written) && r.authorize && r.authorize->keys) {
            append(a, r.authorize->keys->front());
          }
        }}) == Ids{"server/X02", "server/X04"});
}

TEST_CASE("a server that answers a replay by its list tells whom it admits") {
  CHECK(successes({.answer = [](const OpenRequest& r, Answer& a, std::size_t) {
          const auto& key = r.authorize ? r.authorize->keys : std::nullopt;
          if (a.state == State::rejected && key && !key->empty() && key->front()[0] % 2 == 0)
            append(a, {0});
        }}).contains("server/F10"));
}

bool draws_its_own(const OpenRequest& r) { return !r.bytes.contains("inject.ephemeral_sk"); }

Bytes two_bytes(std::uint64_t n) {
  return {static_cast<std::uint8_t>(n), static_cast<std::uint8_t>(n >> 8)};
}

TEST_CASE("an ephemeral key made of the long-term key and a counter is guessed") {
  const Ids ids = successes({.request = [](OpenRequest& r, std::uint64_t count) {
    if (!draws_its_own(r)) return;
    r.bytes["inject.ephemeral_sk"] = h(cat(r.bytes.at("static_seed"), two_bytes(count), zeros(2)));
  }});
  CHECK(ids == Ids{"client/F04", "client/F08", "server/F03", "server/F08", "server/F09"});
}

TEST_CASE("an ephemeral key made of a counter repeats among instances") {
  const Ids ids = successes({.request = [](OpenRequest& r, std::uint64_t count) {
    if (r.role != Role::server || !draws_its_own(r)) return;
    r.bytes["inject.ephemeral_sk"] = h(two_bytes(count));
  }});
  CHECK(ids.contains("server/F09"));
  CHECK(ids.contains("server/F03"));
}

}  // namespace
}  // namespace assay::mallory
