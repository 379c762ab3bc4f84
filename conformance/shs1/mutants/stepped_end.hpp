// SPDX-License-Identifier: MIT
#pragma once

#include "conformance/shs1/peers/settings.hpp"
#include "conformance/terms/interpreter.hpp"

namespace assay::mutants {

// An end of SHS1 that takes the steps of a book of its formulas (conformance/shs1/formulas.hpp), as
// they stand or with a twist. The stream that follows is sound.
std::unique_ptr<peers::Machine> stepped_end(const terms::Book& book,
                                            const peers::Settings& settings,
                                            const terms::Twist& twist);

}  // namespace assay::mutants
