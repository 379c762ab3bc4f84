// SPDX-License-Identifier: MIT
#pragma once

#include "vectors/test.hpp"

// The closed list of changes (spec/vectors.md §4) and what each does to a formula.
namespace assay::vectors {

struct Part {
  std::string letter;
  Bytes octets;
};

// What a formula is computed from: `key` is a mac's, a box's or a signer's, or the scalar of a
// product.
struct Parts {
  std::string key_letter;
  Bytes key;
  std::vector<Part> operands;
};

const std::vector<std::string_view>& operations();

// True for client.B_p and server.admits: what a party is set up with, not what is sent to it.
bool is_configuration(const Delta& delta);

// A letter's octets, or hex.
Bytes resolve(const std::string& value, const Values& values);

// Applies `delta` before or after `letter` is computed. True when it was for this letter. Throws
// std::invalid_argument when it is and does not fit.
bool change_parts(const Delta& delta, std::string_view letter, const Values& values, Parts& parts);
bool change_result(const Delta& delta, std::string_view letter, const Values& values,
                   Bytes& result);

}  // namespace assay::vectors
