// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>
#include <map>
#include <set>

#include "reference/ladder/tests/support.hpp"

namespace assay::ladder::tests {
namespace {

using Place = std::pair<std::size_t, std::size_t>;  // message, bit of its frame

// The flips with which both ends are done, of the bits that `tried` picks.
std::set<Place> accepted_flips(Proto P, Setup setup, bool (*tried)(std::size_t bit)) {
  setup.made = setup.directory();
  std::set<Place> accepted;
  const Run honest = run(P, setup);
  REQUIRE(honest.both_done());
  for (std::size_t number = 1; number <= honest.sent.size(); ++number) {
    for (std::size_t bit = 0; bit < 8 * honest.sent[number - 1].size(); ++bit) {
      if (!tried(bit)) continue;
      const auto flipped = flip_bit(honest.sent[number - 1], bit);
      const Run tampered = run(P, setup, replacing(number, flipped));
      if (!tampered.refused()) accepted.insert({number, bit});
    }
  }
  return accepted;
}

bool every_bit(std::size_t) { return true; }
bool one_of_each_byte(std::size_t bit) { return bit % 8 == bit / 8 % 8; }

constexpr std::size_t first_field = 8 * 6;  // after the length and the header

TEST_CASE("Somebody refuses a flipped bit in any byte of a signed rung", "[many]") {
  for (const Mode mode : {Mode::id_is_key, Mode::named_pop}) {
    for (const Proto P : all_rungs) {
      if (P == Proto::dh) continue;
      CAPTURE(static_cast<int>(P), static_cast<int>(mode));
      Setup setup;
      setup.mode = mode;
      CHECK(accepted_flips(P, setup, one_of_each_byte).empty());
    }
  }
}

TEST_CASE("DH accepts any other share, and with bit 255 flipped it is the same one") {
  const Setup setup;
  std::set<Place> shares;
  for (std::size_t bit = 0; bit < 256; ++bit) {
    shares.insert({1, first_field + bit});
    shares.insert({2, first_field + bit});
  }
  CHECK(accepted_flips(Proto::dh, setup, every_bit) == shares);
  const Run honest = run(Proto::dh);
  for (const std::size_t number : {1U, 2U}) {
    const auto& message = honest.sent[number - 1];
    const auto flipped_at = [&](std::size_t bit) {
      return run(Proto::dh, setup, replacing(number, flip_bit(message, first_field + bit)));
    };
    CHECK(flipped_at(255).same_keys());
    CHECK_FALSE(flipped_at(254).same_keys());
  }
}

// Where a rung that does not bind its initiator's name says it.
const std::map<Proto, std::size_t> unbound = {{Proto::sign_own, 1},   {Proto::badh, 3},
                                              {Proto::sts_enc, 3},    {Proto::sts_mac, 3},
                                              {Proto::sts_enc_id, 3}, {Proto::sign_key, 3}};

TEST_CASE(
    "Of all bits of a signed rung one flips unseen: in an unbound name, where the other name has "
    "the "
    "same key",
    "[many]") {
  constexpr std::size_t bit = 77;
  for (const Proto P : all_rungs) {
    if (P == Proto::dh) continue;
    CAPTURE(static_cast<int>(P));
    Setup setup;
    setup.also = {{flip(setup.A.name, bit), public_key(setup.A.seed)},
                  {flip(setup.B.name, bit), public_key(setup.B.seed)}};
    std::set<Place> expected;
    if (unbound.contains(P)) expected.insert({unbound.at(P), first_field + bit});
    CHECK(accepted_flips(P, setup, every_bit) == expected);
  }
}

}  // namespace
}  // namespace assay::ladder::tests
