// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include "reference/ladder/signature.hpp"
#include "reference/ladder/tests/support.hpp"
#include "reference/tests/dies.hpp"

namespace assay::ladder::tests {
namespace {

using reference::tests::dies_saying;

const Bytes32 alice_seed = filled(0xa1);

RegisteredName registered(std::string_view name) { return RegisteredName::from(padded(name)); }
reference::VerifyKey key_of(const Bytes32& seed) {
  return reference::VerifyKey::from(public_key(seed));
}

std::optional<Reject> refusal(const RegisteredName& name, const reference::VerifyKey& key,
                              const PossessionProof& pop) {
  const auto entry = register_proven(name, key, pop);
  return entry ? std::nullopt : std::optional(entry.error());
}

TEST_CASE("A registrar takes a proof for this name under this key and no other") {
  const auto name = registered("alice");
  const auto pop = prove_possession(name, reference::signing_key(alice_seed));
  CHECK(refusal(name, key_of(alice_seed), pop) == std::nullopt);
  CHECK(refusal(registered("eve"), key_of(alice_seed), pop) == Reject::not_possessed);
  CHECK(refusal(name, key_of(filled(0xe5)), pop) == Reject::not_possessed);
  for (std::size_t bit = 0; bit < 512; ++bit) {
    PossessionProof flipped = pop;
    flipped.fill()[bit / 8] ^= static_cast<std::uint8_t>(1 << bit % 8);
    CHECK(refusal(name, key_of(alice_seed), flipped) == Reject::not_possessed);
  }
}

TEST_CASE("A registrar takes no signature of a run for a proof") {
  const auto A = Identity<Initiator>::named(InitiatorName::from(padded("alice")), alice_seed);
  for (const Proto P : all_rungs) {
    const auto sig = sign(P, A, A.name());
    const auto pop = PossessionProof::from(sig.view());
    CHECK(refusal(registered("alice"), key_of(alice_seed), pop) == Reject::not_possessed);
  }
}

TEST_CASE("Names are looked up in the list, or are the keys themselves") {
  const auto named = Directory::named({{registered("alice"), key_of(alice_seed)}});
  CHECK(named.key_of(InitiatorName::from(padded("alice"))) == key_of(alice_seed));
  CHECK(named.key_of(ResponderName::from(padded("alice"))) == key_of(alice_seed));
  CHECK(named.key_of(InitiatorName::from(padded("bob"))) == std::nullopt);
  CHECK(Directory::id_is_key().key_of(InitiatorName::from(filled(9))) ==
        reference::VerifyKey::from(filled(9)));
}

TEST_CASE("A directory with one name twice is misuse") {
  CHECK(dies_saying("a name stands twice in the directory", [] {
    (void)Directory::named(
        {{registered("alice"), key_of(alice_seed)}, {registered("alice"), key_of(filled(1))}});
  }));
}

TEST_CASE("An end whose name is not its key is misuse where names are keys") {
  const Setup setup;
  const auto A = setup.initiator(setup.A);
  CHECK(
      dies_saying("this end's name is not its key", [&] { Directory::id_is_key().must_suit(A); }));
  CHECK_FALSE(dies_saying("", [&] {
    Directory::id_is_key().must_suit(Identity<Initiator>::of_seed(alice_seed));
    setup.directory().must_suit(A);
  }));
}

}  // namespace
}  // namespace assay::ladder::tests
