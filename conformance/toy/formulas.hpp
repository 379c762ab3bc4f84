// SPDX-License-Identifier: MIT
#pragma once

#include "conformance/engine/protocol.hpp"
#include "conformance/terms/terms.hpp"

namespace assay {

// spec/toy.md §2, §3 and §4 as formulas and steps. Over datagrams a message is read with
// address_bytes in front of it, which are the same where its address is: F of the hello, f of the
// one at hand.
const terms::Book& toy_book(Carrier carrier);
inline constexpr std::size_t address_bytes = 32;

}  // namespace assay
