// SPDX-License-Identifier: MIT
#include "conformance/shs1/attacks/rows.hpp"

#include "conformance/shs1/formulas.hpp"

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
  return terms::change_of(shs1_book(), shs1_rows(), message, id, slug, values);
}

}  // namespace assay::mallory
