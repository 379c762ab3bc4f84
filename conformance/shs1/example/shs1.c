// SPDX-License-Identifier: MIT
#include "shs1.h"

#include <sodium.h>
#include <string.h>

static const uint8_t zero_nonce[24] = {0};

static void put(uint8_t** at, const uint8_t* part, size_t len) {
  memcpy(*at, part, len);
  *at += len;
}

void shs1_start(struct shs1* h, const struct settings* s) {
  uint8_t pk[32], sk[64];
  memset(h, 0, sizeof *h);
  memcpy(h->K, s->network_key, 32);
  memcpy(h->peer_pk, s->peer_pk, 32);
  crypto_sign_seed_keypair(h->own_pk, h->own_sk, s->static_seed);
  if (s->ephemeral_kind == EPHEMERAL_SEED) {
    crypto_sign_seed_keypair(pk, sk, s->ephemeral);
    crypto_sign_ed25519_sk_to_curve25519(h->x, sk);
    sodium_memzero(sk, sizeof sk);
  } else if (s->ephemeral_kind == EPHEMERAL_SCALAR) {
    memcpy(h->x, s->ephemeral, 32);
  } else {
    randombytes_buf(h->x, 32);
  }
  crypto_scalarmult_base(h->x_p, h->x);
}

// hmac[K](x_p) | x_p
static void hello(struct shs1* h, uint8_t msg[64]) {
  crypto_auth(h->own_mac, h->x_p, 32, h->K);
  memcpy(msg, h->own_mac, 32);
  memcpy(msg + 32, h->x_p, 32);
}

// Verifies the mac, then ab, and hab = sha256(ab). libsodium refuses a product that is zero.
static const char* read_hello(struct shs1* h, const uint8_t msg[64]) {
  if (crypto_auth_verify(msg, msg + 32, 32, h->K) != 0) return "bad mac";
  memcpy(h->peer_mac, msg, 32);
  if (crypto_scalarmult(h->ab, h->x, msg + 32) != 0) return "low order point";
  crypto_hash_sha256(h->hab, h->ab, 32);
  return NULL;
}

// The own long-term secret times the peer's ephemeral point.
static const char* static_dh(const struct shs1* h, uint8_t product[32], const uint8_t point[32]) {
  uint8_t secret[32];
  crypto_sign_ed25519_sk_to_curve25519(secret, h->own_sk);
  const int refused = crypto_scalarmult(product, secret, point);
  sodium_memzero(secret, sizeof secret);
  return refused ? "low order point" : NULL;
}

// The own ephemeral secret times the peer's long-term key, converted.
static const char* peer_dh(const struct shs1* h, uint8_t product[32], const uint8_t peer_pk[32]) {
  uint8_t point[32];
  if (crypto_sign_ed25519_pk_to_curve25519(point, peer_pk) != 0) return "bad peer key";
  return crypto_scalarmult(product, h->x, point) != 0 ? "low order point" : NULL;
}

// K2 = sha256(K | ab | aB), K3 = sha256(K | ab | aB | Ab)
static void box_key(const struct shs1* h, int with_Ab, uint8_t key[32]) {
  uint8_t text[128], *at = text;
  put(&at, h->K, 32);
  put(&at, h->ab, 32);
  put(&at, h->aB, 32);
  put(&at, h->Ab, 32);
  crypto_hash_sha256(key, text, with_Ab ? 128 : 96);
  sodium_memzero(text, sizeof text);
}

// What sigA covers: K | B_p | hab
static void text_of_sigA(const struct shs1* h, const uint8_t B_p[32], uint8_t text[96]) {
  put(&text, h->K, 32);
  put(&text, B_p, 32);
  put(&text, h->hab, 32);
}

// What sigB covers: K | H | hab
static void text_of_sigB(const struct shs1* h, uint8_t text[160]) {
  put(&text, h->K, 32);
  put(&text, h->H, 96);
  put(&text, h->hab, 32);
}

void shs1_client_hello(struct shs1* h, uint8_t msg1[MSG1]) { hello(h, msg1); }

// spec/shs1.md §3.1, §3.2
const char* shs1_server_hello(struct shs1* h, const uint8_t msg1[MSG1], uint8_t msg2[MSG2]) {
  const char* refused = read_hello(h, msg1);
  if (refused == NULL) refused = static_dh(h, h->aB, msg1 + 32);
  if (refused == NULL) hello(h, msg2);
  return refused;
}

// spec/shs1.md §3.3: msg3 = box[K2](sigA | A_p)
static void write_auth(struct shs1* h, uint8_t msg3[MSG3]) {
  uint8_t text[96], K2[32];
  text_of_sigA(h, h->peer_pk, text);
  crypto_sign_detached(h->H, NULL, text, sizeof text, h->own_sk);
  memcpy(h->H + 64, h->own_pk, 32);
  box_key(h, 0, K2);
  crypto_secretbox_easy(msg3, h->H, sizeof h->H, zero_nonce, K2);
  sodium_memzero(K2, sizeof K2);
}

// spec/shs1.md §3.2, §3.3
const char* shs1_client_auth(struct shs1* h, const uint8_t msg2[MSG2], uint8_t msg3[MSG3]) {
  const char* refused = read_hello(h, msg2);
  if (refused == NULL) refused = peer_dh(h, h->aB, h->peer_pk);
  if (refused == NULL) refused = static_dh(h, h->Ab, msg2 + 32);
  if (refused == NULL) write_auth(h, msg3);
  return refused;
}

// spec/shs1.md §3.3
const char* shs1_server_reads_auth(struct shs1* h, const uint8_t msg3[MSG3]) {
  uint8_t K2[32], text[96];
  box_key(h, 0, K2);
  const int closed = crypto_secretbox_open_easy(h->H, msg3, MSG3, zero_nonce, K2);
  sodium_memzero(K2, sizeof K2);
  if (closed) return "bad box";
  const uint8_t* const A_p = h->H + 64;
  text_of_sigA(h, h->own_pk, text);
  if (crypto_sign_verify_detached(h->H, text, sizeof text, A_p) != 0) return "bad signature";
  const char* const refused = peer_dh(h, h->Ab, A_p);
  if (refused == NULL) memcpy(h->peer_pk, A_p, 32);
  return refused;
}

// spec/shs1.md §3.4: msg4 = box[K3](sigB)
void shs1_server_accept(const struct shs1* h, uint8_t msg4[MSG4]) {
  uint8_t text[160], sigB[64], K3[32];
  text_of_sigB(h, text);
  crypto_sign_detached(sigB, NULL, text, sizeof text, h->own_sk);
  box_key(h, 1, K3);
  crypto_secretbox_easy(msg4, sigB, sizeof sigB, zero_nonce, K3);
  sodium_memzero(K3, sizeof K3);
}

const char* shs1_client_reads_accept(const struct shs1* h, const uint8_t msg4[MSG4]) {
  uint8_t text[160], sigB[64], K3[32];
  box_key(h, 1, K3);
  const int closed = crypto_secretbox_open_easy(sigB, msg4, MSG4, zero_nonce, K3);
  sodium_memzero(K3, sizeof K3);
  if (closed) return "bad box";
  text_of_sigB(h, text);
  const int forged = crypto_sign_verify_detached(sigB, text, sizeof text, h->peer_pk);
  return forged ? "bad signature" : NULL;
}

// sha256(SS | pk) with SS = sha256(K3)
static void direction_key(const struct shs1* h, const uint8_t pk[32], uint8_t key[32]) {
  uint8_t K3[32], text[64];
  box_key(h, 1, K3);
  crypto_hash_sha256(text, K3, sizeof K3);
  memcpy(text + 32, pk, 32);
  crypto_hash_sha256(key, text, sizeof text);
  sodium_memzero(K3, sizeof K3);
  sodium_memzero(text, sizeof text);
}

// spec/shs1.md §4: each side encrypts with the peer's key in the hash, and a direction's first
// nonce is from the mac that its receiver sent.
void shs1_outcome(struct shs1* h, struct outcome* o) {
  direction_key(h, h->peer_pk, o->enc_key);
  direction_key(h, h->own_pk, o->dec_key);
  memcpy(o->enc_nonce, h->peer_mac, sizeof o->enc_nonce);
  memcpy(o->dec_nonce, h->own_mac, sizeof o->dec_nonce);
  memcpy(o->peer_pk, h->peer_pk, sizeof o->peer_pk);
  sodium_memzero(h, sizeof *h);
}
