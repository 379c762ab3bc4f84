// SPDX-License-Identifier: MIT
#include "conformance/shs1/contract/outcome_filter.hpp"

#include <rapidcheck.h>

#include <catch2/catch.hpp>

using namespace assay;
using namespace assay::contract;

namespace {

Bytes bytes(std::size_t n, std::uint8_t value) { return Bytes(n, value); }

Bytes outcome_with(View enc_nonce, View dec_nonce) {
  return cat(bytes(32, 'E'), enc_nonce, bytes(32, 'D'), dec_nonce);
}

}  // namespace

TEST_CASE("what a role owes grows with what it has read") {
  CHECK(owed(Role::server, 0) == 0);
  CHECK(owed(Role::server, 63) == 0);
  CHECK(owed(Role::server, 64) == 64);
  CHECK(owed(Role::server, 175) == 64);
  CHECK(owed(Role::server, 176) == 64 + 80 + 112);
  CHECK(owed(Role::client, 0) == 64);
  CHECK(owed(Role::client, 64) == 64 + 112);
  CHECK(owed(Role::client, 143) == 64 + 112);
  CHECK(owed(Role::client, 144) == 64 + 112 + 112);
}

TEST_CASE("the outcome is parted from the handshake wherever the bytes are cut") {
  CHECK(rc::check([](const std::vector<std::uint8_t>& cuts) {
    const Bytes read = cat(bytes(64, 1), bytes(112, 2));
    const Bytes handshake = cat(bytes(64, 3), bytes(80, 4));
    const Bytes outcome = outcome_with(bytes(24, 1), bytes(24, 3));
    const Bytes all = cat(handshake, outcome, bytes(17, 9));
    OutcomeFilter filter(Role::server, true);
    filter.given(read);
    Bytes out;
    View rest = all;
    for (const std::uint8_t cut : cuts) {
      const std::size_t n = std::min<std::size_t>(cut, rest.size());
      filter.wrote(rest.first(n));
      out = cat(out, filter.take_out());
      rest = rest.subspan(n);
    }
    filter.wrote(rest);
    RC_ASSERT(filter.complete());
    RC_ASSERT(filter.nonce_is_on_the_wire());
    RC_ASSERT(filter.outcome() == outcome);
    RC_ASSERT(cat(out, filter.take_out()) == handshake);
    filter.accept();
    RC_ASSERT(filter.take_out() == bytes(17, 9));
  }));
}

TEST_CASE("bytes that are no outcome reach the peer in order") {
  OutcomeFilter filter(Role::client, true);
  const Bytes all = cat(bytes(176, 1), bytes(112, 2), bytes(5, 3));
  filter.wrote(all);
  CHECK(filter.take_out() == bytes(176, 1));
  CHECK_FALSE(filter.nonce_is_on_the_wire());
  filter.surrender();
  CHECK(filter.take_out() == cat(bytes(112, 2), bytes(5, 3)));
  filter.wrote(bytes(4, 4));
  CHECK(filter.take_out() == bytes(4, 4));
}

TEST_CASE("one nonce on the wire is enough, in either place and from either side") {
  const Bytes theirs = bytes(24, 1), mine = bytes(24, 3), other = bytes(24, 7);
  const auto told = [&](View enc, View dec) {
    OutcomeFilter filter(Role::server, true);
    filter.given(bytes(176, 1));
    filter.wrote(cat(bytes(144, 3), outcome_with(enc, dec)));
    return filter.nonce_is_on_the_wire();
  };
  CHECK(told(theirs, mine));
  CHECK(told(mine, theirs));
  CHECK(told(other, mine));
  CHECK(told(theirs, other));
  CHECK_FALSE(told(other, other));
}

TEST_CASE("where no outcome comes every byte is for the peer") {
  OutcomeFilter filter(Role::server, false);
  filter.wrote(bytes(400, 5));
  CHECK(filter.take_out() == bytes(400, 5));
  CHECK_FALSE(filter.complete());
}
