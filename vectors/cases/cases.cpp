// SPDX-License-Identifier: MIT
#include "vectors/cases/cases.hpp"

#include <algorithm>

#include "conformance/shs1/algebra.hpp"
#include "conformance/shs1/curve_tables.hpp"
#include "vectors/formulas.hpp"
#include "vectors/play.hpp"

namespace assay::vectors {
namespace {

const std::vector<std::string> messages = {"msg1", "msg2", "msg3", "msg4"};

// The peer of the party under test is itself until it sends the changed message; who sends that is
// mallory. A party that is set up otherwise meets an honest peer.
void converse(Test& t, const Where& where, const Values& values) {
  const std::string party(name(where.party));
  const std::string honest_peer = party == "client" ? "server" : "client";
  bool changed_yet = false;
  for (std::size_t i = 0; i < messages.size(); ++i) {
    const std::string& message = messages[i];
    changed_yet =
        changed_yet || (message == where.reads && !terms::is_setting(shs1_book(), *t.delta));
    const std::string peer = changed_yet ? "mallory" : honest_peer;
    const bool from_party = (i % 2 == 0) == (where.party == Party::client);
    t.transcript.push_back(
        {message, from_party ? party : peer, from_party ? peer : party, values.at(message)});
    if (message == where.latest) return;
  }
}

void configure(Test& t) {
  if (t.delta->target == "client.B_p") {
    t.client["B_p"] = terms::resolve(std::get<std::string>(t.delta->value), t.mallory);
  } else if (t.delta->target == "server.admits") {
    t.admits = {terms::resolve(std::get<std::string>(t.delta->value), t.mallory)};
  }
}

std::vector<std::string> forbidden_after(const Where& where) {
  std::vector<std::string> forbidden;
  for (std::size_t i = where.party == Party::client ? 0 : 1; i < messages.size(); i += 2) {
    if (messages[i] > where.latest) forbidden.push_back(messages[i]);
  }
  forbidden.push_back("stream");
  return forbidden;
}

}  // namespace

const std::string_view generator_seed =
    "61737361792d766563746f72732068616e647368616b652d3120736565642031";

Rng generator_rng() { return Rng(unhex(generator_seed)); }

Test changed(const Case& change, const Where& where) {
  Test t = known_answer();
  t.id = "shs1/" + std::string(name(where.party)) + "/" + where.reads + "/" + change.slug;
  t.comment = change.comment;
  t.valid = where.reason.empty();
  t.flags = {change.flag};
  t.focus = Focus{where.party, where.reads};
  t.control = known_answer().id;
  t.delta = change.delta;
  const Bytes M(32, 5);
  t.mallory = {{"M", M}, {"M_p", mallory::public_key(M)}};
  configure(t);
  const Values values = evaluate(t, where.party, t.delta);
  t.transcript.clear();
  converse(t, where, values);
  t.intermediates.clear();
  for (const std::string& letter : intermediates_through(t.transcript.back().message)) {
    t.intermediates[letter] = values.at(letter);
  }
  t.outcome = {{where.party, play(t, where.party).outcome}};
  if (!t.valid) {
    t.reject =
        Reject{where.party, where.earliest, where.latest, where.reason, forbidden_after(where)};
  }
  // msg1 decides about a stranger before the target's own ephemeral has any part in it.
  if (where.party == Party::server && where.latest == "msg1") t.requires_.clear();
  return t;
}

void add(std::vector<Test>& tests, const std::vector<Case>& cases, const Where& where) {
  for (const Case& change : cases) tests.push_back(changed(change, where));
}

const std::string zeros32(64, '0');

Values another_session(Party party) {
  Test t = known_answer();
  t.client.erase("a_seed");
  t.server.erase("b_seed");
  t.client["a"] = Bytes(32, 0x13);
  t.server["b"] = Bytes(32, 0x14);
  return evaluate(t, party, std::nullopt);
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
