// SPDX-License-Identifier: MIT
#include "vectors/formulas.hpp"

namespace assay::vectors {
namespace {

Values keys_of(const Test& test) {
  Values values{{"K", test.K}};
  for (const Values* party : {&test.client, &test.server, &test.mallory}) {
    for (const std::string_view secret : {"A", "a", "a_seed", "B", "b", "b_seed", "M"}) {
      const auto found = party->find(secret);
      if (found != party->end()) values[found->first] = found->second;
    }
  }
  return values;
}

}  // namespace

Values evaluate(const Test& test, Party party, const std::optional<Delta>& delta) {
  const Role by = party == Party::client ? Role::client : Role::server;
  return terms::evaluate(shs1_book(), keys_of(test), by, delta);
}

std::vector<std::string> intermediates_through(std::string_view message) {
  if (message == "msg1") return {"mac1"};
  if (message == "msg2") return {"mac1", "mac2"};
  std::vector<std::string> letters = {"mac1", "mac2", "ab", "hab", "aB", "sigA", "H", "K2"};
  if (message == "msg4") letters.insert(letters.end(), {"Ab", "sigB", "K3", "SS"});
  return letters;
}

Outcome outcome_of(const Values& v, Party party) {
  const Outcome client{v.at("keyCS"), v.at("nonceCS"), v.at("keySC"), v.at("nonceSC"), v.at("B_p")};
  if (party == Party::client) return client;
  return {client.dec_key, client.dec_nonce, client.enc_key, client.enc_nonce, v.at("A_p")};
}

}  // namespace assay::vectors
