// SPDX-License-Identifier: MIT
#include "vectors/shs1/vector_set.hpp"

#include "conformance/shs1/formulas.hpp"
#include "vectors/shs1/cases/cases.hpp"
#include "vectors/shs1/notes.hpp"
#include "vectors/shs1/play.hpp"

namespace assay::vectors {
namespace {

Field given(std::string name) { return {.name = std::move(name), .given = true}; }
Field seed(std::string name) { return {.name = std::move(name), .given = true, .optional = true}; }

std::vector<Party> shs1_parties() {
  const Field admits{.name = "admits", .letter = "A_p", .list = true};
  return {
      {"client", Role::client, {given("A"), {"A_p"}, seed("a_seed"), given("a"), {"a_p"}, {"B_p"}}},
      {"server", Role::server, {given("B"), {"B_p"}, seed("b_seed"), given("b"), {"b_p"}, admits}},
      {std::string(mallory_name), std::nullopt, {given("M"), {"M_p"}}},
  };
}

std::vector<Intermediate> shs1_intermediates() {
  return {{"mac1", 32, "msg1"}, {"mac2", 32, "msg2"}, {"ab", 32, "msg3"}, {"hab", 32, "msg3"},
          {"aB", 32, "msg3"},   {"sigA", 64, "msg3"}, {"H", 96, "msg3"},  {"K2", 32, "msg3"},
          {"Ab", 32, "msg4"},   {"sigB", 64, "msg4"}, {"K3", 32, "msg4"}, {"SS", 32, "msg4"}};
}

std::vector<Source> shs1_sources() {
  return {{"npm secret-handshake", "1.1.21",
           "https://github.com/auditdrivencrypto/secret-handshake", "MIT"},
          {"Cremers and Jackson: Prime, Order Please!", "ePrint 2019/526",
           "https://eprint.iacr.org/2019/526", "facts only, nothing copied"}};
}

std::vector<VectorFile> shs1_files() {
  using Kind = VectorFile::Kind;
  return {{"accept.json", "Honest sessions with every value; both parties accept.", Kind::accept,
           "", accept_tests},
          {"reject-server.json", "Sessions that every sound server refuses.", Kind::reject,
           "server", reject_server_tests},
          {"reject-client.json", "Sessions that every sound client refuses.", Kind::reject,
           "client", reject_client_tests},
          {"policy.json",
           "Sessions on which sound implementations differ: the result is the reference's, never a "
           "requirement.",
           Kind::policy, "", policy_tests}};
}

}  // namespace

const VectorSet& shs1_vector_set() {
  static const VectorSet set{
      .protocol = "shs1",
      .spec = "spec/shs1.md",
      .suite = "1.0.0",
      .seed = generator_seed,
      .sources = shs1_sources(),
      .notes = shs1_notes(),
      .shared = {given("K")},
      .parties = shs1_parties(),
      .messages = {{"msg1", "client"}, {"msg2", "server"}, {"msg3", "client"}, {"msg4", "server"}},
      .intermediates = shs1_intermediates(),
      .outcome =
          {{"enc_key", 32}, {"enc_nonce", 24}, {"dec_key", 32}, {"dec_nonce", 24}, {"peer_pk", 32}},
      .capabilities = {"inject.ephemeral_sk", "inject.ephemeral_seed"},
      .reasons = {"bad_mac", "low_order_point", "bad_box", "bad_peer_key", "bad_signature",
                  "not_authorized"},
      .attacker = {{"M", Bytes(32, 5)}},
      .book = &shs1_book(),
      .set_up = set_up_shs1,
      .play = play_shs1,
      .intermediates_of = intermediates_of_shs1,
      .files = shs1_files(),
  };
  return set;
}

std::vector<VectorSet> shs1_vector_sets() { return {shs1_vector_set()}; }

}  // namespace assay::vectors
