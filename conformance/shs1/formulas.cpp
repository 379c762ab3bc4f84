// SPDX-License-Identifier: MIT
#include "conformance/shs1/formulas.hpp"

#include "conformance/shs1/algebra.hpp"
#include "conformance/shs1/curve_tables.hpp"
#include "conformance/shs1/lookalikes.hpp"
#include "conformance/shs1/torsion.hpp"

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
constexpr Primitive sign{
    .compute = [](const Parts& p) { return mallory::sign(p.key, joined(p)); },
    .keyed_by = "sign-with",
    .verifies = [](const Parts& p,
                   View value) { return mallory::verify(p.key, value, joined(p)); }};

// A stream cipher: to box the rest once more decrypts it, and makes a tag that is of no use.
std::optional<Bytes> open(View key, View boxed, bool checked) {
  if (checked) return mallory::open(key, boxed);
  const Bytes twice = mallory::box(key, boxed.subspan(16));
  return Bytes(twice.begin() + 16, twice.end());
}
constexpr Primitive box{.compute = [](const Parts& p) { return mallory::box(p.key, joined(p)); },
                        .keyed_by = "box-with",
                        .opens = open};
constexpr Primitive identity{[](const Parts& p) { return mallory::public_key(p.key); }};
constexpr Primitive scalar_of_seed{[](const Parts& p) { return mallory::secret_to_curve(p.key); }};
constexpr Primitive times_base{[](const Parts& p) { return mallory::base(p.key); }};
constexpr Primitive times{[](const Parts& p) { return mallory::dh(p.key, joined(p)); }};
constexpr Primitive times_converted{
    [](const Parts& p) { return mallory::dh(p.key, mallory::to_curve(joined(p))); }};
constexpr Primitive converted_times{
    [](const Parts& p) { return mallory::dh(mallory::secret_to_curve(p.key), joined(p)); }};

// What someone may take for these, or make with them.
constexpr Primitive sha512{[](const Parts& p) { return mallory::sha512(joined(p)); }};
constexpr Primitive convert{[](const Parts& p) { return mallory::to_curve(joined(p)); }};
constexpr Primitive convert_secret{
    [](const Parts& p) { return mallory::secret_to_curve(joined(p)); }};
constexpr Primitive hmac_sha256{
    [](const Parts& p) { return mallory::hmac_sha256(p.key, joined(p)); }};
constexpr Primitive hmac_sha512_256{
    [](const Parts& p) { return mallory::hmac_sha512_256(p.key, joined(p)); }};
constexpr Primitive hsalsa20{[](const Parts& p) { return mallory::hsalsa20(joined(p)); }};
constexpr Primitive blake2b{
    [](const Parts& p) { return mallory::blake2b_keyed(p.key, joined(p)); }};
constexpr Primitive sign_prehashed{
    [](const Parts& p) { return mallory::sign_prehashed(p.key, joined(p)); }};
constexpr Primitive xchacha_box{
    [](const Parts& p) { return mallory::xchacha_box(p.key, joined(p)); }};
constexpr Primitive box_under{[](const Parts& p) {
  const View key = p.key;  // and the nonce after it
  return mallory::box(key.first(32), key.subspan(32), joined(p));
}};

// These grind: what they draw follows from what they are given.
Rng draws(const Parts& p) { return Rng(mallory::h(cat(p.key, joined(p)))); }
constexpr Primitive sign_readable_shifted{[](const Parts& p) {
  Rng rng = draws(p);
  return mallory::sign_readable_shifted(p.key, joined(p), rng);
}};
template <int order>
Bytes sign_alias(const Parts& p) {
  Rng rng = draws(p);
  const auto alias =
      mallory::sign_with_torsion(p.key, mallory::torsion_point(order), joined(p), rng);
  return cat(alias.signature, alias.public_key);
}
constexpr Primitive alias_2{sign_alias<2>}, alias_4{sign_alias<4>}, alias_8{sign_alias<8>};

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

std::vector<terms::Function> shs1_functions() {
  using namespace shs1_primitives;
  return {{"sha256", &sha256},
          {"sha512", &sha512},
          {"hmac", &hmac},
          {"hmac-sha-256", &hmac_sha256},
          {"hmac-sha-512-256", &hmac_sha512_256},
          {"blake2b", &blake2b},
          {"hsalsa20", &hsalsa20},
          {"x25519", &times},
          {"conv", &convert},
          {"conv-secret", &convert_secret},
          {"sign-prehashed", &sign_prehashed},
          {"sign-readable-shifted", &sign_readable_shifted},
          {"sign-alias-of-order-2", &alias_2},
          {"sign-alias-of-order-4", &alias_4},
          {"sign-alias-of-order-8", &alias_8},
          {"box-under", &box_under},
          {"xchacha-box", &xchacha_box}};
}

// spec/shs1.md §4.
std::map<Role, std::vector<terms::Taken>> shs1_outcome() {
  return {{Role::client,
           {{"enc_key", "keyCS"},
            {"enc_nonce", "nonceCS"},
            {"dec_key", "keySC"},
            {"dec_nonce", "nonceSC"},
            {"peer_pk", "B_p"}}},
          {Role::server,
           {{"enc_key", "keySC"},
            {"enc_nonce", "nonceSC"},
            {"dec_key", "keyCS"},
            {"dec_nonce", "nonceCS"},
            {"peer_pk", "A_p"}}}};
}

}  // namespace

const terms::Book& shs1_book() {
  static const terms::Book book{.formulas = shs1_formulas(),
                                .settings = {{"client.B_p", "B_p"}, {"server.admits", ""}},
                                .steps = shs1_steps(),
                                .outcome = shs1_outcome(),
                                .functions = shs1_functions()};
  return book;
}

}  // namespace assay
