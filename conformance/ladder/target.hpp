// SPDX-License-Identifier: MIT
#pragma once

#include <functional>

#include "conformance/ladder/machine.hpp"

namespace assay::rungs {

using MakeMachine =
    std::function<std::unique_ptr<peers::Machine>(const Rung&, const RungSettings&)>;

// Sessions of that rung with these machines, in every mode.
std::unique_ptr<Target> rung_target(const Rung& rung, const MakeMachine& make);
std::unique_ptr<Target> reference_target(const Rung& rung);

}  // namespace assay::rungs
