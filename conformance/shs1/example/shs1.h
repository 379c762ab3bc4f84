// SPDX-License-Identifier: MIT
#pragma once

#include "settings.h"

// SHS1's messages, in the letters of spec/shs1.md. A function that reads a message returns NULL, or
// the reason of spec/shs1.md §8 why it is refused; it writes its reply only when it returns NULL.

enum { MSG1 = 64, MSG2 = 64, MSG3 = 112, MSG4 = 80 };

struct shs1 {
  uint8_t K[32];
  uint8_t own_sk[64], own_pk[32];  // A or B; its secret is the seed, then the public key
  uint8_t x[32], x_p[32];          // a or b
  uint8_t peer_pk[32];             // B_p, or A_p once proved
  uint8_t ab[32], aB[32], Ab[32], hab[32];
  uint8_t H[96];         // sigA | A_p
  uint8_t own_mac[32];   // of the hello that was sent
  uint8_t peer_mac[32];  // of the hello that was read
};

// spec/shs1.md §4. enc_* is for what this end sends.
struct outcome {
  uint8_t enc_key[32], enc_nonce[24], dec_key[32], dec_nonce[24], peer_pk[32];
};

void shs1_start(struct shs1* h, const struct settings* s);

void shs1_client_hello(struct shs1* h, uint8_t msg1[MSG1]);
const char* shs1_server_hello(struct shs1* h, const uint8_t msg1[MSG1], uint8_t msg2[MSG2]);
const char* shs1_client_auth(struct shs1* h, const uint8_t msg2[MSG2], uint8_t msg3[MSG3]);
const char* shs1_server_reads_auth(struct shs1* h, const uint8_t msg3[MSG3]);
void shs1_server_accept(const struct shs1* h, uint8_t msg4[MSG4]);
const char* shs1_client_reads_accept(const struct shs1* h, const uint8_t msg4[MSG4]);

// Wipes the handshake.
void shs1_outcome(struct shs1* h, struct outcome* o);
