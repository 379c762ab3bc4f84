// SPDX-License-Identifier: MIT
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "conformance/report/matrix.hpp"
#include "conformance/report/report.hpp"

namespace assay::matrix {
namespace {

constexpr std::size_t name_width = 22, detail_label = 24, detail_width = 24;
constexpr std::size_t most_modes_in_detail = 3;

struct Symbol {
  std::string_view sign, ascii, says;
};

const std::map<Fold, Symbol>& symbols() {
  static const std::map<Fold, Symbol> all = {
      {Fold::held, {"✔", "+", "held: every attack that the claims require was withstood"}},
      {Fold::lacks, {"○", "o", "lacked by design, and an attack showed it"}},
      {Fold::part, {"◐", "%", "some parts are held, the others lacked"}},
      {Fold::not_applicable, {"·", ".", "does not apply"}},
      {Fold::broken, {"✗", "X", "BROKEN: claimed, yet an attack succeeded"}},
      {Fold::stricter, {"↑", "^", "STRICTER: claimed to be lacked, yet the attack failed"}},
      {Fold::open, {"?", "?", "nothing was decided"}},
      {Fold::absent, {" ", " ", "there is no such row"}}};
  return all;
}

std::string sign_of(Fold f, bool ascii) {
  const Symbol& s = symbols().at(f);
  return std::string(ascii ? s.ascii : s.sign);
}

// On paper there are letters, so that nothing looks like the result of a run.
std::string letter_of(Fold f) {
  static const std::map<Fold, std::string> letters = {
      {Fold::held, "y"},           {Fold::lacks, "n"}, {Fold::part, "~"},
      {Fold::not_applicable, "-"}, {Fold::open, "?"},  {Fold::absent, " "}};
  return letters.at(f);
}

std::string text_at(const Json& j, const char* member) { return j.at(member).get<std::string>(); }

std::string trimmed_line(std::string line) {
  line.erase(line.find_last_not_of(' ') + 1);
  return line + "\n";
}

std::string row_heads(const std::vector<std::string>& rows) {
  std::string line = fmt::format("{:<{}}", "property P", name_width);
  for (const std::string& row : rows) line += fmt::format("{:<3}", short_row(row));
  return line;
}

std::string folded_line(const Json& m, const Json& c, const std::vector<std::string>& rows,
                        bool ascii, std::set<Fold>& used, bool& starred) {
  std::string line = fmt::format("{:<{}}", text_at(c, "protocol"), name_width);
  for (const std::string& row : rows) {
    const Fold f = fold(c, row);
    const bool star = differs(m, c, row);
    used.insert(f);
    starred |= star;
    line += fmt::format("{:<3}", sign_of(f, ascii) + (star ? "*" : ""));
  }
  return trimmed_line(line);
}

std::string legend(const std::set<Fold>& used, bool ascii) {
  std::string out = "\n";
  for (const auto& [f, s] : symbols())
    if (f != Fold::absent && used.contains(f))
      out += fmt::format("{}  {}\n", sign_of(f, ascii), s.says);
  return out;
}

std::string paper_lines(const Json& m, const std::vector<std::string>& rows) {
  if (m.at("on_paper").empty()) return "";
  std::string out = "\non paper: argued from the documents, and run by nobody here\n";
  for (const Json& c : m.at("on_paper")) {
    std::string line = fmt::format("({})", text_at(c, "protocol"));
    line = fmt::format("{:<{}}", line, name_width);
    for (const std::string& row : rows) line += fmt::format("{:<3}", letter_of(fold(c, row)));
    out += trimmed_line(line);
  }
  return out +
         "y  holds   n  lacks   ~  in part   ?  the documents leave it open   -  does not apply\n";
}

std::string head_line(const Json& m) {
  return fmt::format("assay {}  matrix  protocols {}  with their modes {}  effort {}\nseed {}\n",
                     text_at(m, "assay"), shown_columns(m).size(), m.at("columns").size(),
                     text_at(m, "effort"), text_at(m, "seed"));
}

std::string table_of_protocols(const Json& m, bool ascii) {
  const std::vector<Json> columns = shown_columns(m);
  const std::vector<std::string> rows = rows_of(columns);
  std::set<Fold> used;
  bool starred = false;
  std::string out = head_line(m) + "\n" + trimmed_line(row_heads(rows));
  for (const Json& c : columns) out += folded_line(m, c, rows, ascii, used, starred);
  out += legend(used, ascii);
  if (starred)
    out += "*  another mode of the protocol differs: --protocol NAME shows them side by side\n";
  out += paper_lines(m, rows);
  out +=
      "\n`assay matrix --protocol NAME` shows every cell of one; `assay explain NAME P03` tells\n"
      "what happens there; `assay list rows` names the rows.\n";
  return out;
}

// "✔ HELD 15", or the attack that shows what is lacked.
std::string in_detail(const Json& cell, bool ascii) {
  const std::string verdict = text_at(cell, "verdict");
  const Json one = {{"cells", Json::array({cell})}};
  const Fold f = fold(one, text_at(cell, "row"));
  std::string what = verdict == "HELD" ? std::to_string(cell.at("ran").get<int>()) : "";
  if (!cell.at("shown_by").empty()) what = id_of_attack(cell.at("shown_by").front());
  return fmt::format("{} {} {}", sign_of(f, ascii), verdict, what);
}

const Json* cell_at(const Json& column, const Json& like) {
  for (const Json& cell : column.at("cells"))
    if (cell.at("row") == like.at("row") && cell.at("role") == like.at("role") &&
        cell.at("half") == like.at("half"))
      return &cell;
  return nullptr;
}

std::string cell_across(const Json& m, const Json& like, bool ascii) {
  const std::string role = text_at(like, "role"), half = text_at(like, "half");
  const Json& names = m.at("columns").front().at("role_names");
  std::string line = fmt::format(
      "  {:<{}}", names.value(role, role) + (half == "-" ? "" : " " + half), detail_label - 2);
  for (const Json& c : m.at("columns")) {
    const Json* cell = cell_at(c, like);
    line += fmt::format("{:<{}}", cell == nullptr ? "" : in_detail(*cell, ascii), detail_width);
  }
  return trimmed_line(line);
}

// How to run what is named in a cell, from the first that is.
std::string how_to_run(const Json& m) {
  for (const Json& c : m.at("columns"))
    for (const std::string& row : rows_of(Json::array({c})))
      for (const std::string& id : shown_by(c, row))
        return fmt::format("{} ran, as each of the others can be run, by\n  {}\n", id,
                           command(c, id));
  return "";
}

std::string table_of_cells(const Json& m, bool ascii) {
  std::string out = head_line(m) + "\n", row;
  std::string heads =
      fmt::format("{:<{}}", text_at(m.at("columns").front(), "protocol"), detail_label);
  for (const Json& c : m.at("columns")) heads += fmt::format("{:<{}}", mode_of(c), detail_width);
  out += trimmed_line(heads);
  const std::vector<std::string> rows = rows_of(m.at("columns"));
  for (const std::string& r : rows) {
    out += fmt::format("{} {}\n", r, row_title(r));
    for (const Json& cell : m.at("columns").front().at("cells"))
      if (cell.at("row") == r) out += cell_across(m, cell, ascii);
  }
  return out + "\nHELD n: n attacks that the claims require ran, and none succeeded\n" +
         how_to_run(m);
}

}  // namespace

std::string to_terminal(const Json& matrix, bool ascii) {
  const bool one =
      shown_columns(matrix).size() == 1 && matrix.at("columns").size() <= most_modes_in_detail;
  return one ? table_of_cells(matrix, ascii) : table_of_protocols(matrix, ascii);
}

}  // namespace assay::matrix
