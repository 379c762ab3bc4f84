// SPDX-License-Identifier: MIT
#include "conformance/bench/bench.hpp"

#include <sodium.h>

#include <array>
#include <cstdlib>

#include "reference/ladder/badh.hpp"
#include "reference/ladder/dh.hpp"
#include "reference/ladder/iso.hpp"
#include "reference/ladder/sigma_0.hpp"
#include "reference/ladder/sigma_i.hpp"
#include "reference/ladder/sigma_i_ack.hpp"
#include "reference/ladder/sigma_ike.hpp"
#include "reference/ladder/sigma_r.hpp"
#include "reference/ladder/sign_key.hpp"
#include "reference/ladder/sign_own.hpp"
#include "reference/ladder/sts_enc.hpp"
#include "reference/ladder/sts_enc_id.hpp"
#include "reference/ladder/sts_mac.hpp"

namespace assay {
namespace {

using namespace ladder;

std::array<std::uint8_t, 32> thirty_two(std::uint8_t value) {
  std::array<std::uint8_t, 32> bytes{};
  bytes.fill(value);
  return bytes;
}

EphemeralSecret<Initiator> scalar_x() { return EphemeralSecret<Initiator>::from(thirty_two(0x11)); }
EphemeralSecret<Responder> scalar_y() { return EphemeralSecret<Responder>::from(thirty_two(0x22)); }

struct Sides {
  Identity<Responder> B = Identity<Responder>::of_seed(thirty_two(0xb2));
  InitiatorSide initiator{Identity<Initiator>::of_seed(thirty_two(0xa1)), B.name(),
                          Directory::id_is_key(), scalar_x()};
  ResponderSide responder{std::move(B), Directory::id_is_key(), scalar_y()};
};

void prepare_scalars() { scalar_x(), scalar_y(); }
void prepare_sides() { const Sides sides; }

void must_have(bool done) {
  if (!done) std::abort();
}

void run_dh() {
  auto begun = DhInitiatorStart(scalar_x()).begin();
  const auto responder = DhResponderAwaitsMsg1(scalar_y()).read(begun.msg1);
  must_have(std::move(begun.next).read(responder->msg2).has_value());
}

void run_sign_own() {
  Sides sides;
  auto begun = SignOwnInitiatorStart(std::move(sides.initiator)).begin();
  auto asks = SignOwnResponderAwaitsMsg1(std::move(sides.responder)).read(begun.msg1);
  const auto accepted = std::move(*asks).authorize(true);
  must_have(std::move(begun.next).read(accepted->msg2).has_value());
}

template <class R>
void run_rung() {
  Sides sides;
  auto begun = InitiatorStart<R>(std::move(sides.initiator)).begin();
  auto read = ResponderAwaitsMsg1<R>(std::move(sides.responder)).read(begun.msg1);
  auto proving = std::move(begun.next).read(read->msg2);
  auto asks = std::move(read->next).read(proving->msg3);
  auto accepted = std::move(*asks).authorize(true);
  if constexpr (R::form == Form::responder_first) {
    must_have(accepted.has_value());
  } else {
    must_have(std::move(proving->next).read(accepted->msg4).has_value());
  }
}

// What the primitives work on, of the sizes that the ladder has.
struct LadderInputs {
  std::array<std::uint8_t, 32> key = thirty_two(5), out, pk;
  std::array<std::uint8_t, 64> sk, signature;
  std::array<std::uint8_t, 128> text{}, plain;
  std::array<std::uint8_t, 144> sealed;
  std::array<std::uint8_t, 12> nonce{};
  std::array<std::uint8_t, 4> ad{};

  LadderInputs() {
    crypto_sign_ed25519_seed_keypair(pk.data(), sk.data(), key.data());
    crypto_sign_ed25519_detached(signature.data(), nullptr, text.data(), 78, sk.data());
    seal();
  }
  void seal() {
    crypto_aead_chacha20poly1305_ietf_encrypt(sealed.data(), nullptr, text.data(), text.size(),
                                              ad.data(), ad.size(), nullptr, nonce.data(),
                                              key.data());
  }
};

LadderInputs& ladder_inputs() {
  static LadderInputs inputs;
  return inputs;
}

std::vector<Primitive> curve_primitives_of_ladder(bool is_signed) {
  LadderInputs& i = ladder_inputs();
  std::vector<Primitive> all = {
      {"base multiplication", 2,
       [&] { must_have(crypto_scalarmult_base(i.out.data(), i.key.data()) == 0); }},
      {"DH", 2,
       [&] { must_have(crypto_scalarmult(i.out.data(), i.sk.data(), i.pk.data()) == 0); }}};
  if (!is_signed) return all;
  all.push_back({"signature", 2, [&] {
                   crypto_sign_ed25519_detached(i.signature.data(), nullptr, i.text.data(), 78,
                                                i.sk.data());
                 }});
  all.push_back({"verification", 2, [&] {
                   must_have(crypto_sign_ed25519_verify_detached(i.signature.data(), i.text.data(),
                                                                 78, i.pk.data()) == 0);
                 }});
  return all;
}

// Each end derives the keys of the two directions, makes its own and takes its peer's.
struct Symmetric {
  bool macs = false, boxes = false, masks = false, acknowledged = false;
};

std::vector<Primitive> symmetric_primitives_of(const Symmetric& s) {
  LadderInputs& i = ladder_inputs();
  const bool encrypts = s.boxes || s.masks;
  const int hmacs = 4 + (s.macs ? 8 : 0) + (encrypts ? 4 : 0) + (s.acknowledged ? 4 : 0);
  std::vector<Primitive> all = {
      {"HMAC-SHA-512", hmacs,
       [&] { crypto_auth_hmacsha512256(i.out.data(), i.text.data(), 32, i.key.data()); }}};
  if (s.boxes) {
    all.push_back({"AEAD", 2, [&] { i.seal(); }});
    all.push_back({"opening of an AEAD", 2, [&] {
                     must_have(crypto_aead_chacha20poly1305_ietf_decrypt(
                                   i.plain.data(), nullptr, nullptr, i.sealed.data(),
                                   i.sealed.size(), i.ad.data(), i.ad.size(), i.nonce.data(),
                                   i.key.data()) == 0);
                   }});
  }
  if (s.masks)
    all.push_back({"ChaCha20", 4, [&] {
                     crypto_stream_chacha20_ietf_xor(i.plain.data(), i.text.data(), 96,
                                                     i.nonce.data(), i.key.data());
                   }});
  return all;
}

Benchmark benchmark_of(const std::string& name, void (*run)(), const Symmetric& symmetric) {
  const bool is_signed = name != "dh";
  std::vector<Primitive> primitives = curve_primitives_of_ladder(is_signed);
  for (Primitive& p : symmetric_primitives_of(symmetric)) primitives.push_back(std::move(p));
  return {"ladder/" + name, is_signed ? prepare_sides : prepare_scalars, run,
          std::move(primitives)};
}

}  // namespace

std::vector<Benchmark> ladder_benchmarks() {
  const Symmetric nothing{}, macs{.macs = true}, boxes{.boxes = true},
      both{.macs = true, .boxes = true};
  return {benchmark_of("dh", run_dh, nothing),
          benchmark_of("sign-own", run_sign_own, nothing),
          benchmark_of("badh", run_rung<Badh>, nothing),
          benchmark_of("iso", run_rung<Iso>, nothing),
          benchmark_of("sts-enc", run_rung<StsEnc>, boxes),
          benchmark_of("sts-mac", run_rung<StsMac>, macs),
          benchmark_of("sts-enc-id", run_rung<StsEncId>, {.masks = true}),
          benchmark_of("sign-key", run_rung<SignKey>, nothing),
          benchmark_of("sigma-0", run_rung<Sigma0>, macs),
          benchmark_of("sigma-i", run_rung<SigmaI>, both),
          benchmark_of("sigma-r", run_rung<SigmaR>, both),
          benchmark_of("sigma-ike", run_rung<SigmaIke>, both),
          benchmark_of("sigma-i-ack", run_rung<SigmaIAck>,
                       {.macs = true, .boxes = true, .acknowledged = true})};
}

}  // namespace assay
