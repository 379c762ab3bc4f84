// SPDX-License-Identifier: MIT
#include "conformance/shs1/formulas.hpp"

#include <algorithm>

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

namespace shs1_steps {

using terms::Step;

bool is_not_zero(View value) {
  return !std::ranges::all_of(value, [](auto b) { return b == 0; });
}
bool converts(View pk) { return is_not_zero(mallory::to_curve(pk)); }

Step compute(std::string_view letter) { return {.kind = Step::Kind::compute, .letter = letter}; }
Step send(std::string_view letter) { return {.kind = Step::Kind::send, .letter = letter}; }

Step non_zero(std::string_view letter) {
  return {.kind = Step::Kind::check,
          .letter = letter,
          .reason = "low_order_point",
          .holds = is_not_zero};
}

Step convertible(std::string_view letter) {
  return {.kind = Step::Kind::check, .letter = letter, .reason = "bad_peer_key", .holds = converts};
}

Step right_mac(std::string_view letter) {
  return {.kind = Step::Kind::check, .letter = letter, .reason = "bad_mac"};
}

Step signed_under(std::string_view letter, std::string_view key) {
  return {.kind = Step::Kind::check, .letter = letter, .reason = "bad_signature", .under = key};
}

Step read(std::string_view letter, std::vector<terms::Field> fields) {
  return {.kind = Step::Kind::read, .letter = letter, .fields = std::move(fields)};
}

Step open(std::string_view letter, std::vector<terms::Field> fields) {
  return {
      .kind = Step::Kind::open, .letter = letter, .fields = std::move(fields), .reason = "bad_box"};
}

// spec/shs1.md §3 and §6, each in the order of its sentences.
std::vector<Step> client_steps() {
  return {compute("A_p"),
          compute("a_p"),
          compute("mac1"),
          compute("msg1"),
          send("msg1"),
          read("msg2", {{"mac2", 32}, {"b_p", 32}}),
          right_mac("mac2"),
          compute("ab"),
          non_zero("ab"),
          convertible("B_p"),
          compute("aB"),
          non_zero("aB"),
          compute("Ab"),
          non_zero("Ab"),
          compute("hab"),
          compute("sigA"),
          compute("H"),
          compute("K2"),
          compute("msg3"),
          send("msg3"),
          read("msg4", {{"msg4", 80}}),
          compute("K3"),
          open("msg4", {{"sigB", 64}}),
          signed_under("sigB", "B_p"),
          compute("SS"),
          compute("keyCS"),
          compute("keySC"),
          compute("nonceCS"),
          compute("nonceSC"),
          {.kind = Step::Kind::done, .letter = "B_p"}};
}

std::vector<Step> server_steps() {
  return {compute("B_p"),
          compute("b_p"),
          read("msg1", {{"mac1", 32}, {"a_p", 32}}),
          right_mac("mac1"),
          compute("ab"),
          non_zero("ab"),
          compute("aB"),
          non_zero("aB"),
          compute("mac2"),
          compute("msg2"),
          send("msg2"),
          read("msg3", {{"msg3", 112}}),
          compute("hab"),
          compute("K2"),
          open("msg3", {{"sigA", 64}, {"A_p", 32}}),
          signed_under("sigA", "A_p"),
          convertible("A_p"),
          compute("Ab"),
          non_zero("Ab"),
          {.kind = Step::Kind::ask, .letter = "A_p", .reason = "not_authorized"},
          compute("sigB"),
          compute("K3"),
          compute("msg4"),
          send("msg4"),
          compute("SS"),
          compute("keyCS"),
          compute("keySC"),
          compute("nonceCS"),
          compute("nonceSC"),
          {.kind = Step::Kind::done, .letter = "A_p"}};
}

}  // namespace shs1_steps

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
                                .steps = {{Role::client, shs1_steps::client_steps()},
                                          {Role::server, shs1_steps::server_steps()}},
                                .outcome = shs1_outcome()};
  return book;
}

}  // namespace assay
