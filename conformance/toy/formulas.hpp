// SPDX-License-Identifier: MIT
#pragma once

#include "conformance/terms/terms.hpp"

namespace assay {

// spec/toy.md §2 and §3 as formulas and steps.
const terms::Book& toy_book();

}  // namespace assay
