// SPDX-License-Identifier: MIT
#pragma once

// What a shared library exports so that `assay check --lib FILE.so` can judge the implementation in
// it. C99 and C++. The norm, and the meaning of every word below, is spec/shim.md §10.

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define HSP_ABI 1

// What a call returns: a state, or a negative number.
enum {
  HSP_READ = 0,          // no input is left unread, and the implementation asks for more
  HSP_WAIT = 1,          // the application's decision is pending
  HSP_DONE = 2,          // success was reported to the application; stays
  HSP_REJECTED = 3,      // failure was reported; final
  HSP_UNSUPPORTED = -1,  // `why` names what
  HSP_ERROR = -2,        // the call is wrong; `why` says how
  HSP_SHORT = -3         // the buffer is smaller than `len`; nothing was consumed
};

// What the implementation did to its own end of the stream, up to now.
enum { HSP_CLOSE_NONE = 0, HSP_CLOSE_HALF = 1, HSP_CLOSE_FIN = 2 };

// How the peer's stream ended.
enum { HSP_EOF_FIN = 0, HSP_EOF_RST = 1 };

enum {
  HSP_EV_AUTHORIZE = 1,  // data: the peer that asks, or empty where the API does not tell
  HSP_EV_VERIFIED = 2,   // data: the peer whose proof held, or empty
  HSP_EV_DONE = 3,       // data: the peer, or empty
  HSP_EV_DELIVERED = 4,  // data: what the application got
  HSP_EV_END_CLEAN = 5,  // the application was told that the stream ended as its sender meant
  HSP_EV_END_ERROR = 6   // it was told that it did not
};

// One connection: the library's own type.
typedef struct hsp_session hsp_session;

// One parameter of a session, by its dotted name: "inject.ephemeral_sk".
typedef struct {
  const char* name;
  const uint8_t* data;
  size_t len;
} hsp_param;

typedef struct {
  uint8_t* out;  // in: the caller's buffer, of `cap` bytes
  size_t cap;
  size_t len;  // out: bytes written to it, or needed (HSP_SHORT)
  int close;
  char why[160];  // ended by a zero byte; for people
} hsp_answer;

typedef struct {
  uint8_t* data;  // in: the caller's buffer, of `cap` bytes
  size_t cap;
  int type;    // out: HSP_EV_...
  size_t len;  // bytes written to it, or needed (HSP_SHORT)
} hsp_event;

enum { HSP_ADDRESS = 256 };

typedef struct {
  uint8_t* data;  // in: the caller's buffer, of `cap` bytes
  size_t cap;
  size_t len;            // out: bytes written to it, or needed (HSP_SHORT)
  char to[HSP_ADDRESS];  // out: a `from` of before, or what the protocol calls its peer; ended by a
                         // zero byte
} hsp_datagram;

// HSP_ABI, as the library was compiled.
uint32_t hsp_abi(void);

// Static JSON text: an object with "name", "version" and "protocols" as in the answer to HSP/1's
// hello (spec/shim.md §5), in one line, naming one protocol.
const char* hsp_describe(void);

// Opens a session. `endpoint` is NULL if absent. A client's first message is in the answer.
// `*session` is NULL after a negative number.
int hsp_open(const char* protocol, const char* role, const char* endpoint, const hsp_param* params,
             size_t n, hsp_session** session, hsp_answer* answer);

// A slice of the peer's stream, of any length.
int hsp_step(hsp_session* session, const uint8_t* in, size_t in_len, hsp_answer* answer);

// The peer's stream ended: HSP_EOF_FIN or HSP_EOF_RST.
int hsp_eof(hsp_session* session, int how, hsp_answer* answer);

// Nothing new from the peer; time has passed.
int hsp_poll(hsp_session* session, hsp_answer* answer);

// The application writes to the secure channel. Called only in HSP_DONE.
int hsp_send(hsp_session* session, const uint8_t* data, size_t len, hsp_answer* answer);

// The application ends the secure channel cleanly. Called only in HSP_DONE.
int hsp_finish(hsp_session* session, hsp_answer* answer);

// 1: one event, in the order in which they happened; 0: none is left; HSP_SHORT.
int hsp_next_event(hsp_session* session, hsp_event* event);

// The three that follow may be missing from a library whose protocol has no datagrams, and that
// does not declare the capability `clock`.

// Where the carrier is datagrams, in the place of hsp_step: one datagram, and whom it is from, a
// text of the host's. An answer's `out` stays empty then.
int hsp_take(hsp_session* session, const char* from, const uint8_t* in, size_t in_len,
             hsp_answer* answer);

// 1: one datagram that was sent, in their order; 0: none is left; HSP_SHORT. Asked before the
// events.
int hsp_next_datagram(hsp_session* session, hsp_datagram* datagram);

// Moves the session's clock: nanoseconds since 1970, 16 bytes, big-endian. 0 or a negative number.
int hsp_at(hsp_session* session, const uint8_t* time);

// A value by name: "outcome.enc_key", "observe.ab". 0 or a negative number.
int hsp_get(hsp_session* session, const char* name, uint8_t* out, size_t cap, size_t* len);

// Ends the session and frees all that it holds.
void hsp_close(hsp_session* session);

#ifdef __cplusplus
}
#endif
