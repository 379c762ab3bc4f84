// SPDX-License-Identifier: MIT
//
// The C ABI of spec/shim.md §10 for shs1-c, which is pure functions: this file is the caller that
// they expect, with its buffers, its ephemeral keys and its end of the stream.
#include <shs1.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "conformance/targets/library/assay_hsp.h"

enum { KEY = 32, OUT_MAX = SHS1_MSG2_BYTES + SHS1_MSG4_BYTES };
// Bits of `given`, in the order of the names in `take`.
enum { GIVEN_KEYS = 3, GIVEN_EPHEMERAL = 4, GIVEN_PEER = 8, GIVEN_ADMITTED = 16 };

struct hsp_session {
  union {  // for the alignment of the pointers that shs1-c keeps in it
    SHS1_Client client;
    SHS1_Server server;
    const void* pointer;
  } shs;
  int is_server, is_first, state;
  unsigned given;
  uint8_t key[KEY], seed[KEY], pk[KEY], sk[crypto_sign_SECRETKEYBYTES];
  uint8_t eph_pk[KEY], eph_sk[KEY], peer_pk[KEY], input[SHS1_MSG3_BYTES];
  uint8_t* admitted;
  size_t admitted_len, input_len;
  unsigned events;  // four bits each, the first one lowest
  SHS1_Outcome outcome;
  const char* why;
};

uint32_t hsp_abi(void) { return HSP_ABI; }
const char* hsp_describe(void) {
  return "{\"name\":\"shs1-c\",\"version\":\"of secret_handshake 5.0.0\",\"protocols\":{\"shs1\":{"
         "\"roles\":[\"client\",\"server\"],\"caps\":[\"inject.ephemeral_sk\",\"outcome\","
         "\"endpoint\",\"eof.rst\"],\"observe\":[],\"ephemeral\":\"caller\",\"sessions\":64,"
         "\"layer\":\"shs1_create_msg1 to shs1_verify_msg4\",\"authorize\":\"before-msg4\"}}}";
}

static int tell(hsp_answer* answer, int code, const char* why) {
  snprintf(answer->why, sizeof answer->why, "%s", why);
  return code;
}

static int is_short(hsp_answer* answer) {
  answer->close = HSP_CLOSE_NONE;  // shs1-c has no stream: it is the caller's
  answer->len = answer->cap < OUT_MAX ? OUT_MAX : 0;
  return answer->cap < OUT_MAX;
}

static int is_admitted(const hsp_session* s, const uint8_t peer[KEY]) {
  for (size_t i = 0; i < s->admitted_len; i += KEY)
    if (memcmp(s->admitted + i, peer, KEY) == 0) return 1;
  return !(s->given & GIVEN_ADMITTED);
}

// Each returns the function that refused the message, or NULL.
static const char* client_message(hsp_session* s, hsp_answer* answer) {
  SHS1_Client* const client = &s->shs.client;
  if (!s->is_first) {
    if (!shs1_verify_msg4(s->input, client)) return "shs1_verify_msg4";
    shs1_client_outcome(&s->outcome, client);
    s->state = HSP_DONE;
    return NULL;
  }
  if (!shs1_verify_msg2(s->input, client)) return "shs1_verify_msg2";
  // Its header promises "nonzero if any of the inner crypto operations fail".
  if (shs1_create_msg3(answer->out, client) != 0) return "shs1_create_msg3";
  answer->len = SHS1_MSG3_BYTES;
  return NULL;
}

static const char* server_message(hsp_session* s, hsp_answer* answer) {
  SHS1_Server* const server = &s->shs.server;
  uint8_t msg4[SHS1_MSG4_BYTES];
  if (s->is_first) {
    if (!shs1_verify_msg1(s->input, server)) return "shs1_verify_msg1";
    shs1_create_msg2(answer->out, server);
    answer->len = SHS1_MSG2_BYTES;
    return NULL;
  }
  if (!shs1_verify_msg3(s->input, server)) return "shs1_verify_msg3";
  // In the order that the header demands; the caller knows the peer before it writes msg4.
  shs1_create_msg4(msg4, server);
  shs1_server_outcome(&s->outcome, server);
  s->events = HSP_EV_AUTHORIZE;
  if (!is_admitted(s, s->outcome.peer_longterm_pk)) return "the caller does not admit the peer";
  memcpy(answer->out + answer->len, msg4, sizeof msg4);  // msg2 may be there
  answer->len += sizeof msg4;
  s->state = HSP_DONE;
  return NULL;
}

static void read_message(hsp_session* s, hsp_answer* answer) {
  s->why = s->is_server ? server_message(s, answer) : client_message(s, answer);
  s->is_first = 0;
  s->input_len = 0;
  if (s->state == HSP_DONE) s->events |= (unsigned)HSP_EV_DONE << (s->is_server ? 4 : 0);
}

int hsp_step(hsp_session* s, const uint8_t* in, size_t in_len, hsp_answer* answer) {
  if (is_short(answer)) return HSP_SHORT;
  for (size_t i = 0; i < in_len && s->state == HSP_READ && s->why == NULL; ++i) {
    const size_t due = s->is_first ? 64 : s->is_server ? SHS1_MSG3_BYTES : SHS1_MSG4_BYTES;
    s->input[s->input_len++] = in[i];
    if (s->input_len == due) read_message(s, answer);
  }
  return s->why == NULL ? tell(answer, s->state, "") : tell(answer, HSP_REJECTED, s->why);
}

int hsp_poll(hsp_session* s, hsp_answer* answer) { return hsp_step(s, NULL, 0, answer); }
int hsp_eof(hsp_session* s, int how, hsp_answer* answer) {
  if (s->state == HSP_READ && s->why == NULL) s->why = "the caller saw the end of the stream";
  return hsp_poll(s, answer);
}
int hsp_send(hsp_session* s, const uint8_t* data, size_t len, hsp_answer* answer) {
  return tell(answer, HSP_UNSUPPORTED, "stream: shs1-c is the handshake only");
}
int hsp_finish(hsp_session* s, hsp_answer* answer) { return hsp_send(s, NULL, 0, answer); }
// Takes one parameter: 0, or what to return.
static int take(hsp_session* s, const hsp_param* p, hsp_answer* answer) {
  static const char* const names[] = {"network_key", "static_seed", "inject.ephemeral_sk",
                                      "peer_pk", "authorize.keys"};
  uint8_t* const places[] = {s->key, s->seed, s->eph_sk, s->peer_pk};
  size_t i = 0;
  while (i < 5 && strcmp(names[i], p->name) != 0) ++i;
  if (i == 5 || i == (s->is_server ? 3 : 4)) return tell(answer, HSP_UNSUPPORTED, p->name);
  s->given |= 1u << i;
  if (i == 4 ? p->len % KEY != 0 : p->len != KEY) return tell(answer, HSP_ERROR, p->name);
  if (i == 4 && (s->admitted = malloc(p->len + 1)) == NULL) abort();
  if (i == 4) s->admitted_len = p->len;
  memcpy(i == 4 ? s->admitted : places[i], p->data, p->len);
  return 0;
}

static int start(hsp_session* s, const hsp_param* params, size_t n, hsp_answer* answer) {
  int code = 0;
  for (size_t i = 0; i < n && code == 0; ++i) code = take(s, &params[i], answer);
  if (code != 0) return code;
  const unsigned due = GIVEN_KEYS | (s->is_server ? 0 : GIVEN_PEER);
  if ((s->given & due) != due) return tell(answer, HSP_ERROR, "a parameter is missing");
  crypto_sign_seed_keypair(s->pk, s->sk, s->seed);
  if (!(s->given & GIVEN_EPHEMERAL)) randombytes_buf(s->eph_sk, KEY);
  crypto_scalarmult_base(s->eph_pk, s->eph_sk);
  if (s->is_server) {
    shs1_init_server(&s->shs.server, s->key, s->pk, s->sk, s->eph_pk, s->eph_sk);
  } else {
    shs1_init_client(&s->shs.client, s->key, s->pk, s->sk, s->eph_pk, s->eph_sk, s->peer_pk);
    shs1_create_msg1(answer->out, &s->shs.client);
    answer->len = SHS1_MSG1_BYTES;
  }
  return tell(answer, HSP_READ, "");
}

int hsp_open(const char* protocol, const char* role, const char* endpoint, const hsp_param* params,
             size_t n, hsp_session** session, hsp_answer* answer) {
  *session = NULL;
  if (is_short(answer)) return HSP_SHORT;
  if (strcmp(protocol, "shs1") != 0) return tell(answer, HSP_UNSUPPORTED, "protocol");
  hsp_session* const s = calloc(1, sizeof *s);
  if (sodium_init() < 0 || s == NULL) abort();
  s->is_server = strcmp(role, "server") == 0;
  s->is_first = 1;
  const int code = start(s, params, n, answer);
  *session = code < 0 ? NULL : s;
  if (code < 0) hsp_close(s);
  return code;
}

int hsp_next_event(hsp_session* s, hsp_event* event) {
  if (s->events == 0) return 0;
  event->len = KEY;
  if (event->cap < KEY) return HSP_SHORT;
  event->type = (int)(s->events & 15);
  memcpy(event->data, s->outcome.peer_longterm_pk, KEY);
  s->events >>= 4;
  return 1;
}

int hsp_get(hsp_session* s, const char* name, uint8_t* out, size_t cap, size_t* len) {
  // In the order and the 32-byte steps of SHS1_Outcome.
  static const char* const names[] = {"outcome.enc_key", "outcome.enc_nonce", "outcome.dec_key",
                                      "outcome.dec_nonce", "outcome.peer_pk"};
  size_t i = 0;
  while (i < 5 && strcmp(names[i], name) != 0) ++i;
  if (i == 5 || s->state != HSP_DONE) return i == 5 ? HSP_UNSUPPORTED : HSP_ERROR;
  *len = i == 1 || i == 3 ? 24 : KEY;
  if (cap < *len) return HSP_SHORT;
  memcpy(out, (const uint8_t*)&s->outcome + i * KEY, *len);
  return 0;
}

void hsp_close(hsp_session* s) {
  s->is_server ? shs1_server_clean(&s->shs.server) : shs1_client_clean(&s->shs.client);
  free(s->admitted);
  free(s);
}
