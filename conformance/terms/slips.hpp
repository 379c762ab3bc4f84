// SPDX-License-Identifier: MIT
#pragma once

#include "conformance/terms/terms.hpp"

// Every mistake that the formulas of a book allow: mutants are made of these, so that which there
// are follows from the formulas.
namespace assay::terms {

// What formulas do not say of themselves.
struct Uses {
  // Those that cover something although they have no key and make none.
  std::vector<std::string_view> covering = {};
  // What stands for the other direction, or the other message, in the place of a key or a result.
  std::map<std::string_view, std::string_view> other = {};
};

// Of what has a key, makes one, is in the outcome or is named in `uses`: each operand dropped,
// zeroed, and swapped with the next; each key zeroed; each that has another turned to it. What a
// box holds is left alone: without it there is another message.
std::vector<Slip> slips_of(const Book& book, const Uses& uses);

// "without-X", "zeros-for-X", "zero-key", "Y-before-X", "with-other-key", "as-other".
std::string manner(const Book& book, const Slip& slip);

// The book of whoever makes this mistake.
Book with_slip(Book book, const Slip& slip);

// The first message that is made from the formula of `letter`; `outcome` where none is.
std::string message_of(const Book& book, std::string_view letter);
// The message that the check `step` of a role looks at: the one that was read last.
std::string message_of(const std::vector<Step>& steps, std::size_t step);

// Makes it in the parts of `formula`, if it is that formula's.
void make_slip(const Slip& slip, const Formula& formula, const Values& values, Parts& parts);

}  // namespace assay::terms
