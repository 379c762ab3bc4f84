// SPDX-License-Identifier: MIT
#include "bytes.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

size_t bytes_len(const struct bytes* b) { return b->end - b->begin; }

const uint8_t* bytes_front(const struct bytes* b) { return b->data + b->begin; }

int bytes_reserve(struct bytes* b, size_t more) {
  const size_t len = bytes_len(b);
  if (b->cap - b->end >= more) return 0;
  uint8_t* const larger = malloc(2 * len + more);
  if (larger == NULL) return -1;
  if (len > 0) memcpy(larger, bytes_front(b), len);
  bytes_free(b);
  b->data = larger;
  b->end = len;
  b->cap = 2 * len + more;
  return 0;
}

void bytes_put(struct bytes* b, const uint8_t* data, size_t len) {
  if (len > 0) memcpy(b->data + b->end, data, len);
  b->end += len;
}

void bytes_drop(struct bytes* b, size_t len) {
  b->begin += len;
  if (b->begin == b->end) b->begin = b->end = 0;
}

void bytes_free(struct bytes* b) {
  if (b->data != NULL) sodium_memzero(b->data, b->cap);
  free(b->data);
  memset(b, 0, sizeof *b);
}
