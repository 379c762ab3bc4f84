// SPDX-License-Identifier: MIT
#pragma once

#include <stddef.h>
#include <stdint.h>

// A queue of bytes. What leaves it is wiped with it. Starts as all zero.
struct bytes {
  uint8_t* data;
  size_t begin, end, cap;
};

size_t bytes_len(const struct bytes* b);
const uint8_t* bytes_front(const struct bytes* b);

// Makes room for `more` bytes: 0, or -1 when there is no memory.
int bytes_reserve(struct bytes* b, size_t more);

// Appends what there is room for.
void bytes_put(struct bytes* b, const uint8_t* data, size_t len);

// Takes `len` bytes off the front.
void bytes_drop(struct bytes* b, size_t len);

void bytes_free(struct bytes* b);
