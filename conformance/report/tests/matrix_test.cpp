// SPDX-License-Identifier: MIT
#include "conformance/report/matrix.hpp"

#include <catch2/catch.hpp>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "conformance/report/report.hpp"

using namespace assay;
using matrix::Fold, matrix::Json;

namespace {

Json cell(const std::string& row, const std::string& role, const std::string& half,
          const std::string& verdict, const std::string& shown_by = "") {
  const bool lacks = verdict == "BY DESIGN" || verdict == "STRICTER", none = verdict == "N/A";
  return {{"row", row},
          {"role", role},
          {"half", half},
          {"claim", none    ? "n/a"
                    : lacks ? "lacks"
                            : "holds"},
          {"verdict", verdict},
          {"required", none ? 0 : 2},
          {"ran", none ? 0 : 2},
          {"cases", none ? 0 : 3},
          {"why", none ? "no <keys> & no names" : "spec/toy.md#5"},
          {"reason", shown_by},
          {"shown_by", shown_by.empty() ? Json::array() : Json::array({shown_by})}};
}

Json column(const std::string& protocol, const std::string& mode, const std::vector<Json>& cells) {
  return {{"protocol", protocol},
          {"mode", mode},
          {"role_names", {{"server", "listener"}, {"client", "dialer"}}},
          {"exit", 0},
          {"cells", cells}};
}

Json paper_column() {
  return {{"protocol", "Paper 1.0"},
          {"setting", "as <printed>"},
          {"cells", Json::array({{{"row", "P02"},
                                  {"role", "-"},
                                  {"half", "-"},
                                  {"claim", "holds"},
                                  {"why", "it is said"},
                                  {"source", "RFC 1 2"}},
                                 {{"row", "P03"},
                                  {"role", "-"},
                                  {"half", "-"},
                                  {"claim", "?"},
                                  {"why", "it is not said"},
                                  {"source", "RFC 1 3"}}})}};
}

// Two protocols, one of them with a mode that differs in one row.
Json two_protocols() {
  const Json alive = cell("P02", "server", "alive", "HELD"),
             bound = cell("P02", "server", "bound", "BY DESIGN", "server/X05-credited"),
             bound_too = cell("P02", "server", "bound", "HELD"),
             other = cell("P03", "client", "-", "HELD"), none = cell("P09", "server", "-", "N/A");
  return {{"schema", "assay-matrix-1"},
          {"assay", "0.0"},
          {"effort", "quick"},
          {"seed", std::string(64, '1')},
          {"columns", Json::array({column("one/a", "first", {alive, bound, other, none}),
                                   column("one/a", "second", {alive, bound_too, other, none}),
                                   column("two", "-", {alive, bound_too, other})})},
          {"on_paper", Json::array({paper_column()})}};
}

Json of_one(const Json& all, std::size_t columns) {
  Json one = all;
  one["columns"].clear();
  for (std::size_t i = 0; i < columns; ++i) one["columns"].push_back(all["columns"][i]);
  return one;
}

std::string content(const std::string& file) {
  std::ifstream in(file);
  return {std::istreambuf_iterator<char>(in), {}};
}

// What differs from the golden file is left beside the test program.
void is_as_golden(const std::string& name, const std::string& found) {
  const std::string golden = content(GOLDEN "/" + name);
  if (golden != found) std::ofstream(name + ".found") << found;
  INFO(name << ": what was found is in " << name << ".found");
  CHECK(golden == found);
}

std::size_t glyphs(const std::string& line) {
  return static_cast<std::size_t>(
      std::count_if(line.begin(), line.end(), [](char c) { return (c & 0xc0) != 0x80; }));
}

Fold folded(const std::vector<Json>& cells) {
  return matrix::fold(column("one/a", "-", cells), "P02");
}

}  // namespace

TEST_CASE("every form of the matrix is as its golden file has it") {
  const Json all = two_protocols();
  is_as_golden("matrix.txt", matrix::to_terminal(all, false));
  is_as_golden("matrix-ascii.txt", matrix::to_terminal(all, true));
  is_as_golden("matrix-one.txt", matrix::to_terminal(of_one(all, 2), false));
  is_as_golden("matrix.md", matrix::to_markdown(all));
  is_as_golden("matrix.html", matrix::to_html(all));
  is_as_golden("matrix.json", report_text(all));
}

TEST_CASE("no line of the matrix on a terminal is wider than 100 columns") {
  Json wide = two_protocols();
  for (const std::string& row : row_order())
    wide["columns"][0]["cells"].push_back(cell(row, "server", "-", "HELD"));
  wide["columns"][0]["protocol"] = "family/of-the-longest";
  std::istringstream lines(matrix::to_terminal(wide, false) +
                           matrix::to_terminal(of_one(two_protocols(), 2), false));
  for (std::string line; std::getline(lines, line);) {
    INFO(line);
    CHECK(glyphs(line) <= 100);
  }
}

TEST_CASE("in ASCII no byte is beyond it") {
  for (const char c : matrix::to_terminal(two_protocols(), true)) REQUIRE(c >= 0);
}

TEST_CASE("one role that lacks a half makes it lacked, and halves that differ make a part") {
  const Json held = cell("P02", "server", "alive", "HELD"),
             lacked = cell("P02", "client", "alive", "BY DESIGN"),
             other = cell("P02", "server", "bound", "HELD"),
             none = cell("P02", "server", "name", "N/A"),
             broken = cell("P02", "client", "bound", "BROKEN"),
             strict = cell("P02", "client", "name", "STRICTER"),
             open = cell("P02", "client", "name", "INCONCLUSIVE");
  CHECK(folded({held, other}) == Fold::held);
  CHECK(folded({held, none}) == Fold::held);
  CHECK(folded({held, lacked}) == Fold::lacks);
  CHECK(folded({held, lacked, other}) == Fold::part);
  CHECK(folded({held, lacked, other, none}) == Fold::part);
  CHECK(folded({none}) == Fold::not_applicable);
  CHECK(folded({}) == Fold::absent);
  CHECK(folded({held, open, lacked}) == Fold::open);
  CHECK(folded({held, strict, open}) == Fold::stricter);
  CHECK(folded({held, strict, broken, open}) == Fold::broken);
}

TEST_CASE("where each role has a key of its own to hide, one that does makes a part") {
  const auto folded_P16 = [](const std::string& server, const std::string& client) {
    return matrix::fold(column("one/a", "-",
                               {cell("P16", "server", "transcript", server),
                                cell("P16", "client", "transcript", client),
                                cell("P16", "server", "relay", "BY DESIGN")}),
                        "P16");
  };
  CHECK(folded_P16("HELD", "BY DESIGN") == Fold::part);
  CHECK(folded_P16("BY DESIGN", "BY DESIGN") == Fold::lacks);
  CHECK(folded_P16("HELD", "HELD") == Fold::part);
}

TEST_CASE("a verdict that is not what was claimed is a difference, and no other is") {
  Json all = two_protocols();
  CHECK(matrix::differences(all).empty());
  for (const char* verdict :
       {"BROKEN", "BY DESIGN", "PARTIAL", "UNDECIDED", "INCONCLUSIVE", "N/A"}) {
    all["columns"][1]["cells"][0]["verdict"] = verdict;
    const std::vector<std::string> found = matrix::differences(all);
    REQUIRE(found.size() == 1);
    CHECK(found[0] ==
          std::string("one/a second server P02/alive: claimed holds, found ") + verdict);
  }
}

TEST_CASE("what is on paper decides all sixteen rows, and says why and where each is written") {
  const Json columns = matrix::on_paper();
  CHECK(columns.size() == 4);
  for (const Json& c : columns) {
    INFO(c.at("protocol"));
    CHECK(matrix::rows_of(Json::array({c})).size() == 16);
    for (const Json& one : c.at("cells")) {
      CHECK_FALSE(one.contains("verdict"));
      CHECK_FALSE(one.at("source").get<std::string>().empty());
    }
  }
}
