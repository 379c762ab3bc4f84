// SPDX-License-Identifier: MIT
#include "conformance/ladder/attacks/rows.hpp"
#include "conformance/ladder/formulas.hpp"
#include "conformance/terms/delta.hpp"
#include "vectors/ladder/vector_set.hpp"
#include "vectors/maker/session.hpp"

namespace assay::vectors {
namespace {

using rungs::Rung;

// L = 2^252 + 27742317777372353535851937790883648493, little-endian (RFC 8032 §5.1).
const char* const order_of_ed25519 =
    "edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010";

// S + L for the S of a signature; S < L < 2^253, so it fits.
Bytes with_order_added(Bytes signature) {
  const Bytes order = unhex(order_of_ed25519);
  unsigned carry = 0;
  for (std::size_t i = 0; i < 32; ++i) {
    carry += static_cast<unsigned>(signature[32 + i]) + order[i];
    signature[32 + i] = static_cast<std::uint8_t>(carry);
    carry >>= 8;
  }
  return signature;
}

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
       terms::replace(sig, hex(with_order_added(values.at(sig))))},
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
