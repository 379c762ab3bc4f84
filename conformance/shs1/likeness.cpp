// SPDX-License-Identifier: MIT
#include "conformance/shs1/likeness.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "conformance/shs1/attacks/rows.hpp"
#include "conformance/shs1/formulas.hpp"
#include "conformance/terms/delta.hpp"
#include "conformance/terms/evaluate.hpp"
#include "conformance/terms/expression.hpp"

namespace assay::mallory {
namespace {

using terms::Delta, terms::replace, terms::Values;

struct Likeness {
  std::string words;
  std::vector<Delta> deltas;
};

// What people make of a DH result before they use it, what they take for a scalar, and the paper's
// order.
std::vector<Likeness> habits() {
  using Words = std::pair<const char*, const char*>;
  std::vector<Likeness> all;
  for (const Words& made_of : {Words{"SHA-256", "sha256"}, Words{"HSalsa20", "hsalsa20"}}) {
    const auto of = [&](const char* dh) { return fmt::format("{}({})", made_of.second, dh); };
    const std::vector<Delta> two = {replace("K2.ab", of("ab")), replace("K2.aB", of("aB"))};
    const std::vector<Delta> three = {replace("K3.ab", of("ab")), replace("K3.aB", of("aB")),
                                      replace("K3.Ab", of("Ab"))};
    all.push_back({fmt::format("K2 over {} of each DH result", made_of.first), two});
    all.push_back({fmt::format("K3 over {} of each DH result", made_of.first), three});
    all.push_back(
        {fmt::format("{} of ab for ab throughout", made_of.first), {replace("ab", of("ab"))}});
    all.push_back({fmt::format("{} of each DH result throughout", made_of.first),
                   {replace("ab", of("ab")), replace("aB", of("aB")), replace("Ab", of("Ab"))}});
  }
  all.push_back({"H = A_p | sigA, the paper's order", {terms::reorder("H", {"A_p", "sigA"})}});
  all.push_back({"B's seed for its scalar in aB", {replace("aB", "x25519[B](a_p)")}});
  all.push_back({"A's seed for its scalar in Ab", {replace("Ab", "x25519[A](b_p)")}});
  return all;
}

std::vector<Likeness> candidates(const std::string& message) {
  std::vector<Likeness> all;
  for (const terms::Row& row : shs1_rows()) {
    if (row.message != message) continue;
    for (const terms::RowCase& c : row.cases) all.push_back({terms::words(c.deltas), c.deltas});
  }
  for (Likeness& habit : habits()) all.push_back(std::move(habit));
  return all;
}

Values known_letters(const Keys& keys, const Terms& t) {
  Values given;
  terms::add_known(given, {{"K", &keys.K}, {"A", &keys.A}, {"B", &keys.B}, {"M", &keys.M}});
  terms::add_known(given, {{"A_p", &keys.A_p}, {"B_p", &keys.B_p}});
  terms::add_known(given, {{"a", &t.a}, {"b", &t.b}, {"a_p", &t.a_p}, {"b_p", &t.b_p}});
  return given;
}

// Nothing where the change needs what is not known here.
std::optional<Bytes> changed(const Values& given, const Values& honest, Role by,
                             const std::vector<Delta>& deltas, const std::string& message) {
  try {
    std::vector<Delta> with_values;
    for (const Delta& d : deltas) with_values.push_back(literal(shs1_book(), d, honest));
    const Values all = terms::evaluate(shs1_book(), given, by, with_values, honest);
    const auto it = all.find(message);
    return it == all.end() ? std::nullopt : std::optional(it->second);
  } catch (const std::invalid_argument&) {
    return std::nullopt;
  }
}

}  // namespace

std::string likeness(const Keys& keys, const Terms& t, Role by, const std::string& message,
                     View written) {
  const Values given = known_letters(keys, t);
  const Values honest = letters(keys, t, by);
  for (const Likeness& one : candidates(message)) {
    const std::optional<Bytes> would_be = changed(given, honest, by, one.deltas, message);
    if (would_be && std::ranges::equal(*would_be, written)) return one.words;
  }
  return "";
}

Values letters(const Keys& keys, const Terms& t, Role by) {
  return terms::evaluate(shs1_book(), known_letters(keys, t), by, std::nullopt);
}

}  // namespace assay::mallory
