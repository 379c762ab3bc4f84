// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace assay {

// The line in which a program says why it dies, as the runtimes of its language word it; they may
// write a trace, a version or advice below it. Else the last line. Not escaped.
std::string telling_line(std::string_view text);

// To end a sentence about a program that failed: "; on stderr: \"…\"", escaped; empty where it
// wrote nothing there.
std::string last_words(std::string_view stderr_text);

}  // namespace assay
