// SPDX-License-Identifier: MIT
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <nlohmann/json.hpp>

#include "conformance/report/matrix.hpp"
#include "conformance/report/report.hpp"

namespace assay::matrix {
namespace {

constexpr std::string_view style = R"(
body { font: 15px/1.45 system-ui, sans-serif; margin: 2em auto; max-width: 75em; padding: 0 1em }
table { border-collapse: collapse; margin: 1em 0 }
th, td { border: 1px solid #ccc; padding: .2em .5em; text-align: left; vertical-align: top }
.fold td { text-align: center } .fold a { color: inherit; text-decoration: none }
.held { background: #e4f4e4 } .lacks { background: #f8e6d8 } .part { background: #fbf5d0 }
.broken, .stricter, .open { background: #f3c4c4; font-weight: bold } .na { color: #777 }
.paper { font-style: italic; background: none } .paper td { border-style: dashed }
code { font-size: 90% }
)";

struct Shown {
  std::string_view css, sign, letter, word;
};

Shown shown_as(Fold f) {
  switch (f) {
    case Fold::held:
      return {"held", "✔", "y", "held"};
    case Fold::lacks:
      return {"lacks", "○", "n", "lacked by design"};
    case Fold::part:
      return {"part", "◐", "~", "some parts held, others lacked"};
    case Fold::not_applicable:
      return {"na", "·", "-", "does not apply"};
    case Fold::broken:
      return {"broken", "✗", "", "BROKEN"};
    case Fold::stricter:
      return {"stricter", "↑", "", "STRICTER"};
    case Fold::open:
      return {"open", "?", "?", "open"};
    case Fold::absent:
      break;
  }
  return {"", "", "", ""};
}

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '&')
      out += "&amp;";
    else if (c == '<')
      out += "&lt;";
    else if (c == '>')
      out += "&gt;";
    else if (c == '"')
      out += "&quot;";
    else
      out += c;
  }
  return out;
}

std::string text_in(const Json& j, const char* member) {
  return escaped(j.at(member).get<std::string>());
}

// "family/variant mode", as it is shown and linked.
std::string title_of(const Json& column) {
  const std::string mode = mode_of(column);
  return text_in(column, "protocol") + (mode.empty() ? "" : " " + escaped(mode));
}

std::string anchor_of(const Json& column, const std::string& row) {
  std::string id = title_of(column) + "/" + row;
  for (char& c : id)
    if (c == ' ') c = '.';
  return id;
}

std::string folded_row(const Json& c, const std::vector<std::string>& rows) {
  const bool paper = c.contains("setting");
  std::string out = fmt::format("<tr{}><th>{}{}</th>", paper ? " class=\"paper\"" : "", title_of(c),
                                paper ? ", on paper" : "");
  for (const std::string& row : rows) {
    const Shown s = shown_as(fold(c, row));
    out += fmt::format("<td class=\"{}\" title=\"{}: {}\"><a href=\"#{}\">{}</a></td>",
                       paper ? "paper" : s.css, escaped(row_title(row)),
                       paper ? "argued, not run" : s.word, anchor_of(c, row),
                       paper ? s.letter : s.sign);
  }
  return out + "</tr>\n";
}

std::string folded_table(const Json& m, const std::vector<std::string>& rows) {
  std::string out = "<table class=\"fold\">\n<tr><th></th>";
  for (const std::string& row : rows)
    out += fmt::format("<th title=\"{}\">{}</th>", escaped(row_title(row)), row);
  out += "</tr>\n";
  for (const char* list : {"columns", "on_paper"})
    for (const Json& c : m.at(list)) out += folded_row(c, rows);
  return out + "</table>\n";
}

std::string shown_in_html(const Json& column, const Json& cell) {
  std::string out;
  for (const Json& name : cell.at("shown_by"))
    out += fmt::format("<code>{}</code><br><code>{}</code> ", escaped(name.get<std::string>()),
                       escaped(command(column, id_of_attack(name))));
  return out;
}

// A row's first cell is where the folded table points.
std::string id_attribute(const Json& column, const Json& cell, std::string& last) {
  if (cell.at("row") == last) return "";
  last = cell.at("row");
  return fmt::format(" id=\"{}\"", anchor_of(column, last));
}

std::string place_cells(const Json& column, const Json& cell) {
  const std::string role = cell.at("role");
  const std::string called = column.value("role_names", Json::object()).value(role, role);
  return fmt::format("<td>{} {}</td><td>{}</td><td>{}</td>", text_in(cell, "row"),
                     escaped(row_title(cell.at("row"))), escaped(called), text_in(cell, "half"));
}

std::string cells_of_run(const Json& c) {
  std::string out, last;
  for (const Json& cell : c.at("cells")) {
    const Json one = {{"cells", Json::array({cell})}};
    out += fmt::format(
        "<tr{}>{}<td class=\"{}\">{}</td><td>{} of {}</td><td>{}</td><td>{}</td></tr>\n",
        id_attribute(c, cell, last), place_cells(c, cell), shown_as(fold(one, cell.at("row"))).css,
        text_in(cell, "verdict"), cell.at("ran").get<int>(), cell.at("required").get<int>(),
        shown_in_html(c, cell), text_in(cell, "why"));
  }
  return fmt::format(
      "<details open><summary>{}</summary>\n<table><tr><th>row</th><th>role</th><th>part</th>"
      "<th>verdict</th><th>attacks</th><th>shown by</th><th>why</th></tr>\n{}</table></details>\n",
      title_of(c), out);
}

std::string cells_on_paper(const Json& c) {
  std::string out, last;
  for (const Json& cell : c.at("cells"))
    out += fmt::format("<tr{}>{}<td>{}</td><td>{}</td><td>{}</td></tr>\n",
                       id_attribute(c, cell, last), place_cells(c, cell), text_in(cell, "claim"),
                       text_in(cell, "why"), text_in(cell, "source"));
  return fmt::format(
      "<details open class=\"paper\"><summary>{}, on paper ({})</summary>\n<table><tr><th>row</th>"
      "<th>role</th><th>part</th><th>claim</th><th>argument</th><th>source</th></tr>\n{}</table>"
      "</details>\n",
      title_of(c), text_in(c, "setting"), out);
}

std::string legend_in_html() {
  std::string out = "<p>";
  for (const Fold f : {Fold::held, Fold::lacks, Fold::part, Fold::not_applicable, Fold::broken,
                       Fold::stricter, Fold::open})
    out += fmt::format("{} {} · ", shown_as(f).sign, shown_as(f).word);
  return out + "on paper, where nothing was run: y holds · n lacks · ~ in part · ? left open</p>\n";
}

}  // namespace

std::string to_html(const Json& matrix) {
  const std::vector<std::string> rows = rows_of(matrix.at("columns"));
  std::string out = fmt::format(
      "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
      "<meta name=\"viewport\" content=\"width=device-width\"><title>Assay: the matrix</title>\n"
      "<style>{}</style></head><body>\n<h1>Which protocol keeps what</h1>\n"
      "<p>assay {}, effort {}, seed <code>{}</code></p>\n",
      style, text_in(matrix, "assay"), text_in(matrix, "effort"), text_in(matrix, "seed"));
  out += folded_table(matrix, rows) + legend_in_html();
  for (const Json& c : matrix.at("columns")) out += cells_of_run(c);
  for (const Json& c : matrix.at("on_paper")) out += cells_on_paper(c);
  return out + "</body></html>\n";
}

}  // namespace assay::matrix
