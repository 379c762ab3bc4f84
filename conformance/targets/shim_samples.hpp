// SPDX-License-Identifier: MIT
#pragma once

#include <nlohmann/json.hpp>
#include <vector>

#include "conformance/engine/protocol.hpp"

// Values for the parameters of a record, to try a shim with.
namespace assay::shim {

// `params` that hold the value under a dotted name.
nlohmann::json nested(const std::string& name, nlohmann::json value);

// A value of the parameter's type and size.
nlohmann::json sample(const Parameter& parameter);

// Values of other types and sizes, each of which is an error.
std::vector<nlohmann::json> wrong_samples(const Parameter& parameter);

}  // namespace assay::shim
