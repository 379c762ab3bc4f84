// SPDX-License-Identifier: MIT
#include "conformance/shs1/algebra.hpp"
#include "conformance/shs1/curve_tables.hpp"
#include "conformance/shs1/torsion.hpp"
#include "vectors/shs1/cases/cases.hpp"

namespace assay::vectors {
namespace {

// L = 2^252 + 27742317777372353535851937790883648493, little-endian (RFC 8032 §5.1).
const Bytes group_order = unhex("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");

// S + L in 32 bytes; S < L < 2^253, so it fits.
Bytes plus_group_order(Bytes S) {
  unsigned carry = 0;
  for (std::size_t i = 0; i < S.size(); ++i) {
    carry += static_cast<unsigned>(S[i]) + group_order[i];
    S[i] = static_cast<std::uint8_t>(carry);
    carry >>= 8;
  }
  return S;
}

struct PolicyCase {
  Case change;
  Where where;
  Differs differs;
};

std::vector<PolicyCase> equivalent_ephemerals() {
  const Differs strict{"reject", "a strict end may refuse every encoding but the canonical one",
                       "spec/shs1.md §9.3"};
  const Differs unmasked{"reject",
                         "a library that does not mask bit 255 takes it for a point of small order",
                         "spec/shs1.md §5"};
  std::vector<PolicyCase> cases;
  for (const std::string party : {"server", "client"}) {
    const bool server = party == "server";
    const std::string target = server ? "a_p" : "b_p";
    const Where accepts{party, server ? "msg1" : "msg2", "", "msg4", ""};
    cases.push_back({{"ephemeral-bit-255", "EquivalentEphemeral",
                      "bit 255 of the ephemeral is set, and the mac made anew: all products are "
                      "the same, and one nonce is another",
                      flip_bit(target, 255)},
                     accepts,
                     strict});
    for (const mallory::NamedPoint& point : mallory::small_order_u_unmasked()) {
      cases.push_back({{"unmasked-" + std::string(point.slug), "UnmaskedLowOrder",
                        "of small order without RFC 7748's mask, an ordinary point with it",
                        replace(target, hex(point.bytes))},
                       accepts,
                       unmasked});
    }
  }
  cases.push_back(
      {{"reflected", "Reflection", "the client's own msg1 sent back: b_p = a_p",
        replace("b_p", "a_p")},
       {"client", "msg2", "", "msg4", ""},
       {"reject", "a client may refuse its own ephemeral while reading msg2", "spec/shs1.md §7"}});
  return cases;
}

std::vector<PolicyCase> signatures() {
  const Values v = known_values("server");
  const Bytes text = cat(v.at("K"), v.at("B_p"), v.at("hab"));
  const Bytes R(v.at("sigA").begin(), v.at("sigA").begin() + 32);
  const Bytes S(v.at("sigA").begin() + 32, v.at("sigA").end());
  const Bytes identity = mallory::small_order_ed25519()[0].bytes;
  const Bytes k = mallory::reduce(mallory::sha512(cat(identity, v.at("A_p"), text)));
  const Bytes from_identity =
      mallory::mul_add(k, mallory::secret_to_curve(v.at("A")), mallory::zeros(32));
  const Where refused{"server", "msg3", "msg3", "msg3", "bad_signature"};
  return {
      {{"signature-plus-group-order", "MalleableSignature", "S + L for S",
        replace("sigA", hex(cat(R, plus_group_order(S))))},
       refused,
       {"accept", "RFC 8032 refuses S >= L, older libraries do not", "spec/shs1.md §5"}},
      {{"signature-of-identity", "MalleableSignature", "R is the identity, and the equation holds",
        replace("sigA", hex(cat(identity, from_identity)))},
       refused,
       {"accept", "RFC 8032 does not forbid R of small order", "spec/shs1.md §5"}},
  };
}

std::vector<PolicyCase> mixed_order() {
  const Values v = known_values("server");
  const Bytes text = cat(v.at("K"), v.at("B_p"), v.at("hab"));
  const Differs lax{"accept", "libraries differ on keys outside the prime-order group",
                    "spec/shs1.md §7"};
  std::vector<PolicyCase> cases;
  for (const int order : {2, 4, 8}) {
    Rng rng = generator_rng().fork("mixed-order/" + std::to_string(order));
    const Bytes& T = mallory::torsion_point(order);
    const auto moved = mallory::sign_with_torsion(v.at("A"), T, text, rng);
    const std::string suffix = "order-" + std::to_string(order);
    cases.push_back({{"mixed-" + suffix, "MixedOrderIdentity",
                      "A + T with T of " + suffix + ", and a signature that verifies under it",
                      replace("H", hex(cat(moved.signature, moved.public_key)))},
                     {"server", "msg3", "msg3", "msg3", "bad_peer_key"},
                     lax});
    cases.push_back({{"dials-mixed-" + suffix, "MixedOrderIdentity",
                      "the client is told to dial B + T with T of " + suffix,
                      replace("client.B_p", hex(mallory::add_points(v.at("B_p"), T)))},
                     {"client", "msg2", "open", "msg2", "bad_peer_key"},
                     lax});
  }
  return cases;
}

}  // namespace

std::vector<Test> policy_tests() {
  std::vector<Test> tests;
  for (const auto& group : {equivalent_ephemerals(), signatures(), mixed_order()}) {
    for (const PolicyCase& c : group) {
      add(tests, {c.change}, c.where);
      tests.back().differs = c.differs;
    }
  }
  return tests;
}

}  // namespace assay::vectors
