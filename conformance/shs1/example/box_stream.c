// SPDX-License-Identifier: MIT
#include "box_stream.h"

#include <sodium.h>
#include <string.h>

enum { TAG = 16, PLAIN = 18 };

// spec/box-stream.md §1: the nonce is a big-endian number.
static void advance(uint8_t nonce[24]) {
  for (int i = 23; i >= 0 && ++nonce[i] == 0; --i) continue;
}

size_t box_wire_size(size_t len) {
  return len + BOX_HEADER * ((len + BOX_MAX_BODY - 1) / BOX_MAX_BODY);
}

// spec/box-stream.md §2: the header's nonce comes first, the body is sealed first.
static void write_packet(struct box_writer* w, const uint8_t* body, size_t len, uint8_t* out) {
  uint8_t header_nonce[24], plain[PLAIN], sealed[TAG + BOX_MAX_BODY];
  memcpy(header_nonce, w->nonce, sizeof header_nonce);
  advance(w->nonce);
  crypto_secretbox_easy(sealed, body, len, w->nonce, w->key);
  advance(w->nonce);
  plain[0] = (uint8_t)(len >> 8);
  plain[1] = (uint8_t)(len & 0xff);
  memcpy(plain + 2, sealed, TAG);
  crypto_secretbox_easy(out, plain, PLAIN, header_nonce, w->key);
  memcpy(out + BOX_HEADER, sealed + TAG, len);
}

void box_write(struct box_writer* w, const uint8_t* data, size_t len, uint8_t* out) {
  while (len > 0) {
    const size_t n = len < BOX_MAX_BODY ? len : BOX_MAX_BODY;
    write_packet(w, data, n, out);
    data += n;
    len -= n;
    out += BOX_HEADER + n;
  }
}

void box_goodbye(struct box_writer* w, uint8_t out[BOX_HEADER]) {
  const uint8_t plain[PLAIN] = {0};
  crypto_secretbox_easy(out, plain, PLAIN, w->nonce, w->key);
  w->ended = 1;
}

// spec/box-stream.md §4: every byte of a header decides, before any of its body is waited for.
static enum box_result read_header(struct box_reader* r, const uint8_t in[BOX_HEADER]) {
  uint8_t plain[PLAIN];
  if (crypto_secretbox_open_easy(plain, in, BOX_HEADER, r->nonce, r->key) != 0) return BOX_ERROR;
  if (sodium_is_zero(plain, PLAIN)) return BOX_GOODBYE;
  advance(r->nonce);
  r->body_len = (size_t)plain[0] << 8 | plain[1];
  if (r->body_len == 0 || r->body_len > BOX_MAX_BODY) return BOX_ERROR;
  memcpy(r->sealed, plain + 2, TAG);
  return BOX_NOTHING;
}

static enum box_result read_body(struct box_reader* r, const uint8_t* in,
                                 uint8_t body[BOX_MAX_BODY], size_t* body_len) {
  *body_len = r->body_len;
  memcpy(r->sealed + TAG, in, r->body_len);
  if (crypto_secretbox_open_easy(body, r->sealed, TAG + r->body_len, r->nonce, r->key) != 0)
    return BOX_ERROR;
  advance(r->nonce);
  r->body_len = 0;
  return BOX_BODY;
}

enum box_result box_read(struct box_reader* r, const uint8_t* in, size_t len, size_t* used,
                         uint8_t body[BOX_MAX_BODY], size_t* body_len) {
  *used = r->body_len == 0 ? BOX_HEADER : r->body_len;
  if (len < *used) return BOX_MORE;
  return r->body_len == 0 ? read_header(r, in) : read_body(r, in, body, body_len);
}
