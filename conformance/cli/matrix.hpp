// SPDX-License-Identifier: MIT
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "conformance/cli/commands.hpp"

namespace assay::cli {

// Runs the references of these protocols, each in every mode, or in the one of `options` where it
// has that. As `assay check --reference` does, a cut of options.jobs columns at once. The default
// mode comes first. Throws UsageError where none has the mode.
nlohmann::ordered_json run_matrix(const std::vector<const Protocol*>& protocols,
                                  const CheckOptions& options);

// The worst exit code of the runs; with `against_claims`, 1 where any cell differs from its claim.
int matrix_exit_code(const nlohmann::ordered_json& matrix, bool against_claims);

}  // namespace assay::cli
