// SPDX-License-Identifier: MIT
#include "conformance/shs1/contract/honest_peer.hpp"

#include <sodium.h>

#include <algorithm>
#include <stdexcept>

#include "conformance/shs1/contract/launch.hpp"

namespace assay::contract {
namespace {

Bytes random32() {
  if (sodium_init() < 0) throw std::runtime_error("libsodium does not start");
  Bytes octets(32);
  randombytes_buf(octets.data(), octets.size());
  return octets;
}

Bytes public_of(View seed) {
  const Bytes sk = secret_key(seed);
  return Bytes(sk.begin() + 32, sk.end());
}

Bytes h(View text) {
  Bytes digest(32);
  crypto_hash_sha256(digest.data(), text.data(), text.size());
  return digest;
}

Bytes mac(View K, View text) {
  Bytes tag(32);
  crypto_auth(tag.data(), text.data(), text.size(), K.data());
  return tag;
}

// What a broken target sends may have no product; zeros then make its next message fail, as it
// should.
Bytes dh(View scalar, View point) {
  Bytes product(32);
  if (crypto_scalarmult(product.data(), scalar.data(), point.data()) != 0) return Bytes(32);
  return product;
}

Bytes curve_pk(View pk) {
  Bytes u(32);
  if (crypto_sign_ed25519_pk_to_curve25519(u.data(), pk.data()) != 0) return Bytes(32);
  return u;
}

Bytes curve_sk(View seed) {
  Bytes scalar(32);
  crypto_sign_ed25519_sk_to_curve25519(scalar.data(), secret_key(seed).data());
  return scalar;
}

Bytes sign(View seed, View text) {
  Bytes signature(64);
  crypto_sign_detached(signature.data(), nullptr, text.data(), text.size(),
                       secret_key(seed).data());
  return signature;
}

bool verified(View signature, View text, View pk) {
  return crypto_sign_verify_detached(signature.data(), text.data(), text.size(), pk.data()) == 0;
}

Bytes box(View key, View nonce, View text) {
  Bytes boxed(text.size() + crypto_secretbox_MACBYTES);
  crypto_secretbox_easy(boxed.data(), text.data(), text.size(), nonce.data(), key.data());
  return boxed;
}

std::optional<Bytes> unbox(View key, View boxed) {
  Bytes text(boxed.size() - crypto_secretbox_MACBYTES);
  const Bytes zero(24);
  if (crypto_secretbox_open_easy(text.data(), boxed.data(), boxed.size(), zero.data(),
                                 key.data()) != 0)
    return std::nullopt;
  return text;
}

Bytes first(View bytes, std::size_t n) {
  return Bytes(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(n));
}

// spec/box-stream.md: the header, at nonce N, carries the body's length and tag; the body is at N
// + 1.
Bytes first_packet(View key, Bytes nonce, View body) {
  const Bytes header_nonce = nonce;
  for (auto octet = nonce.rbegin(); octet != nonce.rend() && ++*octet == 0; ++octet) continue;
  const Bytes boxed = box(key, nonce, body);
  const Bytes length = {static_cast<std::uint8_t>(body.size() >> 8),
                        static_cast<std::uint8_t>(body.size())};
  const View tag = View(boxed).first(16), cipher = View(boxed).subspan(16);
  return cat(box(key, header_nonce, cat(length, tag)), cipher);
}

}  // namespace

Bytes ephemeral_of_secret(View scalar) {
  Bytes u(32);
  crypto_scalarmult_base(u.data(), scalar.data());
  return u;
}

Bytes ephemeral_of_seed(View seed) { return curve_pk(public_of(seed)); }

HonestPeer::HonestPeer(Role target)
    : K(random32()),
      own_seed(random32()),
      own_pk(public_of(own_seed)),
      target_seed(random32()),
      target_pk(public_of(target_seed)),
      target_(target),
      x_(random32()),
      x_p_(ephemeral_of_secret(x_)) {}

HonestPeer::HonestPeer(Bytes network_key, Bytes own, Bytes server_pk)
    : K(std::move(network_key)),
      own_seed(std::move(own)),
      own_pk(public_of(own_seed)),
      target_pk(std::move(server_pk)),
      target_(Role::server),
      x_(random32()),
      x_p_(ephemeral_of_secret(x_)) {}

Bytes HonestPeer::opening() const { return target_ == Role::server ? hello(x_p_) : Bytes{}; }

Bytes HonestPeer::hello(View ephemeral) const { return cat(mac(K, ephemeral), ephemeral); }

std::optional<Bytes> HonestPeer::answer_first(View message) {
  first_read_ = Bytes(message.begin(), message.end());
  const View y_p = message.subspan(32);
  if (!std::ranges::equal(first_read_, hello(y_p))) return std::nullopt;
  y_p_ = Bytes(y_p.begin(), y_p.end());
  ab_ = dh(x_, y_p_);
  if (target_ == Role::server) return msg3();
  aB_ = dh(curve_sk(own_seed), y_p_);
  return hello(x_p_);
}

std::optional<Bytes> HonestPeer::answer_second(View message) {
  if (target_ == Role::client) return msg4(message);
  return check_msg4(message) ? std::optional<Bytes>(Bytes{}) : std::nullopt;
}

std::optional<Bytes> HonestPeer::msg3() {
  aB_ = dh(x_, curve_pk(target_pk));
  Ab_ = dh(curve_sk(own_seed), y_p_);
  H_ = cat(sign(own_seed, cat(K, target_pk, h(ab_))), own_pk);
  K3_ = h(cat(K, ab_, aB_, Ab_));
  return box(h(cat(K, ab_, aB_)), Bytes(24), H_);
}

bool HonestPeer::check_msg4(View msg4) const {
  const auto sigB = unbox(K3_, msg4);
  return sigB && verified(*sigB, cat(K, H_, h(ab_)), target_pk);
}

std::optional<Bytes> HonestPeer::msg4(View msg3) {
  const auto opened = unbox(h(cat(K, ab_, aB_)), msg3);
  if (!opened) return std::nullopt;
  H_ = *opened;
  named_ = Bytes(H_.begin() + 64, H_.end());
  if (!verified(View(H_).first(64), cat(K, own_pk, h(ab_)), named_)) return std::nullopt;
  Ab_ = dh(x_, curve_pk(named_));
  K3_ = h(cat(K, ab_, aB_, Ab_));
  return box(K3_, Bytes(24), sign(own_seed, cat(K, H_, h(ab_))));
}

// Whoever sends encrypts with a key made from the receiver's public key.
Bytes HonestPeer::key_to(View pk) const { return h(cat(h(K3_), pk)); }

Bytes HonestPeer::target_outcome() const {
  const Bytes& target = target_ == Role::server ? target_pk : named_;
  const Bytes own_hello = hello(x_p_);
  return cat(key_to(own_pk), first(own_hello, 24), key_to(target), first(first_read_, 24));
}

Bytes HonestPeer::packet(View body) const {
  return first_packet(key_to(target_ == Role::server ? target_pk : named_), first(first_read_, 24),
                      body);
}

Bytes HonestPeer::echo(View body) const {
  return first_packet(key_to(own_pk), first(hello(x_p_), 24), body);
}

}  // namespace assay::contract
