// SPDX-License-Identifier: MIT
#pragma once

#include "box_stream.h"
#include "bytes.h"
#include "shs1.h"

// One connection: the handshake, the channel, and around them what an application and a transport
// do: unread input, the decision on a peer, the time limit, the end of the stream.

enum phase {
  PHASE_HELLO,     // the peer's msg1 or msg2 is due
  PHASE_AUTH,      // the peer's msg3 or msg4 is due
  PHASE_DECIDING,  // the application is asked about the peer
  PHASE_STREAM,
  PHASE_OVER  // the handshake failed
};

// The most that a call other than hsp_send writes: msg2 and msg4.
enum { REPLY_MAX = MSG2 + MSG4 };

struct hsp_session {
  struct settings settings;
  enum phase phase;
  struct shs1 handshake;
  struct outcome outcome;  // from PHASE_STREAM on
  struct box_writer writer;
  struct box_reader reader;
  struct bytes input;   // not yet read
  struct bytes events;  // each: type, length (2 bytes, big-endian), data
  uint64_t opened_ms, asked_ms;
  int eof, eof_told;  // eof: -1, or how the peer's stream ended
  int end_told;       // the application knows that the peer's stream ended
  int close;
  const char* why;
};

// The first event; 0 when there is none.
int first_event(const struct hsp_session* s, const uint8_t** data, size_t* len);
void drop_event(struct hsp_session* s);

// Milliseconds of a clock that only goes forward.
uint64_t now_ms(void);

// Room for this many bytes of input and for every event that they can cause: 0, or -1.
int session_reserve(struct hsp_session* s, size_t in_len);

// A client's first message.
void session_start(struct hsp_session* s, hsp_answer* answer);

// Does all that input, decision, end of stream and time allow. Appends to `answer`, which has room
// for REPLY_MAX.
void session_advance(struct hsp_session* s, hsp_answer* answer);

void session_free(struct hsp_session* s);
