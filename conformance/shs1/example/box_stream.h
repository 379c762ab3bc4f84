// SPDX-License-Identifier: MIT
#pragma once

#include <stddef.h>
#include <stdint.h>

// The channel after SHS1, one struct for each direction (spec/box-stream.md).

enum { BOX_HEADER = 34, BOX_MAX_BODY = 4096 };

struct box_writer {
  uint8_t key[32], nonce[24];
  int ended;  // after goodbye nothing may be written: its nonce would be used again
};

struct box_reader {
  uint8_t key[32], nonce[24];
  size_t body_len;                    // of the body that is due; 0: a header is
  uint8_t sealed[16 + BOX_MAX_BODY];  // the tag from the header, then the body
};

// Bytes on the wire for `len` bytes of data.
size_t box_wire_size(size_t len);

// Packets for the data; `out` has box_wire_size(len) bytes.
void box_write(struct box_writer* w, const uint8_t* data, size_t len, uint8_t* out);

void box_goodbye(struct box_writer* w, uint8_t out[BOX_HEADER]);

enum box_result { BOX_MORE, BOX_NOTHING, BOX_BODY, BOX_GOODBYE, BOX_ERROR };

// Reads one header or one body off `in` and says in `used` how many bytes that took. BOX_MORE: not
// all of it is there. BOX_NOTHING: a header. BOX_BODY: `body` holds `*body_len` bytes.
enum box_result box_read(struct box_reader* r, const uint8_t* in, size_t len, size_t* used,
                         uint8_t body[BOX_MAX_BODY], size_t* body_len);
