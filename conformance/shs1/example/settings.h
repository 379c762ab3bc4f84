// SPDX-License-Identifier: MIT
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "conformance/targets/library/assay_hsp.h"

enum { KEY_BYTES = 32 };

enum ephemeral { EPHEMERAL_FRESH, EPHEMERAL_SCALAR, EPHEMERAL_SEED };
enum then { THEN_DECIDE, THEN_ERROR, THEN_NEVER };

// What one end of SHS1 is given (spec/shim.md §6).
struct settings {
  int server;
  uint8_t network_key[KEY_BYTES];
  uint8_t static_seed[KEY_BYTES];
  uint8_t peer_pk[KEY_BYTES];  // a client's
  enum ephemeral ephemeral_kind;
  uint8_t ephemeral[KEY_BYTES];
  int restricted;  // only `keys` are admitted; else everyone is
  uint8_t* keys;   // one after the other
  size_t key_count;
  uint64_t delay_ms;
  enum then then;
  uint64_t timeout_ms;
};

// 0, or HSP_UNSUPPORTED or HSP_ERROR with the reason in `why`.
int settings_read(struct settings* s, const char* role, const hsp_param* params, size_t n,
                  char why[160]);

// Whether the application admits this peer.
int settings_admit(const struct settings* s, const uint8_t peer[KEY_BYTES]);

void settings_free(struct settings* s);
