// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>
#include <fstream>
#include <sstream>

#include "conformance/cli/tests/command.hpp"

using namespace assay::cli;
using Catch::Contains;

namespace {

std::string explained(const std::vector<std::string>& words) {
  std::vector<std::string> all = {"explain"};
  all.insert(all.end(), words.begin(), words.end());
  const Ran ran = run_assay(all);
  INFO(ran.err);
  CHECK(ran.exit_code == 0);
  return ran.out;
}

// What differs from the golden file is left beside the test program.
void is_as_golden(const std::string& name, const std::string& found) {
  std::ifstream in(GOLDEN "/" + name);
  const std::string golden(std::istreambuf_iterator<char>(in), {});
  if (golden != found) std::ofstream(name + ".found") << found;
  INFO(name << ": what was found is in " << name << ".found");
  CHECK(golden == found);
}

// The commands of a text that follow such words, as a shell takes them.
std::vector<std::string> commands(const std::string& text, const std::string& after) {
  std::vector<std::string> found;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    const std::size_t at = line.find(after);
    if (at == std::string::npos) continue;
    found.push_back(line.substr(line.find("assay ", at) + 6));
  }
  return found;
}

Ran run_command(const std::string& command) {
  return run_shell("\"$0\" " + command + " --effort quick");
}

// Exit 4: one attack alone does not make a row HELD.
void must_fail(const std::string& command) {
  INFO(command);
  const Ran ran = run_command(command);
  CHECK((ran.exit_code == 0 || ran.exit_code == 4));
  CHECK_THAT(ran.out, !Contains("BY DESIGN") && Contains(", withstood: "));
}

void must_succeed(const std::string& command) {
  INFO(command);
  const Ran ran = run_command(command);
  CHECK(ran.exit_code == 0);
  CHECK_THAT(ran.out, Contains("BY DESIGN") && Contains(", succeeded, as designed: "));
}

// Of a walk, what is told of one rung.
std::string told_of(const std::string& walk, const std::string& rung) {
  const std::size_t from = walk.find(": ladder/" + rung + " ==");
  REQUIRE(from != std::string::npos);
  return walk.substr(from, walk.find("\n== ", from) - from);
}

}  // namespace

TEST_CASE("what happens in a row is told in three sentences, a diagram and a command") {
  is_as_golden("sigma-i-P14.txt", explained({"ladder/sigma-i", "P14"}));
  is_as_golden("badh-P02.txt", explained({"ladder/badh", "P02"}));
  is_as_golden("dh-P07.txt", explained({"ladder/dh", "P07"}));
  is_as_golden("sigma-r-P04.txt", explained({"ladder/sigma-r", "P04"}));
  is_as_golden("sign-own-P06.txt", explained({"ladder/sign-own", "P06"}));
  is_as_golden("sigma-0-P09.txt", explained({"ladder/sigma-0", "P09"}));
  is_as_golden("sigma-0-P02.txt", explained({"ladder/sigma-0", "P02"}));
  is_as_golden("sts-enc-P03.txt", explained({"ladder/sts-enc", "P03", "--mode", "named"}));
  is_as_golden("sigma-i-P05.txt", explained({"ladder/sigma-i", "P05"}));
}

TEST_CASE(
    "a row that holds, or does not apply, is told as such, and of other modes there is a word") {
  CHECK_THAT(explained({"ladder/sigma-i", "P02"}), Contains("It fails"));
  CHECK_THAT(explained({"ladder/dh", "P09"}), Contains("It does not apply: "));
  CHECK_THAT(explained({"ladder/sts-enc", "P02"}), Contains("see --mode named\n"));
  CHECK(run_assay({"explain", "ladder/sigma-i", "P99"}).exit_code == 2);
  CHECK(run_assay({"explain", "ladder", "P01"}).exit_code == 2);
}

TEST_CASE("the walk goes over every rung in order, and each of its commands shows what it says") {
  const std::string walk = explained({"ladder"});
  std::size_t at = 0;
  for (const std::string rung :
       {"dh", "sign-own", "badh", "iso", "sts-enc", "sts-mac", "sts-enc-id", "sign-key", "sigma-0",
        "sigma-i", "sigma-r", "sigma-ike", "sigma-i-ack"}) {
    at = walk.find(" of 13: ladder/" + rung + " ", at);
    INFO(rung);
    REQUIRE(at != std::string::npos);
  }
  const std::vector<std::string> succeed = commands(walk, "run it  "),
                                 fail = commands(walk, "see it fail  ");
  CHECK(succeed.size() > 20);
  CHECK(fail.size() > 15);
  for (const std::string& command : succeed) must_succeed(command);
  for (const std::string& command : fail) must_fail(command);
}

TEST_CASE("where a later rung withstands the attack on a row, the command that is told shows it") {
  for (const std::vector<std::string>& words : {std::vector<std::string>{"ladder/badh", "P02"},
                                                {"ladder/sign-own", "P02"},
                                                {"ladder/sts-enc", "P02", "--mode", "named"},
                                                {"ladder/sts-mac", "P02", "--mode", "named"}}) {
    const std::vector<std::string> fail = commands(explained(words), "see it fail  ");
    CHECK_FALSE(fail.empty());
    for (const std::string& command : fail) must_fail(command);
  }
  CHECK_THAT(explained({"ladder/sts-mac", "P02", "--mode", "named"}),
             Contains("withstood by  ladder/sigma-0 (there A07)\n"));
}

TEST_CASE("a row that is kept is told by the attack that an earlier rung lost it to") {
  const std::string kept = explained({"ladder/sigma-i-ack", "P05"});
  CHECK_THAT(kept, Contains("A13-initiators-proof-corrupted") && Contains("It fails: "));
  const std::vector<std::string> win = commands(kept, "see it win  ");
  REQUIRE(win.size() == 1);
  CHECK_THAT(win.front(), Contains("ladder/sigma-i "));
  must_succeed(win.front());
  CHECK_THAT(explained({"ladder/sigma-0", "P02", "--mode", "named"}),
             Contains("A07-honest-key-registered-by-E"));
}

TEST_CASE("of several cases one is drawn that went as the attack did") {
  const std::string relayed = explained({"ladder/sigma-0", "A12"});
  CHECK_THAT(relayed, Contains("1 of 3 cases succeeded (drawn: relayed)\n") &&
                          Contains("It succeeds: ") && !Contains("(away)") && !Contains(" * "));
  CHECK_THAT(explained({"ladder/sign-own", "A11"}),
             Contains("* E sends a msg1 of A's that it has heard\n"));
}

TEST_CASE("a part of a row is told alone") {
  const std::string alive = explained({"ladder/sigma-0", "P02/alive"});
  CHECK_THAT(alive, Contains("P02/alive Server verifies client identity\n") &&
                        Contains("A03-recorded-messages") && !Contains("A05-credited-to-E"));
  CHECK(run_assay({"explain", "ladder/sigma-0", "P02/none"}).exit_code == 2);
}

TEST_CASE("an attack is drawn by its id, in the first mode that has it") {
  CHECK_THAT(explained({"ladder/sigma-0", "A07"}),
             Contains("ladder/sigma-0, named: attack A07") && Contains("It fails: B refuses"));
  CHECK_THAT(explained({"ladder/badh", "server/A05-credited-to-E"}),
             Contains("B is done with E, and A is done with B"));
  CHECK_THAT(run_assay({"explain", "badh"}).err, Contains("did you mean ladder/badh?"));
}

TEST_CASE("a rung of the walk is compared with the one that it changes") {
  const std::string walk = explained({"ladder"});
  CHECK_THAT(
      told_of(walk, "sigma-i-ack"),
      Contains("Against ladder/sigma-i it gains:\n  P05 Client knows server has verified\n") &&
          !Contains("it loses"));
  CHECK_THAT(told_of(walk, "sts-enc"), Contains("bound (not in the mode named)\n") &&
                                           Contains("name (in the mode named alone)\n"));
  CHECK_THAT(told_of(walk, "sign-own"), Contains("what ladder/dh is not asked for:\n  P06"));
  CHECK_THAT(told_of(walk, "badh"), Contains("P02 Server verifies client identity, alive\n"));
}
