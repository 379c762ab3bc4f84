// SPDX-License-Identifier: MIT
#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "conformance/cli/tests/command.hpp"

using namespace assay::cli;
using Catch::Contains;
using nlohmann::json;

namespace {

namespace fs = std::filesystem;

const std::string folder = fs::temp_directory_path() / "assay-output-test";
const std::string check = "check --reference --effort quick -p C ";

void fresh_folder() {
  fs::remove_all(folder);
  fs::create_directory(folder);
}

void unwritable(const std::string& words, const std::string& why) {
  const Ran ran = run_shell("\"$0\" " + words);
  INFO(words << "\n" << ran.out << ran.err);
  CHECK(ran.exit_code == 7);
  CHECK_THAT(ran.err, Contains(why));
}

// Refused in one sentence that holds no control character and none of a parser's own words.
void refused(const std::string& subcommand, const std::string& text, const std::string& why) {
  const std::string file = folder + "/file.json";
  std::ofstream(file, std::ios::binary) << text;
  const Ran ran = run_assay({subcommand, file, "--effort", "quick"});
  const Ran replayed = run_assay({"replay", file, "--reference"});
  const Ran& seen = subcommand == "replay" ? replayed : ran;
  INFO(text.substr(0, 200) << "\n" << seen.out << seen.err);
  CHECK(seen.exit_code == 2);
  CHECK_THAT(seen.err, Contains(why));
  CHECK(seen.err.find("json.exception") == std::string::npos);
  CHECK(seen.err.find('\x1b') == std::string::npos);
  CHECK(std::count(seen.err.begin(), seen.err.end(), '\n') == 1);
}

json whole_report() {
  const Ran ran = run_shell("\"$0\" " + check + "--report json=-");
  REQUIRE(ran.exit_code == 0);
  return json::parse(ran.out);
}

}  // namespace

TEST_CASE("output that cannot be written is told on stderr, with exit 7") {
  unwritable(check + "> /dev/full", "cannot write the output: No space left");
  unwritable("list rows > /dev/full", "cannot write the output: No space left");
  unwritable("--help > /dev/full", "cannot write the output: No space left");
  unwritable(check + ">&-", "cannot write the output: stdout is closed");
  unwritable("explain P01 >&-", "cannot write the output: stdout is closed");
}

TEST_CASE("a report that cannot be written is told with exit 7, a wrong path before the run") {
  fresh_folder();
  unwritable(check + "--report json=/dev/full", "cannot write the report to /dev/full: No space");
  for (const std::string path : {"/no/such/folder/f", "/", "/proc/nothing"}) {
    const Ran ran = run_shell("\"$0\" " + check + "--report json=" + path);
    CHECK(ran.exit_code == 7);
    CHECK_THAT(ran.err, Contains("cannot write the report to " + path));
    CHECK(ran.out.empty());
  }
  REQUIRE(mkfifo((folder + "/fifo").c_str(), 0600) == 0);
  unwritable(check + "--report json=" + folder + "/fifo", "nobody reads this pipe");
}

TEST_CASE("a report goes to a file, to a pipe that is read, or to stdout alone") {
  fresh_folder();
  const std::string file = folder + "/file", fifo = folder + "/fifo";
  std::ofstream(file) << std::string(1 << 20, 'x');
  REQUIRE(mkfifo(fifo.c_str(), 0600) == 0);
  const std::string script = "exec 9<>" + fifo + "; cat < " + fifo + " > " + folder +
                             "/read 9<&- & \"$0\" " + check + "--report json=" + file +
                             " --report json=" + fifo + " 9<&-; exec 9<&-; wait";
  run_shell(script);
  CHECK(json::parse(std::ifstream(file))["schema"] == "assay-report-1");
  CHECK(json::parse(std::ifstream(folder + "/read"))["schema"] == "assay-report-1");
  const Ran ran = run_shell("\"$0\" " + check + "--report json=-");
  CHECK(json::parse(ran.out)["exit"] == 0);
  CHECK_THAT(ran.err, Contains("exit 0"));
}

TEST_CASE("a run that tests nothing leaves no report, and an old one as it was") {
  fresh_folder();
  std::ofstream(folder + "/old") << "kept";
  const Ran ran = run_shell("\"$0\" check --report json=" + folder +
                            "/new --report json=" + folder + "/old -- /bin/false");
  CHECK(ran.exit_code == 3);
  CHECK_FALSE(fs::exists(folder + "/new"));
  CHECK(fs::file_size(folder + "/old") == 4);
}

TEST_CASE("a file that is no report is refused in a sentence") {
  fresh_folder();
  for (const std::string schema : {"null", "1", "[]", "\"assay-report-2\""})
    refused("replay", "{\"schema\": " + schema + "}", "is not a report of");
  refused("replay", "{", "is not JSON, at byte");
  refused("replay", "[]", "holds reports of several protocols");
  refused("replay", std::string(5 << 20, '['), "is nested deeper than 32");
  refused("replay", std::string(20 << 20, ' ') + "1", "is longer than 16 MiB");
  std::string many = "[0";
  for (int i = 0; i < 500'000; ++i) many += ",0";
  refused("replay", many + "]", "holds more than 400000 values");
}

TEST_CASE("a report with a member of another kind is refused, naming it") {
  fresh_folder();
  const json good = whole_report();
  const auto with = [&good](const char* key, const json& value) {
    json changed = good;
    changed["attacks"][0]["cases"][0]["transcript"] = json::object();
    changed[key] = value;
    return changed.dump();
  };
  refused("replay", good.dump(), "holds no finding to replay");
  refused("replay", with("effort", "heroic"), "there is no effort \"heroic\"");
  refused("replay", with("effort", 3), "\"effort\" is no text");
  refused("replay", with("seed", nullptr), "\"seed\" is no text");
  refused("replay", with("attacks", "none"), "\"attacks\" is no list");
  refused("replay", with("attacks", {1}), "\"cases\" is no list");
  refused("replay", with("protocol", "x\x1b[2J\ny"), "there is no protocol x\\x1b[2J\\x0ay");
  refused("replay", with("mode", "\x1b[31m"), "\\x1b[31m");
}

TEST_CASE("a name in a report is one case's, counted once") {
  fresh_folder();
  json report = whole_report();
  json& cases = report["attacks"][0]["cases"];
  cases[0]["transcript"] = json::object();
  cases.push_back(cases[0]);
  const std::string file = folder + "/twice.json";
  std::ofstream(file) << report.dump();
  const Ran ran = run_assay({"replay", file, "--reference"});
  INFO(ran.out << ran.err);
  CHECK_THAT(ran.out, Contains("0 of 1 findings repeated"));
  for (const std::string name : {"*", "*/C*", "sh?1"}) {
    cases[0]["name"] = name;
    refused("replay", report.dump(), "\"" + name + "\" names no case");
  }
}

TEST_CASE("a list of targets that is none is refused without a parser's words") {
  fresh_folder();
  refused("interop", "{\"targets\": 1}", "is not {\"targets\"");
  refused("interop", "{\"targets\": [{\"name\": 1}]}", "target 1 is not as in");
  refused("interop", "{\"targets\": [{\"name\": \"a\", \"reference\": \"yes\"}]}",
          "target 1 is not");
  refused("interop", "{\"targets\": [{\"name\": \"a\", \"\\u001b[m\": 1}]}", "\\x1b[m");
  std::string many = "{\"name\": \"a\", \"reference\": true}";
  for (int i = 0; i < 64; ++i) many += ", {\"name\": \"a\", \"reference\": true}";
  refused("interop", "{\"targets\": [" + many + "]}", "names more than 64 targets");
}

TEST_CASE("names of targets reach a table as one line of plain text") {
  fresh_folder();
  const std::string file = folder + "/targets.json";
  std::ofstream(file)
      << R"({"targets": [{"name": "a|b\n\u001b[31mred", "command": ["/bin/false"]}]})";
  const Ran ran = run_assay({"interop", file, "--effort", "quick"});
  CHECK_THAT(ran.out, Contains("a\\|b\\x0a\\x1b[31mred"));
  CHECK(ran.out.find('\x1b') == std::string::npos);
}

TEST_CASE("words of the command line are quoted without what moves a terminal") {
  for (const std::string word : {"\x1b[2J", "a\x1b]0;x\x07", "\xff\xfe"}) {
    const Ran ran = run_assay({"check", word});
    CHECK(ran.exit_code == 2);
    CHECK(ran.err.find('\x1b') == std::string::npos);
    CHECK(ran.err.find('\xff') == std::string::npos);
  }
}
