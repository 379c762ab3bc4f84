// SPDX-License-Identifier: MIT
#include "conformance/games/knowledge.hpp"

#include <sodium.h>

#include <catch2/catch.hpp>

namespace assay {
namespace {

Bytes sha256(View message) {
  Bytes out(32);
  crypto_hash_sha256(out.data(), message.data(), message.size());
  return out;
}

const Known K{"K", Bytes(32, 7)}, x{"x", Bytes(32, 1)}, y{"y", Bytes(32, 2)}, z{"z", Bytes(32, 3)};

KeySearch attacker(std::vector<Known> terms) {
  return {.prefix = K, .terms = std::move(terms), .hash = sha256};
}

Sealed under(const Bytes& key) {
  return {"msg3", [key](View guess) { return std::ranges::equal(guess, key); }};
}

TEST_CASE("two terms make two raw keys and fifteen hashes of up to three terms") {
  const Searched s = search(attacker({x, y}), {under(Bytes(32, 9))});
  CHECK(s.keys == 2 + 1 + 2 + 4 + 8);
  CHECK_FALSE(s.found);
}

TEST_CASE("a box under any of the keys is opened, and the key is named") {
  CHECK(search(attacker({x, y}), {under(x.value)}).found == "x opens msg3");
  CHECK(search(attacker({x, y}), {under(sha256(K.value))}).found == "h(K) opens msg3");
  CHECK(search(attacker({x, y}), {under(sha256(cat(K.value, y.value, x.value, y.value)))}).found ==
        "h(K|y|x|y) opens msg3");
}

TEST_CASE("an attacker without the secret that suffices learns nothing") {
  const Result r =
      knowledge_game(attacker({x, y}), {z}, {under(sha256(cat(K.value, z.value, x.value)))});
  CHECK(r.verdict == Verdict::withstood);
  CHECK(r.observed == "none of 17 keys opens anything; in the control h(K|z|x) opens msg3");
}

TEST_CASE("an attacker for whom what it has suffices wins") {
  const Result r = knowledge_game(attacker({x, y}), {z}, {under(sha256(cat(K.value, x.value)))});
  CHECK(r.verdict == Verdict::succeeded);
  CHECK(r.observed == "h(K|x) opens msg3");
}

TEST_CASE("a box that the sufficient secret does not open voids the search") {
  CHECK_THROWS_AS(knowledge_game(attacker({x}), {y}, {under(Bytes(32, 9))}), ControlFailed);
}

TEST_CASE("eight bytes of a secret in what was written are a leak, seven are not") {
  Bytes secret(32);
  for (std::size_t i = 0; i < 32; ++i) secret[i] = static_cast<std::uint8_t>(i + 1);
  const Bytes eight(secret.begin() + 5, secret.begin() + 13), seven(eight.begin(), eight.end() - 1);
  const Result r = leak_game({{"A_p", secret}}, cat(Bytes(64, 0xff), eight, Bytes(9, 0xff)));
  CHECK(r.verdict == Verdict::succeeded);
  CHECK(r.observed == "bytes 5 to 12 of A_p stand at byte 64 of what was written");
  CHECK(leak_game({{"A_p", secret}}, cat(Bytes(64, 0xff), seven)).verdict == Verdict::withstood);
}

TEST_CASE("bytes that two runs share are noticed, unless others write them, too") {
  const Bytes a{1, 2, 3, 4, 5, 6, 7, 8, 9}, b{0, 0, 2, 3, 4, 5, 6, 7, 8, 9};
  CHECK(repeat_game({a, b}, {}).verdict == Verdict::succeeded);
  CHECK(repeat_game({a, {9, 8, 7, 6, 5, 4, 3, 2}}, {}).verdict == Verdict::withstood);
  CHECK(repeat_game({a, b}, {b}).verdict == Verdict::withstood);
  CHECK(repeat_game({a, {8, 9, 4, 5, 6, 7}}, {{4, 5, 6, 7}}).verdict == Verdict::withstood);
  CHECK(repeat_game({Bytes(64), {}}, {}).verdict == Verdict::withstood);
  CHECK_THROWS_AS(repeat_game({{}, {}}, {}), ControlFailed);
}

TEST_CASE("padding behind random bytes is a constant, and a tag beside it is none") {
  const auto padded = [](const Bytes& head) { return cat(head, Bytes(64)); };
  std::vector<Bytes> runs, others, tagged;
  for (std::uint8_t i = 1; i < 200; ++i) {
    const Bytes random{i, static_cast<std::uint8_t>(7 * i), 5};
    runs.push_back(padded(cat(Bytes{i, i, i, i}, random)));
    others.push_back(padded(cat(Bytes{i, 0xfe, i, 0xfe}, Bytes{4})));
    tagged.push_back(padded(cat(random, Bytes{0xa1, 0xa2, 0xa3, 0xa4, 0xa5, 0xa6, 0xa7, 0xa8})));
  }
  CHECK(repeat_game(runs, others).verdict == Verdict::withstood);
  CHECK(repeat_game(tagged, others).verdict == Verdict::succeeded);
}

}  // namespace
}  // namespace assay
