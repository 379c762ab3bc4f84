// SPDX-License-Identifier: MIT
#include "vectors/shs1/cases/cases.hpp"

#include "conformance/shs1/attacks/rows.hpp"
#include "conformance/shs1/curve_tables.hpp"
#include "vectors/shs1/vector_set.hpp"

namespace assay::vectors {

const std::string generator_seed =
    "61737361792d766563746f72732068616e647368616b652d3120736565642031";

Rng generator_rng() { return Rng(unhex(generator_seed)); }

const std::string zeros32(64, '0');

void add(std::vector<Test>& tests, const std::vector<Case>& cases, const Where& where) {
  for (const Case& change : cases) {
    tests.push_back(changed(shs1_vector_set(), known_answer(), change, where));
  }
}

Values known_values(std::string_view party) {
  Test test = known_answer();
  test.parties[std::string(mallory_name)] = shs1_vector_set().attacker;
  return evaluate(shs1_vector_set(), test, party, std::nullopt);
}

Values another_session(std::string_view party) {
  Test t = known_answer();
  t.parties["client"].erase("a_seed");
  t.parties["server"].erase("b_seed");
  t.parties["client"]["a"] = Bytes(32, 0x13);
  t.parties["server"]["b"] = Bytes(32, 0x14);
  return evaluate(shs1_vector_set(), t, party, std::nullopt);
}

Delta row(const std::string& message, const std::string& id, const std::string& slug) {
  const bool to_server = message == "msg1" || message == "msg3";
  Values values = known_values(to_server ? "server" : "client");
  values["K'"] = cat(Bytes(31), Bytes{1});
  return mallory::change_of(message, id, slug, values);
}

std::string short_slug(std::string_view slug) {
  const std::string_view prefix = "order-";
  return std::string(slug.starts_with(prefix) ? slug.substr(prefix.size()) : slug);
}

std::vector<Case> low_order_cases(const std::string& target) {
  std::vector<Case> cases;
  for (const auto* table : {&mallory::small_order_u(), &mallory::small_order_u_bit_255()}) {
    for (const mallory::NamedPoint& point : *table) {
      cases.push_back({"low-order-" + short_slug(point.slug), "LowOrderEphemeral",
                       "an ephemeral of small order: the product is zero whatever the scalar",
                       replace(target, hex(point.bytes))});
    }
  }
  return cases;
}

}  // namespace assay::vectors
