// SPDX-License-Identifier: MIT
#include "conformance/targets/last_words.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "conformance/targets/strict_json.hpp"

namespace assay {
namespace {

constexpr std::size_t longest_line = 200;

// What runtimes say at the beginning of a death: Go; Rust; Python, Node, sanitizers; Java, C++; C.
constexpr std::string_view marks[] = {
    "panic: ", "panicked at", "rror: ", "ERROR: ", "xception", "terminate called", "ssertion"};

bool tells(std::string_view line) {
  const bool indented = line.starts_with(' ') || line.starts_with('\t');
  return !indented && std::ranges::any_of(marks, [&](std::string_view mark) {
    return line.find(mark) != std::string_view::npos;
  });
}

// Rust and C++ say where first, and why on the next line.
bool goes_on(std::string_view line) {
  return line.ends_with(':') || line.starts_with("terminate called");
}

std::string_view trimmed(std::string_view line) {
  constexpr std::string_view blank = " \t\r";
  line = line.substr(0, line.find_last_not_of(blank) + 1);
  return line.substr(std::min(line.find_first_not_of(blank), line.size()));
}

}  // namespace

std::string telling_line(std::string_view text) {
  std::string_view next, last;
  while (!text.empty()) {
    const std::size_t begin = text.find_last_of('\n') + 1;  // 0 where there is none
    const std::string_view line = text.substr(begin), words = trimmed(line);
    text = text.substr(0, begin == 0 ? 0 : begin - 1);
    if (tells(line)) {
      return std::string(words) + (goes_on(words) ? " " + std::string(next) : "");
    }
    if (last.empty()) last = words;
    next = words;
  }
  return std::string(last);
}

std::string last_words(std::string_view stderr_text) {
  const std::string line = telling_line(stderr_text);
  return line.empty() ? "" : fmt::format("; on stderr: \"{}\"", printable(line, longest_line));
}

}  // namespace assay
