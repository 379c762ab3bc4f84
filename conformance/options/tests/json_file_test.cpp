// SPDX-License-Identifier: MIT
#include "conformance/options/json_file.hpp"

#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

using namespace assay;
using Catch::Contains;

namespace {

const std::string path = std::filesystem::temp_directory_path() / "assay-json-file-test.json";

nlohmann::ordered_json read(const std::string& text, const JsonBounds& bounds = {}) {
  std::ofstream(path, std::ios::binary) << text;
  return read_json_file(path, bounds);
}

void refused(const std::string& text, const std::string& why, const JsonBounds& bounds = {}) {
  CHECK_THROWS_WITH(read(text, bounds), Contains(path) && Contains(why));
}

}  // namespace

TEST_CASE("a JSON file is read in its order") {
  CHECK(read(R"({"b": [1, {"c": null}], "a": "é"})").dump() == R"({"b":[1,{"c":null}],"a":"é"})");
  std::filesystem::remove(path);
}

TEST_CASE("a file that is none, or no JSON, is refused in a sentence") {
  for (const std::string text : {"", "{", "[1,]", "{} {}", "nul", "\"\xff\"", "1e999999"})
    refused(text, "is not JSON, at byte");
  std::filesystem::remove(path);
  CHECK_THROWS_WITH(read_json_file(path), Contains("No such file"));
  CHECK_THROWS_WITH(read_json_file("/"), Contains("is no file"));
  REQUIRE(mkfifo(path.c_str(), 0600) == 0);
  CHECK_THROWS_WITH(read_json_file(path), Contains("is no file"));
  std::filesystem::remove(path);
}

TEST_CASE("what exceeds a bound is refused before it is built") {
  refused(std::string(100, '['), "is nested deeper than 32");
  refused(std::string(100, '[') + std::string(100, ']'), "is nested deeper than 32");
  refused("[1,2,3]", "holds more than 3 values", {.values = 3});
  refused(R"({"a":1,"b":2})", "an object of more than 1 members", {.members = 1});
  refused(std::string(11, ' ') + "1", "is longer than 0 MiB", {.bytes = 10});
  refused(R"([{"x":1,"x":2}])", "names \"x\" twice");
  refused("{\"\\u001b[m\":1,\"\\u001b[m\":1}", "names \"\\x1b[m\" twice");
  CHECK(read("[1,2]", {.values = 3}).size() == 2);
  std::filesystem::remove(path);
}
