// SPDX-License-Identifier: MIT
#include "conformance/ladder/attacks/rows.hpp"
#include "conformance/ladder/formulas.hpp"
#include "conformance/terms/delta.hpp"
#include "conformance/terms/expression.hpp"
#include "vectors/ladder/book.hpp"
#include "vectors/ladder/vector_set.hpp"
#include "vectors/maker/session.hpp"

namespace assay::vectors {
namespace {

using rungs::Rung;

Test policy_test(const Rung& rung, const Case& change, const Where& where, const Differs& differs) {
  Test test = changed(rung_vector_set(rung), ladder_session(rung, "known-answer"), change, where);
  test.differs = differs;
  return test;
}

Test unmasked_share(const Rung& rung, bool server) {
  const std::string party = server ? "server" : "client", reads = server ? "msg1" : "msg2";
  return policy_test(
      rung,
      {"share-with-bit-255", "EquivalentShare",
       "bit 255 of the share is set, and what covers the share made anew: Z is the same",
       terms::flip_bit(server ? "X" : "Y", 255)},
      {party, reads, "", std::string(rungs::numbered("msg", rung.last())), ""},
      {"reject", "a strict end may refuse every encoding but the canonical one",
       "spec/ladder.md §3.1"});
}

Test larger_signature(const Rung& rung, bool server) {
  const std::string sig = server ? "sigA" : "sigB";
  const std::string reads(
      rungs::numbered("msg", rungs::proof_of(rung, server ? Role::client : Role::server)));
  const Values values = evaluate(rung_vector_set(rung), ladder_session(rung, "known-answer"),
                                 server ? "server" : "client", std::nullopt);
  return policy_test(
      rung,
      {"signature-plus-group-order", "MalleableSignature", "S + L for S",
       terms::literal(ladder_book(rung), terms::replace(sig, "plus-order(" + sig + ")"), values)},
      {server ? "server" : "client", reads, reads, reads, "bad_signature"},
      {"accept", "RFC 8032 refuses S >= L, older libraries do not", "spec/ladder.md §3.5"});
}

}  // namespace

std::vector<Test> ladder_policy_tests(const Rung& rung) {
  std::vector<Test> tests;
  for (const bool server : {true, false}) {
    tests.push_back(unmasked_share(rung, server));
    if (rung.has_names()) tests.push_back(larger_signature(rung, server));
  }
  return tests;
}

}  // namespace assay::vectors
