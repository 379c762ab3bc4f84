// SPDX-License-Identifier: MIT
//
// A library for the protocol `toy` that echoes each slice. A session's endpoint names what it does
// wrong at its first step, or at open. FAULTY_ABI and FAULTY_DESCRIBE in the environment replace
// what it says of itself.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "conformance/targets/library/assay_hsp.h"
#include "deeds.h"

enum { LARGE = 200000 };

struct hsp_session {
  char fault[32];
  int taken, events;
};

uint32_t hsp_abi(void) {
  const char* const other = getenv("FAULTY_ABI");
  return other == NULL ? HSP_ABI : (uint32_t)atoi(other);
}

const char* hsp_describe(void) {
  const char* const other = getenv("FAULTY_DESCRIBE");
  if (other != NULL) return strcmp(other, "NULL") == 0 ? NULL : other;
  return "{\"name\":\"faulty\",\"version\":\"1\",\"protocols\":{\"toy\":{\"roles\":[\"server\"],"
         "\"caps\":[\"endpoint\",\"outcome\",\"stream\"],\"observe\":[\"ab\",\"K2\"],"
         "\"ephemeral\":\"own\",\"sessions\":8,\"layer\":\"toy\",\"authorize\":\"none\"}}}";
}

static int is(const hsp_session* s, const char* fault) { return strcmp(s->fault, fault) == 0; }

static int say(hsp_answer* answer, int code, const char* why) {
  snprintf(answer->why, sizeof answer->why, "%s", why);
  return code;
}

static int needs(hsp_answer* answer, size_t len) {
  answer->len = len;
  return HSP_SHORT;
}

int hsp_open(const char* protocol, const char* role, const char* endpoint, const hsp_param* params,
             size_t n, hsp_session** session, hsp_answer* answer) {
  (void)protocol, (void)role, (void)params, (void)n;
  *session = calloc(1, sizeof **session);
  snprintf((*session)->fault, sizeof(*session)->fault, "%s", endpoint == NULL ? "" : endpoint);
  if (is(*session, "hang-in-open")) do_deed("hang");
  if (is(*session, "session-beside-error")) return say(answer, HSP_ERROR, "boom");
  if (is(*session, "no-session")) *session = NULL;
  return HSP_READ;
}

// The breaches of the ABI that one answer can hold.
static int breach(hsp_session* s, hsp_answer* answer) {
  if (is(s, "bad-state")) return 4;
  if (is(s, "bad-number")) return -4;
  if (is(s, "bad-close")) answer->close = 3;
  if (is(s, "no-zero")) memset(answer->why, 'x', sizeof answer->why);
  if (is(s, "long")) answer->len = answer->cap + 1;
  if (is(s, "error")) return say(answer, HSP_ERROR, "boom");
  if (is(s, "unsupported")) return say(answer, HSP_UNSUPPORTED, "slices");
  if (is(s, "short-for-nothing")) return needs(answer, answer->cap);
  if (is(s, "short-for-all")) return needs(answer, SIZE_MAX);
  if (is(s, "large") && answer->cap < LARGE) return needs(answer, LARGE);
  if (is(s, "large")) memset(answer->out, 'x', answer->len = LARGE);
  return HSP_READ;
}

int hsp_step(hsp_session* s, const uint8_t* in, size_t in_len, hsp_answer* answer) {
  do_deed(s->fault);
  memcpy(answer->out, in, in_len);
  answer->len = in_len;
  const int state = breach(s, answer);
  if (state == HSP_READ) answer->out[0] = (uint8_t)++s->taken;
  return is(s, "done") ? HSP_DONE : state;
}

int hsp_eof(hsp_session* s, int how, hsp_answer* answer) {
  (void)s, (void)how;
  answer->close = HSP_CLOSE_FIN;
  return HSP_READ;
}

int hsp_poll(hsp_session* s, hsp_answer* answer) {
  (void)s, (void)answer;
  return HSP_READ;
}

int hsp_send(hsp_session* s, const uint8_t* data, size_t len, hsp_answer* answer) {
  (void)s, (void)data, (void)len, (void)answer;
  return HSP_DONE;
}

#ifndef WITHOUT_FINISH
int hsp_finish(hsp_session* s, hsp_answer* answer) {
  (void)s, (void)answer;
  return HSP_DONE;
}
#endif

static int large_event(hsp_session* s, hsp_event* event) {
  event->type = HSP_EV_DELIVERED;
  event->len = LARGE;
  if (event->cap < LARGE) return HSP_SHORT;
  memset(event->data, 'y', LARGE);
  s->events = -1;
  return 1;
}

int hsp_next_event(hsp_session* s, hsp_event* event) {
  if (s->taken == 0 || s->events < 0) return 0;
  ++s->events;
  event->type = HSP_EV_END_CLEAN;
  if (is(s, "endless-events")) return 1;
  if (is(s, "bad-event")) event->type = 7;
  if (is(s, "long-event")) event->len = event->cap + 1;
  if (is(s, "bad-event") || is(s, "long-event")) return 1;
  if (is(s, "bad-events")) return 2;
  return is(s, "large-event") ? large_event(s, event) : 0;
}

int hsp_get(hsp_session* s, const char* name, uint8_t* out, size_t cap, size_t* len) {
  if (strcmp(name, "observe.K2") == 0) return HSP_UNSUPPORTED;
  *len = strcmp(name, "observe.ab") == 0 ? LARGE : strstr(name, "nonce") != NULL ? 24 : 32;
  if (strcmp(name, "outcome.peer_pk") == 0) *len = 0;
  if (cap < *len) return HSP_SHORT;
  memset(out, s->taken, *len);
  return 0;
}

void hsp_close(hsp_session* s) { free(s); }
