// SPDX-License-Identifier: MIT
#include <sodium.h>

#include <algorithm>
#include <catch2/catch.hpp>

#include "conformance/ladder/algebra.hpp"
#include "conformance/ladder/formulas.hpp"
#include "conformance/ladder/machine.hpp"

using namespace assay;
using namespace assay::rungs;

namespace {

const std::string in_named_mode(named);

Bytes zero_padded(std::string_view text) {
  Bytes name(32);
  std::ranges::copy(text, name.begin());
  return name;
}

terms::Interpreter honest_end(const Rung& rung, Role role) {
  const bool initiator = role == Role::client;
  const Bytes alice = zero_padded("alice"), bob = zero_padded("bob");
  const Bytes a(32, 0xa1), b(32, 0xb2);
  const RungSettings s{.role = role,
                       .mode = in_named_mode,
                       .own_name = initiator ? alice : bob,
                       .seed = initiator ? a : b,
                       .called = bob,
                       .entries = {{alice, public_key(a)}, {bob, public_key(b)}},
                       .ephemeral = Bytes(32, initiator ? 0x11 : 0x22)};
  return {rung_book(rung, in_named_mode), role, given_values(rung, s)};
}

// All messages of an honest run, both ends played from the formulas.
Bytes honest_transcript(const Rung& rung) {
  auto initiator = honest_end(rung, Role::client), responder = honest_end(rung, Role::server);
  Bytes all;
  for (int n = 1; n <= rung.last(); ++n) {
    terms::Interpreter &from = n % 2 == 1 ? initiator : responder,
                       &to = n % 2 == 1 ? responder : initiator;
    const Bytes message = from.take_sent();
    REQUIRE(message.size() == to.wanted());
    to.read(message);
    if (to.state() == terms::Interpreter::State::asks) to.decide(true);
    all = cat(all, message);
  }
  CHECK(initiator.state() == terms::Interpreter::State::done);
  CHECK(responder.state() == terms::Interpreter::State::done);
  CHECK(initiator.outcome() == responder.outcome());
  return all;
}

std::string digest_of(const Bytes& bytes) {
  Bytes digest(crypto_hash_sha256_BYTES);
  crypto_hash_sha256(digest.data(), bytes.data(), bytes.size());
  return hex(View(digest).first(16));
}

}  // namespace

TEST_CASE("the formulas of every rung give the known transcript") {
  const std::pair<const char*, const char*> known[] = {
      {"dh", "be3c87fbe077494a1d33a8bc594f4850"},
      {"sign-own", "9a05727eca445ba58e8e9461b40d15a9"},
      {"badh", "e4e1c1062040b2cc054fb68bbb0f3512"},
      {"iso", "c57f2883e7da709a2406bfa3e9f28f2e"},
      {"sts-enc", "12c137ae9c636f8fa1455e5733b07e10"},
      {"sts-mac", "745f048f03531fe3ca45a33cab13cc6f"},
      {"sts-enc-id", "186c26293e1970729f9b16ce0a547e2f"},
      {"sign-key", "ec5306b8c4b50020b8f81460029226a9"},
      {"sigma-0", "b2300ba9e40a62ae988724bec1fdd60e"},
      {"sigma-i", "0317b9853aa99fc5685b4502af53f4a2"},
      {"sigma-r", "4e959908d586b9967591aef5d868fbdb"},
      {"sigma-ike", "b15ed51d944b811d107ae78d20f11272"},
      {"sigma-i-ack", "11f6d540ec749fbc87296a075cf212fd"}};
  CHECK(std::size(known) == all_rungs().size());
  for (const auto& [name, digest] : known) {
    CAPTURE(name);
    CHECK(digest_of(honest_transcript(rung_named(name))) == digest);
  }
}
