// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace assay {

// Text from files, arguments and targets, made safe to print: valid UTF-8 stays, control characters
// (newlines too), what reorders a line and bytes that are no UTF-8 become \xNN, and what exceeds
// `limit` bytes becomes "...".
std::string shown(std::string_view text, std::size_t limit = 1000);

// The same for text of several lines, of any length: newlines stay.
std::string shown_lines(std::string_view text);

// The word as a shell reads it, in printable ASCII or valid UTF-8 alone.
std::string shell_quoted(std::string_view word);

}  // namespace assay
