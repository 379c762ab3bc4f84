// SPDX-License-Identifier: MIT
#pragma once

#include "conformance/terms/terms.hpp"

namespace assay::terms {

// The bytes that `text` says, in the notation of the protocols' documents: a letter or hex; `0^32`;
// `x | y`; `x[0..16)`; and `f(x)` or `f[k](x)` of the book's functions. Throws
// std::invalid_argument, saying where, on anything else.
Bytes value_of(const Book& book, const std::string& text, const Values& values);

// The delta with its value as the list of changes has it: a letter of the book, or hex.
Delta literal(const Book& book, Delta delta, const Values& values);

// The change in words: "sigA without K".
std::string words(const Delta& delta);
std::string words(const std::vector<Delta>& deltas);  // with commas

}  // namespace assay::terms
