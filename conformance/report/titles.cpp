// SPDX-License-Identifier: MIT
#include "conformance/report/report.hpp"
#include "spec/properties_text.hpp"

namespace assay {
namespace {

std::string_view trimmed(std::string_view text) {
  const std::size_t from = text.find_first_not_of(" \n*");
  const std::size_t to = text.find_last_not_of(" \n*");
  return from == std::string_view::npos ? "" : text.substr(from, to - from + 1);
}

}  // namespace

std::string in_words(std::string observed) {
  const bool refused = observed.starts_with("rejected");
  const auto replace_all = [&](std::string_view what, std::string_view by) {
    for (std::size_t at = 0; (at = observed.find(what, at)) != std::string::npos; at += by.size())
      observed.replace(at, what.size(), by);
  };
  replace_all(", 0 bytes unread", "");
  replace_all(", close none", "");
  replace_all(", close fin", refused ? "" : ", stream closed");
  return observed;
}

std::string row_section(const std::string& row) {
  const std::string heading = "\n## " + row + " ";
  const std::size_t from = properties_text.find(heading);
  if (from == std::string_view::npos) return {};
  const std::size_t to = properties_text.find("\n## ", from + 1);
  return std::string(
      properties_text.substr(from + 1, to == std::string_view::npos ? to : to - from));
}

std::string row_title(const std::string& row) {
  const std::string section = row_section(row);
  const std::size_t from = section.find(row);
  if (from == std::string::npos) return row;
  const std::size_t start = from + row.size() + 1;
  return section.substr(start, section.find('\n') - start);
}

std::string row_claim(const std::string& row) {
  const std::string section = row_section(row);
  const std::size_t from = section.find("\n\n");
  if (from == std::string::npos) return {};
  const std::size_t to = section.find("\n\n", from + 2);
  return std::string(trimmed(std::string_view(section).substr(from, to - from)));
}

}  // namespace assay
