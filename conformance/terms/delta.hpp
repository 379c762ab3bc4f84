// SPDX-License-Identifier: MIT
#pragma once

#include "conformance/terms/terms.hpp"

// The closed list of changes (spec/vectors.md §4) and what each does to a formula.
namespace assay::terms {

// Those on any formula, and those that the book's primitives bring.
std::vector<std::string_view> operations(const Book& book);

// True where a delta changes what a party is set up with, not what is sent to it.
bool is_setting(const Book& book, const Delta& delta);

// A letter's bytes, or hex. Throws std::invalid_argument where it is neither.
Bytes resolve(const std::string& value, const Values& values);

// Applies `delta` before or after `formula` is computed; letters in it mean those of `values`. True
// when it was for this formula. Throws std::invalid_argument when it is and does not fit.
bool change_parts(const Delta& delta, const Formula& formula, const Values& values, Parts& parts);
bool change_result(const Delta& delta, std::string_view letter, const Values& values,
                   Bytes& result);

// Deltas by operation.
Delta replace(std::string target, std::string value);  // hex, or a letter
Delta flip_bit(std::string target, int bit);
Delta omit(std::string target, std::string operand);
Delta reorder(std::string target, std::vector<std::string> order);
Delta truncate(std::string target, int bytes);
Delta append(std::string target, std::string value);
Delta with(std::string op, std::string target, std::string key);

}  // namespace assay::terms
