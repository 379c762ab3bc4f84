// SPDX-License-Identifier: MIT
#include "settings.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DEFAULT_TIMEOUT_MS = 10000, MOST_DIGITS = 16 };
static const uint64_t largest_integer = ((uint64_t)1 << 53) - 1;

// Each reader returns NULL, or what is wrong.
static const char* read_key(uint8_t key[KEY_BYTES], const hsp_param* p) {
  if (p->len != KEY_BYTES) return "not 32 bytes";
  memcpy(key, p->data, KEY_BYTES);
  return NULL;
}

static const char* read_integer(uint64_t* value, const hsp_param* p) {
  *value = 0;
  if (p->len == 0 || p->len > MOST_DIGITS) return "not an integer";
  for (size_t i = 0; i < p->len; ++i) {
    if (p->data[i] < '0' || p->data[i] > '9') return "not an integer";
    *value = *value * 10 + (uint64_t)(p->data[i] - '0');
  }
  return *value > largest_integer ? "above 2^53-1" : NULL;
}

static int is_word(const hsp_param* p, const char* word) {
  return p->len == strlen(word) && memcmp(p->data, word, p->len) == 0;
}

static const char* read_network_key(struct settings* s, const hsp_param* p) {
  return read_key(s->network_key, p);
}

static const char* read_static_seed(struct settings* s, const hsp_param* p) {
  return read_key(s->static_seed, p);
}

static const char* read_peer_pk(struct settings* s, const hsp_param* p) {
  return read_key(s->peer_pk, p);
}

static const char* read_scalar(struct settings* s, const hsp_param* p) {
  if (s->ephemeral_kind != EPHEMERAL_FRESH) return "a second ephemeral";
  s->ephemeral_kind = EPHEMERAL_SCALAR;
  return read_key(s->ephemeral, p);
}

static const char* read_seed(struct settings* s, const hsp_param* p) {
  if (s->ephemeral_kind != EPHEMERAL_FRESH) return "a second ephemeral";
  s->ephemeral_kind = EPHEMERAL_SEED;
  return read_key(s->ephemeral, p);
}

static const char* read_keys(struct settings* s, const hsp_param* p) {
  if (p->len % KEY_BYTES != 0) return "not a multiple of 32 bytes";
  s->restricted = 1;
  s->key_count = p->len / KEY_BYTES;
  if (p->len == 0) return NULL;
  s->keys = malloc(p->len);
  if (s->keys == NULL) return "no memory";
  memcpy(s->keys, p->data, p->len);
  return NULL;
}

static const char* read_delay(struct settings* s, const hsp_param* p) {
  return read_integer(&s->delay_ms, p);
}

static const char* read_then(struct settings* s, const hsp_param* p) {
  if (is_word(p, "decide"))
    s->then = THEN_DECIDE;
  else if (is_word(p, "error"))
    s->then = THEN_ERROR;
  else if (is_word(p, "never"))
    s->then = THEN_NEVER;
  else
    return "none of decide, error, never";
  return NULL;
}

static const char* read_timeout(struct settings* s, const hsp_param* p) {
  const char* const wrong = read_integer(&s->timeout_ms, p);
  if (wrong != NULL) return wrong;
  return s->timeout_ms == 0 ? "0" : NULL;
}

enum { SERVER = 1, CLIENT = 2, BOTH = 3 };

static const struct known {
  const char* name;
  int roles, mandatory;
  const char* (*read)(struct settings*, const hsp_param*);
} known[] = {
    {"network_key", BOTH, BOTH, read_network_key}, {"static_seed", BOTH, BOTH, read_static_seed},
    {"peer_pk", CLIENT, CLIENT, read_peer_pk},     {"inject.ephemeral_sk", BOTH, 0, read_scalar},
    {"inject.ephemeral_seed", BOTH, 0, read_seed}, {"authorize.keys", SERVER, 0, read_keys},
    {"authorize.delay_ms", SERVER, 0, read_delay}, {"authorize.then", SERVER, 0, read_then},
    {"timeout_ms", BOTH, 0, read_timeout},
};
enum { KNOWN_COUNT = sizeof known / sizeof known[0] };

static int refuse(int code, char why[160], const char* name, const char* what) {
  snprintf(why, 160, "%.80s: %s", name, what);
  return code;
}

// The place of this name among those of the role; KNOWN_COUNT if there is none.
static size_t place_of(const char* name, int role) {
  size_t i = 0;
  while (i < KNOWN_COUNT && (!(known[i].roles & role) || strcmp(known[i].name, name) != 0)) ++i;
  return i;
}

int settings_read(struct settings* s, const char* role, const hsp_param* params, size_t n,
                  char why[160]) {
  const int is_server = strcmp(role, "server") == 0;
  const int bit = is_server ? SERVER : CLIENT;
  int given[KNOWN_COUNT] = {0};
  if (!is_server && strcmp(role, "client") != 0) return refuse(HSP_ERROR, why, "role", "unknown");
  s->server = is_server;
  s->timeout_ms = DEFAULT_TIMEOUT_MS;
  for (size_t i = 0; i < n; ++i) {
    const size_t place = place_of(params[i].name, bit);
    if (place == KNOWN_COUNT) return refuse(HSP_UNSUPPORTED, why, params[i].name, "unknown");
    if (given[place]++) return refuse(HSP_ERROR, why, params[i].name, "given twice");
    const char* const wrong = known[place].read(s, &params[i]);
    if (wrong != NULL) return refuse(HSP_ERROR, why, params[i].name, wrong);
  }
  for (size_t i = 0; i < KNOWN_COUNT; ++i)
    if ((known[i].mandatory & bit) && !given[i])
      return refuse(HSP_ERROR, why, known[i].name, "missing");
  return 0;
}

int settings_admit(const struct settings* s, const uint8_t peer[KEY_BYTES]) {
  int listed = 0;
  for (size_t i = 0; i < s->key_count; ++i)
    listed |= sodium_memcmp(s->keys + i * KEY_BYTES, peer, KEY_BYTES) == 0;
  return listed || !s->restricted;
}

void settings_free(struct settings* s) {
  free(s->keys);
  sodium_memzero(s, sizeof *s);
}
