// SPDX-License-Identifier: MIT
#include "conformance/shs1/attacks/rows.hpp"

#include <algorithm>
#include <stdexcept>

#include "conformance/shs1/formulas.hpp"
#include "conformance/terms/expression.hpp"

namespace assay::mallory {

const std::vector<terms::Row>& shs1_rows() {
  static const std::vector<terms::Row> rows = [] {
    std::vector<terms::Row> all;
    for (auto* rows_of : {rows_of_msg1, rows_of_msg2, rows_of_msg3, rows_of_msg4}) {
      for (terms::Row& row : rows_of()) all.push_back(std::move(row));
    }
    return all;
  }();
  return rows;
}

terms::Delta change_of(const std::string& message, const std::string& id, const std::string& slug,
                       const terms::Values& values) {
  for (const terms::Row& row : shs1_rows()) {
    if (row.message != message || row.id != id) continue;
    const auto found = std::ranges::find(row.cases, slug, &terms::RowCase::slug);
    if (found == row.cases.end() || found->deltas.size() != 1) break;
    return terms::literal(shs1_book(), found->deltas.front(), values);
  }
  throw std::logic_error("no row with one change: " + message + " " + id + " " + slug);
}

}  // namespace assay::mallory
