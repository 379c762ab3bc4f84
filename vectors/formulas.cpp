// SPDX-License-Identifier: MIT
#include "vectors/formulas.hpp"

#include <stdexcept>

#include "conformance/shs1/algebra.hpp"
#include "vectors/delta.hpp"

namespace assay::vectors {
namespace {

Bytes all(const Parts& parts) {
  Bytes joined;
  for (const Part& part : parts.operands) joined = cat(joined, part.octets);
  return joined;
}

using Compute = Bytes (*)(const Parts&);

// The primitives of spec/shs1.md §1. `x·Y` takes the scalar as key.
Bytes join(const Parts& p) { return all(p); }
Bytes sha256(const Parts& p) { return mallory::h(all(p)); }
Bytes hmac(const Parts& p) { return mallory::mac(p.key, all(p)); }
Bytes nonce(const Parts& p) {
  const Bytes mac = all(p);
  return Bytes(mac.begin(), mac.begin() + 24);
}
Bytes sign(const Parts& p) { return mallory::sign(p.key, all(p)); }
Bytes box(const Parts& p) { return mallory::box(p.key, all(p)); }
Bytes identity(const Parts& p) { return mallory::public_key(p.key); }
Bytes scalar_of_seed(const Parts& p) { return mallory::secret_to_curve(p.key); }
Bytes times_base(const Parts& p) { return mallory::base(p.key); }
Bytes times(const Parts& p) { return mallory::dh(p.key, all(p)); }
Bytes times_converted(const Parts& p) { return mallory::dh(p.key, mallory::to_curve(all(p))); }
Bytes converted_times(const Parts& p) {
  return mallory::dh(mallory::secret_to_curve(p.key), all(p));
}

struct Formula {
  std::string_view letter;
  Compute compute;
  std::string_view key;
  std::vector<std::string_view> operands;
  std::optional<Party> by = std::nullopt;  // who computes it so; absent: both
};

const std::vector<Formula>& formulas() {
  static const std::vector<Formula> table = {
      {"A_p", identity, "A", {}},
      {"B_p", identity, "B", {}},
      {"M_p", identity, "M", {}},
      {"a", scalar_of_seed, "a_seed", {}},
      {"b", scalar_of_seed, "b_seed", {}},
      {"a_p", times_base, "a", {}},
      {"b_p", times_base, "b", {}},
      {"mac1", hmac, "K", {"a_p"}},
      {"msg1", join, "", {"mac1", "a_p"}},
      {"mac2", hmac, "K", {"b_p"}},
      {"msg2", join, "", {"mac2", "b_p"}},
      {"ab", times, "a", {"b_p"}, Party::client},
      {"ab", times, "b", {"a_p"}, Party::server},
      {"hab", sha256, "", {"ab"}},
      {"aB", times_converted, "a", {"B_p"}, Party::client},
      {"aB", converted_times, "B", {"a_p"}, Party::server},
      {"sigA", sign, "A", {"K", "B_p", "hab"}},
      {"H", join, "", {"sigA", "A_p"}},
      {"K2", sha256, "", {"K", "ab", "aB"}},
      {"msg3", box, "K2", {"H"}},
      {"Ab", converted_times, "A", {"b_p"}, Party::client},
      {"Ab", times_converted, "b", {"A_p"}, Party::server},
      {"sigB", sign, "B", {"K", "H", "hab"}},
      {"K3", sha256, "", {"K", "ab", "aB", "Ab"}},
      {"msg4", box, "K3", {"sigB"}},
      {"SS", sha256, "", {"K3"}},
      {"keyCS", sha256, "", {"SS", "B_p"}},
      {"keySC", sha256, "", {"SS", "A_p"}},
      {"nonceCS", nonce, "", {"mac2"}},
      {"nonceSC", nonce, "", {"mac1"}},
  };
  return table;
}

// The formula's inputs, or nothing where the test has no such key (a_seed, M).
std::optional<Parts> parts_of(const Formula& formula, const Values& values) {
  Parts parts;
  if (!formula.key.empty()) {
    const auto key = values.find(formula.key);
    if (key == values.end()) return std::nullopt;
    parts.key = key->second;
    parts.key_letter = formula.key;
  }
  for (const std::string_view operand : formula.operands) {
    parts.operands.push_back({std::string(operand), values.at(std::string(operand))});
  }
  return parts;
}

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
  // What a delta names is the honest value, whichever formula comes first.
  const Values honest = delta ? evaluate(test, party, std::nullopt) : Values{};
  Values values = keys_of(test);
  bool applied = !delta || is_configuration(*delta);
  for (const Formula& formula : formulas()) {
    if (formula.by && *formula.by != party) continue;
    std::optional<Parts> parts = parts_of(formula, values);
    if (!parts) continue;
    if (delta) applied |= change_parts(*delta, formula.letter, honest, *parts);
    Bytes result = formula.compute(*parts);
    if (delta) applied |= change_result(*delta, formula.letter, honest, result);
    values[std::string(formula.letter)] = std::move(result);
  }
  if (!applied) {
    throw std::invalid_argument("delta: no formula takes " + delta->op + " on " + delta->target);
  }
  return values;
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
