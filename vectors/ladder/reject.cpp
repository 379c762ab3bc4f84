// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "conformance/ladder/algebra.hpp"
#include "conformance/ladder/attacks/rows.hpp"
#include "conformance/ladder/formulas.hpp"
#include "conformance/terms/delta.hpp"
#include "conformance/terms/expression.hpp"
#include "vectors/ladder/book.hpp"
#include "vectors/ladder/vector_set.hpp"
#include "vectors/maker/session.hpp"

// A change of a row of attacks is that row's; one that is written out here is to what an end is set
// up with, or to a name.
namespace assay::vectors {
namespace {

using rungs::Rung, terms::Row, terms::RowCase;

struct Flaw {
  std::string flag, reason;
};

// spec/ladder.md §5. A changed byte of what is encrypted without a tag changes the name that comes
// out, or the signature.
Flaw flaw_of(const Rung& rung, const Row& row, std::string_view slug) {
  const rungs::Said& said = rung.message(row.message.back() - '0');
  const bool mac_is_sent = said.has("macA") || said.has("macB");
  if (row.id == "L35" || slug == "empty" || slug == "shorter") return {"WrongFrame", "bad_frame"};
  if (row.id == "L06") return {"LowOrderShare", "low_order_point"};
  if (row.id == "L10" || row.id == "L11") return {"WrongSignature", "bad_signature"};
  if (row.id == "L12") return {"WrongText", "bad_signature"};
  if (row.id == "L13" || row.id == "L14")
    return {"WrongMac", mac_is_sent ? "bad_mac" : "bad_signature"};
  const std::string flag = row.id == "L15" ? "ModifiedBox" : "WrongBoxKey";
  if (row.id == "L15" || row.id == "L16")
    return {flag, !said.boxed.empty()  ? "bad_box"
                  : slug == "last-bit" ? "bad_signature"
                                       : "unknown_name"};
  if (row.id == "L19") return {"WrongAck", "bad_mac"};
  return {"WrongFrame", "bad_frame"};
}

std::string in_small_letters(std::string slug) {
  std::ranges::transform(slug, slug.begin(),
                         [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return slug;
}

// Of a sweep the first bit and the last. What sound ends differ on is policy.cpp's.
std::vector<RowCase> cases_in(const Row& row) {
  std::vector<RowCase> all = row.cases;
  std::erase_if(all, [](const RowCase& c) { return c.policy; });
  for (const terms::Sweep& sweep : row.sweeps) {
    all.push_back({"first-bit", {terms::flip_bit(sweep.letter, 0)}});
    all.push_back(
        {"last-bit", {terms::flip_bit(sweep.letter, static_cast<int>(8 * sweep.bytes - 1))}});
  }
  return all;
}

// What letters mean to the party under test.
Values known_to(const Rung& rung, Test control, std::string_view party) {
  if (rung.has_names()) control.parties[std::string(mallory_name)] = rung_vector_set(rung).attacker;
  return evaluate(rung_vector_set(rung), control, party, std::nullopt);
}

class Rejections {
 public:
  Rejections(const Rung& rung, std::string_view party) : rung_(rung), party_(party) {}

  void add(const Test& control, const Case& change, std::string_view message,
           std::string_view reason) {
    const std::string at(message);
    tests_.push_back(changed(rung_vector_set(rung_), control, change,
                             {party_, at, at, at, std::string(reason)}));
  }

  void add_rows() {
    const Test control = ladder_session(rung_, "known-answer");
    const Values values = known_to(rung_, control, party_);
    for (const Row& row : rungs::ladder_rows(rung_)) {
      const bool to_server = (row.message.back() - '0') % 2 == 1;
      if (to_server != (party_ == "server")) continue;
      for (const RowCase& c : cases_in(row)) add_case(control, values, row, c);
    }
  }

  std::vector<Test> take() { return std::move(tests_); }

 private:
  void add_case(const Test& control, const Values& values, const Row& row, const RowCase& c) {
    // The others of a case say what follows for whoever sends it, which the party under test
    // computes.
    const terms::Delta& delta = c.deltas.front();
    const Flaw flaw = flaw_of(rung_, row, c.slug);
    std::string slug = row.slug;
    if (!c.slug.empty()) slug += "-" + c.slug;
    add(control,
        {in_small_letters(slug), flaw.flag, terms::words(delta),
         terms::literal(ladder_book(rung_), delta, values)},
        row.message, flaw.reason);
  }

  const Rung& rung_;
  std::string party_;
  std::vector<Test> tests_ = {};
};

struct ProofMessage {
  std::string message;
  std::string name;  // where the name in it stands, as the target of a delta; empty: in another
  bool name_under_mac;
};

ProofMessage proof_read_by(const Rung& rung, std::string_view party) {
  const bool server = party == "server";
  const int n = rungs::proof_of(rung, server ? Role::client : Role::server);
  const std::string_view name = server ? "A" : "B";
  const rungs::Said& said = rung.message(n);
  const rungs::Letters& macs = server ? rung.macA : rung.macB;
  const bool hidden = std::ranges::find(said.hidden(), name) != said.hidden().end();
  ProofMessage proof{std::string(rungs::numbered("msg", n)), "",
                     std::ranges::find(macs, name) != macs.end()};
  if (said.has(name))
    proof.name = fmt::format("{}.{}", rungs::numbered(hidden ? "content" : "msg", n), name);
  return proof;
}

// The name beside a proof is another, which nothing else in the message follows.
void add_other_names(const Rung& rung, const ProofMessage& proof, bool server, Rejections& all) {
  if (proof.name.empty()) return;
  const auto to = [&](View name) { return terms::replace(proof.name, hex(name)); };
  all.add(ladder_session(rung, "known-answer"),
          {"name-unknown", "UnknownName", "a name that is in no directory", to(eve_name)},
          proof.message, "unknown_name");
  all.add(ladder_session(rung, "name-is-key"),
          {"name-of-another-key", "UnknownName",
           "a key that is not the one that signed, where the name is the key",
           to(rungs::public_key(eve_seed))},
          proof.message, "bad_signature");
  if (!server) return;
  all.add(ladder_session(rung, "entry-unproved"),
          {"name-that-was-left-out", "UnknownName",
           "the name under which E asked for A's key and could not prove to hold it",
           to(eves_name_for_A)},
          proof.message, "unknown_name");
  if (!proof.name_under_mac) return;
  all.add(ladder_session(rung, "entry-believed"),
          {"name-swapped", "SwappedName",
           "identity misbinding: the name under which E had A's key registered, beside A's proof",
           to(eves_name_for_A)},
          proof.message, rung.message_with("macA") == 0 ? "bad_signature" : "bad_mac");
}

}  // namespace

std::vector<Test> ladder_reject_tests(const Rung& rung, std::string_view party) {
  Rejections all(rung, party);
  all.add_rows();
  if (!rung.has_names()) return all.take();
  const bool server = party == "server";
  const ProofMessage proof = proof_read_by(rung, party);
  const std::string setting = server ? "server.admits" : "client.called";
  all.add(ladder_session(rung, "known-answer"),
          {server ? "not-admitted" : "another-was-called", server ? "NotAdmitted" : "WrongPeer",
           server ? "the application admits E alone" : "the initiator called E",
           terms::replace(setting, hex(eve_name))},
          proof.message, server ? "not_authorized" : "wrong_peer");
  add_other_names(rung, proof, server, all);
  return all.take();
}

}  // namespace assay::vectors
