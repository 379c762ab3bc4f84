// SPDX-License-Identifier: MIT
#define _POSIX_C_SOURCE 199309L  // clock_gettime
#include "session.h"

#include <sodium.h>
#include <string.h>
#include <time.h>

enum { EVENT_HEAD = 3, EVENTS_OF_A_HANDSHAKE = 256, UNDECIDED_MAX = 65536 };

uint64_t now_ms(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (uint64_t)t.tv_sec * 1000 + (uint64_t)t.tv_nsec / 1000000;
}

int session_reserve(struct hsp_session* s, size_t in_len) {
  // A packet has 34 bytes more than its body, and an event EVENT_HEAD more than its data.
  const size_t events = bytes_len(&s->input) + in_len + EVENTS_OF_A_HANDSHAKE;
  if (bytes_reserve(&s->input, in_len) != 0) return -1;
  return bytes_reserve(&s->events, events);
}

static void put_event(struct hsp_session* s, int type, const uint8_t* data, size_t len) {
  const uint8_t head[EVENT_HEAD] = {(uint8_t)type, (uint8_t)(len >> 8), (uint8_t)(len & 0xff)};
  bytes_put(&s->events, head, sizeof head);
  bytes_put(&s->events, data, len);
}

int first_event(const struct hsp_session* s, const uint8_t** data, size_t* len) {
  if (bytes_len(&s->events) == 0) return 0;
  const uint8_t* const head = bytes_front(&s->events);
  *data = head + EVENT_HEAD;
  *len = (size_t)head[1] << 8 | head[2];
  return head[0];
}

void drop_event(struct hsp_session* s) {
  const uint8_t* data;
  size_t len;
  if (first_event(s, &data, &len) != 0) bytes_drop(&s->events, EVENT_HEAD + len);
}

static void reject(struct hsp_session* s, const char* why) {
  s->phase = PHASE_OVER;
  s->close = HSP_CLOSE_FIN;
  s->why = why;
  bytes_drop(&s->input, bytes_len(&s->input));
  sodium_memzero(&s->handshake, sizeof s->handshake);
}

static void succeed(struct hsp_session* s) {
  shs1_outcome(&s->handshake, &s->outcome);
  memcpy(s->writer.key, s->outcome.enc_key, 32);
  memcpy(s->writer.nonce, s->outcome.enc_nonce, 24);
  memcpy(s->reader.key, s->outcome.dec_key, 32);
  memcpy(s->reader.nonce, s->outcome.dec_nonce, 24);
  s->phase = PHASE_STREAM;
  put_event(s, HSP_EV_DONE, s->outcome.peer_pk, 32);
}

// Each reads the message that is due and answers it; NULL, or why it is refused.
static const char* client_message(struct hsp_session* s, const uint8_t* msg, hsp_answer* answer) {
  const int first = s->phase == PHASE_HELLO;
  const char* const refused = first
                                  ? shs1_client_auth(&s->handshake, msg, answer->out + answer->len)
                                  : shs1_client_reads_accept(&s->handshake, msg);
  if (refused != NULL) return refused;
  if (first) {
    answer->len += MSG3;
    s->phase = PHASE_AUTH;
  } else {
    put_event(s, HSP_EV_VERIFIED, s->handshake.peer_pk, 32);
    succeed(s);
  }
  return NULL;
}

static const char* server_message(struct hsp_session* s, const uint8_t* msg, hsp_answer* answer) {
  const int first = s->phase == PHASE_HELLO;
  const char* const refused = first
                                  ? shs1_server_hello(&s->handshake, msg, answer->out + answer->len)
                                  : shs1_server_reads_auth(&s->handshake, msg);
  if (refused != NULL) return refused;
  if (first) {
    answer->len += MSG2;
    s->phase = PHASE_AUTH;
  } else {
    put_event(s, HSP_EV_VERIFIED, s->handshake.peer_pk, 32);
    put_event(s, HSP_EV_AUTHORIZE, s->handshake.peer_pk, 32);
    s->asked_ms = now_ms();
    s->phase = PHASE_DECIDING;
  }
  return NULL;
}

// Bytes of the message that is due.
static size_t due(const struct hsp_session* s) {
  if (s->phase == PHASE_HELLO) return s->settings.server ? MSG1 : MSG2;
  return s->settings.server ? MSG3 : MSG4;
}

static void read_handshake(struct hsp_session* s, hsp_answer* answer) {
  while (s->phase < PHASE_DECIDING && bytes_len(&s->input) >= due(s)) {
    uint8_t msg[MSG3];
    const size_t len = due(s);
    memcpy(msg, bytes_front(&s->input), len);
    bytes_drop(&s->input, len);
    const char* const refused =
        s->settings.server ? server_message(s, msg, answer) : client_message(s, msg, answer);
    if (refused != NULL) reject(s, refused);
  }
}

// What follows the end of the stream is dropped, and costs the connection.
static void end_stream(struct hsp_session* s, int event) {
  if (!s->end_told) put_event(s, event, NULL, 0);
  s->end_told = 1;
  if (event == HSP_EV_END_ERROR) s->writer.ended = 1;
  if (s->writer.ended) s->close = HSP_CLOSE_FIN;
}

static void read_packet(struct hsp_session* s, size_t* used) {
  uint8_t body[BOX_MAX_BODY];
  size_t len = 0;
  switch (box_read(&s->reader, bytes_front(&s->input), bytes_len(&s->input), used, body, &len)) {
    case BOX_MORE:
      *used = 0;
      break;
    case BOX_NOTHING:
      break;
    case BOX_BODY:
      put_event(s, HSP_EV_DELIVERED, body, len);
      break;
    case BOX_GOODBYE:
      end_stream(s, HSP_EV_END_CLEAN);
      break;
    case BOX_ERROR:
      s->why = "the stream is not what the peer wrote";
      end_stream(s, HSP_EV_END_ERROR);
      break;
  }
}

static void read_stream(struct hsp_session* s) {
  size_t used = 1;
  while (used > 0 && !s->end_told && bytes_len(&s->input) > 0) {
    read_packet(s, &used);
    bytes_drop(&s->input, used);
  }
  if (!s->end_told || bytes_len(&s->input) == 0) return;
  bytes_drop(&s->input, bytes_len(&s->input));
  end_stream(s, HSP_EV_END_ERROR);
}

// NULL, or why the peer may not proceed.
static const char* decision(const struct hsp_session* s) {
  if (s->settings.then == THEN_ERROR) return "the application failed to decide";
  return settings_admit(&s->settings, s->handshake.peer_pk) ? NULL : "not authorized";
}

static void decide(struct hsp_session* s, hsp_answer* answer) {
  if (s->phase != PHASE_DECIDING || s->settings.then == THEN_NEVER) return;
  if (now_ms() - s->asked_ms < s->settings.delay_ms) return;
  const char* const refused = decision(s);
  if (refused != NULL) {
    reject(s, refused);
  } else {
    shs1_server_accept(&s->handshake, answer->out + answer->len);
    answer->len += MSG4;
    succeed(s);
  }
}

// A reset is noticed at once; the end of the stream only behind all that came before it.
static void read_end(struct hsp_session* s) {
  if (s->eof < 0 || s->eof_told || s->phase == PHASE_OVER) return;
  if (s->phase == PHASE_DECIDING && s->eof == HSP_EOF_FIN) return;
  s->eof_told = 1;
  if (s->phase < PHASE_STREAM) {
    reject(s, "the peer ended the stream");
  } else if (!s->end_told) {
    s->why = "the stream ends without goodbye";
    end_stream(s, HSP_EV_END_ERROR);
  } else if (s->eof == HSP_EOF_RST || s->writer.ended) {
    s->close = HSP_CLOSE_FIN;
  }
}

static void enforce_limits(struct hsp_session* s) {
  if (s->phase >= PHASE_STREAM) return;
  if (now_ms() - s->opened_ms >= s->settings.timeout_ms)
    reject(s, "the handshake took too long");
  else if (s->phase == PHASE_DECIDING && bytes_len(&s->input) > UNDECIDED_MAX)
    reject(s, "too much from a peer that is not yet admitted");
}

void session_start(struct hsp_session* s, hsp_answer* answer) {
  s->opened_ms = now_ms();
  s->eof = -1;
  shs1_start(&s->handshake, &s->settings);
  if (s->settings.server) return;
  shs1_client_hello(&s->handshake, answer->out);
  answer->len = MSG1;
}

void session_advance(struct hsp_session* s, hsp_answer* answer) {
  enforce_limits(s);
  read_handshake(s, answer);
  decide(s, answer);
  if (s->phase == PHASE_STREAM) read_stream(s);
  if (s->phase == PHASE_OVER) bytes_drop(&s->input, bytes_len(&s->input));
  read_end(s);
}

void session_free(struct hsp_session* s) {
  bytes_free(&s->input);
  bytes_free(&s->events);
  settings_free(&s->settings);
  sodium_memzero(s, sizeof *s);
}
