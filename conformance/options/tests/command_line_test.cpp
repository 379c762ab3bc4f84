// SPDX-License-Identifier: MIT
#include "conformance/options/command_line.hpp"

#include <catch2/catch.hpp>
#include <iostream>
#include <sstream>

namespace assay {
namespace {

constexpr int wrong = 64;

// What a program with one option of each kind makes of these words.
struct Program {
  std::string name, note, as = "plain", said;
  int port = 0;
  bool loud = false;
  std::vector<std::string> allowed, rest;

  std::optional<int> read(const std::vector<std::string>& args) {
    CommandLine line("Tries it", "program");
    line.required("--name", name, "who");
    line.optional("--note", note, "anything");
    line.one_of("--as", as, {"plain", "fancy"}, "how");
    line.number("--port", port, 0, 65535, "where");
    line.flag("--loud", loud, "say more");
    line.comma_separated("--allow", allowed, "names");
    line.words("rest", rest, "the rest");
    std::ostringstream quiet;
    std::streambuf *standard_out = std::cout.rdbuf(quiet.rdbuf()),
                   *standard_error = std::cerr.rdbuf(quiet.rdbuf());
    const std::optional<int> code = line.read(args, wrong);
    std::cout.rdbuf(standard_out);
    std::cerr.rdbuf(standard_error);
    said = quiet.str();
    return code;
  }
};

TEST_CASE("every kind of option is read, in any order, and words after -- are kept as they are") {
  Program p;
  CHECK_FALSE(p.read({"--port", "7", "--allow", "a,b", "--loud", "--as", "fancy", "--name", "n",
                      "--note", "x", "--", "one", "--two"}));
  CHECK(p.name == "n");
  CHECK(p.note == "x");
  CHECK(p.as == "fancy");
  CHECK(p.port == 7);
  CHECK(p.loud);
  CHECK(p.allowed == std::vector<std::string>{"a", "b"});
  CHECK(p.rest == std::vector<std::string>{"one", "--two"});
}

TEST_CASE("what is missing, unknown or out of bounds is named, with the program's own exit code") {
  Program p;
  CHECK(p.read({}) == wrong);
  CHECK(p.said.find("--name is required") != std::string::npos);
  CHECK(p.read({"--name", "n", "--as", "odd"}) == wrong);
  CHECK(p.said.find("--as") != std::string::npos);
  CHECK(p.read({"--name", "n", "--port", "65536"}) == wrong);
  CHECK(p.said.find("--port") != std::string::npos);
  CHECK(p.read({"--name", "n", "--nonsense"}) == wrong);
  CHECK(p.said.find("--nonsense") != std::string::npos);
}

TEST_CASE("help is no error, and says what the program is for") {
  Program p;
  CHECK(p.read({"--help"}) == 0);
  CHECK(p.said.find("Tries it") != std::string::npos);
}

}  // namespace
}  // namespace assay
