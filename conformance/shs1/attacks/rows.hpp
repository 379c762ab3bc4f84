// SPDX-License-Identifier: MIT
#pragma once

#include "conformance/terms/rows.hpp"

// The forgeries of SHS1 that are one message with something changed, a file a message. Vectors that
// every sound end refuses take their changes from here by change_of(); what no vector takes needs a
// live target, two changes, or a place in the policy file.
namespace assay::mallory {

std::vector<terms::Row> rows_of_msg1();  // to a server: B01 to B05
std::vector<terms::Row> rows_of_msg2();  // to a client: B06, B07
std::vector<terms::Row> rows_of_msg3();  // to a server: C01 to C23, H05
std::vector<terms::Row> rows_of_msg4();  // to a client: D01 to D14, H05

const std::vector<terms::Row>& shs1_rows();  // all of them

// Beside the letters of spec/shs1.md §2 rows name M and M_p, a stranger's key; K', another
// network's; and noise, 112 random bytes.

// terms::change_of the rows above.
terms::Delta change_of(const std::string& message, const std::string& id, const std::string& slug,
                       const terms::Values& values);

}  // namespace assay::mallory
