// SPDX-License-Identifier: MIT
#include "conformance/toy/formulas.hpp"

#include <sodium.h>

#include <algorithm>

namespace assay {
namespace {

using terms::joined, terms::Parts, terms::Primitive, terms::Step;

// spec/toy.md 1: mac[K](x), with the text in quotes in front.
Bytes toy_mac(std::string_view text, const Parts& parts) {
  const Bytes x = cat(text, joined(parts));
  Bytes mac(crypto_auth_hmacsha512256_BYTES);
  crypto_auth_hmacsha512256(mac.data(), x.data(), x.size(), parts.key.data());
  return mac;
}

Bytes toy_key(const Parts& parts) {
  Parts sorted = parts;
  std::ranges::sort(sorted.operands, {}, &terms::Part::bytes);
  return toy_mac("toy key", sorted);
}

constexpr Primitive toy_join{joined};
constexpr Primitive toy_proof{[](const Parts& p) { return toy_mac("toy proof", p); }, "mac-with", true};
constexpr Primitive toy_finish{[](const Parts& p) { return toy_mac("toy finish", p); }, "mac-with", true};
constexpr Primitive toy_session_key{toy_key};

std::vector<terms::Formula> toy_formulas() {
  return {
      {"h", &toy_join, "", {"n", "t"}},    {"H", &toy_join, "", {"N", "T"}},
      {"p", &toy_proof, "K", {"h", "H"}},  {"P", &toy_proof, "K", {"H", "h"}},
      {"d", &toy_finish, "K", {"p", "P"}}, {"D", &toy_finish, "K", {"P", "p"}},
      {"k", &toy_session_key, "K", {"d", "D"}},
  };
}

}  // namespace

const terms::Book& toy_book() {
  static const terms::Book book{.formulas = toy_formulas(), .settings = {}};
  return book;
}

}  // namespace assay
