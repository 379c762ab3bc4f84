// SPDX-License-Identifier: MIT
#include "conformance/engine/bytes.hpp"

#include <stdexcept>

namespace assay {
namespace {

int digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return -1;
}

}  // namespace

std::string hex(View bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  text.reserve(2 * bytes.size());
  for (const std::uint8_t b : bytes) {
    text += digits[b >> 4];
    text += digits[b & 15];
  }
  return text;
}

Bytes unhex(std::string_view text) {
  if (text.size() % 2 != 0) {
    throw std::invalid_argument("hex needs an even number of digits, not " +
                                std::to_string(text.size()));
  }
  Bytes bytes(text.size() / 2);
  for (std::size_t i = 0; i < text.size(); ++i) {
    const int value = digit(text[i]);
    if (value < 0) {
      throw std::invalid_argument("not a lower-case hex digit at offset " + std::to_string(i));
    }
    bytes[i / 2] = static_cast<std::uint8_t>(bytes[i / 2] << 4 | value);
  }
  return bytes;
}

}  // namespace assay
