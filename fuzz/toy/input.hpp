// SPDX-License-Identifier: MIT
#pragma once

#include "conformance/terms/evaluate.hpp"
#include "conformance/terms/interpreter.hpp"
#include "conformance/toy/formulas.hpp"
#include "fuzz/input.hpp"
#include "reference/toy/peer.hpp"

// What the toy's fuzz targets share: fixed keys, and the formulas as the oracle.
namespace assay::fuzz {

// The same in every run, so that a corpus stays valid. The peer has the capital letters.
inline const terms::Values& fixed() {
  static const terms::Values values{{"K", Bytes(32, 7)},
                                    {"n", Bytes(16, 1)},
                                    {"t", clock_bytes(1'900'000'000'000'000'000)},
                                    {"N", Bytes(16, 2)},
                                    {"T", clock_bytes(1'900'000'000'000'000'000)}};
  return values;
}

inline const terms::Values& honest() {
  static const terms::Values values =
      terms::evaluate(toy_book(Carrier::stream), fixed(), Role::peer, std::nullopt);
  return values;
}

// The honest message, or one of the fuzzer's.
inline Bytes message(FuzzedDataProvider& in, const char* letter) {
  return in.ConsumeBool() ? bytes(in, 32) : honest().at(letter);
}

template <class Message>
Message as(const Bytes& bytes) {
  return Message::from(View(bytes).first<Message::size>());
}

// An end of the reference and one of the formulas, which must say the same.
struct Both {
  terms::Interpreter formulas{
      toy_book(Carrier::stream),
      Role::peer,
      {{"K", fixed().at("K")}, {"n", fixed().at("n")}, {"t", fixed().at("t")}}};
  toy::PeerStart::Begun reference =
      toy::PeerStart(toy::PresharedKey::from(View(fixed().at("K")).first<32>()),
                     as<toy::Nonce>(fixed().at("n")), as<toy::Instant>(fixed().at("t")))
          .begin();

  // Of what the reference made of `message`: true when it goes on.
  template <class Read>
  bool same(const Bytes& message, const Read& read, const char* what) {
    formulas.read(message);
    const std::string_view reason = read ? std::string_view() : toy::name(read.error());
    agree(formulas.reason() == reason, what);
    return static_cast<bool>(read);
  }
};

// Both read three messages.
inline void read_all(const Bytes& H, const Bytes& P, const Bytes& D) {
  Both both;
  auto proved = std::move(both.reference.next).read(as<toy::PeerHello>(H));
  if (!both.same(H, proved, "hello")) return;
  auto finished = std::move(proved->next).read(as<toy::PeerProof>(P));
  if (!both.same(P, finished, "proof")) return;
  const auto outcome = std::move(finished->next).read(as<toy::PeerFinish>(D));
  if (!both.same(D, outcome, "finish")) return;
  agree(both.formulas.outcome().at("k") == copy_of(outcome->k.view()), "k");
}

}  // namespace assay::fuzz
