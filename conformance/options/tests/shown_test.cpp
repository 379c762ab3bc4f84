// SPDX-License-Identifier: MIT
#include "conformance/options/shown.hpp"

#include <rapidcheck.h>

#include <catch2/catch.hpp>

using namespace assay;

TEST_CASE("what is shown keeps letters of every language and escapes what moves a terminal") {
  CHECK(shown("plain, größer, ✔ 𝄞") == "plain, größer, ✔ 𝄞");
  CHECK(shown("\x1b[2Jgone") == "\\x1b[2Jgone");
  CHECK(shown("two\nlines\r\t\x7f") == "two\\x0alines\\x0d\\x09\\x7f");
  CHECK(shown("\xc2\x9b"
              "31m") == "\\xc2\\x9b31m");  // C1: CSI in one character
  CHECK(shown("a\xe2\x80\xae"
              "b") ==
        "a\\xe2\\x80\\xae"
        "b");  // right-to-left override
  CHECK(shown(std::string_view("nul\0l", 5)) == "nul\\x00l");
}

TEST_CASE("bytes that are no UTF-8 are escaped one by one") {
  CHECK(shown("\xff") == "\\xff");
  CHECK(shown("\xc0\xaf") == "\\xc0\\xaf");           // overlong
  CHECK(shown("\xed\xa0\x80") == "\\xed\\xa0\\x80");  // a surrogate
  CHECK(shown("\xf4\x90\x80\x80") == "\\xf4\\x90\\x80\\x80");
  CHECK(shown("cut \xe2\x9c") == "cut \\xe2\\x9c");
}

TEST_CASE("what is too long is cut between letters") {
  CHECK(shown("abcdef", 3) == "abc...");
  CHECK(shown("aé", 2) == "a...");
  CHECK(shown("aé", 3) == "aé");
}

TEST_CASE("lines stay lines where they are asked for") {
  CHECK(shown_lines("a\nb\x1b") == "a\nb\\x1b");
}

TEST_CASE("words are quoted as a shell reads them") {
  CHECK(shell_quoted("plain-1.0/x=y") == "plain-1.0/x=y");
  CHECK(shell_quoted("") == "''");
  CHECK(shell_quoted("it's two") == "'it'\\''s two'");
  CHECK(shell_quoted("größe") == "'größe'");
  CHECK(shell_quoted("\xff"
                     "1") == "$'\\3771'");
  CHECK(shell_quoted("a\n'\\\x1b[m") == "$'a\\012\\'\\\\\\033[m'");
}

TEST_CASE("nothing that is shown or quoted holds a control character") {
  CHECK(rc::check([](const std::string& text) {
    for (const std::string& safe : {shown(text), shell_quoted(text)})
      for (const char c : safe) RC_ASSERT(static_cast<unsigned char>(c) >= 0x20 && c != 0x7f);
  }));
}
