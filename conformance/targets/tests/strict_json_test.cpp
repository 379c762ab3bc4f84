// SPDX-License-Identifier: MIT
#include "conformance/targets/strict_json.hpp"

#include <fmt/format.h>
#include <rapidcheck.h>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

using namespace assay;
using Catch::Matchers::Contains;
using nlohmann::json;

TEST_CASE("a valid line parses to what nlohmann's own parser gives") {
  const std::string line = R"({"id":1,"a":[1,-2,3.5,"x\u0000é",null,true,{}],"b":{"c":[]}})";
  CHECK(parse_strict(line) == json::parse(line));
}

TEST_CASE("what is not one JSON value in valid UTF-8 is refused") {
  const std::string bad[] = {"",
                             "{",
                             "{}{}",
                             "{\"a\":1,}",
                             "[1 2]",
                             "nul",
                             "\xff",
                             "{\"a\":\"\xc3\"}",
                             "\"\xed\xa0\x80\"",
                             "\"\\ud800\"",
                             "\xef\xbb\xbf{}",
                             "{'a':1}",
                             "// x",
                             "1e999",
                             std::string("{}\0", 3),
                             std::string("{}\0{}", 5),
                             "\"\x1b[2J\""};
  for (const auto& line : bad) {
    CAPTURE(printable(line, 50));
    CHECK_THROWS_AS(parse_strict(line), JsonError);
  }
}

TEST_CASE("sixteen levels parse and seventeen do not") {
  const std::string deep = std::string(16, '[') + std::string(16, ']');
  CHECK_NOTHROW(parse_strict(deep));
  CHECK_THROWS_WITH(parse_strict("[" + deep + "]"), Contains("nested deeper than 16"));
}

TEST_CASE("900,000 brackets are refused without recursion") {
  CHECK_THROWS_AS(parse_strict(std::string(900'000, '[')), JsonError);
  CHECK_THROWS_AS(parse_strict(std::string(900'000, '{')), JsonError);
}

TEST_CASE("a key that stands twice is refused at any depth") {
  CHECK_THROWS_WITH(parse_strict(R"({"a":1,"a":1})"), Contains("\"a\" stands twice"));
  CHECK_THROWS_WITH(parse_strict(R"([{"b":{"a":1,"\u0061":2}}])"), Contains("stands twice"));
  CHECK_NOTHROW(parse_strict(R"({"a":{"a":1},"b":{"a":1}})"));
}

TEST_CASE("a line holds at most 1 MiB with its newline") {
  const std::string longest = "\"" + std::string((1 << 20) - 3, 'x') + "\"";
  CHECK_NOTHROW(parse_strict(longest));
  CHECK_THROWS_WITH(parse_strict(longest + " "), Contains("1 MiB"));
}

TEST_CASE("integers are digits alone, in 0..2^53-1") {
  CHECK(integer_member(parse_strict(R"({"n":9007199254740991})"), "n") == 9007199254740991);
  CHECK(integer_member(parse_strict(R"({"n":0})"), "n") == 0);
  for (const char* bad : {"9007199254740992", "18446744073709551616", "-1", "-0", "1.0", "1e3",
                          "\"1\"", "true", "null", "[1]"}) {
    CAPTURE(bad);
    CHECK_THROWS_AS(integer_member(parse_strict(fmt::format("{{\"n\":{}}}", bad)), "n"), JsonError);
  }
}

TEST_CASE("a missing member and one of another type are told apart") {
  const json object = parse_strict(R"({"a":5,"h":"0A","odd":"abc"})");
  CHECK_THROWS_WITH(text_member(object, "b"), Contains("\"b\" is missing"));
  CHECK_THROWS_WITH(text_member(object, "a"), Contains("\"a\" is not a string"));
  CHECK_THROWS_WITH(hex_member(object, "h"), Contains("lower-case hex"));
  CHECK_THROWS_WITH(hex_member(object, "odd"), Contains("lower-case hex"));
  CHECK_THROWS_WITH(text_member(json(3), "a"), Contains("not a JSON object"));
}

TEST_CASE("foreign text is shown as printable ASCII, cut at the limit") {
  CHECK(printable("plain text ~", 50) == "plain text ~");
  CHECK(printable("a\x1b[31m\n\x7f\xc2\x9b", 50) == "a\\x1b[31m\\x0a\\x7f\\xc2\\x9b");
  CHECK(printable("abcdef", 3) == "abc...");
}

TEST_CASE("no text makes the parser do anything but parse or throw JsonError") {
  rc::check([](const std::string& text) {
    try {
      parse_strict(text);
    } catch (const JsonError&) {
    }
    for (const char c : printable(text, 1000)) RC_ASSERT(c >= 0x20 && c < 0x7f);
  });
}
