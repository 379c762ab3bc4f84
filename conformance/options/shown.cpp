// SPDX-License-Identifier: MIT
#include "conformance/options/shown.hpp"

#include <cstdint>

namespace assay {
namespace {

struct Letter {
  std::uint32_t point;
  std::size_t size;  // bytes; 0 where it is no UTF-8
};

// RFC 3629: the shortest form, no surrogates, up to U+10FFFF.
Letter first_letter(std::string_view text) {
  const auto byte = [text](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
  const std::uint8_t lead = byte(0);
  if (lead < 0x80) return {lead, 1};
  const std::size_t size = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  if (lead < 0xc2 || lead > 0xf4 || text.size() < size) return {0, 0};
  std::uint32_t point = lead & (0x7fU >> size);
  for (std::size_t i = 1; i < size; ++i) {
    if ((byte(i) & 0xc0) != 0x80) return {0, 0};
    point = point << 6 | (byte(i) & 0x3fU);
  }
  const std::uint32_t least = size == 4 ? 0x10000 : size == 3 ? 0x800 : 0x80;
  const bool surrogate = point >= 0xd800 && point < 0xe000;
  if (point < least || surrogate || point > 0x10ffff) return {0, 0};
  return {point, size};
}

// C0, DEL, C1; line and paragraph separators; what turns the direction of a line.
bool disturbs(std::uint32_t point) {
  return point < 0x20 || (point >= 0x7f && point < 0xa0) || (point >= 0x200e && point <= 0x200f) ||
         (point >= 0x2028 && point <= 0x202e) || (point >= 0x2066 && point <= 0x2069) ||
         point == 0xfeff;
}

void escape(std::string_view bytes, std::string& out) {
  constexpr char digits[] = "0123456789abcdef";
  for (const char c : bytes) {
    const auto byte = static_cast<std::uint8_t>(c);
    out += {'\\', 'x', digits[byte >> 4], digits[byte & 15]};
  }
}

std::string made_safe(std::string_view text, bool keep_newlines) {
  std::string out;
  while (!text.empty()) {
    const Letter letter = first_letter(text);
    const std::string_view bytes = text.substr(0, letter.size == 0 ? 1 : letter.size);
    const bool newline = keep_newlines && letter.point == '\n' && letter.size == 1;
    if (letter.size > 0 && (newline || !disturbs(letter.point)))
      out += bytes;
    else
      escape(bytes, out);
    text.remove_prefix(bytes.size());
  }
  return out;
}

}  // namespace

std::string shown(std::string_view text, std::size_t limit) {
  if (text.size() <= limit) return made_safe(text, false);
  while (limit > 0 && (static_cast<std::uint8_t>(text[limit]) & 0xc0) == 0x80) --limit;
  return made_safe(text.substr(0, limit), false) + "...";
}

std::string shown_lines(std::string_view text) { return made_safe(text, true); }

std::string shell_quoted(std::string_view word) {
  constexpr std::string_view plain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./=:,+%@";
  if (!word.empty() && word.find_first_not_of(plain) == std::string_view::npos)
    return std::string(word);
  const bool printable = made_safe(word, false) == word;
  std::string out = printable ? "'" : "$'";
  for (const char c : word) {
    const auto byte = static_cast<std::uint8_t>(c);
    if (c == '\'') {
      out += printable ? "'\\''" : "\\'";
    } else if (!printable && c == '\\') {
      out += "\\\\";
    } else if (!printable && (byte < 0x20 || byte >= 0x7f)) {
      // Three octal digits: a hexadecimal escape would swallow the digits behind it.
      out += {'\\', static_cast<char>('0' + (byte >> 6)), static_cast<char>('0' + (byte >> 3 & 7)),
              static_cast<char>('0' + (byte & 7))};
    } else {
      out += c;
    }
  }
  return out + "'";
}

}  // namespace assay
