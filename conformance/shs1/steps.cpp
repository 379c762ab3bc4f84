// SPDX-License-Identifier: MIT
#include <algorithm>

#include "conformance/shs1/algebra.hpp"
#include "conformance/shs1/formulas.hpp"

namespace assay {
namespace {

namespace steps_in_order {

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

}  // namespace steps_in_order

}  // namespace

std::map<Role, std::vector<terms::Step>> shs1_steps() {
  return {{Role::client, steps_in_order::client_steps()},
          {Role::server, steps_in_order::server_steps()}};
}

}  // namespace assay
