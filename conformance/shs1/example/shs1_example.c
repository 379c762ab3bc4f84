// SPDX-License-Identifier: MIT
//
// A complete target for `assay check --lib`: SHS1 and box-stream over libsodium, both roles, all
// parameters. To build it alone, with ROOT the root of the source tree:
//
//   cc -std=c99 -I ROOT -shared -fPIC *.c -lsodium -o libshs1_example.so
//
// This file is the C ABI (spec/shim.md §10); the implementation is in the files beside it.
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "session.h"

uint32_t hsp_abi(void) { return HSP_ABI; }

const char* hsp_describe(void) {
  // An endpoint has nothing to hold: connections of this implementation share nothing.
  return "{\"name\":\"shs1_example\",\"version\":\"1\",\"protocols\":{\"shs1\":{"
         "\"roles\":[\"client\",\"server\"],"
         "\"caps\":[\"inject.ephemeral_sk\",\"inject.ephemeral_seed\",\"authorize.delay_ms\","
         "\"authorize.then\",\"timeout_ms\",\"outcome\",\"stream\",\"endpoint\","
         "\"events.verified\",\"eof.rst\"],"
         "\"observe\":[],\"ephemeral\":\"own\",\"sessions\":64,\"timeout_kind\":\"total\","
         "\"layer\":\"session_start, session_advance\",\"authorize\":\"before-msg4\"}}}";
}

static int fail(hsp_answer* answer, int code, const char* why) {
  snprintf(answer->why, sizeof answer->why, "%s", why);
  return code;
}

static int too_short(hsp_answer* answer, size_t needed) {
  answer->len = needed;
  return HSP_SHORT;
}

static int state(const struct hsp_session* s) {
  static const int states[] = {HSP_READ, HSP_READ, HSP_WAIT, HSP_DONE, HSP_REJECTED};
  return states[s->phase];
}

// Empties the answer and makes sure that the call cannot fail half-way: 0, or what to return.
static int begin(struct hsp_session* s, size_t in_len, hsp_answer* answer) {
  answer->len = 0;
  answer->close = HSP_CLOSE_NONE;
  answer->why[0] = '\0';
  if (answer->cap < REPLY_MAX) return too_short(answer, REPLY_MAX);
  if (session_reserve(s, in_len) != 0) return fail(answer, HSP_ERROR, "no memory");
  return 0;
}

static int finish(struct hsp_session* s, hsp_answer* answer) {
  session_advance(s, answer);
  answer->close = s->close;
  if (s->why != NULL) fail(answer, 0, s->why);
  return state(s);
}

static int open_session(struct hsp_session* s, const char* role, const hsp_param* params, size_t n,
                        hsp_answer* answer) {
  int code = begin(s, 0, answer);
  if (code == 0) code = settings_read(&s->settings, role, params, n, answer->why);
  if (code != 0) return code;
  session_start(s, answer);
  return finish(s, answer);
}

int hsp_open(const char* protocol, const char* role, const char* endpoint, const hsp_param* params,
             size_t n, hsp_session** session, hsp_answer* answer) {
  (void)endpoint;
  *session = NULL;
  if (strcmp(protocol, "shs1") != 0) return fail(answer, HSP_UNSUPPORTED, "protocol");
  if (sodium_init() < 0) return fail(answer, HSP_ERROR, "libsodium does not start");
  struct hsp_session* const s = calloc(1, sizeof *s);
  if (s == NULL) return fail(answer, HSP_ERROR, "no memory");
  const int code = open_session(s, role, params, n, answer);
  if (code >= 0)
    *session = s;
  else
    hsp_close(s);
  return code;
}

int hsp_step(hsp_session* s, const uint8_t* in, size_t in_len, hsp_answer* answer) {
  const int code = begin(s, in_len, answer);
  if (code != 0) return code;
  if (s->eof < 0) bytes_put(&s->input, in, in_len);
  return finish(s, answer);
}

int hsp_eof(hsp_session* s, int how, hsp_answer* answer) {
  const int code = begin(s, 0, answer);
  if (code != 0) return code;
  if (s->eof < 0) s->eof = how;
  return finish(s, answer);
}

int hsp_poll(hsp_session* s, hsp_answer* answer) {
  const int code = begin(s, 0, answer);
  return code != 0 ? code : finish(s, answer);
}

int hsp_send(hsp_session* s, const uint8_t* data, size_t len, hsp_answer* answer) {
  if (s->phase != PHASE_STREAM) return fail(answer, HSP_ERROR, "send before done");
  const size_t needed = box_wire_size(len) + REPLY_MAX;
  if (answer->cap < needed) return too_short(answer, needed);
  const int code = begin(s, 0, answer);
  if (code != 0) return code;
  if (!s->writer.ended) {
    box_write(&s->writer, data, len, answer->out);
    answer->len = box_wire_size(len);
  }
  return finish(s, answer);
}

int hsp_finish(hsp_session* s, hsp_answer* answer) {
  if (s->phase != PHASE_STREAM) return fail(answer, HSP_ERROR, "finish before done");
  const int code = begin(s, 0, answer);
  if (code != 0) return code;
  if (!s->writer.ended) {
    box_goodbye(&s->writer, answer->out);
    answer->len = BOX_HEADER;
    s->close = s->end_told ? HSP_CLOSE_FIN : HSP_CLOSE_HALF;
  }
  return finish(s, answer);
}

int hsp_next_event(hsp_session* s, hsp_event* event) {
  const uint8_t* data;
  event->type = first_event(s, &data, &event->len);
  if (event->type == 0) return 0;
  if (event->cap < event->len) return HSP_SHORT;
  memcpy(event->data, data, event->len);
  drop_event(s);
  return 1;
}

int hsp_get(hsp_session* s, const char* name, uint8_t* out, size_t cap, size_t* len) {
  const struct {
    const char* name;
    const uint8_t* value;
    size_t len;
  } values[] = {{"outcome.enc_key", s->outcome.enc_key, sizeof s->outcome.enc_key},
                {"outcome.enc_nonce", s->outcome.enc_nonce, sizeof s->outcome.enc_nonce},
                {"outcome.dec_key", s->outcome.dec_key, sizeof s->outcome.dec_key},
                {"outcome.dec_nonce", s->outcome.dec_nonce, sizeof s->outcome.dec_nonce},
                {"outcome.peer_pk", s->outcome.peer_pk, sizeof s->outcome.peer_pk}};
  size_t i = 0;
  while (i < 5 && strcmp(values[i].name, name) != 0) ++i;
  if (i == 5) return HSP_UNSUPPORTED;
  if (s->phase != PHASE_STREAM) return HSP_ERROR;
  *len = values[i].len;
  if (cap < *len) return HSP_SHORT;
  memcpy(out, values[i].value, *len);
  return 0;
}

void hsp_close(hsp_session* s) {
  session_free(s);
  free(s);
}
