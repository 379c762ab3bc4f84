// SPDX-License-Identifier: MIT
#include "conformance/targets/last_words.hpp"

#include <catch2/catch.hpp>

using namespace assay;

TEST_CASE("the line that says why is found above what a runtime writes below it") {
  CHECK(telling_line(
            "listening\n\npanic: bad point\n\ngoroutine 1 [running]:\nmain.main()\n\t/m.go:4 "
            "+0x1d\nexit status 2\n") == "panic: bad point");
  CHECK(telling_line("/m.js:3\n    throw new Error('x')\n    ^\n\nTypeError: bad point\n    at f "
                     "(/m.js:3:9)\n\nNode.js v20.1.0\n") == "TypeError: bad point");
  CHECK(telling_line("thread 'main' panicked at m.rs:2:5:\nbad point\nnote: run with "
                     "`RUST_BACKTRACE=1`\n") == "thread 'main' panicked at m.rs:2:5: bad point");
  CHECK(
      telling_line("terminate called after throwing an instance of 'E'\n  what():  bad point\n") ==
      "terminate called after throwing an instance of 'E' what():  bad point");
  CHECK(telling_line(
            "==1==ERROR: AddressSanitizer: heap-use-after-free\n    #0 0x4\n==1==ABORTING\n") ==
        "==1==ERROR: AddressSanitizer: heap-use-after-free");
  CHECK(telling_line(
            "Traceback (most recent call last):\n  File \"m.py\", line 1\nMemoryError: \n") ==
        "MemoryError: ");
}

TEST_CASE("of several such lines the last counts, and without one the last line") {
  CHECK(telling_line("error: first\nerror: second\nbye\n") == "error: second");
  CHECK(telling_line("first\n  last  \r\n\n") == "last");
  CHECK(telling_line("alone") == "alone");
  CHECK(telling_line(" \n\n").empty());
  CHECK(telling_line("").empty());
}

TEST_CASE("last words are escaped, and none are no words") {
  CHECK(last_words("TypeError: \x1b[31mboom\n") == "; on stderr: \"TypeError: \\x1b[31mboom\"");
  CHECK(last_words("").empty());
}
