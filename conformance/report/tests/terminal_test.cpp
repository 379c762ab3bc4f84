// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "conformance/report/report.hpp"

using namespace assay;
using Catch::Contains;

namespace {

Attack attack(std::string id) {
  return {.id = std::move(id),
          .slug = "x",
          .role = Role::server,
          .meaning = "",
          .expected = "",
          .spec = ""};
}

const Attack runs = attack(std::string(honest_runs_id));
const Attack one = attack("X01"), two = attack("X02"), three = attack("X03");

AttackResult found(const Attack& of, Verdict verdict, std::string observed,
                   std::vector<Trials> trials = {}) {
  return {.attack = &of,
          .cases = {{.slug = "",
                     .change = "",
                     .verdict = verdict,
                     .observed = std::move(observed),
                     .trials = std::move(trials)}}};
}

AttackResult died(const Attack& of, std::string observed) {
  return found(of, Verdict::crashed, std::move(observed));
}

std::string shown(const Report& report) { return to_terminal(to_json(report, "--x"), false); }

std::string of_deaths(std::vector<AttackResult> attacks) {
  return shown({.protocol = "toy", .attacks = std::move(attacks)});
}

}  // namespace

TEST_CASE("deaths in the same words are one finding, which names them all") {
  const std::string words = "exit code 1; on stderr: \"Error: a\"";
  const std::string text = of_deaths(
      {died(one, words), died(two, "exit code 1; on stderr: \"Error: b\""), died(three, words)});
  CHECK_THAT(text, Contains("✗ toy/server/X01-x") && Contains("✗ toy/server/X02-x"));
  CHECK_THAT(text, Contains("likewise   toy/server/X03-x") && !Contains("✗ toy/server/X03-x"));
}

TEST_CASE("a run that ended early says so where its exit code stands, and no other does") {
  CHECK_THAT(shown({.protocol = "toy", .interrupted = true}), Contains("ended early"));
  CHECK_THAT(shown({.protocol = "toy"}), !Contains("ended early"));
}

TEST_CASE(
    "the likely cause is what a message shows, else what all failures do, else the usual one") {
  Attack usual = attack("X04");
  usual.likely = "the usual";
  AttackResult a = found(usual, Verdict::succeeded, "seen");
  const auto text = [&] { return of_deaths({a}); };
  CHECK_THAT(text(), Contains("likely     the usual"));
  a.diagnosis = "all together";
  CHECK_THAT(text(), Contains("likely     all together") && !Contains("the usual"));
  a.cases.front().likely = "the message";
  CHECK_THAT(text(), Contains("likely     the message") && !Contains("all together"));
}

TEST_CASE("deaths without a word may have any cause, and are findings of their own") {
  const std::string text =
      of_deaths({died(one, "signal 11 (SIGSEGV)"), died(two, "signal 11 (SIGSEGV)")});
  CHECK_THAT(text, Contains("✗ toy/server/X01-x") && Contains("✗ toy/server/X02-x"));
  CHECK_THAT(text, !Contains("likewise"));
}

TEST_CASE("what a target calls itself is one line of plain text in every report") {
  for (const std::string name : {"a\x1b[2Jb", "two\nlines", "\xff\xfe",
                                 "\xc2\x9b"
                                 "31m"}) {
    const nlohmann::ordered_json report =
        to_json({.protocol = "toy", .identity = {name, name}}, "--x");
    const std::string text = to_terminal(report, false), file = report_text(report);
    CHECK_THAT(text.substr(0, text.find('\n')), Contains("target ") && Contains("\\x"));
    CHECK(nlohmann::json::parse(file)["target"]["name"] == report["target"]["name"]);
    CHECK(file.find("\\u001b") == std::string::npos);
  }
}

TEST_CASE("a report is valid UTF-8 whatever the target's words are") {
  for (const std::string words : {"\xff", "-- x '\xed\xa0\x80'", "cut \xe2\x9c"}) {
    const std::string file = report_text(to_json({.protocol = "toy"}, words));
    CHECK(nlohmann::json::parse(file)["target"]["words"].is_string());
  }
}

TEST_CASE("silences in the same words are one finding, too") {
  const std::string text = of_deaths({found(one, Verdict::hung, "neither refused nor answered"),
                                      found(two, Verdict::hung, "neither refused nor answered")});
  CHECK_THAT(text, Contains("likewise   toy/server/X02-x") && !Contains("✗ toy/server/X02-x"));
}

TEST_CASE(
    "an honest run that fails in the words of the runner's own is the finding, and those are "
    "likewise") {
  AttackResult own = found(runs, Verdict::succeeded, "no answer");
  own.controls = 6;
  const std::string text = of_deaths({own, found(one, Verdict::succeeded, "no answer")});
  CHECK_THAT(text, Contains("✗ toy/server/X01-x") && Contains("likewise   toy/server/A00-x"));
  CHECK_THAT(of_deaths({own}), Contains("✗ toy/server/A00-x"));
}

TEST_CASE("a finding says how often it was seen and in which history, to people and programs") {
  const std::vector<Trials> trials = {{"in this run", 1, 1},
                                      {"in a fresh process", 0, 3},
                                      {"in a process with the same 40 sessions before it", 2, 2}};
  CHECK_THAT(
      of_deaths({found(one, Verdict::succeeded, "in", trials)}),
      Contains("seen       3 of 6 times: 1 of 1 in this run, 0 of 3 in a fresh process, 2 of "
               "2 in a process with the same 40 sessions before it"));
  CHECK_THAT(of_deaths({found(one, Verdict::crashed, "signal 11", {trials[0], trials[1]})}),
             Contains("seen       once: 1 of 1 in this run, 0 of 3 in a fresh process"));
  Report report{.protocol = "toy"};
  report.attacks.push_back(found(one, Verdict::succeeded, "in", trials));
  const auto json = to_json(report, "--x").at("attacks")[0].at("cases")[0].at("trials");
  CHECK(json.at("seen") == 3);
  CHECK(json.at("of") == 6);
  CHECK(json.at("histories")[1].at("history") == "in a fresh process");
}

TEST_CASE("a handshake limit is shown with what was seen of it, or with why there is nothing") {
  const Deadlines server{
      .role = Role::server,
      .waits = {{.what = "silence", .seconds = 5.04, .ended = true, .how = "FIN"},
                {.what = "a byte a second", .seconds = 12.5, .ended = false}},
      .limit = 5.04,
      .counted = Counted::per_read};
  const Deadlines client{.role = Role::client, .note = "the honest run failed"};
  const std::string text = shown({.protocol = "toy", .deadlines = {server, client}});
  CHECK_THAT(text, Contains("limit of the server: 5.0 s per read"));
  CHECK_THAT(text, Contains("ended after 5.0 s: FIN") && Contains("still open after 12.5 s\n"));
  CHECK_THAT(text, Contains("limit of the client: none seen") &&
                       Contains("not measured: the honest run failed"));
}

TEST_CASE("with -k it is said of each attack that it picked what became of it") {
  Report report{.protocol = "toy"};
  report.options.cases = {"*/X0*"};
  report.attacks = {found(one, Verdict::withstood, "rejected (bad), close fin, 0 bytes unread"),
                    found(two, Verdict::succeeded, "in; done, close none, 0 bytes unread")};
  report.attacks[0].not_selected = 2;
  const Cell lacks{.row = "P04", .role = Role::server, .half = "-", .claim = Claim::lacks};
  report.results = {{.cell = &lacks,
                     .verdict = RowVerdict::by_design,
                     .decisive = {report.attacks[1].attack->name()}}};
  CHECK_THAT(shown(report),
             Contains("server/X01-x: 1 case (-k left out 2), withstood: rejected (bad)\n") &&
                 Contains("server/X02-x: 1 case, succeeded, as designed: in; done\n"));
  report.attacks[1].cases.front().slug = "one";
  report.attacks[1].cases.push_back({"other", "", Verdict::withstood, "rejected (bad)"});
  CHECK_THAT(shown(report),
             Contains("server/X02-x: 1 of 2 cases (one), succeeded, as designed: in; done\n"));
  report.options.cases = {};
  CHECK_THAT(shown(report), !Contains("as designed"));
}
