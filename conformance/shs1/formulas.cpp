// SPDX-License-Identifier: MIT
#include "conformance/shs1/formulas.hpp"

#include "conformance/shs1/algebra.hpp"

namespace assay {
namespace {

// The primitives of spec/shs1.md §1. `x·Y` takes the scalar as key.
namespace shs1_primitives {

using terms::joined, terms::Parts, terms::Primitive;

constexpr Primitive join{joined};
constexpr Primitive sha256{[](const Parts& p) { return mallory::h(joined(p)); }};
constexpr Primitive hmac{[](const Parts& p) { return mallory::mac(p.key, joined(p)); }, "mac-with",
                         true};
constexpr Primitive nonce{[](const Parts& p) {
  const Bytes mac = joined(p);
  return Bytes(mac.begin(), mac.begin() + 24);
}};
constexpr Primitive sign{[](const Parts& p) { return mallory::sign(p.key, joined(p)); },
                         "sign-with"};
constexpr Primitive box{[](const Parts& p) { return mallory::box(p.key, joined(p)); }, "box-with"};
constexpr Primitive identity{[](const Parts& p) { return mallory::public_key(p.key); }};
constexpr Primitive scalar_of_seed{[](const Parts& p) { return mallory::secret_to_curve(p.key); }};
constexpr Primitive times_base{[](const Parts& p) { return mallory::base(p.key); }};
constexpr Primitive times{[](const Parts& p) { return mallory::dh(p.key, joined(p)); }};
constexpr Primitive times_converted{
    [](const Parts& p) { return mallory::dh(p.key, mallory::to_curve(joined(p))); }};
constexpr Primitive converted_times{
    [](const Parts& p) { return mallory::dh(mallory::secret_to_curve(p.key), joined(p)); }};

}  // namespace shs1_primitives

std::vector<terms::Formula> shs1_formulas() {
  using namespace shs1_primitives;
  return {
      {"A_p", &identity, "A", {}},
      {"B_p", &identity, "B", {}},
      {"M_p", &identity, "M", {}},
      {"a", &scalar_of_seed, "a_seed", {}},
      {"b", &scalar_of_seed, "b_seed", {}},
      {"a_p", &times_base, "a", {}},
      {"b_p", &times_base, "b", {}},
      {"mac1", &hmac, "K", {"a_p"}},
      {"msg1", &join, "", {"mac1", "a_p"}},
      {"mac2", &hmac, "K", {"b_p"}},
      {"msg2", &join, "", {"mac2", "b_p"}},
      {"ab", &times, "a", {"b_p"}, Role::client},
      {"ab", &times, "b", {"a_p"}, Role::server},
      {"hab", &sha256, "", {"ab"}},
      {"aB", &times_converted, "a", {"B_p"}, Role::client},
      {"aB", &converted_times, "B", {"a_p"}, Role::server},
      {"sigA", &sign, "A", {"K", "B_p", "hab"}},
      {"H", &join, "", {"sigA", "A_p"}},
      {"K2", &sha256, "", {"K", "ab", "aB"}},
      {"msg3", &box, "K2", {"H"}},
      {"Ab", &converted_times, "A", {"b_p"}, Role::client},
      {"Ab", &times_converted, "b", {"A_p"}, Role::server},
      {"sigB", &sign, "B", {"K", "H", "hab"}},
      {"K3", &sha256, "", {"K", "ab", "aB", "Ab"}},
      {"msg4", &box, "K3", {"sigB"}},
      {"SS", &sha256, "", {"K3"}},
      {"keyCS", &sha256, "", {"SS", "B_p"}},
      {"keySC", &sha256, "", {"SS", "A_p"}},
      {"nonceCS", &nonce, "", {"mac2"}},
      {"nonceSC", &nonce, "", {"mac1"}},
  };
}

}  // namespace

const terms::Book& shs1_book() {
  static const terms::Book book{shs1_formulas(), {{"client.B_p", "B_p"}, {"server.admits", ""}}};
  return book;
}

}  // namespace assay
