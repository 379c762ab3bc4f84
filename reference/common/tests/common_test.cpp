// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>
#include <iostream>

#include "reference/common/concat.hpp"
#include "reference/common/consumable.hpp"
#include "reference/common/hmac.hpp"
#include "reference/common/secretbox.hpp"
#include "reference/common/sha256.hpp"
#include "reference/tests/dies.hpp"

namespace assay::reference::tests {
namespace {

using Some = Secret<struct SomeTag, 4>;
using Other = Secret<struct OtherTag, 4>;
using Open = Public<struct OpenTag, 4>;

static_assert(!std::is_default_constructible_v<Some> && !std::is_default_constructible_v<Open>);

template <class T>
concept Printable = requires(const T& t) { std::cout << t; };
template <class T>
concept Comparable = requires(const T& t) { t == t; };

static_assert(!std::is_copy_constructible_v<Some> && !std::is_copy_assignable_v<Some>);
static_assert(std::is_nothrow_move_constructible_v<Some>);
static_assert(!Comparable<Some> && !Printable<Some>);
static_assert(!std::is_convertible_v<Some, Other> && !std::is_constructible_v<Some, Other>);
static_assert(Comparable<Open> && std::is_copy_constructible_v<Open>);

// Secretness wins from either side.
static_assert(SecretType<decltype(concat(std::declval<Some>(), std::declval<Open>()))>);
static_assert(SecretType<decltype(concat(std::declval<Open>(), std::declval<Some>()))>);
static_assert(!SecretType<decltype(concat(std::declval<Open>(), std::declval<Open>()))>);

const std::array<std::uint8_t, 4> bytes = {1, 2, 3, 4};
bool is(const Some& secret, const std::array<std::uint8_t, 4>& expected) {
  return std::ranges::equal(secret.view(), expected);
}

TEST_CASE("A secret is zero in the place that it was moved from") {
  Some source = Some::from(bytes);
  Some target = std::move(source);
  CHECK(is(target, bytes));
  CHECK(is(source, {}));  // NOLINT(bugprone-use-after-move): that it is wiped is what is tested
  source = std::move(target);
  CHECK(is(source, bytes));
  CHECK(is(target, {}));  // NOLINT(bugprone-use-after-move)
}

TEST_CASE("A secret that is moved onto itself stays as it is") {
  Some secret = Some::from(bytes);
  Some& same = secret;
  secret = std::move(same);
  CHECK(is(secret, bytes));
}

TEST_CASE("A secret is zero in the place where it was destroyed") {
  alignas(Some) std::array<std::uint8_t, sizeof(Some)> place;
  auto* secret = new (place.data()) Some(Some::from(bytes));
  secret->~Some();
  CHECK(std::ranges::count(place, 0) == 4);
}

TEST_CASE("Concatenation keeps the order of its parts") {
  const auto joined =
      concat(Open::from(bytes), Some::from(std::array<std::uint8_t, 4>{}), Open::from(bytes));
  CHECK(std::ranges::equal(joined.view(),
                           std::array<std::uint8_t, 12>{1, 2, 3, 4, 0, 0, 0, 0, 1, 2, 3, 4}));
}

TEST_CASE("A consumable that another was moved into is as live as that one was") {
  Consumable first, second;
  first = std::move(second);
  first.must_be_live("first");
  CHECK(dies_saying("assay: second was used again after it had been consumed",
                    [&] { second.must_be_live("second"); }));
}

TEST_CASE("Buffers of a box that do not fit each other are a misuse") {
  std::array<std::uint8_t, 20> boxed{};
  std::array<std::uint8_t, 5> plain{};
  const std::array<std::uint8_t, 32> key{};
  const auto nonce = BoxNonce::zeros();
  CHECK(dies_saying("assay: seal: lengths do not fit", [&] { seal(boxed, key, nonce, plain); }));
  CHECK(dies_saying("assay: unseal: lengths do not fit",
                    [&] { (void)unseal(plain, key, nonce, boxed); }));
}

TEST_CASE("A mac matches its own key and message only") {
  const MacKey key = MacKey::from(std::array<std::uint8_t, 32>{1});
  const MacKey other = MacKey::from(std::array<std::uint8_t, 32>{});
  const Mac mac = hmac(key, bytes);
  CHECK(hmac_matches(mac, key, bytes));
  CHECK_FALSE(hmac_matches(mac, other, bytes));
  CHECK_FALSE(hmac_matches(mac, key, std::span(bytes).first(3)));
  CHECK_FALSE(hmac_matches(Mac::zeros(), key, bytes));
}

}  // namespace
}  // namespace assay::reference::tests
