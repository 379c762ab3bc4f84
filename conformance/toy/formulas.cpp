// SPDX-License-Identifier: MIT
#include "conformance/toy/formulas.hpp"

#include <sodium.h>

#include <algorithm>

namespace assay {
namespace {

using terms::joined, terms::Parts, terms::Primitive, terms::Step;

// spec/toy.md §1: mac[K](x), with the text in quotes in front.
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
constexpr Primitive toy_proof{[](const Parts& p) { return toy_mac("toy proof", p); }, "mac-with",
                              true};
constexpr Primitive toy_finish{[](const Parts& p) { return toy_mac("toy finish", p); }, "mac-with",
                               true};
constexpr Primitive toy_session_key{toy_key};
// What spec/toy.md §3.1 compares, as bytes that a check can look at.
constexpr Primitive toy_difference{[](const Parts& p) {
  Bytes xored = p.operands.at(0).bytes;
  for (std::size_t i = 0; i < xored.size(); ++i) xored[i] ^= p.operands.at(1).bytes.at(i);
  return xored;
}};
constexpr Primitive toy_distance{[](const Parts& p) {
  const Nanos t = clock_of(p.operands.at(0).bytes), T = clock_of(p.operands.at(1).bytes);
  return clock_bytes(T > t ? T - t : t - T);
}};

// Of rows: the nearest times that are not recent any more, or yet.
constexpr Nanos ten_seconds = 10'000'000'000;
constexpr Primitive toy_late{
    [](const Parts& p) { return clock_bytes(clock_of(joined(p)) - ten_seconds - 1); }};
constexpr Primitive toy_early{
    [](const Parts& p) { return clock_bytes(clock_of(joined(p)) + ten_seconds + 1); }};

bool is_another(View difference) {
  return std::ranges::any_of(difference, [](std::uint8_t byte) { return byte != 0; });
}
bool is_the_same(View difference) { return !is_another(difference); }
bool is_recent(View distance) { return clock_of(distance) <= ten_seconds; }

std::vector<terms::Formula> toy_formulas() {
  return {
      {"h", &toy_join, "", {"n", "t"}},         {"H", &toy_join, "", {"N", "T"}},
      {"p", &toy_proof, "K", {"h", "H"}},       {"P", &toy_proof, "K", {"H", "h"}},
      {"d", &toy_finish, "K", {"p", "P"}},      {"D", &toy_finish, "K", {"P", "p"}},
      {"k", &toy_session_key, "K", {"d", "D"}}, {"n-N", &toy_difference, "", {"n", "N"}},
      {"t-T", &toy_distance, "", {"t", "T"}},   {"f-F", &toy_difference, "", {"f", "F"}},
  };
}

std::vector<Step> toy_steps_on_stream() {
  using enum Step::Kind;
  return {{.kind = compute, .letter = "h"},
          {.kind = send, .letter = "h"},
          {.kind = read, .letter = "H", .fields = {{"N", 16}, {"T", 16}}},
          {.kind = compute, .letter = "n-N"},
          {.kind = check, .letter = "n-N", .reason = "reflected", .holds = is_another},
          {.kind = compute, .letter = "t-T"},
          {.kind = check, .letter = "t-T", .reason = "stale", .holds = is_recent},
          {.kind = compute, .letter = "H"},
          {.kind = compute, .letter = "p"},
          {.kind = send, .letter = "p"},
          {.kind = read, .letter = "P", .fields = {{"P", 32}}},
          {.kind = check, .letter = "P", .reason = "bad_proof"},
          {.kind = compute, .letter = "d"},
          {.kind = send, .letter = "d"},
          {.kind = read, .letter = "D", .fields = {{"D", 32}}},
          {.kind = check, .letter = "D", .reason = "bad_finish"},
          {.kind = compute, .letter = "k"},
          {.kind = done, .letter = ""}};
}

// Each message is read with its address, and each but the hello is of the hello's.
std::vector<Step> toy_steps_of_datagrams() {
  std::vector<Step> steps;
  for (Step& step : toy_steps_on_stream()) {
    const bool reads = step.kind == Step::Kind::read, hello = step.letter == "H";
    if (reads) step.fields.insert(step.fields.begin(), {hello ? "F" : "f", address_bytes});
    steps.push_back(step);
    if (!reads || hello) continue;
    steps.push_back({.kind = Step::Kind::compute, .letter = "f-F"});
    steps.push_back({.kind = Step::Kind::check,
                     .letter = "f-F",
                     .reason = "bad_message",
                     .holds = is_the_same});
  }
  return steps;
}

terms::Book toy_book_of(std::vector<Step> steps) {
  return {.formulas = toy_formulas(),
          .settings = {},
          .steps = {{Role::peer, std::move(steps)}},
          .outcome = {{Role::peer, {{"k", "k"}}}},
          .functions = {{"late", &toy_late}, {"early", &toy_early}}};
}

}  // namespace

const terms::Book& toy_book(Carrier carrier) {
  static const terms::Book on_stream = toy_book_of(toy_steps_on_stream());
  static const terms::Book of_datagrams = toy_book_of(toy_steps_of_datagrams());
  return carrier == Carrier::stream ? on_stream : of_datagrams;
}

}  // namespace assay
