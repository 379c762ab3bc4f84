// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <sstream>

#include "conformance/cli/explain.hpp"

namespace assay::cli {
namespace {

constexpr std::size_t text_width = 98;

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  std::istringstream in{std::string(text)};
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

// 2 of "## 3 Shared pieces"; 0 of what is no title.
std::size_t depth_of(const std::string& line) {
  const std::size_t depth = line.find_first_not_of('#');
  return depth != std::string::npos && depth > 0 && line[depth] == ' ' ? depth : 0;
}

// Without what only a renderer understands.
std::string unmarked(const std::string& text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool escape = text[i] == '\\' && i + 1 < text.size() && text[i + 1] == '|';
    if (text[i] != '`' && text[i] != '*' && !escape) out += text[i];
  }
  return out;
}

// "| sigA | `sign(x)` |" -> "  sigA    sign(x)".
std::string table_line(const std::string& line) {
  std::vector<std::string> cells;
  std::string cell;
  for (std::size_t i = 1; i < line.size(); ++i) {
    if (line[i] == '|' && line[i - 1] != '\\') {
      cells.push_back(unmarked(cell.substr(1, cell.find_last_not_of(' '))));
      cell.clear();
    } else {
      cell += line[i];
    }
  }
  std::string out = "   ";
  for (const std::string& one : cells) out += fmt::format(" {:<7}", one);
  return out.erase(out.find_last_not_of(' ') + 1) + "\n";
}

std::string plain(const std::vector<std::string>& lines) {
  std::string out, paragraph;
  const auto end_paragraph = [&] {
    if (!paragraph.empty()) out += wrapped(unmarked(paragraph)) + "\n";
    paragraph.clear();
  };
  bool table = false;
  for (const std::string& line : lines) {
    const bool row = line.starts_with('|');
    if (row || line.empty()) end_paragraph();
    if (table && !row) out += "\n";
    const bool head = row && !table, rule = line.starts_with("|--");
    if (row && !head && !rule) out += table_line(line);
    if (!row && !line.empty()) paragraph += line + " ";
    table = row;
  }
  end_paragraph();
  return out;
}

}  // namespace

std::string wrapped(const std::string& text, std::size_t indent) {
  std::istringstream words(text);
  std::string out, line = text.substr(0, std::min(text.find_first_not_of(' '), text.size()));
  for (std::string word; words >> word;) {
    if (line.size() > indent && line.size() + 1 + word.size() > text_width) {
      out += line + "\n";
      line = std::string(indent, ' ');
    }
    line += (line.empty() || line.ends_with(' ') ? "" : " ") + word;
  }
  return out + line + "\n";
}

std::string document_opening(std::string_view document) {
  std::vector<std::string> opening;
  for (const std::string& line : lines_of(document)) {
    const std::size_t depth = depth_of(line);
    if (depth > 1) break;
    if (depth == 0) opening.push_back(line);
  }
  return plain(opening);
}

std::string document_section(std::string_view document, const std::string& name) {
  std::vector<std::string> section;
  std::size_t depth = 0;
  for (const std::string& line : lines_of(document)) {
    const std::size_t here = depth_of(line);
    if (depth > 0 && here > 0 && here <= depth) break;
    if (depth > 0 && here == 0) section.push_back(line);
    if (depth == 0 && here > 0 && line.ends_with(" " + name)) depth = here;
  }
  return plain(section);
}

}  // namespace assay::cli
